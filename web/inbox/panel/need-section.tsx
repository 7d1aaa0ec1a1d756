import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConversationDetail } from '../../../src/contract/conversations.ts'
import type { ConversationAnalysis } from '../../../src/contract/understanding.ts'
import { analysisQuery } from '../../api/queries.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { PanelSection } from '../../parts/panel-section.tsx'
import { UrgencyMark } from '../../understanding/urgency-mark.tsx'
import { useInWords } from '../../understanding/words.ts'
import { MessageLink } from '../thread/message-link.tsx'

const SERVICES_SHOWN = 4

type NeedSectionProps = {
  conversation: ConversationDetail
  onFollow?: (() => void) | undefined
}

/** What the other side needs: how pressing it is, which work, and whether work is owed; each leads to the message that says so. */
export function NeedSection({ conversation, onFollow }: NeedSectionProps) {
  const say = useSay()
  const analysis = useQuery(analysisQuery(conversation.id))
  if (analysis.isError || analysis.data?.messages === 0) return null
  return (
    <PanelSection title={say('need.title')}>
      <div className="min-h-17">
        {analysis.data && <Need conversation={conversation} analysis={analysis.data} onFollow={onFollow} />}
      </div>
    </PanelSection>
  )
}

const sign = 'size-3.5 shrink-0 text-ink-3'

function Need({ conversation, analysis, onFollow }: NeedSectionProps & { analysis: ConversationAnalysis }) {
  const say = useSay()
  const format = useFormat()
  const inWords = useInWords()
  const { urgency, services, ticket } = analysis
  const leading = (messageId: string, text: string, children: ReactNode) => (
    <MessageLink
      conversation={conversation}
      messageId={messageId}
      {...(text === '' ? {} : { title: say('urgency.jump', { text }) })}
      {...(onFollow ? { onFollow } : {})}
      className="inline-flex min-w-0 items-center gap-1.5 hover:underline pointer-coarse:min-h-9"
    >
      {children}
    </MessageLink>
  )
  const sure = (share: number) => (
    <span className="figures shrink-0 text-ink-3 text-xs">
      {say('common.sure', { percent: format.percent(share) })}
    </span>
  )
  const owed = ticket?.value === true && conversation.status !== 'archived'
  return (
    <ul className="flex flex-col gap-1 text-sm">
      <li className="flex items-center justify-between gap-2 pointer-coarse:min-h-9">
        {urgency === null ? (
          <span className="text-ink-3">{say('need.nothing')}</span>
        ) : (
          <>
            {leading(
              urgency.messageId,
              urgency.reasons.find(({ text }) => text)?.text ?? '',
              <>
                <span className="grid size-3.5 shrink-0 place-items-center">
                  <UrgencyMark urgency={urgency.value} />
                </span>
                <span
                  className={urgency.value === 'emergency' ? 'font-semibold text-emergency' : 'font-medium'}
                >
                  {say(`urgency.${urgency.value}`)}
                </span>
              </>,
            )}
            {sure(urgency.confidence)}
          </>
        )}
      </li>
      {services.slice(0, SERVICES_SHOWN).map(({ service, confidence, messageId, text }) => (
        <li key={service} className="flex items-center justify-between gap-2 pointer-coarse:min-h-9">
          {leading(
            messageId,
            text,
            <>
              <Wrench aria-hidden className={sign} />
              <span className="truncate">{inWords.service(service)}</span>
            </>,
          )}
          {sure(confidence)}
        </li>
      ))}
      {ticket !== null && (
        <li className="flex items-center justify-between gap-2 pointer-coarse:min-h-9">
          <span className={`inline-flex items-center gap-1.5 ${owed ? '' : 'text-ink-3'}`}>
            <ClipboardCheck aria-hidden className={sign} />
            {say(ticket.value ? 'need.owed' : 'need.owed.no')}
          </span>
          {sure(ticket.confidence)}
        </li>
      )}
    </ul>
  )
}
