import { isUtf8 } from 'node:buffer'
import type { ParsedAttachment, ParsedMessage } from '../message.ts'
import type { SetAside, SetAsideCode } from '../set-aside.ts'
import { callKind } from './call-kind.ts'
import { countRecords } from './count-records.ts'
import { type Exchange, exchangeOf } from './exchange.ts'
import { readPage, type WirePage, type WireRecord } from './page-reader.ts'
import { parseDuration, parseInstant, personName } from './wire-values.ts'

/** What one page of a Takeout says: a stretch of one conversation, or one call. */
export type ParsedPage = {
  path: string
  /** In the order of the page, which need not be the order of time. */
  messages: ParsedMessage[]
  setAside: SetAside[]
}

/** Goes up when the same page gives other messages than before, so that what was parsed by an older one is made again. */
export const takeoutParserVersion = 1

/** Largest page that is parsed, bytes. Pages are 2 to 8 KB; a message is some 400 bytes. */
export const PAGE_BYTES_MAX = 8 * 1024 ** 2

/**
 * Parses the page at `path`. Pure, and throws nothing: what cannot be used is set aside with its reason, and
 * the rest of the page goes in. Only what the page itself says is in the messages: see `completePage` for the
 * rest; until then no attachment has a place.
 */
export function parsePage(path: string, bytes: Buffer): ParsedPage {
  const wholePage = (code: SetAsideCode, reason: string): ParsedPage => ({
    path,
    messages: [],
    setAside: [{ path, code, reason, records: countRecords(bytes) }],
  })
  if (bytes.length > PAGE_BYTES_MAX) return wholePage('page_too_large', 'The page is larger than 8 MB.')
  const page = readWirePage(bytes)
  if (page.form === null)
    return wholePage('not_a_voice_page', 'The page has neither a conversation nor a call.')
  if (page.records.length === 0) return wholePage('no_messages', 'The page has no messages.')
  return pageOf(path, page)
}

/** The page as it stands. What is not UTF-8 in it is marked at the message that it is in. */
export function readWirePage(bytes: Buffer): WirePage {
  const sound = isUtf8(bytes)
  return readPage(withoutStyle(bytes).toString('utf8'), (piece) => !sound && piece.includes('\ufffd'))
}

/** Half of a page is the style sheet that all pages share; without it, parsing takes half the time. */
function withoutStyle(bytes: Buffer): Buffer {
  const start = bytes.indexOf('<style')
  const end = start === -1 ? -1 : bytes.indexOf('</style>', start)
  return end === -1 ? bytes : Buffer.concat([bytes.subarray(0, start), bytes.subarray(end + 8)])
}

function pageOf(path: string, page: WirePage): ParsedPage {
  const exchange = exchangeOf(page)
  const labels = labelsOf(path, page)
  const deleted = /:\s*true\s*$/i.test(page.deletedStatus)
  const parsed: ParsedPage = { path, messages: [], setAside: [] }
  page.records.forEach((record, position) => {
    const message = page.form === 'call' ? callOf(page, record, exchange) : textOf(record, exchange)
    if ('code' in message) parsed.setAside.push({ path, position, records: 1, ...message })
    else parsed.messages.push({ position, ...message, labels, deleted })
  })
  return parsed
}

type Rejected = { code: SetAsideCode; reason: string }
type Message = Omit<ParsedMessage, 'position' | 'labels' | 'deleted'>

function textOf(record: WireRecord, exchange: Exchange): Message | Rejected {
  const atMs = usableTime(record)
  if (typeof atMs !== 'number') return atMs
  const { who } = record
  if (!who || who.mine === null) {
    return { code: 'unknown_sender', reason: 'The message does not say whether the firm sent it.' }
  }
  if (record.text === null || record.textCutOff) {
    return { code: 'no_text', reason: 'The text of the message is missing or breaks off.' }
  }
  const sender = who.address || null
  return {
    kind: 'text',
    atMs,
    direction: who.mine ? 'out' : 'in',
    sender,
    senderName: who.mine ? null : personName(who.name, who.address),
    peer: exchange.group ? null : ((who.mine ? null : sender) ?? exchange.peer),
    peerName: exchange.peerName,
    group: exchange.group,
    text: wordsOf(record),
    transcript: null,
    durationSeconds: null,
    attachments: attachmentsOf(record),
  }
}

function callOf(page: WirePage, record: WireRecord, exchange: Exchange): Message | Rejected {
  const atMs = usableTime(record)
  if (typeof atMs !== 'number') return atMs
  const kind = callKind(page, record)
  if (kind === null) {
    return {
      code: 'unknown_call_kind',
      reason: 'The page does not say whether the call was placed or received.',
    }
  }
  const direction = kind === 'placed' ? 'out' : kind === 'recorded' ? null : 'in'
  return {
    kind,
    atMs,
    direction,
    sender: direction === 'in' ? exchange.peer : null,
    senderName: direction === 'in' ? exchange.peerName : null,
    peer: exchange.peer,
    peerName: exchange.peerName,
    group: null,
    text: '',
    transcript: transcriptOf(record),
    durationSeconds: record.duration === null ? null : parseDuration(record.duration),
    attachments: attachmentsOf(record),
  }
}

function usableTime(record: WireRecord): number | Rejected {
  if (record.garbled) return { code: 'not_utf8', reason: 'The message is not written in UTF-8.' }
  const atMs = record.time === null ? null : parseInstant(record.time)
  return atMs ?? { code: 'bad_time', reason: 'The message has no usable time.' }
}

/** Stands for "no text" in one-to-one pages when attachments follow; alone it is all that is left of a message. */
const NO_WORDS = new Set(['MMS Sent', 'MMS Received'])

function wordsOf(record: WireRecord): string {
  const text = withoutLastBreaks(record.text ?? '')
  return record.attachments.length > 0 && NO_WORDS.has(text) ? '' : text
}

/** Line breaks at the end are noise of the sender's telephone. A loop, for `/\n+$/` takes quadratic time on a page of them. */
function withoutLastBreaks(text: string): string {
  let end = text.length
  while (text.charCodeAt(end - 1) === 10) end--
  return text.slice(0, end)
}

/** White space runs freely inside a transcript; one that was not made has a sentence instead, with confidence 0. */
function transcriptOf(record: WireRecord): string | null {
  const words = (record.transcript ?? '').replace(/\s+/g, ' ').trim()
  const none = words === '' || words === 'Unable to transcribe this message.' || record.confidenceMax === 0
  return none ? null : words
}

function attachmentsOf(record: WireRecord): ParsedAttachment[] {
  return record.attachments.map((attachment) => ({ ...attachment, place: { state: 'missing' } }))
}

/** The page's labels; a page in the folder `Spam` or `Trash` has that one too. */
function labelsOf(path: string, page: WirePage): string[] {
  const folder = path.split('/').at(-2)?.toLowerCase()
  const inFolder = folder === 'spam' || folder === 'trash' ? [folder] : []
  return [...new Set([...page.labels, ...inFolder])]
}
