import type { KeyObject } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Id } from '../base/ids.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Db, Store } from '../store/store.ts'
import { digestOf, FIELD_END, GENESIS, link, placeOf } from './entry.ts'

const BATCH = 5_000
const ENTRY_END = '\x1d'
const HASH_BEGINS = '\x1e'
/** More faults than this are counted and not named. */
const NAMED_MAX = 100

/** What is wrong with a trail. */
export type Fault = {
  /**
   * `changed`: the entry is not as it was written. `missing`: entries were taken out before this one. `change_differs`,
   * `change_missing`: what was sealed is not as it was, or gone without an entry that says so. `end_differs`: entries were
   * taken off the end, or put on. `anchor_differs`: what was noted down of the trail is not in it.
   */
  kind: 'changed' | 'missing' | 'change_differs' | 'change_missing' | 'end_differs' | 'anchor_differs'
  seq: number
}

/** A point of a trail, to be noted down outside the database: its entry's number and hash. */
export type Anchor = { seq: number; hash: string }

export type Verdict = {
  /** How many entries were looked at. */
  entries: number
  /** First entry that is kept; those before were let go when their time was over. */
  firstSeq: number
  head: Anchor
  /** The first hundred. */
  faults: Fault[]
  faultCount: number
}

/**
 * Looks at every entry of a firm's trail, and at what is sealed in them. Reads in batches, each in a transaction of its
 * own; entries added meanwhile are looked at as well, and what is let go meanwhile is no fault.
 */
export async function verify(
  io: { store: Pick<Store, 'read'>; secrets: Pick<Secrets, 'unseal'>; key: KeyObject },
  input: { tenantId: Id; anchor?: Anchor | undefined },
): Promise<Verdict> {
  const { store } = io
  const { tenantId } = input
  const [chained, sealed, kept] = [openFaults(), openFaults(), openFaults()]
  // The chain keeps this thread busy, what is sealed the database: side by side.
  const [chain, emptied] = await Promise.all([
    lookAtChain(io, input, chained.find),
    lookAtSealed(io, input, sealed.find),
  ])
  // Whatever was let go until now, the trail tells of by now.
  const told = await store.read(tenantId, readWhatWasLetGo)
  for (const own of emptied)
    if (own > told.start.seq && !told.removed.has(own)) kept.find('change_missing', own)
  for (const own of await store.read(tenantId, (db) => readUpTo(db, told.start.seq)))
    kept.find('changed', own)
  const all = [chained, sealed, kept]
  return {
    entries: chain.entries,
    firstSeq: told.start.seq + 1,
    head: { seq: chain.head.seq, hash: chain.head.hash.toString('hex') },
    faults: all.flatMap(({ named }) => named).slice(0, NAMED_MAX),
    faultCount: all.reduce((total, { count }) => total + count(), 0),
  }
}

/** Faults, of which the first are named. */
function openFaults(): { named: Fault[]; count(): number; find: Find } {
  const named: Fault[] = []
  let found = 0
  return {
    named,
    count: () => found,
    find: (kind, seq) => {
      found += 1
      if (named.length < NAMED_MAX) named.push({ kind, seq })
    },
  }
}

type Find = (kind: Fault['kind'], seq: number) => void
type Io = Parameters<typeof verify>[0]
type Input = Parameters<typeof verify>[1]

