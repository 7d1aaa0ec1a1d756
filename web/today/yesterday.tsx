import type { Today } from '../../src/contract/today.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { useInsightWords } from '../insights/words.ts'
import { Section } from './section.tsx'

/** How yesterday went, in four figures. */
export function Yesterday({ figures }: { figures: NonNullable<Today['yesterday']> }) {
  const say = useSay()
  const format = useFormat()
  const { wait } = useInsightWords()
  const { day, messagesIn, messagesOut, requests, answered, newCustomers, medianWorkingMinutes } = figures
  const title = say('today.yesterday', { day: format.wholeDay(day) })
  return (
    <Section title={title} none={say('today.yesterday.none')} empty={messagesIn + messagesOut === 0}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 pt-3">
        <Figure
          value={format.number(messagesIn)}
          what={say('today.received', { n: messagesIn })}
          detail={say('today.sent', { n: messagesOut })}
        />
        <Figure
          value={format.number(requests)}
          what={say('today.asked', { n: requests })}
          detail={
            requests === 0 ? '' : say('today.answered', { percent: format.percent(answered / requests) })
          }
        />
        <Figure
          value={wait(medianWorkingMinutes)}
          what={say('today.soon')}
          detail={say('today.soon.hours')}
        />
        <Figure value={format.number(newCustomers)} what={say('today.new', { n: newCustomers })} detail="" />
      </dl>
    </Section>
  )
}

function Figure({ value, what, detail }: { value: string; what: string; detail: string }) {
  return (
    <div className="min-w-0">
      <dt className="sr-only">{what}</dt>
      <dd>
        <span className="figures block font-semibold text-xl">{value}</span>
        <span aria-hidden className="block text-ink-2 text-sm">
          {what}
        </span>
        <span className="figures block text-ink-3 text-xs">{detail}</span>
      </dd>
    </div>
  )
}
