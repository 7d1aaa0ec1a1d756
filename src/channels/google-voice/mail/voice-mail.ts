import { bodyText, isBody, partText } from '../../mail/body-text.ts'
import { htmlText } from '../../mail/html-text.ts'
import { mailMessage, type ParsedMail } from '../../mail/mail.ts'
import { filesLeftOut, mailAttachments } from '../../mail/mail-attachments.ts'
import type { Mailbox } from '../../mail/mailboxes.ts'
import { type MailOptions, type OpenMail, openMail } from '../../mail/open-mail.ts'
import type { ParsedMessage } from '../../message.ts'
import { plainWords } from './plain-words.ts'
import { textCell } from './text-cell.ts'
import { saysVoice, type TextAddress, textAddress } from './voice-address.ts'
import { isShortCode, numbersIn, type VoiceParty, voiceParty } from './voice-number.ts'
import { voiceProof } from './voice-proof.ts'
import { sentWords } from './voice-reply.ts'
import { type VoiceSubject, voiceSubject } from './voice-subject.ts'
import { type VoicemailWords, voicemailWords } from './voicemail-words.ts'

/** Goes up when the same mail gives another message than before. */
export const voiceMailParserVersion = 1

export type VoiceMail = {
  /**
   * `message`: a text, voicemail or missed call. `notice`: a mail of Google's about the account, or one that nobody can read; `forged`: not
   * from Google Voice, though it says so; `unproven`: the account's server does not tell. In the last three `message` is the mail as any other.
   */
  what: 'message' | 'notice' | 'forged' | 'unproven'
  message: ParsedMessage
  /** The account's Voice number, E.164; null where the mail does not name it. */
  ownNumber: string | null
  /**
   * Where a mail goes that is to reach the other side as a text: of each number the newest is right. null where nothing can be sent: to
   * short codes, groups, and to whom one cannot reply.
   */
  replyAddress: string | null
}

export type VoiceOptions = MailOptions & {
  /** The account's Voice numbers, E.164, where they are known. */
  ownNumbers?: readonly string[] | undefined
}

/** What a mail gives, read as one of Google Voice where it is one; `voice` is null where it is not. */
export type ParsedVoiceMail = ParsedMail & { voice: VoiceMail | null }

/** Parses a mail of an account to which Google Voice may forward: as `parseMail`, and texts as texts. Pure, throws nothing. */
export function parseVoiceMail(path: string, bytes: Buffer, options: VoiceOptions): ParsedVoiceMail {
  const mail = openMail(path, bytes, options)
  if ('code' in mail) return { messages: [], setAside: [mail], voice: null }
  const voice = readVoiceMail(mail, options.ownNumbers)
  const message = voice?.message ?? mailMessage(mail)
  return { messages: [message], setAside: filesLeftOut(path, message.attachments), voice }
}

/**
 * Reads an opened mail that is from Google Voice, or goes to one of its addresses; null for every other. `message` names numbers as Takeout does
 * and carries the mail's id alone: texts belong together by their numbers.
 */
export function readVoiceMail(mail: OpenMail, ownNumbers: readonly string[] = []): VoiceMail | null {
  if (mail.direction === 'out') return sentText(mail, ownNumbers)
  if (!saysVoice(mail.from.address)) return null
  const proof = voiceProof(mail)
  if (proof !== 'aligned') {
    const message = { ...mailMessage(mail), senderProof: proof }
    return { what: proof === 'failed' ? 'forged' : 'unproven', message, ownNumber: null, replyAddress: null }
  }
  const address = textAddress(mail.from.address, ownNumbers)
  return address ? receivedText(mail, address) : announced(mail, ownNumbers)
}

/** A text by whose address one can answer. Its numbers are in the address, whatever language the rest is in. */
function receivedText(mail: OpenMail, address: TextAddress): VoiceMail {
  const subject = voiceSubject(mail.subject ?? '')
  const announcedName = subject && 'who' in subject ? subject.who.name : null
  const name = announcedName ?? shownName(mail.from)
  const { text, recognised } = textOf(mail, /\bSMS from /.test(mail.subject ?? ''))
  const number = address.otherNumber
  return {
    what: 'message',
    message: voiceMessage(mail, 'text', { number, name }, { text, recognised }),
    ownNumber: address.ownNumber,
    replyAddress: isShortCode(number) ? null : address.address,
  }
}

/** The saved name that stands at an address, `Rosa Alvarez (SMS)`; null for a number. */
function shownName({ name }: Mailbox): string | null {
  return voiceParty(name?.replace(/ \(SMS\)$/, '') ?? '').name
}

/** A mail that cannot be answered: who is meant stands in its subject. */
function announced(mail: OpenMail, ownNumbers: readonly string[]): VoiceMail {
  const subject = voiceSubject(mail.subject ?? '') ?? guessed(mail, ownNumbers)
  const found = (message: ParsedMessage, what: VoiceMail['what'] = 'message'): VoiceMail => ({
    what,
    message,
    ownNumber: null,
    replyAddress: null,
  })
  switch (subject?.kind) {
    case 'text':
      return found(voiceMessage(mail, 'text', subject.who, textOf(mail)))
    case 'group':
      return found(groupText(mail, subject.who))
    case 'voicemail':
      return found(voicemail(mail, subject.who))
    case 'missed':
      return found(missedCall(mail, subject.who, ownNumbers))
    default: {
      const message = mailMessage(mail)
      const label = subject?.kind === 'notice' ? 'notice' : UNRECOGNISED
      return found({ ...message, labels: [...message.labels, label], senderProof: 'aligned' }, 'notice')
    }
  }
}

