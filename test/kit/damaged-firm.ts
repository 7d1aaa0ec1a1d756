import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { newId } from '../../src/base/ids.ts'
import type {
  CheckpointDifference,
  CheckRun,
  Finding,
  Repaired,
  RepairPlan,
} from '../../src/contract/auditor.ts'
import { readLiveSource, runOfCalls } from '../../src/intake/intake.ts'
import { readBatch } from '../../src/pipeline/read-batch.ts'
import { takeBatch } from '../../src/pipeline/take-batch.ts'
import { startApp, type TestApp, type TestFirm } from './app.ts'
import { exportedAt, makeHistory, writeZip } from './archive.ts'
import { type Corruption, corruptions } from './corruptions.ts'
import { temporaryFolder } from './store.ts'

/** A firm with a dispatcher, an archive, a mailbox with an attachment, a merge by hand, and a checkpoint named `sound`. */
export type DamagedFirm = AsyncDisposable & {
  app: TestApp
  firm: TestFirm
  check(names?: readonly string[]): Promise<CheckRun>
  findings(): Promise<Finding[]>
  plan(): Promise<RepairPlan>
  repair(plan: RepairPlan): Promise<Repaired>
  compare(): Promise<CheckpointDifference>
  plant(corruption: Corruption): Promise<void>
}

/** Another one for each number; a small one would be taken for a part of her signature. */
function pictureOf(number: number): string {
  const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(9_000, `x${number}`)])
  return bytes.toString('base64').replace(/.{76}/g, '$&\r\n')
}

/** The index of words follows in the background; what it lacks a day later would be a finding. */
async function indexed({ app }: TestApp, { id }: TestFirm): Promise<void> {
  const lacks = async () => {
    const { rows } = await app.store.read(id, (db) =>
      sql`select from message m where m.kind <> 'step' and not exists (select from search_message s where s.message_id = m.id) limit 1`.execute(
        db,
      ),
    )
    return rows.length > 0
  }
  while (await lacks()) await pause(20)
}

