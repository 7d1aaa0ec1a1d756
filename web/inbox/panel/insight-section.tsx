import '../../i18n/en-insights.ts'
import { useQuery } from '@tanstack/react-query'
import { Handshake } from 'lucide-react'
import type { ConversationDetail } from '../../../src/contract/conversations.ts'
import type { ConversationInsight } from '../../../src/contract/insights.ts'
import { insightQuery } from '../../api/insights.ts'
import { useFormat } from '../../i18n/format.tsx'
import { isKey, useSay } from '../../i18n/i18n.tsx'
import { shownStanding } from '../../insights/standing.ts'
import { useInsightWords } from '../../insights/words.ts'
import { PanelSection } from '../../parts/panel-section.tsx'
import { MessageLink } from '../thread/message-link.tsx'

const SIGNS_SHOWN = 2

type InsightSectionProps = { conversation: ConversationDetail; onFollow?: (() => void) | undefined }

/** How a conversation stands, and why; what we promised in it, and whether that was kept; each leads to the words. */
export function InsightSection({ conversation, onFollow }: InsightSectionProps) {
  const say = useSay()
  const insight = useQuery(insightQuery(conversation.id)).data
  if (insight === undefined) return null
  return (
    <>
      <PanelSection title={say('insight.title')}>
        <Standing conversation={conversation} insight={insight} onFollow={onFollow} />
      </PanelSection>
      {insight.promises.length > 0 && (
        <PanelSection title={say('insight.promises')}>
          <Promises conversation={conversation} insight={insight} onFollow={onFollow} />
        </PanelSection>
      )}
    </>
  )
}

type PartProps = InsightSectionProps & { insight: ConversationInsight }

const line = 'block min-h-6 py-1 text-ink-2 text-xs [overflow-wrap:anywhere] pointer-coarse:py-2'

function Standing({ conversation, insight, onFollow }: PartProps) {
  const say = useSay()
  const format = useFormat()
  const { wait } = useInsightWords()
  const { resolution, responseTimes, sentiment } = insight
  const { words, sure, isBySigns } = shownStanding(conversation, insight)
  return (
    <div className="flex flex-col text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="font-medium">{say(words)}</span>
        {sure !== null && (
          <span className="figures text-ink-3 text-xs">
            {say('common.sure', { percent: format.sure(sure) })}
          </span>
        )}
      </p>
      {(isBySigns ? resolution.reasons : [])
        .slice(0, SIGNS_SHOWN)
        .map(({ code, messageId, start, end, text }) => {
          const key = `insight.sign.${code}`
          if (!isKey(key)) return null
          return (
            <MessageLink
              key={code}
              conversation={conversation}
              messageId={messageId ?? null}
              {...(end > start ? { span: { start, end } } : {})}
              onFollow={onFollow}
              className={`${line} hover:underline`}
            >
              <span className={messageId === undefined ? line : ''}>{say(key, { text })}</span>
            </MessageLink>
          )
        })}
      {responseTimes.waits.length > 0 && (
        <p className={line}>
          {responseTimes.firstMinutes === null
            ? say('insight.first.none')
            : say('insight.first', { time: wait(responseTimes.firstMinutes) })}
        </p>
      )}
      {sentiment.overall !== null && !conversation.spam && (
        <p className={line}>
          {say('insight.mood', { mood: say(`mood.${sentiment.overall}`) })}
          {sentiment.trend !== null && `, ${say(`insight.trend.${sentiment.trend}`)}`}
        </p>
      )}
    </div>
  )
}

function Promises({ conversation, insight, onFollow }: PartProps) {
  const say = useSay()
  const format = useFormat()
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {insight.promises.map(({ messageId, start, end, text, state, dueAt, dueBasis }) => (
        <li key={`${messageId} ${start}`}>
          <MessageLink
            conversation={conversation}
            messageId={messageId}
            span={{ start, end }}
            onFollow={onFollow}
            className="flex min-h-6 items-baseline gap-1.5 hover:underline pointer-coarse:min-h-9"
          >
            <Handshake aria-hidden className="size-3.5 shrink-0 self-center text-ink-3" />
            <span className="min-w-0 [overflow-wrap:anywhere]">{say('insight.promise.words', { text })}</span>
          </MessageLink>
          <p className={`pl-5 text-xs ${state === 'broken' ? 'font-medium text-caution' : 'text-ink-3'}`}>
            {say(`insight.promise.${state}`, { due: format.full(dueAt) })}
            {dueBasis === 'assumed' && state !== 'kept' && ` (${say('insight.promise.assumed')})`}
          </p>
        </li>
      ))}
    </ul>
  )
}
