import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, CirclePause, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { HookShown } from '../../src/contract/hooks.ts'
import { changeHook, removeHook, testHook } from '../api/hooks.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { DeliveriesDialog } from './deliveries-dialog.tsx'
import { HookDialog } from './hook-dialog.tsx'
import { HookSecretDialog } from './hook-secret-dialog.tsx'
import { useHookWords } from './words.ts'

/** A system that is called: whether that works, of what it hears, and what can be done. */
export function HookLine({ hook }: { hook: HookShown }) {
  const say = useSay()
  const client = useQueryClient()
  const [doing, setDoing] = useState<'deliveries' | 'change' | 'secret' | 'remove'>()
  const close = () => setDoing(undefined)
  const refresh = () => client.invalidateQueries({ queryKey: ['hooks'] })
  const change = useMutation({
    mutationFn: () => changeHook(hook.id, { state: hook.state === 'on' ? 'paused' : 'on' }),
    onError: tellProblem,
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: () => removeHook(hook.id),
    onSuccess: () => {
      close()
      tell(say('hooks.removed'))
    },
    onSettled: refresh,
  })
  return (
    <li className="flex flex-col gap-3 px-4 py-4">
      <Standing hook={hook} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => setDoing('deliveries')}>
          {say('hooks.deliveries')}
        </Button>
        <TestButton hook={hook} />
        <Button size="sm" busy={change.isPending} onClick={() => change.mutate()}>
          {say(hook.state === 'on' ? 'hooks.pause' : hook.state === 'off' ? 'hooks.on' : 'hooks.resume')}
        </Button>
        <Button size="sm" look="quiet" onClick={() => setDoing('change')}>
          {say('hooks.change.open')}
        </Button>
        <Button size="sm" look="quiet" onClick={() => setDoing('secret')}>
          {say('hooks.secret')}
        </Button>
        <Button
          size="sm"
          look="quiet"
          aria-label={say('hooks.remove.label', { name: hook.name })}
          onClick={() => setDoing('remove')}
        >
          {say('webhooks.remove')}
        </Button>
      </div>
      {doing === 'deliveries' && <DeliveriesDialog hook={hook} onClose={close} />}
      {doing === 'change' && <HookDialog hook={hook} onClose={close} />}
      {doing === 'secret' && <HookSecretDialog hook={hook} onClose={close} />}
      {doing === 'remove' && (
        <ConfirmDialog
          title={say('hooks.remove.title', { name: hook.name })}
          lead={say('hooks.remove.lead')}
          confirm={say('webhooks.remove')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            remove.reset() // what fails now is told elsewhere
            close()
          }}
        />
      )}
    </li>
  )
}

function Standing({ hook }: { hook: HookShown }) {
  const say = useSay()
  const format = useFormat()
  const words = useHookWords()
  const { name, url, kinds, state, last, failingSince, waiting, dead, previousEndsAt } = hook
  const fails = state === 'off' || (state === 'on' && last?.delivered === false)
  const Icon = fails
    ? TriangleAlert
    : state === 'paused'
      ? CirclePause
      : last === null
        ? CircleDashed
        : CircleCheck
  const colour = fails ? 'text-caution' : state === 'on' && last !== null ? 'text-good' : 'text-ink-3'
  const figures = [
    ...(last === null ? [] : [say('hooks.last', { when: format.full(last.at), how: words.outcome(last) })]),
    ...(fails && failingSince !== null ? [say('hooks.since', { when: format.full(failingSince) })] : []),
    ...(waiting > 0 ? [say('hooks.waiting', { n: waiting })] : []),
    ...(dead > 0 ? [say('hooks.dead', { n: dead })] : []),
  ]
  return (
    <div className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0">
        <h3 className="font-medium [overflow-wrap:anywhere]">{name}</h3>
        <p className="text-sm">{words.state(hook)}</p>
        {figures.length > 0 && <p className="figures text-ink-2 text-sm">{figures.join(' · ')}</p>}
        <p className="text-ink-2 text-sm [overflow-wrap:anywhere]">
          <code className="text-xs">{url}</code>
        </p>
        <p className="text-ink-2 text-sm">{kinds.map((kind) => words.kind(kind)).join(' · ')}</p>
        {previousEndsAt !== null && (
          <p className="text-ink-2 text-sm">
            {say('hooks.secret.both', { when: format.full(previousEndsAt) })}
          </p>
        )}
      </div>
    </div>
  )
}

/** Calls the system once, and says what came of it. */
function TestButton({ hook }: { hook: HookShown }) {
  const say = useSay()
  const words = useHookWords()
  const test = useMutation({
    mutationFn: () => testHook(hook.id),
    onSuccess: (attempt) => {
      const isThrough = attempt.status !== null && attempt.status >= 200 && attempt.status < 300
      tell(say(isThrough ? 'hooks.tested' : 'hooks.tested.failed', { how: words.outcome(attempt) }))
    },
    onError: tellProblem,
  })
  return (
    <Button size="sm" busy={test.isPending} onClick={() => test.mutate()}>
      {say('hooks.test')}
    </Button>
  )
}
