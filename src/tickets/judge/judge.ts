import type { Id } from '../../base/ids.ts'
import type { TicketPriority } from '../../contract/tickets.ts'
import type { TimeWindow, Understanding } from '../../contract/understanding.ts'
import { type KnownTicket, SAME_TROUBLE_MIN, type Scored, scoreCandidates } from './candidates.ts'
import { chanceOfWork } from './chance.ts'
import { type Intent, intentsIn } from './intent.ts'
import { foldInPlace } from './words.ts'

/** A message of the other side, with all that tells whether it asks for work. */
export type MessageToJudge = {
  id: Id
  conversationId: Id
  customerId: Id | null
  propertyId: Id | null
  atMs: number
  words: string
  understanding: Understanding
  /** A machine wrote it, its sender is forged, or it is spam: it never opens a ticket. */
  automatic: boolean
}

/** What a span of a message says for a verdict. */
export type VerdictReason = {
  messageId: Id
  code: string
  weight: number
  start?: number
  end?: number
  text?: string
}

/** Whether a message asks for work, and of which ticket. */
export type Verdict = {
  result: 'create' | 'link_existing' | 'none'
  code:
    | 'new_trouble'
    | 'same_trouble'
    | 'correction'
    | 'cancellation'
    | 'complaint'
    | 'no_work'
    | 'automatic'
    | 'nothing_new'
  /** Chance that it is so, 0 to 1; of `none`, that no work is owed. */
  confidence: number
  category: string
  priority: TicketPriority
  hazard: 'gas' | 'carbon_monoxide' | null
  /** Which ticket, for `link_existing`. */
  ticket: KnownTicket | null
  instead: NonNullable<Intent['instead']> | null
  /** When they would like it; null when not said. */
  wanted: TimeWindow | null
  candidates: Scored[]
  reasons: VerdictReason[]
}

const WORK_MIN = 0.5
/** What calls off or puts right is about what was said shortly before. */
const CORRECTION_MS_MAX = 24 * 3_600_000
const COMPLAINT_MS_MAX = 30 * 24 * 3_600_000
const CANCELLATION_MIN = 0.4
const REASONS_MAX = 8

/** Judges one message in view of the tickets that there are. Pure. */
export function judgeMessage(message: MessageToJudge, tickets: readonly KnownTicket[]): Verdict {
  const { understanding } = message
  const scored = scoreCandidates({ ...message, services: namedIn(understanding) }, tickets)
  const open = scored.filter(({ ticket }) => ticket.solvedAtMs === null)
  const hazard = hazardOf(understanding)
  const chance = chanceOfWork(understanding)
  const intents = intentsIn(message.words)
  const intent = (kind: Intent['kind']) => intents.find((one) => one.kind === kind)
  const verdict = (
    more: Pick<Verdict, 'result' | 'code' | 'confidence'> &
      Partial<Verdict> & { because?: Intent | undefined },
  ): Verdict => {
    const { because, ...told } = more
    return {
      category: categoryOf(message),
      priority: hazard === null ? understanding.urgency.value : 'emergency',
      hazard,
      ticket: null,
      instead: null,
      wanted: understanding.scheduling.at(-1) ?? null,
      candidates: scored.slice(0, 5),
      reasons: reasonsOf(message, because),
      ...told,
    }
  }
  if (message.automatic) return verdict({ result: 'none', code: 'automatic', confidence: 1 })
  const [best] = open
  if (hazard !== null)
    return best !== undefined && best.score >= SAME_TROUBLE_MIN
      ? verdict({ result: 'link_existing', code: 'same_trouble', confidence: 1, ticket: best.ticket })
      : verdict({ result: 'create', code: 'new_trouble', confidence: 1 })
  const correction = intent('correction')
  const corrected = open.find(
    ({ ticket }) =>
      ticket.conversationIds.includes(message.conversationId) &&
      message.atMs - ticket.lastAtMs <= CORRECTION_MS_MAX,
  )
  if (correction !== undefined && corrected !== undefined && putsRight(correction, understanding))
    return verdict({
      ...{ result: 'link_existing', code: 'correction', confidence: correction.confidence },
      ...{ ticket: corrected.ticket, instead: correction.instead ?? null, because: correction },
    })
  const cancellation = intent('cancellation')
  if (cancellation !== undefined && best !== undefined) {
    const confidence = cancellation.confidence - (saysMore(message) ? 0.3 : 0)
    if (confidence >= CANCELLATION_MIN)
      return verdict({
        ...{ result: 'link_existing', code: 'cancellation', confidence },
        ...{ ticket: best.ticket, because: cancellation },
      })
  }
  const complaint = categoryOf(message) === 'billing' ? undefined : intent('complaint')
  const solved = scored.find(
    ({ ticket, factors }) =>
      (ticket.status === 'resolved' || ticket.status === 'closed') &&
      message.atMs - (ticket.solvedAtMs ?? 0) <= COMPLAINT_MS_MAX &&
      !factors.some(({ factor, score }) => factor === 'service' && score < 0),
  )
  if (
    complaint !== undefined &&
    solved !== undefined &&
    (best === undefined || best.score < SAME_TROUBLE_MIN)
  ) {
    const owed = chance >= WORK_MIN || understanding.sentiment.value === 'frustrated'
    if (owed || complaint.confidence > 0.7)
      return verdict({
        ...{ result: 'link_existing', code: 'complaint', because: complaint },
        ...{ confidence: owed ? complaint.confidence : complaint.confidence - 0.2, ticket: solved.ticket },
      })
  }
  if (chance < WORK_MIN) return verdict({ result: 'none', code: 'no_work', confidence: 1 - chance })
  if (best !== undefined && best.score >= SAME_TROUBLE_MIN)
    return verdict({
      ...{ result: 'link_existing', code: 'same_trouble', confidence: best.score, ticket: best.ticket },
    })
  return verdict({ result: 'create', code: 'new_trouble', confidence: chance })
}

