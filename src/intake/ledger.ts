import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { decodeCursor, encodeCursor, type Page } from '../base/page.ts'
import { Refusal } from '../base/refusal.ts'
import type { SetAside } from '../channels/channels.ts'
import type { Ledger, SetAsideItem } from '../contract/runs.ts'
import type { Db, Tables, Tx } from '../store/store.ts'

/** What became of one file of a run. */
export type LedgerLine = {
  path: string
  rawItemId: Id | null
  seen: number
  stored: number
  duplicates: number
  rejected: number
  /** Of the rejected, pieces that the source's own count cannot know of. */
  uncounted: number
  withoutPeer: boolean
}

/** Something set aside, with its bytes where they could be read. */
export type SetAsideWithBody = Omit<SetAside, 'code'> & {
  /** `person_erased`: what may not come back. */
  code: SetAside['code'] | 'person_erased'
  body: Buffer | null
}

const BODY_BYTES_MAX = 1024 * 1024

/** Writes ledger lines in the transaction that stores what they count; the run's totals go along. */
export async function writeLedger(
  tx: Tx,
  input: {
    clock: Clock
    runId: Id
    lines: readonly LedgerLine[]
    setAside: readonly SetAsideWithBody[]
    customersCreated: number
  },
): Promise<void> {
  if (input.lines.length > 0)
    await sql`
      insert into run_item (run_id, path, raw_item_id, seen, stored, duplicates, rejected, uncounted, without_peer)
      select ${input.runId}, path, "rawItemId", seen, stored, duplicates, rejected, uncounted, "withoutPeer"
      from json_to_recordset(${JSON.stringify(input.lines)}::json) as r (path text, "rawItemId" uuid, seen int, stored int,
        duplicates int, rejected int, uncounted int, "withoutPeer" bool)`.execute(tx)
  if (input.setAside.length > 0) {
    await tx
      .insertInto('setAside')
      .values(
        input.setAside.map(({ path, position, code, reason, body }) => ({
          id: newId(input.clock),
          runId: input.runId,
          path,
          position: position ?? null,
          code,
          reason,
          body: body === null ? null : body.subarray(0, BODY_BYTES_MAX),
        })),
      )
      .execute()
  }
  const sum = (count: (line: LedgerLine) => number) =>
    input.lines.reduce((total, line) => total + count(line), 0)
  await tx
    .updateTable('run')
    .set((set) => ({
      seen: set(
        'seen',
        '+',
        sum(({ seen }) => seen),
      ),
      stored: set(
        'stored',
        '+',
        sum(({ stored }) => stored),
      ),
      duplicates: set(
        'duplicates',
        '+',
        sum(({ duplicates }) => duplicates),
      ),
      rejected: set(
        'rejected',
        '+',
        sum(({ rejected }) => rejected),
      ),
      pagesWithoutPeer: set(
        'pagesWithoutPeer',
        '+',
        sum(({ withoutPeer }) => (withoutPeer ? 1 : 0)),
      ),
      customersCreated: set('customersCreated', '+', input.customersCreated),
    }))
    .where('id', '=', input.runId)
    .execute()
}

/** Adds conversations made by threading to the run's totals. */
export async function addConversations(tx: Tx, input: { runId: Id; made: number }): Promise<void> {
  await tx
    .updateTable('run')
    .set((set) => ({ conversationsCreated: set('conversationsCreated', '+', input.made) }))
    .where('id', '=', input.runId)
    .execute()
}

/** What a run could not use, a page of it, with the ledger lines that tell of it. */
export type Troubles = {
  pieces: Selectable<Tables['setAside']>[]
  lines: Selectable<Tables['runItem']>[]
  next: Id | null
}

const TROUBLES_PER_PAGE = 200

/** Reads troubles by id, from behind `after`; the lines come with the first page. */
export async function readTroubles(db: Db, runId: Id, after: Id | null): Promise<Troubles> {
  let find = db.selectFrom('setAside').selectAll().where('runId', '=', runId)
  if (after !== null) find = find.where('id', '>', after)
  const pieces = await find.orderBy('id').limit(TROUBLES_PER_PAGE).execute()
  const lines =
    after === null
      ? await db
          .selectFrom('runItem')
          .selectAll()
          .where('runId', '=', runId)
          .where('rejected', '>', 0)
          .execute()
      : []
  const last = pieces.at(-1)
  return { pieces, lines, next: pieces.length < TROUBLES_PER_PAGE || last === undefined ? null : last.id }
}

/** Writes troubles that another database's run had; the raw items they came from stay there. */
export async function writeTroubles(tx: Tx, { pieces, lines }: Troubles): Promise<void> {
  for (let at = 0; at < lines.length; at += LINES_PER_STATEMENT)
    await tx
      .insertInto('runItem')
      .values(lines.slice(at, at + LINES_PER_STATEMENT).map((line) => ({ ...line, rawItemId: null })))
      .execute()
  if (pieces.length > 0) await tx.insertInto('setAside').values(pieces).execute()
}

/** Forgets what a run could not use, before it is found out anew. */
export async function forgetTroubles(tx: Tx, runId: Id): Promise<void> {
  await tx.deleteFrom('runItem').where('runId', '=', runId).execute()
  await tx.deleteFrom('setAside').where('runId', '=', runId).execute()
}

const LINES_PER_STATEMENT = 500

