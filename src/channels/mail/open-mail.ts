import { decodeWords } from 'postal-mime'
import type { SetAside, SetAsideCode } from '../set-aside.ts'
import type { Header } from './header-fields.ts'
import { sentAt } from './mail-date.ts'
import { distinctMailboxes, type Mailbox, mailboxes } from './mailboxes.ts'
import { answeredIds, messageId } from './message-id.ts'
import { type MimePart, mimeParts } from './mime-parts.ts'
import { ownAddresses } from './own-address.ts'
import { readMailHeader } from './read-header.ts'
import {
  isSignedUnder,
  ownResults,
  type ProofOptions,
  type SenderProof,
  senderProof,
} from './sender-proof.ts'

/** Largest mail that is read, bytes. */
export const MAIL_BYTES_MAX = 25 * 1024 ** 2

export type MailOptions = ProofOptions & {
  /** The account's own addresses. */
  owner: readonly string[]
  /** Bytes; `MAIL_BYTES_MAX` unless told. */
  bytesMax?: number | undefined
  /** All of it was taken in, and nothing is a copy of what was sent: that nobody checked it proves nothing. */
  onlyTakesIn?: boolean | undefined
}

/** A mail whose envelope has been read; its parts are known by their places, and not decoded. */
export type OpenMail = {
  path: string
  bytes: Buffer
  header: Header
  root: MimePart
  leaves: MimePart[]
  /** It had more parts than are told apart. */
  cut: boolean
  /** Unix milliseconds. */
  atMs: number
  /** `out` when it is from one of the account's own addresses, and no server took it in from a stranger. */
  direction: 'in' | 'out'
  from: Mailbox
  /** Everyone else in `From`, `To` and `Cc`, each once, in that order. */
  others: Mailbox[]
  /** Recipients, the owner's addresses among them, in the order written. */
  to: Mailbox[]
  subject: string | null
  /** Normalised `Message-ID`, and the ids that it answers, the direct one last. */
  id: string | null
  answers: string[]
  proof: SenderProof
  /** Those it was opened with. */
  options: MailOptions
}

/** Reads everything of a mail but its parts' contents. Pure, throws nothing; what is no mail is set aside. */
export function openMail(path: string, bytes: Buffer, options: MailOptions): OpenMail | SetAside {
  const refuse = (code: SetAsideCode, reason: string): SetAside => ({ path, code, reason, records: 1 })
  const bytesMax = options.bytesMax ?? MAIL_BYTES_MAX
  if (bytes.length > bytesMax)
    return refuse('mail_too_large', `The mail is larger than ${Math.floor(bytesMax / 1024 ** 2)} MB.`)
  const { header, bodyStart } = readMailHeader(bytes)
  if (!TELLING_FIELDS.some((name) => header.has(name))) return refuse('not_a_mail', 'This is not a mail.')
  const from = mailboxes(header.all('from'))[0] ?? mailboxes(header.all('sender'))[0]
  if (!from) return refuse('no_sender', 'The mail does not say whom it is from.')
  const atMs = sentAt(header.first('date'), header.all('received'))
  if (atMs === null) return refuse('bad_time', 'The mail has no usable time.')
  const proof = senderProof(header, domainOf(from.address), options)
  const isOwn = ownAddresses(options.owner)
  const direction =
    isOwn(from.address) && isSentByUs(header, domainOf(from.address), proof, options) ? 'out' : 'in'
  const to = mailboxes([...header.all('to'), ...header.all('cc')])
  const id = messageId(header.first('message-id'))
  const { root, leaves, cut } = mimeParts(bytes, header, bodyStart)
  return {
    path,
    bytes,
    header,
    root,
    leaves,
    cut,
    atMs,
    direction,
    from,
    others: othersOf(header, direction, from, to, isOwn),
    to,
    subject: subjectOf(header),
    id,
    answers: answeredIds(header.first('references'), header.first('in-reply-to'), id),
    proof,
    options,
  }
}

/**
 * A copy of what was sent has passed no check. One that came in has: then it has to be proven, to be signed by the domain
 * (DKIM, RFC 6376), or handed in by somebody who logged in (`auth`, RFC 8601, 2.7.4), for contact forms and swindlers write
 * under the owner's address.
 */
function isSentByUs(header: Header, domain: string, proof: SenderProof, options: MailOptions): boolean {
  const isChecked = options.onlyTakesIn === true || header.has('authentication-results')
  if (proof !== 'untold' || !isChecked) return proof !== 'failed'
  const results = ownResults(header, options.authServer)?.results ?? []
  return results.some(
    (found) => found.result === 'pass' && (found.method === 'auth' || isSignedUnder(found, domain)),
  )
}

const TELLING_FIELDS = ['from', 'sender', 'date', 'message-id', 'subject', 'to', 'received', 'return-path']
const SUBJECT_CHARS_MAX = 1000

function subjectOf(header: Header): string | null {
  const field = header.first('subject')
  if (field === null) return null
  return decodeWords(field.slice(0, 8 * SUBJECT_CHARS_MAX))
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, SUBJECT_CHARS_MAX)
    .toWellFormed()
}

/**
 * An alias that delivered the mail to the account is the account's own too. Hidden recipients count where there are no
 * others; a mail to oneself has oneself on the other side.
 */
function othersOf(
  header: Header,
  direction: 'in' | 'out',
  from: Mailbox,
  to: Mailbox[],
  isOwn: (address: string) => boolean,
): Mailbox[] {
  const delivered = new Set(
    DELIVERED.flatMap(
      (name) =>
        header
          .first(name)
          ?.toLowerCase()
          .replace(/[<>\s]/g, '') ?? [],
    ),
  )
  const isOther = ({ address }: Mailbox) => !isOwn(address) && !delivered.has(address.toLowerCase())
  const named = to.filter(isOther)
  if (direction === 'in') return distinctMailboxes([from, ...named])
  if (named.length > 0) return distinctMailboxes(named)
  const hidden = mailboxes(header.all('bcc')).filter(isOther)
  return distinctMailboxes(hidden.length > 0 ? hidden : to)
}

/** Fields in which servers note to whom they handed a mail. */
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to']

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
