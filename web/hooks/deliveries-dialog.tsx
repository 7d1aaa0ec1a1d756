import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Delivery, DeliveryState, HookShown } from '../../src/contract/hooks.ts'
import { deliveriesQuery, LOOK_EVERY_MS, replayDelivery, replayHook } from '../api/hooks.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { inputClass } from '../parts/field.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { Segments } from '../parts/segments.tsx'
import { tell } from '../parts/toasts.tsx'
import { Lines } from '../settings/settings-page.tsx'
import { Attempts } from './attempts.tsx'
import { useHookWords } from './words.ts'

const states = ['all', 'waiting', 'dead', 'delivered'] as const

/** What a system was told and is to be told, and having it sent again. */
export function DeliveriesDialog({ hook, onClose }: { hook: HookShown; onClose: () => void }) {
  const say = useSay()
  const [state, setState] = useState<(typeof states)[number]>('all')
  const list = useInfiniteQuery({
    ...deliveriesQuery(hook.id, state === 'all' ? undefined : (state satisfies DeliveryState)),
    refetchInterval: LOOK_EVERY_MS,
  })
  const deliveries = list.data?.pages.flatMap(({ items }) => items)
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say('hooks.deliveries.of', { name: hook.name })}
      lead={say('hooks.deliveries.lead')}
    >
      <div className="flex flex-col gap-4 p-4">
        <Segments
          label={say('hooks.deliveries.show')}
          value={state}
          onChange={setState}
          options={states.map((value) => ({ value, label: say(`hooks.delivery.${value}`) }))}
        />
        {hook.dead > 0 && hook.state !== 'off' && <ReplayAll hook={hook} />}
        {list.isPending && <SkeletonRows rows={3} height={56} label={say('common.loading')} />}
        {list.isError && deliveries === undefined && (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        )}
        {deliveries?.length === 0 && <p className="text-ink-2">{say('hooks.deliveries.none')}</p>}
        {deliveries !== undefined && deliveries.length > 0 && (
          <Lines label={say('hooks.deliveries')}>
            {deliveries.map((delivery) => (
              <DeliveryLine key={delivery.id} delivery={delivery} mayReplay={hook.state !== 'off'} />
            ))}
          </Lines>
        )}
        <MoreButton pages={list} />
      </div>
    </Dialog>
  )
}

function DeliveryLine({ delivery, mayReplay }: { delivery: Delivery; mayReplay: boolean }) {
  const say = useSay()
  const format = useFormat()
  const words = useHookWords()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const { id, kind, state, madeAt, tries, nextTryAt, last } = delivery
  const replay = useMutation({
    mutationFn: () => replayDelivery(id),
    onSuccess: () => tell(say('hooks.replayed', { n: 1 })),
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  })
  const how = [
    say(`hooks.delivery.${state}`),
    ...(last === null ? [] : [words.outcome(last)]),
    ...(tries > 1 ? [say('hooks.tries', { n: tries })] : []),
    ...(nextTryAt !== null && tries > 0 ? [say('hooks.next', { when: format.full(nextTryAt) })] : []),
  ]
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <div className="min-w-0">
          <p className="[overflow-wrap:anywhere]">
            {words.kind(kind)} <span className="figures text-ink-3 text-xs">{format.full(madeAt)}</span>
          </p>
          <p className={`text-sm ${state === 'dead' ? 'text-caution' : 'text-ink-2'}`}>{how.join(' · ')}</p>
        </div>
        <div className="flex gap-2">
          {state !== 'waiting' && mayReplay && (
            <Button size="sm" busy={replay.isPending} onClick={() => replay.mutate()}>
              {say('hooks.replay')}
            </Button>
          )}
          <Button size="sm" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {say(open ? 'hooks.less' : 'hooks.more')}
          </Button>
        </div>
      </div>
      {replay.error && <Problem error={replay.error} />}
      {open && <Attempts id={id} />}
    </li>
  )
}

const SINCE_DAYS = [0, 1, 3, 7] as const
const DAY_MS = 24 * 60 * 60_000

/** All that was given up, or the newest of it. */
function ReplayAll({ hook }: { hook: HookShown }) {
  const say = useSay()
  const client = useQueryClient()
  const [days, setDays] = useState(0)
  const replay = useMutation({
    mutationFn: () =>
      replayHook(hook.id, days === 0 ? undefined : new Date(Date.now() - days * DAY_MS).toISOString()),
    onSuccess: ({ count }) => tell(say('hooks.replayed', { n: count })),
    onSettled: () => client.invalidateQueries({ queryKey: ['hooks'] }),
  })
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg bg-caution-soft p-3">
      <p className="min-w-0 flex-1 basis-48">{say('hooks.dead', { n: hook.dead })}</p>
      <select
        aria-label={say('hooks.replay.since')}
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
        className={`${inputClass} w-auto`}
      >
        {SINCE_DAYS.map((n) => (
          <option key={n} value={n}>
            {n === 0 ? say('hooks.replay.all') : say('hooks.replay.days', { n })}
          </option>
        ))}
      </select>
      <Button busy={replay.isPending} onClick={() => replay.mutate()}>
        {say('hooks.replay.dead')}
      </Button>
      {replay.error && <Problem className="w-full" error={replay.error} />}
    </div>
  )
}
