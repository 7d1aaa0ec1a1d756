/**
 * How long it takes to look whether any of a million entries of an audit trail was changed or taken out, one in ten of
 * them with something sealed; and what an entry adds to a change: `node bench/audit.ts`, in two minutes.
 */
import { createSecretKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { auditHolder, openAudit } from '../src/audit/audit.ts'
import { digestOf, FIELD_END, GENESIS, link, placeOf } from '../src/audit/entry.ts'
import { systemClock } from '../src/base/clock.ts'
import { newId } from '../src/base/ids.ts'
import { silentLog } from '../src/base/log.ts'
import { openSecrets } from '../src/secrets/secrets.ts'
import { openStore } from '../src/store/store.ts'
import { percentile, report } from './kit.ts'

const ENTRIES = 1_000_000
const BATCH = 10_000
const SEALED_EVERY = 10
const CHANGES = 300
const VERIFY_SECONDS_MAX = 10

const dataDir = mkdtempSync(join(tmpdir(), 'plumbline-audit-'))
try {
  await using store = await openStore({ dataDir: join(dataDir, 'data') })
  const firm = newId(systemClock)
  await store.write(firm, (tx) =>
    tx.insertInto('tenant').values({ name: 'Harbor Plumbing', timeZone: 'America/Chicago' }).execute(),
  )
  const common = { store, clock: systemClock, log: silentLog, firms: async () => [{ id: firm }] }
  const secrets = await openSecrets({
    ...common,
    masterKey: { dataDir: join(dataDir, 'data') },
    holders: { audit_entry: auditHolder(common) },
  })
  await using audit = openAudit({ ...common, secrets })

  const actor = { kind: 'person', id: newId(systemClock), label: 'Ken Alvarez' } as const
  const customer = newId(systemClock)
  const change = async (isTold: boolean) => {
    const start = performance.now()
    await store.write(firm, async (tx) => {
      await sql`update tenant set name = ${String(start)}`.execute(tx)
      if (isTold)
        await audit.record(tx, firm, {
          actor,
          action: 'customer.renamed',
          subject: { kind: 'customer', id: customer },
          change: { before: 'Mrs. Kowalska', after: 'Łucja Kowalska' },
        })
    })
    return performance.now() - start
  }
  const [told, untold]: [number[], number[]] = [[], []]
  for (let i = 0; i < CHANGES; i++) {
    told.push(await change(true))
    untold.push(await change(false))
  }

  await fill()
  await store.vacuum() // as it is on every day but the first after so many
  const start = performance.now()
  const verdict = await audit.verify({ tenantId: firm })
  const seconds = (performance.now() - start) / 1000
  if (verdict.faultCount !== 0)
    throw new Error(`${verdict.faultCount} faults: ${JSON.stringify(verdict.faults[0])}`)
  const readStart = performance.now()
  await store.pool.query(
    "select sum(length(actor_label) + length(action) + length(coalesce(details, '')) + length(hash)) from audit_entry",
  )
  const readSeconds = (performance.now() - readStart) / 1000
  report([
    {
      what: `looking at ${verdict.entries} entries, ${Math.round(verdict.entries / SEALED_EVERY)} with something sealed`,
      ours: `${seconds.toFixed(1)} s`,
      baseline: `${VERIFY_SECONDS_MAX} s asked; the database reads the same columns in ${readSeconds.toFixed(1)} s`,
      ratio: VERIFY_SECONDS_MAX / seconds,
      bound: 'at least 1',
    },
    {
      what: `a change with its entry, p50 of ${CHANGES}`,
      ours: `${percentile(told, 0.5).toFixed(2)} ms`,
      baseline: `${percentile(untold, 0.5).toFixed(2)} ms without`,
      ratio: percentile(told, 0.5) / percentile(untold, 0.5),
      bound: 'at most 3',
    },
  ])

  /** A million entries as `record` would write them, many to a statement. */
  async function fill(): Promise<void> {
    const key = createSecretKey(secrets.macKey('audit'))
    const head = await store.read(firm, (db) =>
      db.selectFrom('auditHead').select(['seq', 'hash']).executeTakeFirst(),
    )
    let seq = Number(head?.seq ?? 0)
    let before: Buffer = head?.hash ?? GENESIS
    while (seq < ENTRIES) {
      await store.write(firm, async (tx) => {
        const rows: {
          seq: number
          at: Date
          digest: Buffer | null
          sealed: Buffer | null
          details: string
          hash: Buffer
        }[] = []
        for (let i = 0; i < BATCH && seq < ENTRIES; i++) {
          seq += 1
          const at = new Date()
          const details = JSON.stringify({ archived: true, seq })
          const told = seq % SEALED_EVERY === 0 ? JSON.stringify({ before: `Mrs. Kowalska ${seq}` }) : null
          const digest = told === null ? null : digestOf(key, told)
          const text = [
            ...[seq, at.getTime(), actor.kind, actor.id, actor.label, 'conversation.archived'],
            ...['conversation', customer, '', details, digest?.toString('hex') ?? ''],
          ].join(FIELD_END)
          before = link(key, before, firm, text)
          const sealed = told === null ? null : await secrets.seal(tx, told, placeOf(firm, seq))
          rows.push({ seq, at, digest, sealed, details, hash: before })
        }
        const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name])
        await sql`
          insert into audit_entry (seq, at, actor_kind, actor_id, actor_label, action, subject_kind, subject_id, details, sealed_digest, sealed, hash)
          select seq, at, ${actor.kind}, ${actor.id}, ${actor.label}, 'conversation.archived', 'conversation', ${customer}, details, digest, sealed, hash
          from unnest(${column('seq')}::bigint[], ${column('at')}::timestamptz[], ${column('details')}::text[],
            ${column('digest')}::bytea[], ${column('sealed')}::bytea[], ${column('hash')}::bytea[]) as entry(seq, at, details, digest, sealed, hash)`.execute(
          tx,
        )
        await sql`update audit_head set seq = ${seq}, hash = ${before}`.execute(tx)
      })
    }
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
