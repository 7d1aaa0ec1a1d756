import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** Who does something to tickets. */
export type TicketActor = {
  kind: 'person' | 'key' | 'operator' | 'tickets' | (string & {})
  /** Their name now. */
  label: string
}

/** Tickets themselves: what is done because of what was said, and by nobody's hand. */
export const itself: TicketActor = { kind: 'tickets', label: 'tickets' }

/** Who acts, and by which clock. */
export type By = { clock: Clock; actor: TicketActor }

/**
 * Says in whose name this transaction changes tickets from here on: the triggers write their activity by it. Takes the
 * firm's turn at its tickets, so that what is looked at stays so until the end. Answers the id by which all of it can be
 * undone, and its time.
 */
export async function beginAct(
  tx: Tx,
  {
    clock,
    actor,
    changeId = newId(clock),
    ...more
  }: By & { undoes?: Id; note?: Record<string, unknown> | undefined; changeId?: Id | undefined },
): Promise<{ changeId: Id; at: Date }> {
  await lockTickets(tx)
  const at = clock.now()
  const act = { changeId, at: at.toISOString(), actorKind: actor.kind, actor: actor.label, ...more }
  await sql`select set_config('app.ticket_act', ${JSON.stringify(act)}, true)`.execute(tx)
  return { changeId, at }
}

/** Changes of a firm's tickets take turns: numbers, versions and links of two at once would contradict each other. */
export async function lockTickets(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('tickets:' || app_tenant()::text, 0))`.execute(tx)
}

/** Adds something said of a ticket to its activity, in the name of who acts. */
export async function noteActivity(
  tx: Tx,
  input: By & { ticketId: Id; note: { code: string } & Record<string, unknown> },
): Promise<void> {
  const { changeId, at } = await beginAct(tx, input)
  await sql`
    insert into ticket_activity (ticket_id, seq, change_id, kind, at, actor_kind, actor, version, note)
    select t.id, coalesce((select max(a.seq) from ticket_activity a where a.tenant_id = t.tenant_id and a.ticket_id = t.id), 0) + 1,
      ${changeId}, 'noted', ${at}, ${input.actor.kind}, ${input.actor.label}, t.version, ${JSON.stringify(input.note)}::jsonb
    from ticket t where t.id = ${input.ticketId}`.execute(tx)
}
