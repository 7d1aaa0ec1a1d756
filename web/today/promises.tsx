import type { DuePromise, Today } from '../../src/contract/today.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { MessageLink } from '../inbox/thread/message-link.tsx'
import { useTitleOf } from '../inbox/title.ts'
import { MarkedText } from '../parts/marked-text.tsx'
import { useNow } from '../parts/use-now.ts'
import { Section } from './section.tsx'

/** What the firm said it would do by today, and has not yet. */
export function Promises({ promises }: { promises: NonNullable<Today['promises']> }) {
  const say = useSay()
  const more = promises.total - promises.items.length
  return (
    <Section
      title={say('today.promises')}
      count={promises.total}
      none={say('today.promises.none')}
      empty={promises.total === 0}
    >
      <ul aria-label={say('today.promises')} className="divide-y divide-line">
        {promises.items.map((promise) => (
          <li key={promise.messageId}>
            <Promised promise={promise} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="pt-2 text-ink-3 text-sm">{say('today.promises.more', { n: more })}</p>}
    </Section>
  )
}

function Promised({ promise }: { promise: DuePromise }) {
  const say = useSay()
  const format = useFormat()
  const titleOf = useTitleOf()
  const now = useNow()
  const { conversationId, messageId, party, dueAt, text, start, end } = promise
  const isLate = Date.parse(dueAt) < now
  return (
    <MessageLink
      push
      conversation={{ id: conversationId }}
      messageId={messageId}
      className="-mx-2 block px-2 py-2 hover:bg-hover"
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{titleOf(party)}</span>
        <time
          dateTime={dueAt}
          title={format.full(dueAt)}
          className={`figures shrink-0 text-xs ${isLate ? 'rounded-sm bg-caution-soft px-1 font-medium text-caution' : 'text-ink-3'}`}
        >
          {say(isLate ? 'today.promise.late' : 'today.promise.due', { time: format.brief(dueAt, now) })}
        </time>
      </span>
      <span className="line-clamp-2 text-ink-2 text-sm [overflow-wrap:anywhere]">
        <MarkedText text={text} spans={end > start ? [{ start, end }] : []} />
      </span>
    </MessageLink>
  )
}
