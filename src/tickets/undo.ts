import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import { type By, beginAct } from './act.ts'
import { linkMessages, type TicketRole, unlinkMessages } from './link.ts'

type Line = {
  ticketId: Id
  seq: number
  kind: string
  undoes: Id | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** Made from messages and from customers, so that nothing of them is put back. */
const DERIVED = ['responded_at', 'customer_id', 'tenant_id', 'id', 'number']

/**
 * Takes a change back: what it changed is as it was. A ticket that it opened is called off, and stays in the list under
 * its number. Refuses with `change_not_found`, `already_undone`, and `changed_since` when others have changed the same
 * since.
 */
export async function undoTicketChange(
  tx: Tx,
  { clock, actor, changeId: undone }: By & { changeId: Id },
): Promise<{ changeId: Id; ticketIds: Id[] }> {
  const { changeId, at } = await beginAct(tx, { clock, actor, undoes: undone })
  const lines = (await tx
    .selectFrom('ticketActivity')
    .select(['ticketId', 'seq', 'kind', 'undoes', 'before', 'after'])
    .where('changeId', '=', undone)
    .orderBy('ticketId')
    .orderBy('seq', 'desc')
    .execute()) as Line[]
  if (lines.every(({ kind }) => kind === 'noted'))
    throw new Refusal(
      'change_not_found',
      'There is no such change.',
      'Reload the ticket to see its changes.',
      {
        status: 404,
      },
    )
  const later = await tx
    .selectFrom('ticketActivity')
    .select('changeId')
    .where('undoes', '=', undone)
    .limit(1)
    .executeTakeFirst()
  if (later !== undefined || lines.some(({ undoes }) => undoes !== null))
    throw new Refusal(
      'already_undone',
      'That change was undone already.',
      'Reload the ticket to see how it stands.',
      { status: 409 },
    )
  for (const line of lines) {
    const { ticketId } = line
    if (line.kind === 'changed') await putBack(tx, line)
    else if (line.kind === 'opened') await callOff(tx, line)
    else if (line.kind === 'linked')
      await unlinkMessages(tx, { at, actor, ticketId, messageIds: [String(line.after?.message_id)] })
    else if (line.kind === 'unlinked') {
      const message = {
        messageId: String(line.before?.message_id),
        role: line.before?.role as TicketRole,
      }
      await linkMessages(tx, { at, actor, ticketId, messages: [message] })
    }
  }
  return { changeId, ticketIds: [...new Set(lines.map(({ ticketId }) => ticketId))] }
}

/** Columns that a change changed, as they were. */
async function putBack(tx: Tx, { ticketId, before, after }: Line): Promise<void> {
  const columns = Object.keys(before ?? {}).filter((column) => !DERIVED.includes(column))
  if (columns.length === 0) return
  const { rows } = await sql<{ isSame: boolean }>`
    select to_jsonb(t) @> ${JSON.stringify(pick(after, columns))}::jsonb as is_same from ticket t where t.id = ${ticketId}`.execute(
    tx,
  )
  if (rows[0]?.isSame !== true) throw changedSince()
  const set = sql.join(columns.map((column) => sql`${sql.ref(column)} = b.${sql.ref(column)}`))
  await sql`
    update ticket t set ${set}
    from jsonb_populate_record(null::ticket, ${JSON.stringify(pick(before, columns))}::jsonb) b where t.id = ${ticketId}`.execute(
    tx,
  )
}

function pick(columns: Record<string, unknown> | null, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, columns?.[name] ?? null]))
}

/** A ticket that should not have been opened, and that no person has touched since. */
async function callOff(tx: Tx, { ticketId, seq }: Line): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('ticket')
    .set({ status: 'cancelled', question: null })
    .where('id', '=', ticketId)
    .where('solvedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .where(
      sql<boolean>`not exists (select from ticket_activity a where a.tenant_id = ticket.tenant_id and a.ticket_id = ticket.id
        and a.seq > ${seq} and a.kind = 'changed' and a.actor_kind <> 'tickets')`,
    )
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedSince()
}

function changedSince(): Refusal {
  return new Refusal(
    'changed_since',
    'The ticket was changed again since.',
    'Undo the later change first, or change the ticket by hand.',
    { status: 409 },
  )
}
