import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'

/** A message as a place in time: whose it is, and when it was said. */
export type Point = { messageId: Id; participantsId: Id; atMs: number }

/** A person's change that holds. Conversations are named by their anchors, which never move from one to another. */
export type HandChange =
  | { kind: 'merge'; keptAnchor: Point; otherAnchor: Point }
  /** `at` and all after it went into a conversation of their own. */
  | { kind: 'split'; at: Point }

/** The firm's changes that hold, oldest first. They are few: people make them one by one. */
export async function readHandChanges(db: Db): Promise<HandChange[]> {
  const { rows } = await sql<{ points: [Id, Id, number][] }>`
    select array_agg(json_build_array(m.id, m.participants_id, (extract(epoch from m.at) * 1000)::float8) order by p.rank) as points
    from thread_change c
    cross join lateral (
      select 0 as rank, c.message_id where c.kind = 'split'
      union all select 1, k.anchor_message_id from conversation k where c.kind = 'merge' and k.id = c.conversation_id
      union all select 2, o.anchor_message_id from conversation o where c.kind = 'merge' and o.id = c.other_conversation_id
    ) p (rank, message_id)
    join message m on m.tenant_id = c.tenant_id and m.id = p.message_id
    where c.undone_at is null
    group by c.made_at, c.id
    order by c.made_at, c.id`.execute(db)
  return rows.flatMap(({ points }): HandChange[] => {
    const [first, second] = points.map(([messageId, participantsId, atMs]) => ({
      messageId,
      participantsId,
      atMs,
    }))
    if (first === undefined) return []
    return second === undefined
      ? [{ kind: 'split', at: first }]
      : [{ kind: 'merge', keptAnchor: first, otherAnchor: second }]
  })
}

/** The messages that a change speaks of: where one of them is threaded again, the others must be. */
export function pointsOf(change: HandChange): Point[] {
  return change.kind === 'merge' ? [change.keptAnchor, change.otherAnchor] : [change.at]
}
