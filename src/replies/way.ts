import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { isOfMachine } from '../channels/channels.ts'
import type { NoWayReason, ReplyWay } from '../contract/replies.ts'
import { newestIn } from '../inbox/inbox.ts'
import type { Db } from '../store/store.ts'
import { isSandboxed } from './sandbox.ts'

/** How an answer to a conversation goes out. */
export type Way = {
  kind: ReplyWay
  /** The account that it goes out from. */
  sourceId: Id
  /** Its e-mail address; of `sandbox` its number. */
  sender: string
  /** The same as people know it: of a text, the firm's number. */
  from: string
  /** E-mail addresses; of `sandbox` the number. */
  recipients: string[]
  /** The same as people know them: of a text, the number. */
  shownTo: string[]
  subject: string | null
  /** Message-IDs that it answers, the direct one last. */
  answers: string[]
}

/** The way, or why there is none; and the message that came in last, which the writer must have seen. */
export type FoundWay = { way: Way | null; reason: NoWayReason | null; newestMessageId: Id }

/** How far back one looks for something that can be answered. */
const MESSAGES_LOOKED_AT = 50
/** RFC 5322 wants the whole chain; servers cut long lines, and the newest ids are what threads are found by. */
const ANSWERS_MAX = 20

/**
 * Finds how the other side of a conversation is answered: where their newest message that can be answered came from. Refuses
 * with `conversation_not_found`.
 */
export async function findWay(db: Db, conversationId: Id): Promise<FoundWay> {
  const said = await readSaid(db, conversationId)
  const [{ newestMessageId } = {}] = said
  if (newestMessageId === undefined) throw conversationNotFound()
  const found = (way: Way | null, reason: NoWayReason | null): FoundWay => ({ way, reason, newestMessageId })
  let reason: NoWayReason = 'nobody_known'
  for (const message of said.toSorted(theirsFirst)) {
    const one = await wayTo(db, message, said)
    if (typeof one !== 'string') return found(one, null)
    if (reason === 'nobody_known') reason = one
  }
  return found(null, reason)
}

type Said = {
  id: Id
  kind: string
  channel: string
  direction: 'in' | 'out' | null
  wireId: string | null
  subject: string | null
  labels: string[]
  senderProof: string | null
  peer: string | null
  groupAddresses: string[] | null
  partyKind: string
  partyKey: string
  sourceId: Id
  sourceChannel: string
  sourceLabel: string
  sourceAddresses: string[]
  /** The message that came in last of the conversation. */
  newestMessageId: Id
}

