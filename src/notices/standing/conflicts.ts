import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { NEWS_MS } from '../cause.ts'
import type { Standing } from './standing-kind.ts'

/** What two changed at once, and which waits for a person. */
export const waitingConflicts: Standing = {
  kinds: ['conflict'],
  subject: 'conflict',
  read: async (db, { now, ids }) => {
    const these = ids === undefined ? sql`true` : sql`id = any(${[...ids]}::uuid[])`
    const { rows } = await sql<{ id: Id; kind: string; field: string; mirrorId: Id | null; foundAt: Date }>`
      select id, kind, field, mirror_id, found_at from conflict where settled_at is null and ${these} order by id`.execute(
      db,
    )
    return rows.map(({ id, kind, field, mirrorId, foundAt: at }) => ({
      ...{ kind: 'conflict', cause: `conflict/${id}`, turn: at.getTime(), at, personId: null },
      ...{ subject: { kind: 'conflict', id }, about: { of: kind, field } },
      actor: mirrorId === null ? null : `mirror:${mirrorId}`,
      // Whoever made it by hand saw it at once; who that was, the event alone can tell.
      isNews: (mirrorId !== null || ids !== undefined) && now.getTime() - at.getTime() < NEWS_MS,
    }))
  },
}
