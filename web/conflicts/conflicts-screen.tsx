import '../i18n/en-conflicts.ts'
import '../i18n/en-tickets-room.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { Conflict } from '../../src/contract/conflicts.ts'
import { conflictsQuery, LOOK_EVERY_MS, reopenConflict, settleConflict } from '../api/conflicts.ts'
import { useLookEvery } from '../api/heard.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { Segments } from '../parts/segments.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { Lines, SettingsPage } from '../settings/settings-page.tsx'
import { ConflictCard, type Decision } from './conflict-card.tsx'
import { StrategySection } from './strategy-section.tsx'
import { useConflictWords } from './words.ts'

/** What two changed from the same base: what waits for a person, what was settled, and what happens field by field. */
export function ConflictsScreen() {
  const say = useSay()
  const words = useConflictWords()
  const client = useQueryClient()
  const mayDecide = useMay('conflicts.write')
  const [state, setState] = useState<'open' | 'settled'>('open')
  const every = useLookEvery(LOOK_EVERY_MS)
  const list = useInfiniteQuery({ ...conflictsQuery(state), refetchInterval: every })
  const conflicts = list.data?.pages.flatMap((page) => page.items) ?? []
  const refresh = () =>
    Promise.all(
      ['conflicts', 'tickets', 'customers', 'mirrors'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    )
  const reopen = useMutation({
    mutationFn: reopenConflict,
    onSuccess: () => tell(say('common.undone')),
    onError: tellProblem,
    onSettled: refresh,
  })
  const decide = useMutation({
    mutationFn: ({ conflict, decision }: { conflict: Conflict; decision: Decision }) =>
      settleConflict(conflict.id, decision),
    onSuccess: (_, { conflict, decision }) => {
      const value = 'value' in decision ? decision.value : conflict[decision.choose]
      tell(say('conflicts.decided', { value: words.value(conflict, value) }), () =>
        reopen.mutate(conflict.id),
      )
    },
    onError: tellProblem,
    onSettled: refresh,
  })
  const busy = decide.isPending || reopen.isPending
  return (
    <SettingsPage title={say('conflicts.title')} lead={say('conflicts.lead')}>
      <div className="flex flex-col gap-4">
        <div className="max-w-xs">
          <Segments
            label={say('conflicts.show')}
            value={state}
            onChange={setState}
            options={[
              { value: 'open', label: say('conflicts.open') },
              { value: 'settled', label: say('conflicts.settled') },
            ]}
          />
        </div>
        {list.isPending && <SkeletonRows rows={3} height={140} label={say('common.loading')} />}
        {list.isError && conflicts.length === 0 && (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.isSuccess && conflicts.length === 0 && (
          <Empty
            icon={CircleCheck}
            title={say(state === 'open' ? 'conflicts.none' : 'conflicts.none.settled')}
            hint={say('conflicts.none.hint')}
          />
        )}
        {conflicts.length > 0 && (
          <Lines label={say('conflicts.list')}>
            {conflicts.map((conflict) => (
              <ConflictCard
                key={conflict.id}
                conflict={conflict}
                busy={busy}
                onDecide={mayDecide ? (decision) => decide.mutate({ conflict, decision }) : undefined}
                onReopen={mayDecide ? () => reopen.mutate(conflict.id) : undefined}
              />
            ))}
          </Lines>
        )}
        <MoreButton pages={list} className="self-start" />
      </div>
      <StrategySection />
    </SettingsPage>
  )
}
