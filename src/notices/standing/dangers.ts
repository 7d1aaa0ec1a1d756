import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { NEWS_MS } from '../cause.ts'
import type { Standing } from './standing-kind.ts'

/** What nobody may sleep through, of the dangers that conversations are told to stand in; any emergency besides. */
const DEADLY = ['gas', 'carbon_monoxide']

/**
 * Conversations in which somebody told of gas, of carbon monoxide or of an emergency that is not known to be over. A turn is
 * a message that tells of it: while it is not understood yet, the last word of the other side.
 */
export const dangers: Standing = {
  kinds: ['danger'],
  subject: 'conversation',
  read: async (db, { now, ids }) => {
    const these = ids === undefined ? sql`true` : sql`c.id = any(${[...ids]}::uuid[])`
    const { rows } = await sql<{ id: Id; hazard: string | null; toldAt: Date }>`
      select c.id, c.hazard, coalesce(m.at, c.last_in_at, c.last_at) as told_at from conversation c
      left join message m on m.tenant_id = c.tenant_id and m.id = c.urgent_message_id and c.urgency = 'emergency'
      where ${these} and c.last_at > ${new Date(now.getTime() - NEWS_MS)} and c.merged_into is null and not c.spam and c.status <> 'archived'
        and (c.hazard = any(${DEADLY}) or c.urgency = 'emergency')
      order by c.id`.execute(db)
    return rows.map(({ id, hazard, toldAt }) => ({
      ...{ kind: 'danger', cause: `danger/${id}`, turn: toldAt.getTime(), at: toldAt },
      ...{
        subject: { kind: 'conversation', id },
        about: { hazard },
        actor: null,
        personId: null,
        isNews: true,
      },
    }))
  },
}
