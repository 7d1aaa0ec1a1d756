import { useQuery } from '@tanstack/react-query'
import { Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConversationDetail } from '../../../src/contract/conversations.ts'
import type { ConversationAnalysis } from '../../../src/contract/understanding.ts'
import { analysisQuery } from '../../api/queries.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { PanelSection } from '../../parts/panel-section.tsx'
import { UrgencyMark } from '../../understanding/urgency-mark.tsx'
import { mainReason, useInWords } from '../../understanding/words.ts'
import { MessageLink } from '../thread/message-link.tsx'

const SERVICES_SHOWN = 4

type NeedSectionProps = {
  conversation: ConversationDetail
  /** Called when a link into the thread is followed. */
  onFollow?: (() => void) | undefined
}

/** What the other side needs: how pressing it is and why, and which work; each leads to the words that say so. Whether work is owed, its tickets say. */
export function NeedSection({ conversation, onFollow }: NeedSectionProps) {
  const say = useSay()
  const analysis = useQuery(analysisQuery(conversation.id))
  if (conversation.spam || analysis.isError || analysis.data?.messages === 0) return null
  return (
    <PanelSection title={say('need.title')}>
      {analysis.data ? (
        <Need conversation={conversation} analysis={analysis.data} onFollow={onFollow} />
      ) : (
        <div className="skeleton h-26" />
      )}
    </PanelSection>
  )
}

const sign = 'size-3.5 shrink-0 text-ink-3'
const link = 'min-h-6 min-w-0 hover:underline pointer-coarse:min-h-9'

function Need({ conversation, analysis, onFollow }: NeedSectionProps & { analysis: ConversationAnalysis }) {
  const say = useSay()
  const inWords = useInWords()
  const { urgency, services } = analysis
  return (
    <ul className="flex flex-col text-sm">
      <li>
        {urgency === null ? (
          <span className="text-ink-3">{say('need.nothing')}</span>
        ) : (
          <>
            <Line sure={urgency.confidence}>
              <MessageLink
                conversation={conversation}
                messageId={urgency.messageId}
                onFollow={onFollow}
                className={`${link} inline-flex items-center gap-1.5`}
              >
                <span className="grid size-3.5 shrink-0 place-items-center">
                  <UrgencyMark urgency={urgency.value} />
                </span>
                <span
                  className={urgency.value === 'emergency' ? 'font-semibold text-emergency' : 'font-medium'}
                >
                  {say(`urgency.${urgency.value}`)}
                </span>
              </MessageLink>
            </Line>
            <Why conversation={conversation} urgency={urgency} onFollow={onFollow} />
          </>
        )}
      </li>
      {services.slice(0, SERVICES_SHOWN).map(({ service, confidence, messageId, start, end, text }) => (
        <li key={service}>
          <Line sure={confidence}>
            <MessageLink
              conversation={conversation}
              messageId={messageId}
              {...(text === '' ? {} : { span: { start, end }, title: say('urgency.jump', { text }) })}
              onFollow={onFollow}
              className={`${link} inline-flex items-center gap-1.5`}
            >
              <Wrench aria-hidden className={sign} />
              <span className="truncate">{inWords.service(service)}</span>
            </MessageLink>
          </Line>
        </li>
      ))}
    </ul>
  )
}

function Line({ sure, children }: { sure: number; children: ReactNode }) {
  const say = useSay()
  const format = useFormat()
  return (
    <div className="flex min-h-6 items-center justify-between gap-2 pointer-coarse:min-h-9">
      {children}
      <span className="figures shrink-0 text-ink-3 text-xs">
        {say('common.sure', { percent: format.sure(sure) })}
      </span>
    </div>
  )
}

type WhyProps = NeedSectionProps & { urgency: NonNullable<ConversationAnalysis['urgency']> }

function Why({ conversation, urgency, onFollow }: WhyProps) {
  const say = useSay()
  const inWords = useInWords()
  const reason = mainReason(urgency.value, urgency.reasons)
  if (reason === undefined) return null
  const { messageId, start, end, text } = reason
  const why = inWords.reason(reason)
  return (
    <MessageLink
      conversation={conversation}
      messageId={messageId}
      {...(start === undefined || end === undefined ? {} : { span: { start, end } })}
      onFollow={onFollow}
      className={`${link} block py-1 pl-5 text-ink-2 text-xs [overflow-wrap:anywhere] pointer-coarse:py-2`}
    >
      {text ? say('need.why.quote', { text, why }) : say('need.why', { why })}
    </MessageLink>
  )
}
