import type { ParsedMessage } from '../message.ts'
import type { SetAside, SetAsideCode } from '../set-aside.ts'
import { type NotAMessage, readChatMessage } from './message-shape.ts'
import { chatThread, sessionAddress } from './session-address.ts'

/** Goes up when the same row gives another message than before. */
export const chatHistoryParserVersion = 1

const PROBLEMS: Record<NotAMessage['problem'], [SetAsideCode, string]> = {
  not_json: ['unreadable_row', 'The message is not JSON.'],
  not_a_message: ['unreadable_row', 'The message is JSON, but not a message.'],
  no_role: ['unknown_sender', 'The message does not tell whether the person or the agent said it.'],
  no_content: ['no_text', 'The message has no words.'],
}

/**
 * Parses one row, as the wire handed it over. Pure, and throws nothing. What the person said comes in, what the agent said goes
 * out; what the agent was told, asked its tools and was answered by them is a `step`.
 */
export function parseChatItem(
  path: string,
  bytes: Buffer,
): { messages: ParsedMessage[]; setAside: SetAside[] } {
  const refused = (code: SetAsideCode, reason: string) => ({
    messages: [],
    setAside: [{ path, code, reason, records: 1 }],
  })
  const row = readRow(bytes)
  if (row === null) return refused('unreadable_row', 'The row was not kept as the wire hands it over.')
  const message = readChatMessage(row.message)
  if ('problem' in message) return refused(...PROBLEMS[message.problem])
  const peer = sessionAddress(row.crew, row.session)
  const isIn = message.role === 'human'
  const isOut = message.role === 'ai'
  const parsed: ParsedMessage = {
    position: 0,
    kind: message.role === 'step' ? 'step' : 'chat',
    atMs: row.atMs,
    direction: isIn ? 'in' : isOut ? 'out' : null,
    sender: isIn ? peer : isOut ? row.owner : null,
    senderName: message.name,
    peer,
    peerName: message.name,
    group: null,
    text: message.text,
    transcript: null,
    durationSeconds: null,
    attachments: [],
    labels: message.parts,
    deleted: false,
    wireId: `chat:${row.crew}:${row.row}`,
    sourceThread: chatThread(row.crew, row.session),
    ...(row.notBeforeMs === null ? {} : { notBeforeMs: row.notBeforeMs }),
  }
  return { messages: [parsed], setAside: [] }
}

type ReadRow = {
  crew: string
  row: string
  session: string
  owner: string | null
  message: unknown
  atMs: number
  notBeforeMs: number | null
}

function readRow(bytes: Buffer): ReadRow | null {
  const value = parsed(bytes)
  if (value === null) return null
  const { crew, row, session, owner, message, atMs, notBeforeMs, notAfterMs } = value
  const latest = isTime(atMs) ? atMs : notAfterMs
  if (typeof crew !== 'string' || typeof row !== 'string' || typeof session !== 'string') return null
  if (message === undefined || !isTime(latest)) return null
  return {
    crew,
    row,
    session,
    owner: typeof owner === 'string' ? owner : null,
    message,
    atMs: latest,
    notBeforeMs: !isTime(atMs) && isTime(notBeforeMs) ? notBeforeMs : null,
  }
}

function parsed(bytes: Buffer): { [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { [name: string]: unknown })
      : null
  } catch {
    return null
  }
}

/** Of JavaScript (ECMA-262, section 21.4.1.1). */
const TIME_MS_MAX = 8.64e15

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= TIME_MS_MAX
}
