import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { NEWS_MS } from '../cause.ts'
import type { Standing } from './standing-kind.ts'

/** Mirrors of which monitoring has an alert that nobody has resolved: it judges alone what is long enough to tell of. */
export const troubledMirrors: Standing = {
  kinds: ['mirror'],
  subject: 'mirror',
  read: async (db, { now }) => {
    const { rows } = await sql<{ id: Id; type: string; at: Date }>`
      select mirror_id as id, min(type) as type, min(began_at) as at from alert
      where mirror_id is not null and ended_at is null and resolved_at is null group by mirror_id order by mirror_id`.execute(
      db,
    )
    return rows.map(({ id, type, at }) => ({
      ...{ kind: 'mirror', cause: `mirror/${id}`, turn: at.getTime(), at },
      ...{ subject: { kind: 'mirror', id }, about: { trouble: type }, actor: null, personId: null },
      isNews: now.getTime() - at.getTime() < NEWS_MS,
    }))
  },
}
