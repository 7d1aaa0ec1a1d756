import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Laptop, Smartphone } from 'lucide-react'
import type { z } from 'zod'
import type { sessionPage, sessionShape } from '../../src/contract/people.ts'
import { endOtherSessions, endSession } from '../api/endpoints.ts'
import { sessionsQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Joined } from '../parts/joined.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'
import { deviceIn, isHandheld } from './device.ts'

type Session = z.infer<typeof sessionShape>

/** The devices on which one is signed in: the one that asks first, each of the others with its way out. */
export function SessionsSection() {
  const say = useSay()
  const client = useQueryClient()
  const found = useQuery(sessionsQuery)
  const sessions = (found.data?.items ?? []).toSorted((a, b) => Number(b.current) - Number(a.current))
  const others = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => tell(say('account.sessions.others.done')),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const end = useEndSession()
  return (
    <SettingsSection
      title={say('account.sessions')}
      action={
        sessions.length > 1 && (
          <Button busy={others.isPending} onClick={() => others.mutate()}>
            {say('account.sessions.others')}
          </Button>
        )
      }
    >
      {found.isPending && <SkeletonRows rows={2} height={56} label={say('common.loading')} />}
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {sessions.length > 0 && (
        <Lines label={say('account.sessions')}>
          {sessions.map((session) => (
            <SessionLine key={session.id} session={session} onEnd={() => end.mutate(session)} />
          ))}
        </Lines>
      )}
    </SettingsSection>
  )
}

/** Signs one device out: it leaves the list at once, and comes back when the server refuses. */
function useEndSession() {
  const say = useSay()
  const client = useQueryClient()
  const { queryKey } = sessionsQuery
  return useMutation({
    mutationFn: (session: Session) => endSession(session.id),
    onMutate: (session) => {
      const before = client.getQueryData<z.infer<typeof sessionPage>>(queryKey)
      client.setQueryData(
        queryKey,
        before && { ...before, items: before.items.filter(({ id }) => id !== session.id) },
      )
      return { before }
    },
    onSuccess: (_, { userAgent }) =>
      tell(say('account.sessions.ended', { device: deviceIn(say, userAgent) })),
    onError: (error, _, context) => {
      client.setQueryData(queryKey, context?.before)
      tellProblem(error)
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
}

function SessionLine({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const say = useSay()
  const format = useFormat()
  const { userAgent, address, openedAt, lastSeenAt, current } = session
  const device = deviceIn(say, userAgent)
  const Icon = isHandheld(userAgent) ? Smartphone : Laptop
  return (
    <li className="flex items-center gap-3 py-2.5 pr-2 pl-4">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {device}
          {current && (
            <span className="ml-2 rounded-sm bg-accent-soft px-1.5 py-0.5 font-normal text-accent text-xs">
              {say('account.sessions.one')}
            </span>
          )}
        </p>
        <p className="figures text-ink-3 text-xs">
          <Joined>
            {[
              ...(address === null ? [] : [address]),
              say('account.sessions.since', { day: format.day(openedAt) }),
              say('account.sessions.seen', { day: format.recentDay(lastSeenAt) }),
            ]}
          </Joined>
        </p>
      </div>
      {!current && (
        <Button size="sm" onClick={onEnd} aria-label={say('account.sessions.end.label', { device })}>
          {say('account.sessions.end')}
        </Button>
      )}
    </li>
  )
}