/** Kinds of work that a message names; one that it only sounds like does not tell one ticket from another. */
function namedIn({ services, findings }: Understanding): string[] {
  const named = findings.flatMap(({ kind, value, start, end }) =>
    kind === 'service' && end > start ? [String(value)] : [],
  )
  return services.map(({ service }) => service).filter((service) => named.includes(service))
}

/** A danger to life that a message says is happening now. */
function hazardOf({ findings }: Understanding): 'gas' | 'carbon_monoxide' | null {
  const present = findings.filter(({ kind }) => kind === 'hazard').map(({ value }) => value)
  if (present.includes('carbon_monoxide:present')) return 'carbon_monoxide'
  return present.includes('gas:present') ? 'gas' : null
}

/** One turned round by its words alone, or one that tells a place, a time or a number anew. */
function putsRight({ instead }: Intent, { findings }: Understanding): boolean {
  return (
    instead !== undefined || findings.some(({ kind }) => ['address', 'time_window', 'phone'].includes(kind))
  )
}

const CALLING_OFF_CHARACTERS = 160

/** Whether a message that calls off is about another matter as well. */
function saysMore({ words, understanding }: MessageToJudge): boolean {
  return (
    words.length > CALLING_OFF_CHARACTERS ||
    understanding.urgency.value === 'high' ||
    understanding.urgency.value === 'emergency'
  )
}

const INVOICE =
  /\b(?:invoice\w*|receipt|bill(?:ed|ing)?|charged|refund|payment|faktur\w*|rachun\w*|paragon\w*|platnosc\w*|zwrot pieniedzy)\b/

/** What kind of work: the likeliest service that says what is to be mended, else the likeliest; a question of money is billing. */
export function categoryOf({
  understanding,
  words,
}: Pick<MessageToJudge, 'understanding' | 'words'>): string {
  const { services, urgency } = understanding
  const mending = services.find(({ service }) => service !== 'installation' && service !== 'maintenance')
  if (urgency.value === 'low' && INVOICE.test(foldInPlace(words))) return 'billing'
  return mending?.service ?? services[0]?.service ?? 'other'
}

/** What in a message speaks for the verdict: the words that turned it, dangers, what is to be mended, that work is owed. */
function reasonsOf(
  { id, understanding, words }: MessageToJudge,
  because: Intent | undefined,
): VerdictReason[] {
  const turning =
    because === undefined
      ? []
      : [
          {
            ...{ messageId: id, code: because.kind, weight: because.confidence },
            ...{ start: because.start, end: because.end, text: words.slice(because.start, because.end) },
          },
        ]
  const found = understanding.findings.flatMap(({ kind, value, score, start, end, text }) =>
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
  )
  const owed = understanding.ticket.reasons.map(({ code, weight, start, end, text }) => ({
    ...{ messageId: id, code, weight },
    ...(start === undefined || end === undefined
      ? {}
      : { start, end, text: text ?? words.slice(start, end) }),
  }))
  return [...turning, ...found, ...owed].slice(0, REASONS_MAX)
}