/** Whether each entry is as it was written, and follows the one before; how many there are, and where they end. */
async function lookAtChain(
  { store, key }: Io,
  { tenantId, anchor }: Input,
  find: Find,
): Promise<{ entries: number; head: Head }> {
  let { seq, hash: before } = (await store.read(tenantId, readWhatWasLetGo)).start
  const next = (after: number) => store.read(tenantId, (db) => readBatch(db, after))
  let entries = 0
  let end = await store.read(tenantId, readHead)
  for (let reading = next(seq); ; ) {
    const batch = await reading
    // The database reads on while these are looked at.
    if (batch.length === BATCH) reading = next(seqOf(batch[BATCH - 1]))
    for (const entry of batch) {
      const own = seqOf(entry)
      if (own !== seq + 1) {
        const { start } = await store.read(tenantId, readWhatWasLetGo)
        if (start.seq > seq) ({ seq, hash: before } = start)
        if (own <= seq) continue // let go since it was read
      }
      if (own !== seq + 1) find('missing', own)
      else if (!link(key, before, tenantId, entry.text).equals(entry.hash)) find('changed', own)
      if (anchor?.seq === own && anchor.hash !== entry.hash.toString('hex')) find('anchor_differs', own)
      before = entry.hash
      seq = own
      entries += 1
    }
    if (batch.length === BATCH) continue
    // Whatever was added since is part of the trail by now, so the end is read after it.
    const now = await store.read(tenantId, readHead)
    if (now.seq === end.seq) break
    end = now
    reading = next(seq)
  }
  if (end.seq !== seq || !end.hash.equals(before)) find('end_differs', end.seq)
  if (anchor !== undefined && anchor.seq > seq) find('anchor_differs', anchor.seq)
  return { entries, head: end }
}

/** Whether what is sealed in entries is as it was; the numbers of those where it is gone. */
async function lookAtSealed(io: Io, { tenantId }: Input, find: Find): Promise<number[]> {
  const emptied: number[] = []
  for await (const { seq, digest, sealed } of sealedChanges(io.store, tenantId)) {
    const change = sealed === null ? 'gone' : await openedChange(io, { tenantId, seq, sealed })
    if (change === 'gone') emptied.push(seq)
    else if (change === null || !digestOf(io.key, change.text).equals(digest)) find('change_differs', seq)
  }
  return emptied
}

type Chained = { text: string; hash: Buffer }

function seqOf(entry: Chained | undefined): number {
  return Number(entry?.text.slice(0, entry.text.indexOf(FIELD_END)))
}

/**
 * Text and hash of the entries after `seq`; as one value, because a row each would take most of the time. What ends them
 * there stands in no entry that was written here: where it does, it is taken out, so that one row does not read as two.
 */
async function readBatch(db: Db, seq: number): Promise<Chained[]> {
  const asTheyAre = await readPacked(db, seq, sql`entry_text`)
  if (asTheyAre.entries.length === asTheyAre.count) return asTheyAre.entries
  // Only then: cleaning all of them takes the database half as long again.
  const ends = ENTRY_END + HASH_BEGINS
  return (await readPacked(db, seq, sql`translate(entry_text, ${ends}::text, '??')`)).entries
}

/** What a batch comes apart into, and how many entries it is of. */
async function readPacked(
  db: Db,
  seq: number,
  text: RawBuilder<unknown>,
): Promise<{ entries: Chained[]; count: number }> {
  const { rows } = await sql<{ packed: string | null; count: number }>`
    select string_agg(${text} || ${HASH_BEGINS}::text || encode(hash, 'hex'), ${ENTRY_END}::text order by seq) as packed, count(*)::int as count
    from (
      select seq, hash,
        concat_ws(${FIELD_END}::text, seq, (date_part('epoch', at) * 1000)::bigint, actor_kind, actor_id, actor_label, action,
          coalesce(subject_kind, ''), coalesce(subject_id, ''), coalesce(reason, ''), coalesce(details, ''),
          coalesce(encode(sealed_digest, 'hex'), '')) as entry_text
      from audit_entry where seq > ${seq} order by seq limit ${BATCH}) entry`.execute(db)
  const [{ packed, count } = { packed: null, count: 0 }] = rows
  if (packed === null) return { entries: [], count: 0 }
  const entries = packed.split(ENTRY_END).map((entry) => {
    const cut = entry.lastIndexOf(HASH_BEGINS)
    return { text: entry.slice(0, cut), hash: Buffer.from(entry.slice(cut + 1), 'hex') }
  })
  return { entries, count }
}

