import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { NEWS_MS } from '../cause.ts'
import type { Standing } from './standing-kind.ts'

type Row = { id: Id; assigneeId: Id | null; clock: 'respond' | 'solve'; dueAt: Date; openedAt: Date }

/** Tickets past the time of a clock that runs. What was late when its ticket was opened is history that an import brought. */
export const lateTickets: Standing = {
  kinds: ['ticket_late'],
  subject: 'ticket',
  read: async (db, { now, ids }) => {
    const these = ids === undefined ? sql`true` : sql`t.id = any(${[...ids]}::uuid[])`
    const { rows } = await sql<Row>`
      select t.id, t.assignee_id, c.clock, c.due_at, t.opened_at from ticket t
      cross join lateral (values ('respond', t.respond_by), ('solve', t.solve_by)) as c (clock, due_at)
      where ${these} and t.solved_at is null and t.merged_into is null and t.paused_at is null and c.due_at < ${now}
        and (c.clock = 'solve' or t.responded_at is null)
      order by t.id, c.clock`.execute(db)
    return rows.map(({ id, assigneeId, clock, dueAt: at, openedAt }) => ({
      ...{ kind: 'ticket_late', cause: `ticket_late/${id}/${clock}`, turn: at.getTime(), at },
      ...{ subject: { kind: 'ticket', id }, about: { clock }, actor: null, personId: assigneeId },
      isNews: at > openedAt && now.getTime() - at.getTime() < NEWS_MS,
    }))
  },
}
