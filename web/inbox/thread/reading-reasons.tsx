import type { ReactNode } from 'react'
import type { Finding, Reason, Understanding } from '../../../src/contract/understanding.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Joined } from '../../parts/joined.tsx'
import { useInWords } from '../../understanding/words.ts'
import { Because } from './because.tsx'

type ReadingReasonsProps = { id: string; messageId: string; understanding: Understanding }

const whoWrites = ['business', 'propertyManager', 'emergencyContact'] as const

/** Every judgement of a message with how sure it is and why; a reason lights up its words while it is pointed at. */
export function ReadingReasons({ id, messageId, understanding }: ReadingReasonsProps) {
  const say = useSay()
  const format = useFormat()
  const inWords = useInWords()
  const { urgency, services, findings, scheduling, sentiment, style, ticket, district } = understanding
  const sure = (share: number) => say('common.sure', { percent: format.sure(share) })
  const because = ({ value, reasons }: { value: unknown; reasons: readonly Reason[] }) => (
    <Because
      messageId={messageId}
      reasons={reasons.map((reason) => ({ ...reason, words: inWords.reason(reason, value) }))}
    />
  )
  const found = (here: readonly Finding[]) => (
    <Because messageId={messageId} reasons={here.map((finding) => ({ ...finding, words: '' }))} />
  )
  const senders = whoWrites.filter((who) => understanding[who].value)
  const windows = findings.filter(({ kind }) => kind === 'time_window')
  return (
    <section
      id={id}
      aria-label={say('reading.label')}
      className="mt-1 mb-2 max-w-xl rounded-md border border-line bg-desk px-3 py-2.5 text-sm"
    >
      <dl className="grid gap-x-4 sm:grid-cols-[auto_1fr] sm:gap-y-2">
        <Judged
          title={say('reading.urgency')}
          value={say(`urgency.brief.${urgency.value}`)}
          sure={sure(urgency.confidence)}
        >
          {because(urgency)}
        </Judged>
        {services.map(({ service, confidence }, index) => (
          <Judged
            key={service}
            title={index === 0 ? say('reading.work') : ''}
            value={inWords.service(service)}
            sure={sure(confidence)}
          >
            {found(findings.filter(({ kind, value }) => kind === 'service' && value === service))}
          </Judged>
        ))}
        {scheduling.map((window, index) => (
          <Judged
            // biome-ignore lint/suspicious/noArrayIndexKey: the windows keep their places
            key={index}
            title={index === 0 ? say('reading.when') : ''}
            value={format.window(window)}
            sure={windows[index] ? sure(windows[index].score) : ''}
          >
            {found(windows.slice(index, index + 1))}
          </Judged>
        ))}
        <Judged
          title={say('reading.owed')}
          value={say(ticket.value ? 'reading.owed.yes' : 'reading.owed.no')}
          sure={sure(ticket.confidence)}
        >
          {because(ticket)}
        </Judged>
        <Judged
          title={say('reading.mood')}
          value={say(`mood.${sentiment.value}`)}
          sure={sure(sentiment.confidence)}
        >
          {because(sentiment)}
        </Judged>
        <Judged
          title={say('reading.style')}
          value={say(`style.${style.value}`)}
          sure={sure(style.confidence)}
        >
          {because(style)}
        </Judged>
        {senders.map((who, index) => (
          <Judged
            key={who}
            title={index === 0 ? say('reading.who') : ''}
            value={say(`reading.who.${who}`)}
            sure={sure(understanding[who].confidence)}
          >
            {because(understanding[who])}
          </Judged>
        ))}
        {senders.length === 0 && (
          <Judged
            title={say('reading.who')}
            value={say('reading.who.private')}
            sure={sure(understanding.business.confidence)}
          >
            {because(understanding.business)}
          </Judged>
        )}
        {district !== null && (
          <Judged title={say('reading.district')} value={district}>
            {found(findings.filter(({ kind }) => kind === 'district'))}
          </Judged>
        )}
      </dl>
      <p className="mt-2.5 border-line border-t pt-2 text-2xs text-ink-3">
        <Joined>
          {[
            say(`reading.language.${understanding.language}`),
            say('reading.sure', { percent: format.sure(understanding.confidence) }),
            ...(understanding.refinedBy === null
              ? []
              : [say('reading.refined', { model: understanding.refinedBy })]),
            ...(understanding.ruleVersion === 0
              ? []
              : [say('reading.firmRules', { n: understanding.ruleVersion })]),
            say('reading.version', { version: understanding.version }),
          ]}
        </Joined>
      </p>
    </section>
  )
}

function Judged(props: { title: string; value: string; sure?: string; children?: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3 max-sm:text-xs">{props.title}</dt>
      <dd className="min-w-0 max-sm:mb-2">
        <span className="font-medium">{props.value}</span>
        {props.sure && (
          <>
            {' '}
            <span className="figures whitespace-nowrap text-ink-3 text-xs">{props.sure}</span>
          </>
        )}
        {props.children}
      </dd>
    </>
  )
}