/** Entries that stand where all have been let go; of so many as are named, their numbers. */
async function readUpTo(db: Db, seq: number): Promise<number[]> {
  const rows = await db
    .selectFrom('auditEntry')
    .select('seq')
    .where('seq', '<=', String(seq))
    .orderBy('seq')
    .limit(NAMED_MAX)
    .execute()
  return rows.map((row) => Number(row.seq))
}

type Head = { seq: number; hash: Buffer }

async function readHead(db: Db): Promise<Head> {
  const head = await db.selectFrom('auditHead').select(['seq', 'hash']).executeTakeFirst()
  return head === undefined ? { seq: 0, hash: GENESIS } : { seq: Number(head.seq), hash: head.hash }
}

/** What the trail itself says was let go: entries before `start`, and what was sealed in some that are kept. */
async function readWhatWasLetGo(db: Db): Promise<{ start: Head; removed: Set<number> }> {
  const rows = await db
    .selectFrom('auditEntry')
    .select(['action', 'details'])
    .where('action', 'in', [TRIMMED, SEALED_REMOVED])
    .orderBy('seq')
    .execute()
  const removed = new Set<number>()
  let start: Head = { seq: 0, hash: GENESIS }
  for (const { action, details } of rows) {
    const told = parsed(details)
    if (action === SEALED_REMOVED) for (const seq of told.seqs ?? []) removed.add(seq)
    else if (told.to !== undefined) start = { seq: told.to, hash: Buffer.from(told.hash ?? '', 'hex') }
  }
  return { start, removed }
}

/** What an entry tells; nothing where it is not as it was written, which its place in the chain shows. */
function parsed(details: string | null): z.output<typeof letGoShape> {
  try {
    return letGoShape.parse(JSON.parse(details ?? '{}'))
  } catch {
    return {}
  }
}

const letGoShape = z.object({
  to: z.int().min(0).optional(),
  hash: z.string().optional(),
  seqs: z.array(z.int()).optional(),
})

/** Entry that says that the oldest were let go: `{ to, hash }` of the last of them. */
export const TRIMMED = 'audit.trimmed'
/** Entry that says whose sealed changes were taken out: `{ seqs }`. */
export const SEALED_REMOVED = 'audit.sealed_removed'

/**
 * What is sealed in an entry; null when it does not open. Since it was read, a rotation may have sealed it anew, or it was
 * let go.
 */
async function openedChange(
  io: { store: Pick<Store, 'read'>; secrets: Pick<Secrets, 'unseal'> },
  { tenantId, seq, sealed }: { tenantId: Id; seq: number; sealed: Buffer },
): Promise<{ text: string } | 'gone' | null> {
  const open = async (value: Buffer) => ({
    text: (await io.secrets.unseal(value, placeOf(tenantId, seq))).toString(),
  })
  try {
    return await open(sealed)
  } catch {
    const again = await io.store.read(tenantId, (db) =>
      db.selectFrom('auditEntry').select('sealed').where('seq', '=', String(seq)).executeTakeFirst(),
    )
    if (!again?.sealed) return 'gone'
    if (again.sealed.equals(sealed)) return null
    return open(again.sealed).catch(() => null)
  }
}

async function* sealedChanges(store: Pick<Store, 'read'>, tenantId: Id) {
  const next = (after: number) =>
    store.read(tenantId, (db) =>
      db
        .selectFrom('auditEntry')
        .select(['seq', 'sealedDigest', 'sealed'])
        .where('seq', '>', String(after))
        .where('sealedDigest', 'is not', null)
        .orderBy('seq')
        .limit(BATCH)
        .execute(),
    )
  for (let reading = next(0); ; ) {
    const rows = await reading
    const isLast = rows.length < BATCH
    if (!isLast) reading = next(Number(rows.at(-1)?.seq))
    for (const { seq, sealedDigest, sealed } of rows)
      yield { seq: Number(seq), digest: sealedDigest ?? GENESIS, sealed }
    if (isLast) return
  }
}
