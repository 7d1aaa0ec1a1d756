import { useQuery } from '@tanstack/react-query'
import { deliveryQuery } from '../api/hooks.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Problem } from '../parts/problem.tsx'
import { useHookWords } from './words.ts'

/** Each try of one delivery with what was answered, and what was sent. */
export function Attempts({ id }: { id: string }) {
  const say = useSay()
  const format = useFormat()
  const words = useHookWords()
  const delivery = useQuery(deliveryQuery(id))
  if (delivery.isError) return <Problem error={delivery.error} onRetry={() => void delivery.refetch()} />
  if (delivery.data === undefined) return <p className="text-ink-2 text-sm">{say('common.loading')}</p>
  const { attempts, body } = delivery.data
  return (
    <div className="flex flex-col gap-2 text-sm">
      {attempts.length > 0 && (
        <ol aria-label={say('hooks.attempts')} className="flex flex-col gap-1">
          {attempts.map((attempt) => (
            <li key={attempt.at} className="[overflow-wrap:anywhere]">
              <span className="figures text-ink-2">{format.full(attempt.at)}</span>
              {' · '}
              {words.outcome(attempt)}
              {' · '}
              <span className="text-ink-2">{say('hooks.ms', { n: format.number(attempt.ms) })}</span>
              {attempt.answer && (
                <q className="block whitespace-pre-wrap text-ink-2 text-xs">{attempt.answer}</q>
              )}
            </li>
          ))}
        </ol>
      )}
      <p className="font-medium">{say('hooks.sent')}</p>
      <p className="text-ink-2 text-xs">
        <code>webhook-id: {id}</code>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre tabIndex={0} className="max-h-64 overflow-auto rounded-md bg-hover p-3 text-xs">
        {JSON.stringify(body, null, 2)}
      </pre>
    </div>
  )
}
