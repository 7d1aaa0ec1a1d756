import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { ConversationAnalysis, Reason, Understanding } from '../../contract/understanding.ts'
import { readUnderstandings } from '../../findings/findings.ts'
import type { Db } from '../../store/store.ts'
import { wordsOf } from '../to-understand.ts'
import { findConversationsById } from './list.ts'

const MESSAGES_MAX = 200
/** In order: what tells most of the conversation as a whole comes first. */
const REASONS_MAX = 12

/** What is said so shortly before the newest word of an urgent matter is the same matter. */
const SAME_MATTER_MS = 24 * 3_600_000

type Said = { id: Id; at: Date; understanding: Understanding }

/**
 * What the other side says in a conversation as a whole, by what is understood of its newest 200 messages now; each
 * part names the messages and words it comes from. Undefined when there is no such conversation.
 */
export async function analyseConversation(
  db: Db,
  input: { conversationId: Id; version: string; ruleVersion: number },
): Promise<ConversationAnalysis | undefined> {
  const [conversation] = await findConversationsById(db, [input.conversationId])
  if (conversation === undefined) return undefined
  const { rows } = await sql<{ id: Id; at: Date; words: string }>`
    select m.id, m.at, ${wordsOf} as words
    from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where e.conversation_id = ${input.conversationId} and m.direction is distinct from 'out' and (m.body <> '' or m.transcript <> '')
    order by e.at desc, e.message_id desc limit ${MESSAGES_MAX}`.execute(db)
  const understood = await readUnderstandings(db, rows)
  const said = rows.flatMap(({ id, at }): Said[] => {
    const understanding = understood.get(id)
    return understanding === undefined ? [] : [{ id, at, understanding }]
  })
  const urgent = surestOf(said, conversation.urgentMessageId)
  const [newest] = said
  return {
    ...input,
    messages: rows.length,
    language: languageOf(said),
    urgency:
      urgent === undefined
        ? null
        : {
            value: urgent.understanding.urgency.value,
            confidence: urgent.understanding.urgency.confidence,
            messageId: urgent.id,
            reasons: inMessage(urgent.id, urgent.understanding.urgency.reasons),
          },
    services: servicesOf(said),
    scheduling: said.flatMap(({ id, understanding }) =>
      understanding.findings.flatMap(({ kind, value, start, end, text }) =>
        kind === 'time_window' && typeof value !== 'string'
          ? [{ window: value, messageId: id, start, end, text }]
          : [],
      ),
    ),
    sentiment:
      newest === undefined
        ? null
        : {
            value: newest.understanding.sentiment.value,
            confidence: newest.understanding.sentiment.confidence,
            messageId: newest.id,
            reasons: inMessage(newest.id, newest.understanding.sentiment.reasons),
          },
    ticket: ticketOf(said),
    confidence:
      said.length === 0 ? null : Math.min(...said.map(({ understanding }) => understanding.confidence)),
  }
}

/** The message that says most surely how urgent it is: people tell of a burst pipe once, and then that the plaster bulges. */
function surestOf(said: readonly Said[], newestId: Id | null): Said | undefined {
  const newest = said.find(({ id }) => id === newestId)
  if (newest === undefined) return undefined
  const { at } = newest
  const { value } = newest.understanding.urgency
  return said
    .filter(
      (one) =>
        one.understanding.urgency.value === value &&
        one.at <= at &&
        at.getTime() - one.at.getTime() <= SAME_MATTER_MS,
    )
    .reduce((surest, one) =>
      one.understanding.urgency.confidence > surest.understanding.urgency.confidence ? one : surest,
    )
}

function inMessage(messageId: Id, reasons: readonly Reason[]): (Reason & { messageId: Id })[] {
  return reasons.map((reason) => ({ ...reason, messageId }))
}

/** The language of most messages. */
function languageOf(said: readonly Said[]): 'en' | 'pl' | null {
  if (said.length === 0) return null
  return said.filter(({ understanding }) => understanding.language === 'pl').length * 2 > said.length
    ? 'pl'
    : 'en'
}

/** Each kind of work once, on the words of the message that tells of it most surely; surest first. */
function servicesOf(said: readonly Said[]): ConversationAnalysis['services'] {
  const surest = new Map<string, ConversationAnalysis['services'][number]>()
  for (const { id, understanding } of said) {
    for (const { service, confidence } of understanding.services) {
      if (confidence <= (surest.get(service)?.confidence ?? -1)) continue
      const place = understanding.findings.find(({ kind, value }) => kind === 'service' && value === service)
      surest.set(service, {
        service,
        confidence,
        messageId: id,
        start: place?.start ?? 0,
        end: place?.end ?? 0,
        text: place?.text ?? '',
      })
    }
  }
  return [...surest.values()].sort((a, b) => b.confidence - a.confidence)
}

/** Work is owed when one message says so; that none is owed is as sure as the least sure of them. */
function ticketOf(said: readonly Said[]): ConversationAnalysis['ticket'] {
  if (said.length === 0) return null
  const owing = said
    .filter(({ understanding }) => understanding.ticket.value)
    .sort((a, b) => b.understanding.ticket.confidence - a.understanding.ticket.confidence)
  const telling = owing.length > 0 ? owing : said
  const confidences = telling.map(({ understanding }) => understanding.ticket.confidence)
  return {
    value: owing.length > 0,
    confidence: owing.length > 0 ? Math.max(...confidences) : Math.min(...confidences),
    reasons: telling
      .flatMap(({ id, understanding }) => [
        ...inMessage(id, understanding.ticket.reasons),
        ...understanding.findings.flatMap(({ kind, value, score, start, end, text }) =>
          (kind === 'service' || kind === 'hazard') && end > start
            ? [
                {
                  messageId: id,
                  code: `${kind}_${String(value).replace(':', '_')}`,
                  weight: score,
                  start,
                  end,
                  text,
                },
              ]
            : [],
        ),
      ])
      .slice(0, REASONS_MAX),
  }
}
