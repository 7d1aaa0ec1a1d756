import type { ParsedMessage } from '../message.ts'
import type { SetAside } from '../set-aside.ts'
import { automaticFields, automaticLabels } from './automatic.ts'
import { bodyText } from './body-text.ts'
import { deliveryReport } from './delivery-report.ts'
import { filesLeftOut, mailAttachments } from './mail-attachments.ts'
import { type MailOptions, type OpenMail, openMail } from './open-mail.ts'
import { markupOf } from './shown/markup.ts'

export type ParsedMail = { messages: ParsedMessage[]; setAside: SetAside[] }

/** Goes up when the same mail gives another message than before, so that what was read by an older one is made again. */
export const mailParserVersion = 1

/**
 * Parses the mail at `path` from its RFC 5322 bytes: one message, or one thing set aside; beside it the files that are too large. Pure, and throws nothing; time and
 * memory are bounded by the mail's size, however it is made.
 */
export function parseMail(path: string, bytes: Buffer, options: MailOptions): ParsedMail {
  const mail = openMail(path, bytes, options)
  if ('code' in mail) return { messages: [], setAside: [mail] }
  const message = mailMessage(mail)
  return { messages: [message], setAside: filesLeftOut(path, message.attachments) }
}

/**
 * The message that an opened mail is. Labels: `list`, `auto`, `bounce`, `no_reply` (none of these is
 * ever answered without a person's doing); `text_cut` when its text was too long to be kept
 * whole, `parts_cut` when it had more parts than are told apart.
 */
export function mailMessage(mail: OpenMail): ParsedMessage {
  const { path, bytes, root, leaves, others, from, direction } = mail
  const body = bodyText(bytes, root)
  const isGroup = others.length > 1
  const markup = markupOf(bytes, root)
  const report = direction === 'in' ? deliveryReport(bytes, root, leaves) : null
  return {
    position: 0,
    kind: 'email',
    atMs: mail.atMs,
    direction,
    sender: from.address,
    senderName: direction === 'in' ? from.name : null,
    peer: isGroup ? null : (others[0]?.address ?? null),
    peerName: isGroup ? null : (others[0]?.name ?? null),
    group: isGroup ? others : null,
    text: body.text,
    transcript: null,
    durationSeconds: null,
    attachments: mailAttachments(path, bytes, leaves),
    labels: [
      ...automaticLabels(mail.header.of(automaticFields), from.address, mail.subject ?? ''),
      ...(body.cut ? ['text_cut'] : []),
      ...(mail.cut ? ['parts_cut'] : []),
    ],
    deleted: false,
    ...identityOf(mail),
    ...(mail.subject === null ? {} : { subject: mail.subject }),
    ...(markup === null ? {} : { markup }),
    senderProof: mail.proof,
    ...(report === null ? {} : { report }),
  }
}

/** A mail without an id has none, and answers by `answers` alone. */
function identityOf({ id, answers }: OpenMail): Pick<ParsedMessage, 'wireId' | 'answers' | 'sourceThread'> {
  const thread = answers[0] ?? id
  return {
    ...(id === null ? {} : { wireId: id }),
    ...(answers.length === 0 ? {} : { answers }),
    ...(thread === null ? {} : { sourceThread: thread }),
  }
}