const UNRECOGNISED = 'unrecognised_layout'

/** In a language that is not known: a link to voicemails tells one, and a number in the subject tells whose text it is. */
function guessed(mail: OpenMail, ownNumbers: readonly string[]): VoiceSubject {
  const subject = mail.subject ?? ''
  const number = numbersIn(subject).find((shown) => !ownNumbers.includes(shown)) ?? null
  const who = { number, name: null }
  if (/\bvoice\.google\.com\/voicemail\b|\bgoogle\.com\/voice\/fm\//.test(plainOf(mail) + htmlOf(mail)))
    return { kind: 'voicemail', who }
  return number === null ? null : { kind: 'text', who }
}

/** A voicemail's heading may name the number that its subject lacks. */
function voicemail(mail: OpenMail, who: VoiceParty): ParsedMessage {
  const words = voicemailOf(mail)
  const party = { ...who, number: who.number ?? words?.number ?? null }
  if (words === null) return voiceMessage(mail, 'voicemail', party, { text: whole(mail), recognised: false })
  return {
    ...voiceMessage(mail, 'voicemail', party, { text: '', recognised: true }),
    transcript: words.transcript,
  }
}

/** null when nothing of the mail is laid out as a voicemail's is. */
function voicemailOf(mail: OpenMail): VoicemailWords | null {
  const words = voicemailWords(plainOf(mail) || shown(mail))
  if (words.recognised) return words
  const cell = textCell(htmlOf(mail))
  return cell === null ? null : voicemailWords(cell)
}

/** A caller whose name is saved has the number only in the body. */
function missedCall(mail: OpenMail, who: VoiceParty, ownNumbers: readonly string[]): ParsedMessage {
  const inBody = numbersIn(plainWords(plainOf(mail) || shown(mail)).words)
  const number = who.number ?? inBody.find((shownNumber) => !ownNumbers.includes(shownNumber)) ?? null
  return voiceMessage(mail, 'missed', { ...who, number }, { text: '', recognised: true })
}

/** Google does not tell who else is in a group, and often not what was said: what is kept points to it. */
function groupText(mail: OpenMail, who: VoiceParty): ParsedMessage {
  const message = voiceMessage(mail, 'text', who, textOf(mail))
  const group = who.number === null ? [] : [{ address: who.number, name: who.name }]
  return { ...message, peer: null, peerName: null, group, labels: [...message.labels, 'group'] }
}

const LABELS = { text: 'sms', voicemail: 'voicemail', missed: 'missed' } as const

function voiceMessage(
  mail: OpenMail,
  kind: 'text' | 'voicemail' | 'missed',
  who: VoiceParty,
  { text, recognised }: { text: string; recognised: boolean },
): ParsedMessage {
  const attachments = mailAttachments(mail.path, mail.bytes, mail.leaves, { keepDecoration: true })
  const isStandIn = attachments.length > 0 && (text === 'MMS Received' || text === 'MMS Sent')
  return {
    position: 0,
    kind,
    atMs: mail.atMs,
    direction: 'in',
    sender: who.number,
    senderName: who.name,
    peer: who.number,
    peerName: who.name,
    group: null,
    text: isStandIn ? '' : text,
    transcript: null,
    durationSeconds: null,
    attachments,
    labels: [LABELS[kind], ...(recognised ? [] : [UNRECOGNISED])],
    deleted: false,
    ...(mail.id === null ? {} : { wireId: mail.id }),
    senderProof: 'aligned',
  }
}

/**
 * What the account's owner sent by mail to one number, as it went out: the words above the first blank line, without pictures, for Google Voice
 * leaves both out. A mail to several is left as a mail.
 */
function sentText(mail: OpenMail, ownNumbers: readonly string[]): VoiceMail | null {
  const [address, ...more] = mail.to.flatMap((to) => textAddress(to.address, ownNumbers) ?? [])
  if (!address || more.length > 0) return null
  const number = address.otherNumber
  const to = mail.to.find((recipient) => recipient.address === address.address)
  const party = { number, name: to ? shownName(to) : null }
  const { senderProof, ...message } = voiceMessage(mail, 'text', party, {
    text: sentWords(bodyText(mail.bytes, mail.root).text),
    recognised: true,
  })
  return {
    what: 'message',
    message: { ...message, direction: 'out', sender: address.ownNumber, senderName: null, attachments: [] },
    ownNumber: address.ownNumber,
    replyAddress: isShortCode(number) ? null : address.address,
  }
}

/** `isBare`: a text of before 2016, which has no footer but the first of its thread. */
function textOf(mail: OpenMail, isBare = false): { text: string; recognised: boolean } {
  const cell = textCell(htmlOf(mail))
  if (cell !== null) return { text: cell, recognised: true }
  const plain = plainOf(mail)
  const { words, recognised } = plainWords(plain || shown(mail))
  if (recognised || isBare) return { text: words, recognised: true }
  return { text: whole(mail), recognised: false }
}

function whole(mail: OpenMail): string {
  return bodyText(mail.bytes, mail.root).text
}

function plainOf(mail: OpenMail): string {
  return firstOf(mail, 'text/plain')
}

function htmlOf(mail: OpenMail): string {
  return firstOf(mail, 'text/html')
}

/** The HTML part as it is seen, for a mail that has no other. */
function shown(mail: OpenMail): string {
  return htmlText(htmlOf(mail))
}

function firstOf(mail: OpenMail, type: string): string {
  const part = mail.leaves.find((leaf) => leaf.type === type && isBody(leaf))
  return part ? partText(mail.bytes, part) : ''
}
