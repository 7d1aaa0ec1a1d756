import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { ReplyShown, ReplyWay } from '../contract/replies.ts'
import type { Db, Tx } from '../store/store.ts'

/** A reply that this process is to send now. */
export type Attempt = {
  id: Id
  /** The newest message that the writer had seen. */
  messageId: Id
  sourceId: Id
  sender: string
  way: ReplyWay
  recipients: string[]
  subject: string | null
  body: string
  mailId: string
  answers: string[]
  writtenAt: Date
  tries: number
  /** When a try before broke off of which nobody knows whether it was sent; null when none did. */
  maybeSentAt: Date | null
}

/** How an attempt ended. */
export type Ended =
  | { state: 'sent'; providerId: string | null }
  /** It is tried again; where it may have been sent, that is found out first. */
  | { state: 'waiting'; code: string; sendAt: Date; maybeSentAt?: Date }
  | { state: 'failed'; code: string }
  | { state: 'unsure'; code: string }

/** Longer than any way may take to send. */
const LEASE_MS = 3 * 60_000

/**
 * Takes the reply that is due for the longest time; undefined when none is. One that a process broke off in the midst of comes
 * again once its lease is over, marked as maybe sent. One that was overtaken by a message of the other side fails instead
 * (`reply_overtaken`): nobody has seen that message.
 */
export async function claimReply(
  tx: Tx,
  { clock, holder }: { clock: Clock; holder: Id },
): Promise<Attempt | 'overtaken' | undefined> {
  const now = clock.now()
  const due = await tx
    .selectFrom('reply')
    .selectAll()
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'waiting'), where('sendAt', '<=', now)]),
        where.and([where('state', '=', 'sending'), where('leaseUntil', '<', now)]),
      ]),
    )
    .orderBy('sendAt')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (due === undefined) return undefined
  const maybeSentAt = due.state === 'sending' ? (due.maybeSentAt ?? now) : due.maybeSentAt
  if (maybeSentAt === null && (await isOvertaken(tx, due))) {
    const failed = { state: 'failed', troubleCode: 'reply_overtaken' }
    await tx.updateTable('reply').set(failed).where('id', '=', due.id).execute()
    return 'overtaken'
  }
  await tx
    .updateTable('reply')
    .set({
      state: 'sending',
      tries: due.tries + 1,
      leaseHolder: holder,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      maybeSentAt,
    })
    .where('id', '=', due.id)
    .execute()
  return { ...due, way: due.way as ReplyWay, tries: due.tries + 1, maybeSentAt }
}

/** Whether something of the other side has come in after what the writer had seen, whatever time it tells. */
async function isOvertaken(tx: Tx, { messageId }: { messageId: Id }): Promise<boolean> {
  const { rows } = await sql`
    select from thread_entry seen
    join thread_entry e on e.tenant_id = seen.tenant_id and e.conversation_id = seen.conversation_id
      and e.message_id > seen.message_id
    join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where seen.message_id = ${messageId} and m.direction = 'in' and m.kind <> 'step' limit 1`.execute(tx)
  return rows.length > 0
}

/** Notes how an attempt ended; false when the reply is not this process's any more. */
export async function endAttempt(
  tx: Tx,
  { clock, holder, id, end }: { clock: Clock; holder: Id; id: Id; end: Ended },
): Promise<boolean> {
  const free = { leaseHolder: null, leaseUntil: null }
  const { numUpdatedRows } = await tx
    .updateTable('reply')
    .set(
      end.state === 'sent'
        ? { ...free, state: 'sent', troubleCode: null, sentAt: clock.now(), providerId: end.providerId }
        : {
            ...free,
            state: end.state,
            troubleCode: end.code,
            ...('sendAt' in end ? { sendAt: end.sendAt } : {}),
            ...('maybeSentAt' in end && end.maybeSentAt ? { maybeSentAt: end.maybeSentAt } : {}),
          },
    )
    .where('id', '=', id)
    .where('leaseHolder', '=', holder)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Message-ID of the mail that an account's server knows by an id of its own; undefined when none of ours is. */
export async function mailIdOf(db: Db, providerId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('reply')
    .select('mailId')
    .where('providerId', '=', providerId)
    .limit(1)
    .executeTakeFirst()
  return row?.mailId
}

/** When the next reply is due, or may be taken up from a process that broke off; undefined when none waits. */
export async function nextAttemptAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(case when state = 'waiting' then send_at else lease_until end) as at from reply
    where state in ('waiting', 'sending')`.execute(db)
  return rows[0]?.at ?? undefined
}

/** What needs nobody to look at it: a reply that was sent is a message. */
const SETTLED = ['sent', 'withdrawn']

/** Replies to a conversation that are not, or not surely, sent; oldest first. */
export async function listReplies(db: Db, conversationId: Id): Promise<ReplyShown[]> {
  const rows = await db
    .selectFrom('reply')
    .innerJoin('threadEntry', 'threadEntry.messageId', 'reply.messageId')
    .selectAll('reply')
    .where('threadEntry.conversationId', '=', conversationId)
    .where('state', 'not in', SETTLED)
    .orderBy('writtenAt')
    .orderBy('reply.id')
    .execute()
  return rows.map(shown)
}

/** One reply. Refuses with `reply_not_found`. */
export async function showReply(db: Db, id: Id): Promise<ReplyShown> {
  const row = await db.selectFrom('reply').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw replyNotFound()
  return shown(row)
}

type Row = {
  id: Id
  way: string
  recipients: string[]
  subject: string | null
  body: string
  state: string
  troubleCode: string | null
  writtenBy: string
  writtenAt: Date
  sendAt: Date
  sentAt: Date | null
}

function shown(row: Row): ReplyShown {
  return {
    id: row.id,
    way: row.way as ReplyWay,
    to: row.recipients.map(asKnown),
    subject: row.subject,
    text: row.body,
    state: row.state as ReplyShown['state'],
    trouble: row.troubleCode,
    writtenBy: row.writtenBy,
    writtenAt: row.writtenAt.toISOString(),
    sendAt: row.sendAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }
}

/** An address that stands for a number is shown as that. */
function asKnown(address: string): string {
  const number = /^\d+\.(\d+)\.[^@]+@txt\.voice\.google\.com$/i.exec(address)?.[1]
  return number === undefined ? address : `+${number}`
}

/** Forgets replies to these messages, and to these addresses, as when a person is erased. */
export async function forgetReplies(
  tx: Tx,
  { messageIds, addresses }: { messageIds: readonly Id[]; addresses: readonly string[] },
): Promise<void> {
  await sql`
    delete from reply where message_id = any(${messageIds as Id[]}::uuid[])
      or recipients && ${addresses as string[]}::text[]`.execute(tx)
}

export function replyNotFound(): Refusal {
  return new Refusal('reply_not_found', 'There is no such reply.', 'Look at the conversation again.', {
    status: 404,
  })
}
