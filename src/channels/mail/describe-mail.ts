import { type Mailbox, mailboxes } from './mailboxes.ts'
import { answeredIds, messageId } from './message-id.ts'
import { readMailHeader } from './read-header.ts'
import { ownResults } from './sender-proof.ts'

/** What a mail's header says: as it is written, and read. */
export type MailDescription = {
  from: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  replyTo: Mailbox[]
  /** As written; null without one. */
  date: string | null
  /** Without angle brackets. */
  messageId: string | null
  inReplyTo: string[]
  references: string[]
  /** What the account's own server found (RFC 8601); null when it says nothing. */
  authentication: {
    server: string
    results: { method: string; result: string; of: string | null }[]
  } | null
  /** The header's fields from the top down, names in lower case, values unfolded. */
  fields: { name: string; value: string }[]
}

const FIELDS_MAX = 200
const VALUE_CHARS_MAX = 4000
/** Which of its words says what was looked at, by method. */
const LOOKED_AT: Record<string, readonly string[]> = {
  dmarc: ['header.from'],
  dkim: ['header.d', 'header.i'],
  spf: ['smtp.mailfrom', 'smtp.helo'],
}

/** Describes a mail by its header; `authServer` as `senderProof` takes it. Pure, throws nothing. */
export function describeMail(
  mail: Buffer,
  { authServer }: { authServer?: readonly string[] | undefined },
): MailDescription {
  const { header } = readMailHeader(mail)
  const own = ownResults(header, authServer)
  const id = messageId(header.first('message-id'))
  const inReplyTo = answeredIds(null, header.first('in-reply-to'), id)
  return {
    from: mailboxes(header.all('from')),
    to: mailboxes(header.all('to')),
    cc: mailboxes(header.all('cc')),
    replyTo: mailboxes(header.all('reply-to')),
    date: header.first('date'),
    messageId: id,
    inReplyTo,
    references: answeredIds(header.first('references'), null, id),
    authentication: own && {
      server: own.server,
      results: own.results.map(({ method, result, properties }) => ({
        method,
        result,
        of: (LOOKED_AT[method] ?? []).map((name) => properties.get(name)).find(Boolean) ?? null,
      })),
    },
    fields: [...header.entries()]
      .slice(0, FIELDS_MAX)
      .map(([name, value]) => ({ name, value: value.slice(0, VALUE_CHARS_MAX) })),
  }
}
