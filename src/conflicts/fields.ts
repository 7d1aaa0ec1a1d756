import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { ConflictKind } from '../contract/conflicts.ts'
import type { Db, Tx } from '../store/store.ts'
import { lockTickets } from '../tickets/tickets.ts'
import type { By } from './by.ts'
import { customerFieldWriter, readCustomerFields, writeCustomerFields } from './customer-fields.ts'
import { readTicketFields, ticketFieldWriter, writeTicketFields } from './ticket-fields.ts'
import type { Fields } from './value.ts'

export type Subject = { kind: ConflictKind; id: Id }

/** What a ticket or customer says now in the fields of src/contract/conflicts.ts; undefined when it does not stand for itself. */
export function readFields(db: Db, { kind, id }: Subject): Promise<Fields | undefined> {
  return kind === 'ticket' ? readTicketFields(db, id) : readCustomerFields(db, id)
}

/** Keeps others from changing it until the transaction ends, so that what is read of it stays so. */
export async function holdSubject(tx: Tx, { kind, id }: Subject): Promise<void> {
  if (kind === 'ticket') await lockTickets(tx)
  else await tx.selectFrom('customer').select('id').where('id', '=', id).forUpdate().execute()
}

/**
 * Writes fields by the verbs of their room; answers which could not be had. A ticket goes over other statuses where there is no
 * direct way, unless `isDirect`.
 */
export async function writeFields(
  tx: Tx,
  {
    kind,
    change,
    isDirect = false,
    ...rest
  }: By & Subject & { change: Fields; isDirect?: boolean; note?: Record<string, unknown> | undefined },
): Promise<{ changeId: Id | null; refused: Record<string, Refusal> }> {
  if (Object.keys(change).length === 0) return { changeId: null, refused: {} }
  if (kind === 'ticket') return writeTicketFields(tx, { change, isDirect, ...rest })
  return { changeId: null, ...(await writeCustomerFields(tx, { change, ...rest })) }
}

/** Who wrote what a field says, and when. */
export function fieldWriter(
  db: Db,
  { kind, id, field }: Subject & { field: string },
): Promise<{ by: string | null; at: Date | null }> {
  return kind === 'ticket' ? ticketFieldWriter(db, { id, field }) : customerFieldWriter(db, { id, field })
}

export function subjectGone(): Refusal {
  return new Refusal(
    'subject_gone',
    'What this is about is not there any more, or was merged into another.',
    'There is nothing left to decide.',
    { status: 409 },
  )
}