/** Newest first. */
async function readSaid(db: Db, conversationId: Id): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.kind, m.channel, m.direction, m.wire_id, m.subject, m.labels, m.sender_proof, m.peer, m.group_addresses,
      p.kind as party_kind, p.key as party_key, m.source_id, s.channel as source_channel, s.label as source_label,
      s.addresses as source_addresses, ${newestIn(conversationId)} as newest_message_id
    from thread_entry e
    join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    join participants p on p.tenant_id = m.tenant_id and p.id = m.participants_id
    join source s on s.tenant_id = m.tenant_id and s.id = m.source_id
    where e.conversation_id = ${conversationId}
    order by e.at desc, e.message_id desc limit ${MESSAGES_LOOKED_AT}`.execute(db)
  return rows
}

/** What the other side said first, newest before older; then what was said to them. Sorting is stable. */
function theirsFirst(a: Said, b: Said): number {
  return Number(a.direction === 'out') - Number(b.direction === 'out')
}

function wayTo(db: Db, message: Said, said: readonly Said[]): Promise<Way | NoWayReason> {
  if (message.partyKind === 'unknown')
    return Promise.resolve(message.senderProof === 'failed' ? 'sender_forged' : 'nobody_known')
  if (message.channel === 'email') return wayByMail(db, message, said)
  if (message.channel === 'google-voice') return wayByVoice(db, message)
  return Promise.resolve('agent_chat')
}

async function wayByMail(db: Db, message: Said, said: readonly Said[]): Promise<Way | NoWayReason> {
  if (isOfMachine(message.labels)) return 'automatic_sender'
  const recipients = message.groupAddresses ?? (message.peer === null ? [] : [message.peer])
  if (recipients.length === 0) return 'nobody_known'
  const source = await findSender(db, message.sourceId, { recipients })
  if (typeof source === 'string') return source
  const ids = said
    .flatMap(({ channel, wireId }) => (channel === 'email' && wireId !== null ? [wireId] : []))
    .filter((id) => id !== message.wireId)
    .slice(0, ANSWERS_MAX - 1)
    .reverse()
  return {
    kind: 'email',
    sourceId: source.id,
    sender: source.address,
    from: source.address,
    recipients,
    shownTo: recipients,
    subject: answering(message.subject ?? ''),
    answers: message.wireId === null ? ids : [...ids, message.wireId],
  }
}

/** Google Voice takes answers to a number at the address of the mails that it forwarded from there, and from their owner alone. */
async function wayByVoice(db: Db, message: Said): Promise<Way | NoWayReason> {
  if (message.partyKind === 'group') return 'group_text'
  const number = /^phone:(\+\d+)$/.exec(message.partyKey)?.[1]
  if (number === undefined) return 'no_forwarded_text'
  const known = await db
    .selectFrom('voiceAddress')
    .select(['address', 'mailSourceId'])
    .where('sourceId', '=', message.sourceId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (known === undefined)
    return (await isSandboxed(db, number)) ? inSandbox(message, number) : 'no_forwarded_text'
  const source = await findSender(db, known.mailSourceId)
  if (typeof source === 'string') return source
  return {
    kind: 'google-voice',
    sourceId: source.id,
    sender: source.address,
    from: message.sourceAddresses[0] ?? message.sourceLabel,
    recipients: [known.address],
    shownTo: [number],
    subject: null,
    answers: [],
  }
}

/** As the text would go out, were there somebody to get it. */
function inSandbox({ sourceId, sourceAddresses, sourceLabel }: Said, number: string): Way {
  const from = sourceAddresses[0] ?? sourceLabel
  return {
    ...{ kind: 'sandbox', sourceId, sender: from, from },
    ...{ recipients: [number], shownTo: [number], subject: null, answers: [] },
  }
}

/** The account that sends, unless one of the recipients is the firm's own: a mail to oneself would come in, and be answered, and come in. */
async function findSender(
  db: Db,
  sourceId: Id,
  { recipients = [] }: { recipients?: readonly string[] } = {},
): Promise<{ id: Id; address: string } | NoWayReason> {
  const { rows } = await sql<{
    id: Id | null
    channel: string
    state: string
    address: string
    hasSmtp: boolean
    isToOneself: boolean
  }>`
    select s.id, s.channel, s.state, s.settings ? 'smtp' as has_smtp,
      coalesce(s.settings->>'address', case when s.settings->>'user' like '%@%' then s.settings->>'user' end, s.addresses[1], s.label) as address,
      exists (select from source o, unnest(o.addresses) as a (address)
        where lower(a.address) = any(${recipients.map((address) => address.toLowerCase())}::text[])) as is_to_oneself
    from (select) one left join source s on s.id = ${sourceId} and s.settings is not null and s.removed_at is null`.execute(
    db,
  )
  const [found] = rows
  if (found?.isToOneself) return 'own_address'
  if (found?.id == null || found.state !== 'active') return 'source_not_asked'
  if (found.channel === 'imap' && !found.hasSmtp) return 'no_outgoing_server'
  return { id: found.id, address: found.address }
}

function answering(subject: string): string {
  return /^(re|odp)(\[\d+\])?:/i.test(subject) ? subject : `Re: ${subject}`.trimEnd()
}

function conversationNotFound(): Refusal {
  return new Refusal(
    'conversation_not_found',
    'There is no such conversation.',
    'Go back to the inbox and open it from there.',
    { status: 404 },
  )
}
