import type { RuleTrial } from '../../src/contract/understanding.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { MessageLink } from '../inbox/thread/message-link.tsx'
import { useTitleOf } from '../inbox/title.ts'
import { Joined } from '../parts/joined.tsx'
import { UrgencyMark } from '../understanding/urgency-mark.tsx'
import { RuleIssues } from './rule-issues.tsx'

/** On which past messages a rule would have fired; each example leads to its message. */
export function TrialResult({ trial, onFollow }: { trial: RuleTrial; onFollow: () => void }) {
  const say = useSay()
  if (trial.issues.length > 0) return <RuleIssues issues={trial.issues} />
  return (
    <section aria-label={say('rules.result')}>
      <div role="status">
        <h3 className="font-medium">
          {trial.fired === 0 ? say('rules.fired.none') : say('rules.fired', { n: trial.fired })}
        </h3>
        <p className="text-ink-2 text-sm">
          <Joined>
            {[
              say(trial.complete ? 'rules.looked' : 'rules.looked.partly', { n: trial.looked }),
              ...(trial.raised > 0 ? [say('rules.raised', { n: trial.raised })] : []),
            ]}
          </Joined>
        </p>
      </div>
      {trial.examples.length > 0 && (
        <ul
          aria-label={say('rules.examples')}
          className="mt-2 divide-y divide-line rounded-lg border border-line"
        >
          {trial.examples.map((example) => (
            <li key={example.messageId}>
              <Example example={example} onFollow={onFollow} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

type ExampleProps = { example: RuleTrial['examples'][number]; onFollow: () => void }

function Example({ example, onFollow }: ExampleProps) {
  const say = useSay()
  const titleOf = useTitleOf()
  const format = useFormat()
  const { excerpt, start, end, urgency } = example
  return (
    <MessageLink
      conversation={{ id: example.conversationId }}
      messageId={example.messageId}
      push
      onFollow={onFollow}
      className="block px-3 py-2 -outline-offset-2 hover:bg-hover"
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium text-sm">{titleOf(example)}</span>
        <span className="flex shrink-0 items-center gap-1.5 text-ink-3 text-xs">
          {urgency !== null && (
            <>
              <UrgencyMark urgency={urgency} />
              {say('rules.example.now', { urgency: say(`urgency.brief.${urgency}`) })} ·
            </>
          )}
          <time dateTime={example.at}>{format.day(example.at)}</time>
        </span>
      </span>
      <span className="block text-ink-2 text-sm [overflow-wrap:anywhere]">
        {excerpt.slice(0, start)}
        <mark className="rounded-sm bg-lit text-ink">{excerpt.slice(start, end)}</mark>
        {excerpt.slice(end)}
      </span>
    </MessageLink>
  )
}