/** Paths of the files this run has dealt with, so that a resumed one goes on behind them. */
export async function pathsDone(db: Db, runId: Id): Promise<Set<string>> {
  const rows = await db.selectFrom('runItem').select('path').where('runId', '=', runId).execute()
  return new Set(rows.map(({ path }) => path))
}

/** Of these paths, those that this run has dealt with. */
export async function pathsDoneAmong(
  db: Db,
  { runId, paths }: { runId: Id; paths: readonly string[] },
): Promise<Set<string>> {
  if (paths.length === 0) return new Set()
  const { rows } = await sql<{ path: string }>`
    select path from run_item where run_id = ${runId} and path = any(${[...paths]}::text[])`.execute(db)
  return new Set(rows.map(({ path }) => path))
}

/**
 * The proof of completeness, added up from the lines and not from the run's running totals; but a rehearsal's
 * lines went away with the database it was held in, all but those with something rejected, so its totals stand.
 */
export async function getLedger(db: Db, runId: Id): Promise<Ledger> {
  const run = await db.selectFrom('run').selectAll().where('id', '=', runId).executeTakeFirst()
  if (run === undefined)
    throw new Refusal(
      'run_not_found',
      'There is no such import.',
      'Look at the list of imports and choose one from there.',
      { status: 404 },
    )
  const { rows } = await sql<{
    seen: number
    stored: number
    duplicates: number
    rejected: number
    uncounted: number
    withoutPeer: number
  }>`
    select coalesce(sum(seen), 0)::int as seen, coalesce(sum(stored), 0)::int as stored, coalesce(sum(duplicates), 0)::int as duplicates,
           coalesce(sum(rejected), 0)::int as rejected, coalesce(sum(uncounted), 0)::int as uncounted, (count(*) filter (where without_peer))::int as without_peer
    from run_item where run_id = ${runId}`.execute(db)
  const lines = rows[0] ?? { seen: 0, stored: 0, duplicates: 0, rejected: 0, uncounted: 0, withoutPeer: 0 }
  const sum = run.dryRun ? { ...lines, ...run, withoutPeer: run.pagesWithoutPeer } : lines
  const reasons = await sql<{ code: string; reason: string; count: number }>`
    select code, min(reason) as reason, count(*)::int as count from set_aside where run_id = ${runId} group by code order by count desc, code`.execute(
    db,
  )
  return {
    syncId: runId,
    seen: sum.seen,
    stored: sum.stored,
    duplicates: sum.duplicates,
    rejected: sum.rejected,
    countedAtSource: run.totalMessages,
    uncounted: sum.uncounted,
    addsUp: sum.seen === sum.stored + sum.duplicates + sum.rejected,
    sourceAgrees: run.totalMessages === sum.seen - sum.uncounted,
    attachments: {
      resolved: run.attachmentsResolved,
      missing: run.attachmentsMissing,
      ambiguous: run.attachmentsAmbiguous,
    },
    pagesWithoutPeer: sum.withoutPeer,
    ignoredFiles: run.ignoredFiles,
    reasons: reasons.rows,
  }
}

/** Ledger lines of a run by path. */
export async function listLedgerLines(
  db: Db,
  query: { runId: Id; cursor?: string | undefined; limit: number },
): Promise<Page<Omit<LedgerLine, 'rawItemId' | 'uncounted'>>> {
  const after = query.cursor === undefined ? '' : String(decodeCursor(query.cursor, 1)[0])
  const rows = await db
    .selectFrom('runItem')
    .select(['path', 'seen', 'stored', 'duplicates', 'rejected', 'withoutPeer'])
    .where('runId', '=', query.runId)
    .where('path', '>', after)
    .orderBy('path')
    .limit(query.limit + 1)
    .execute()
  return pageBy(rows, query.limit, ({ path }) => path)
}

/** What a run set aside, in the order it was met. */
export async function listSetAside(
  db: Db,
  query: { runId: Id; cursor?: string | undefined; limit: number },
): Promise<Page<SetAsideItem>> {
  let find = db
    .selectFrom('setAside')
    .select((select) => [
      'id',
      'path',
      'position',
      'code',
      'reason',
      select('body', 'is not', null).as('hasBody'),
    ])
    .where('runId', '=', query.runId)
  if (query.cursor !== undefined) find = find.where('id', '>', String(decodeCursor(query.cursor, 1)[0]))
  const rows = await find
    .orderBy('id')
    .limit(query.limit + 1)
    .execute()
  return pageBy(
    rows.map((row) => ({ ...row, hasBody: Boolean(row.hasBody) })),
    query.limit,
    ({ id }) => id,
  )
}

/** The bytes of something set aside, to look at; undefined when there are none. */
export async function readSetAside(db: Db, input: { runId: Id; id: Id }): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('setAside')
    .select('body')
    .where('runId', '=', input.runId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  return row?.body ?? undefined
}

function pageBy<T>(rows: T[], limit: number, key: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor([key(last)]) : null }
}

/** The pages of a source that are stored, by path, and where: as the newest run that met them had them. */
export async function pagesOfSource(
  db: Db,
  input: { sourceId: Id },
): Promise<{ path: string; rawItemId: Id }[]> {
  const { rows } = await sql<{ path: string; rawItemId: Id }>`
    select distinct on (i.path) i.path, i.raw_item_id
    from run r join run_item i on i.tenant_id = r.tenant_id and i.run_id = r.id
    where r.source_id = ${input.sourceId} and i.raw_item_id is not null
    order by i.path, r.made_at desc, r.id desc`.execute(db)
  return rows
}
