import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import type { NoticeKind } from '../contract/notices.ts'
import { behind, type Db, newestPage, type Tables, type Tx } from '../store/store.ts'

export type NoticeRow = Selectable<Tables['notice']>

/** Whose notices, and of which kinds they may be told by now. */
type Of = { personId: Id; kinds: readonly NoticeKind[] }

/** A person's notices, newest first. */
export async function listNotices(
  db: Db,
  query: Of & { state: 'unread' | 'all'; cursor?: string | undefined; limit: number },
): Promise<Page<NoticeRow>> {
  let find = db
    .selectFrom('notice')
    .selectAll()
    .where('personId', '=', query.personId)
    .where('kind', 'in', query.kinds)
  if (query.state === 'unread') find = find.where('readAt', 'is', null).where('overAt', 'is', null)
  const rows = await find
    .where(behind(query.cursor, 'at'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return newestPage(rows, { limit: query.limit, at: ({ at }) => at, show: (row) => row })
}

/** How many there are that they have not read and that are not over. */
export async function countUnread(db: Db, { personId, kinds }: Of): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from notice
    where person_id = ${personId} and kind = any(${[...kinds]}) and read_at is null and over_at is null`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Notes that a person has read one of theirs; false where they have none such. Twice changes nothing. */
export async function markRead(
  tx: Tx,
  { clock, personId, id }: { clock: Clock; personId: Id; id: Id },
): Promise<boolean> {
  const { rows } = await sql`
    with own as (select id, read_at from notice where id = ${id} and person_id = ${personId}),
    marked as (update notice n set read_at = ${clock.now()} from own where n.id = own.id and own.read_at is null)
    select from own`.execute(tx)
  return rows.length > 0
}

/** Notes that they have read all that had happened until then. */
export async function markAllRead(
  tx: Tx,
  { clock, personId, until }: { clock: Clock; personId: Id; until: Date },
): Promise<void> {
  await sql`
    update notice set read_at = ${clock.now()} where person_id = ${personId} and read_at is null and at <= ${until}`.execute(
    tx,
  )
}
