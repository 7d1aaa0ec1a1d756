import type { ReactNode } from 'react'
import type { Suggestion } from '../../../src/contract/suggestions.ts'
import { isKey, type Say, useSay } from '../../i18n/i18n.tsx'
import { Joined } from '../../parts/joined.tsx'
import { type InWords, useInWords } from '../../understanding/words.ts'
import { MessageLink } from '../thread/message-link.tsx'

/** From here on it is said to fit as it is; below the other, to need changes. Between them nobody knows. */
const LIKELY_MIN = 0.6
const UNLIKELY_MAX = 0.35
/** How alike two questions are that count as nearly the same. */
const ALIKE_MIN = 0.8

/** What a suggestion rests on, in a line: where its words are from, why, its language, and how sure it is. */
export function SuggestionGrounds({ suggestion, isFixed }: { suggestion: Suggestion; isFixed: boolean }) {
  const say = useSay()
  const inWords = useInWords()
  const reasons = suggestion.reasons.flatMap((reason) => wordsOf(reason, { say, inWords, isFixed }) ?? [])
  const parts: ReactNode[] = [
    isFixed ? say('suggestion.fixed.always') : sourceOf(suggestion, { say, inWords }),
    say(`suggestion.language.${suggestion.language}`),
    ...reasons,
    ...(isFixed ? [] : [say(`suggestion.sure.${surenessOf(suggestion)}`)]),
  ]
  return (
    <p className="px-3 pb-1.5 text-ink-3 text-xs">
      <Joined>{parts}</Joined>
    </p>
  )
}

function surenessOf({ confidence }: Suggestion) {
  if (confidence >= LIKELY_MIN) return 'likely'
  return confidence < UNLIKELY_MAX ? 'unlikely' : 'maybe'
}

type Speaking = { say: Say; inWords: InWords }

function sourceOf({ source, model, reasons }: Suggestion, { say, inWords }: Speaking): ReactNode {
  if (source === 'model') return say('suggestion.from.model', { model: model ?? '' })
  const of = (code: string) => reasons.find((reason) => reason.code === code)?.params
  if (source === 'past_replies') {
    const { similarity, conversationId, messageId } = of('past_reply') ?? {}
    const words = say(Number(similarity) >= ALIKE_MIN ? 'suggestion.from.alike' : 'suggestion.from.past')
    if (conversationId === undefined) return words
    return (
      <MessageLink
        conversation={{ id: String(conversationId) }}
        messageId={String(messageId)}
        push
        className="text-accent underline"
      >
        {words}
      </MessageLink>
    )
  }
  const title = of('own_template')?.title
  if (title !== undefined) return say('suggestion.from.own', { title: String(title) })
  const service = of('template_for')?.service
  if (service === undefined) return say('suggestion.from.template')
  return say('suggestion.from.template.for', { service: inWords.service(String(service)) })
}

/** What a reason adds to the source; undefined where that says it, or it is nothing special. */
function wordsOf(
  { code, params }: Suggestion['reasons'][number],
  { say, inWords, isFixed }: Speaking & { isFixed: boolean },
): string | undefined {
  switch (code) {
    case 'hazard':
      return isFixed
        ? undefined
        : say('suggestion.because.hazard', { hazard: inWords.hazard(`${params.hazard}`) })
    case 'urgency':
      return params.urgency === 'high' || (params.urgency === 'emergency' && !isFixed)
        ? say(`urgency.${params.urgency}`)
        : undefined
    case 'open_ticket':
      return say('suggestion.because.ticket', { number: String(params.number) })
    case 'draft_dropped': {
      const key = `suggestion.breach.${params.breach}`
      const breach = say(isKey(key) ? key : 'suggestion.breach.other')
      return say('suggestion.because.dropped', { breach })
    }
    default:
      return undefined
  }
}
