import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Joined } from '../parts/joined.tsx'
import { useNow } from '../parts/use-now.ts'
import type { ApiKey } from './keys-screen.tsx'
import { scopeInWords } from './scope-choice.tsx'

/** A key: how it begins, what it may do, when it was used and when it ends. */
export function KeyLine({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const { name, start, scopes, madeAt, lastUsedAt, expiresAt, requestsPerMinuteMax } = apiKey
  const ended = expiresAt !== null && Date.parse(expiresAt) <= now
  return (
    <li className="flex items-start gap-3 py-2.5 pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <p className={`flex flex-wrap items-baseline gap-x-2 ${ended ? 'text-ink-3' : ''}`}>
          <span className="min-w-0 truncate font-medium">{name}</span>
          <code className="text-ink-3 text-xs">{start}…</code>
        </p>
        <p className="text-ink-2 text-sm">
          {scopes.length === 0
            ? say('keys.mayNothing')
            : scopes.map((scope) => scopeInWords(say, scope)).join(' · ')}
        </p>
        <p className="figures text-ink-3 text-xs">
          <Joined>
            {[
              say('keys.madeAt', { day: format.day(madeAt) }),
              lastUsedAt === null
                ? say('keys.unused')
                : say('keys.used', { day: format.recentDay(lastUsedAt, now) }),
              expiresAt === null
                ? say('keys.ends.never')
                : say(ended ? 'keys.ended' : 'keys.ends', { day: format.day(expiresAt) }),
              ...(requestsPerMinuteMax === null ? [] : [say('keys.perMinute', { n: requestsPerMinuteMax })]),
            ]}
          </Joined>
        </p>
      </div>
      <Button size="sm" onClick={onRevoke} aria-label={say('keys.revoke.label', { name })}>
        {say('keys.revoke')}
      </Button>
    </li>
  )
}