/** A mail by Mrs. Nowak with a picture of her ceiling; the second tells of gas. */
function mailOf(number: number): Buffer {
  const lines = [
    `Message-ID: <ceiling.${number}@nowak.example>`,
    'From: Anna Nowak <anna@nowak.example>',
    'To: office@harbor.example',
    'Subject: The ceiling again',
    'Date: Mon, 02 Mar 2026 07:30:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Water is coming through the ceiling of the bathroom, can you come today?',
    ...(number === 2 ? ['And now there is a strong smell of gas in the hall.'] : []),
    '--b',
    'Content-Type: image/png; name="ceiling.png"',
    'Content-Disposition: attachment; filename="ceiling.png"',
    'Content-Transfer-Encoding: base64',
    '',
    pictureOf(number),
    '--b--',
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

export async function openDamagedFirm(options: { databaseUrl?: string } = {}): Promise<DamagedFirm> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  let age = 60 * 60_000
  const app = opened.use(
    await startApp({
      ...options,
      env: {
        SYNC_CONSISTENCY_CHECK_INTERVAL: '0',
        ENABLE_BACKGROUND_JOBS: 'false',
        SYNC_AUTO_TICKET_THRESHOLD: '1',
      },
      // A day after the archive was exported: what is lacking then is late.
      clock: { now: () => new Date(exportedAt.getTime() + age) },
    }),
  )
  const firm = await app.makeFirm('Harbor Plumbing')
  await firm.join('dispatcher')
  const { files } = await makeHistory({ messages: 250, seed: 31 })
  const run = await firm.import([await writeZip(join(folder.path, 'takeout.zip'), files)])
  assert.equal(run.status, 'completed')
  for (const number of [1, 2]) await addMail(app, firm, number)
  await mergeByHand(firm)
  await noteModelCall(app, firm)
  assert.equal((await firm.ask('POST', '/api/understanding/catch-up', {})).status, 200)
  await indexed(app, firm)
  age += 26 * 60 * 60_000
  await app.app.noticer.look(firm.id) // what the clock alone brings about
  await app.app.stages[Symbol.asyncDispose]() // they mend some of the damage by themselves, sooner or later than a check sees it
  const sound = await firm.ask('POST', '/api/sync/consistency-check', { wait: true, depth: 'whole' })
  assert.equal(sound.body.found, 0, JSON.stringify(sound.body))
  const made = await firm.ask('POST', '/api/checkpoints', { name: 'sound' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const held = opened.move()
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await firm.ask(method, path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  return {
    ...{ app, firm },
    check: (checks) =>
      call('POST', '/api/sync/consistency-check', { wait: true, depth: 'whole', ...(checks && { checks }) }),
    findings: async () => (await call('GET', '/api/checks/findings?limit=200')).items,
    plan: () => call('GET', '/api/repairs'),
    repair: ({ plan }) => call('POST', '/api/repairs', { plan }),
    compare: () => call('GET', '/api/checkpoints/sound/compare'),
    plant: async (corruption) => {
      const client = await app.app.store.pool.connect()
      try {
        await client.query('begin')
        await client.query('set local session_replication_role = replica')
        await corruption.plant({
          ...{ client, firmId: firm.id, media: join(app.dataDir, 'media', firm.id) },
          mediaKey: app.app.secrets.bulkKey('media'),
        })
        await client.query('commit')
      } finally {
        client.release()
      }
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** A mail of a mailbox that nobody asks, taken in as a look at it would; another one for each number. */
export async function addMail({ app }: TestApp, firm: TestFirm, number: number): Promise<void> {
  const { store, clock, media, itemSeal, secrets } = app
  const label = 'office@harbor.example'
  const sourceId = await store.write(firm.id, async (tx) => {
    const known = await tx.selectFrom('source').select('id').where('channel', '=', 'imap').executeTakeFirst()
    if (known !== undefined) return known.id
    const id = newId(clock)
    await tx
      .insertInto('source')
      .values({
        ...{ id, channel: 'imap', label, addresses: [label] },
        ...{ settings: JSON.stringify({ host: 'mail.example', port: 993, secure: true, user: 'office' }) },
        ...{ state: 'paused', madeAt: clock.now(), lookedAt: clock.now() },
      })
      .execute()
    return id
  })
  const source = await store.read(firm.id, (db) => readLiveSource(db, sourceId))
  assert.ok(source !== undefined)
  const batch = await readBatch({
    source,
    owner: [label],
    batch: {
      items: [{ externalId: `imap-${number}`, path: `INBOX/1/${number}`, bytes: mailOf(number) }],
      ...{ setAside: [], listed: 1, cursor: null, incidents: [] },
    },
  })
  await takeBatch(
    {
      ...{ store, clock, media, itemSeal },
      ...{ erasedKey: secrets.macKey('erased'), replyKey: secrets.macKey('reply_id') },
    },
    {
      ...{ tenantId: firm.id, timeoutHours: 24, source, batch },
      runOf: (tx) => runOfCalls(tx, { clock, source: { ...source, label } }),
    },
  )
}

async function mergeByHand(firm: TestFirm): Promise<void> {
  const { items } = (await firm.ask('GET', '/api/customers?limit=10')).body
  const merged = await firm.ask('POST', `/api/customers/${items[0].id}/merge`, { absorbedId: items[1].id })
  assert.ok(merged.status < 300, JSON.stringify(merged.body))
  const conversations = (await firm.ask('GET', '/api/conversations?limit=10')).body.items
  const joined = await firm.ask('POST', `/api/conversations/${conversations[0].id}/merge`, {
    otherConversationId: conversations[1].id,
  })
  assert.ok(joined.status < 300, JSON.stringify(joined.body))
}

/** A line of the diary of language models. */
async function noteModelCall({ app: { store, clock } }: TestApp, { id }: TestFirm): Promise<void> {
  await store.write(id, (tx) =>
    tx
      .insertInto('modelCall')
      .values({
        ...{
          id: newId(clock),
          purpose: 'understand',
          messageId: null,
          provider: 'openai-compatible',
          model: 'llama',
        },
        ...{ at: clock.now(), latencyMs: 5, outcome: 'ok', budgetedUsd: 0 },
      })
      .execute(),
  )
}

/** A line of the table: what was planted, what was found, and how it ended. */
export type Mended = {
  what: string
  kind: string
  found: string[]
  steps: number
  /** Whether the firm's hash is what it was before. */
  equal: boolean
  differs: string[]
  left: number
  lost: string | null
}

/** Plants each kind of damage, has it found, repaired and compared, one after the other. */
export async function mendAll(
  damaged: DamagedFirm,
  kinds: readonly Corruption[] = corruptions,
  onMended: (mended: Mended) => void = () => undefined,
): Promise<Mended[]> {
  const table: Mended[] = []
  for (const corruption of kinds) {
    await damaged.plant(corruption)
    await damaged.check()
    const found = [...new Set((await damaged.findings()).map(({ kind }) => kind))]
    let steps = 0
    for (let round = 0; round < 3; round++) {
      const plan = await damaged.plan()
      if (plan.steps.length === 0) break
      steps += plan.steps.length
      await damaged.repair(plan)
      await damaged.check()
    }
    const { equal, tables } = await damaged.compare()
    const mended = {
      ...{ what: corruption.what, kind: corruption.kind, found, steps, equal, lost: corruption.lost ?? null },
      differs: tables.map((one) => one.table),
      left: (await damaged.findings()).length,
    }
    onMended(mended)
    table.push(mended)
  }
  return table
}

/** A line of the table as text. */
export function lineOf({ what, kind, found, steps, equal, differs, left, lost }: Mended): string {
  return [
    (equal && left === 0 ? '=' : '≠').padEnd(2),
    what.padEnd(66),
    kind.padEnd(24),
    `${found.join(' ')}; ${steps} steps, ${left} left`,
    equal ? '' : ` differs: ${differs.join(' ')}`,
    lost === null ? '' : ` (lost: ${lost})`,
  ].join(' ')
}
