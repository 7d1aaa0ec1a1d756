import { TriangleAlert } from 'lucide-react'
import { isKey, useSay } from '../i18n/i18n.tsx'

type RuleIssuesProps = {
  issues: readonly { code: string; message: string; next: string; pattern?: string }[]
}

/** What is wrong with patterns and what to write instead, in the spoken language where we have the words. */
export function RuleIssues({ issues }: RuleIssuesProps) {
  const say = useSay()
  const put = (key: string, otherwise: string) => (isKey(key) ? say(key) : otherwise)
  return (
    <div role="alert" className="rounded-lg bg-caution-soft p-3 text-sm">
      <ul className="flex flex-col gap-2">
        {issues.map(({ code, message, next, pattern }) => (
          <li key={`${code} ${pattern}`} className="flex gap-2.5">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
            <div className="min-w-0">
              {pattern && (
                <code className="block text-ink-2 text-xs [overflow-wrap:anywhere]">{pattern}</code>
              )}
              <p className="font-medium">{put(`rules.issue.${code}`, message)}</p>
              <p className="text-ink-2">{put(`rules.issue.${code}.next`, next)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
