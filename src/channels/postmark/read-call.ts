import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { maybeTextAt, valueAt } from '../http/json.ts'
import type { SetAside } from '../set-aside.ts'
import type { WireItem } from '../wire.ts'
import { filesWithoutBytes } from './api.ts'

/** What Postmark tells of a mail that was sent by it. */
type Sent = {
  /** The same however often it is told; nothing of people in it. */
  eventId: string
  /** Postmark's id of the mail, as `sendPostmark` returned it. */
  messageId: string
  recipient: string
  /** Unix milliseconds. */
  atMs: number
  /** The message stream by which it was sent. */
  stream: string
  /** What was given along when it was sent. */
  metadata: Record<string, string>
}

/** What a call to a webhook of Postmark's tells (postmarkapp.com/developer/webhooks). */
export type PostmarkCall =
  /** A mail came in. */
  | { kind: 'inbound'; item: WireItem }
  /** The recipient's server took it; whether a person sees it, nobody knows. */
  | (Sent & { kind: 'delivered' })
  /**
   * It came back. `type` as Postmark has it: `HardBounce`, `SoftBounce`, `Transient`, `AutoResponder`, …; `isInactive`:
   * Postmark sends nothing more to this address.
   */
  | (Sent & { kind: 'bounced'; type: string; isInactive: boolean; canActivate: boolean })
  /** The recipient called it spam. */
  | (Sent & { kind: 'complained'; isInactive: boolean })
  /** Something fetched the mail's picture: a person's program, or one that looks ahead. */
  | (Sent & { kind: 'opened'; isFirst: boolean })
  /** Something else that nobody asked for: a click, a subscription. */
  | { kind: 'other'; recordType: string }
  | { kind: 'unreadable'; setAside: SetAside }

/**
 * Reads a call of Postmark. Pure, throws nothing. Whether it is Postmark that calls, the webhook's address must tell (basic
 * authentication, or a header of its own): Postmark signs nothing.
 */
export function readPostmarkCall(headers: IncomingHttpHeaders, body: Buffer): PostmarkCall {
  const type = headers['content-type'] ?? ''
  const json = /^application\/json\b/i.test(type) ? parseExactly(body.toString()) : undefined
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return unreadable()
  const recordType = maybeTextAt(json, 'RecordType')
  if (recordType === undefined || recordType === 'Inbound') return inboundOf(json, body)
  const sent = sentOf(json, recordType)
  switch (recordType) {
    case 'Delivery':
      return sent === null ? unreadable() : { ...sent, kind: 'delivered' }
    case 'Bounce':
      return sent === null
        ? unreadable()
        : {
            ...sent,
            kind: 'bounced',
            type: maybeTextAt(json, 'Type') ?? 'Unknown',
            isInactive: valueAt(json, 'Inactive') === true,
            canActivate: valueAt(json, 'CanActivate') === true,
          }
    case 'SpamComplaint':
      return sent === null
        ? unreadable()
        : { ...sent, kind: 'complained', isInactive: valueAt(json, 'Inactive') === true }
    case 'Open':
      return sent === null
        ? unreadable()
        : { ...sent, kind: 'opened', isFirst: valueAt(json, 'FirstOpen') === true }
    default:
      return { kind: 'other', recordType: recordType.slice(0, 64) }
  }
}

/** A mail that came in as an item: its own bytes where Postmark sends them along, else what Postmark says of it. */
export function itemOfInbound(json: object, whole: Buffer): WireItem | null {
  const id = maybeTextAt(json, 'MessageID')
  if (id === undefined || !/^[\w-]{1,64}$/.test(id) || maybeTextAt(json, 'From') === undefined) return null
  const raw = maybeTextAt(json, 'RawEmail')
  const missing = raw === undefined ? filesWithoutBytes(json) : 0
  const details: Record<string, string | undefined> = {
    role: 'inbox',
    originalRecipient: maybeTextAt(json, 'OriginalRecipient'),
    mailboxHash: maybeTextAt(json, 'MailboxHash'),
    stream: maybeTextAt(json, 'MessageStream'),
    tag: maybeTextAt(json, 'Tag') || undefined,
    filesMissing: missing === 0 ? undefined : `${missing}`,
  }
  const said = Object.entries(details).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    externalId: id,
    path: id,
    bytes: raw === undefined ? whole : Buffer.from(raw),
    details: Object.fromEntries(said),
  }
}

function inboundOf(json: object, body: Buffer): PostmarkCall {
  const item = itemOfInbound(json, body)
  return item === null ? unreadable() : { kind: 'inbound', item }
}

function sentOf(json: object, recordType: string): Sent | null {
  const messageId = maybeTextAt(json, 'MessageID')
  const recipient = maybeTextAt(json, 'Recipient') ?? maybeTextAt(json, 'Email')
  const at =
    maybeTextAt(json, 'DeliveredAt') ??
    maybeTextAt(json, 'BouncedAt') ??
    maybeTextAt(json, 'ReceivedAt') ??
    ''
  const atMs = Date.parse(at)
  if (messageId === undefined || recipient === undefined || Number.isNaN(atMs)) return null
  const id = maybeTextAt(json, 'ID') ?? ''
  const metadata = valueAt(json, 'Metadata')
  return {
    eventId: hash('sha256', JSON.stringify([recordType, messageId, recipient.toLowerCase(), id, at])).slice(
      0,
      32,
    ),
    messageId,
    recipient,
    atMs,
    stream: maybeTextAt(json, 'MessageStream') ?? 'outbound',
    metadata: Object.fromEntries(
      Object.entries(typeof metadata === 'object' && metadata !== null ? metadata : {}).map(
        ([name, value]) => [name, String(value)],
      ),
    ),
  }
}

/** Ids of bounces are numbers of 64 bits: they are kept as they are written. */
function parseExactly(text: string): unknown {
  try {
    const keepIds = (key: string, value: unknown, { source }: { source?: string }) =>
      key === 'ID' && typeof value === 'number' ? source : value
    return JSON.parse(text, keepIds as Parameters<typeof JSON.parse>[1])
  } catch {
    return undefined
  }
}

function unreadable(): PostmarkCall {
  const reason = 'What Postmark sent is not what it documents.'
  return { kind: 'unreadable', setAside: { path: 'webhook', code: 'not_a_mail', reason, records: 0 } }
}
