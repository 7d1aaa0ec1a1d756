import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { TicketPotential } from '../contract/tickets.ts'
import type { Db } from '../store/store.ts'
import { readContext } from './judge/context.ts'
import { judgeMessage, type Verdict } from './judge/judge.ts'
import { briefsById, ticketsOfConversations } from './read/brief.ts'

/**
 * Whether a conversation asks for a ticket that it has not got yet, and for which; reads only. One that is laid away asks for
 * none: nothing in it is open.
 */
export async function analysePotential(
  db: Db,
  { conversationId, now }: { conversationId: Id; now: Date },
): Promise<TicketPotential> {
  const laidAway = await isLaidAway(db, conversationId)
  const { messages, standings, tickets } = await readContext(db, {
    ...{ conversationId, now },
    wanted: ({ isSettled }) => !isSettled && !laidAway,
  })
  const own = (await ticketsOfConversations(db, [conversationId])).get(conversationId) ?? []
  const judged = messages.map((message) => ({ message, verdict: judgeMessage(message, tickets) }))
  const telling =
    judged
      .filter(({ verdict }) => verdict.result !== 'none')
      .sort((a, b) => weightOf(b.verdict) - weightOf(a.verdict))[0] ??
    judged.sort((a, b) => a.verdict.confidence - b.verdict.confidence)[0]
  if (telling === undefined) return nothingNew(own, { isKnown: standings.length > 0, laidAway })
  const { verdict, message } = telling
  const briefs = await briefsById(
    db,
    verdict.candidates.map(({ ticket }) => ticket.id),
  )
  const chosen = verdict.ticket?.id
  return {
    analysis_result: verdict.result,
    confidence_score: round(verdict.confidence),
    code: verdict.code,
    category: verdict.result === 'none' ? null : verdict.category,
    priority: verdict.result === 'none' ? null : verdict.priority,
    hazard: verdict.hazard,
    messageId: message.id,
    ticketReasons: verdict.reasons,
    candidates: verdict.candidates
      .flatMap(({ ticket, score, factors }) => {
        const brief = briefs.get(ticket.id)
        return brief === undefined
          ? []
          : [{ ticket: brief, score: round(score), factors: factors.map(rounded) }]
      })
      .sort((a, b) => Number(b.ticket.id === chosen) - Number(a.ticket.id === chosen)),
    tickets: own,
  }
}

/** What should be shown first: a danger, then work without a ticket, then work that a ticket may have. */
function weightOf({ hazard, result, confidence }: Verdict): number {
  return (hazard === null ? 0 : 4) + (result === 'create' ? 2 : 0) + confidence
}

async function isLaidAway(db: Db, conversationId: Id): Promise<boolean> {
  const { rows } =
    await sql`select from conversation where id = ${conversationId} and status = 'archived'`.execute(db)
  return rows.length > 0
}

function nothingNew(
  own: TicketPotential['tickets'],
  { isKnown, laidAway }: { isKnown: boolean; laidAway: boolean },
): TicketPotential {
  const settled = laidAway ? 'laid_away' : 'settled'
  return {
    analysis_result: 'none',
    confidence_score: isKnown ? 1 : 0,
    code: own.length > 0 ? 'has_ticket' : isKnown ? settled : 'nothing_said',
    category: null,
    priority: null,
    hazard: null,
    messageId: null,
    ticketReasons: [],
    candidates: [],
    tickets: own,
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000
const rounded = <T extends { score: number }>(one: T): T => ({ ...one, score: round(one.score) })
