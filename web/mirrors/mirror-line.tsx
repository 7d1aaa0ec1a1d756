import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MirrorShown } from '../../src/contract/mirrors.ts'
import { changeMirror, removeMirror, syncMirror } from '../api/conflicts.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { useMirrorWords } from './words.ts'

/** A connected system: whether it is in step, what could not be had, and what can be done. */
export function MirrorLine({ mirror }: { mirror: MirrorShown }) {
  const say = useSay()
  const words = useMirrorWords()
  const format = useFormat()
  const client = useQueryClient()
  const mayAsk = useMay('sources.write')
  const manages = useMay('sources.manage')
  const [removing, setRemoving] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: ['mirrors'] })
  const sync = useMutation({
    mutationFn: () => syncMirror(mirror.id),
    onError: tellProblem,
    onSettled: refresh,
  })
  const change = useMutation({
    mutationFn: () => changeMirror(mirror.id, { state: mirror.state === 'active' ? 'paused' : 'active' }),
    onError: tellProblem,
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: () => removeMirror(mirror.id, false),
    onSuccess: () => {
      setRemoving(false)
      tell(say('mirrors.removed'))
    },
    onSettled: refresh,
  })
  const {
    customers,
    tickets,
    waiting,
    gone,
    setAside,
    forgetting,
    conflicts,
    trouble,
    troubleSince,
    inStepAt,
  } = mirror
  const counted = (n: number) => format.number(n)
  return (
    <li className="flex flex-col gap-2 px-4 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-medium [overflow-wrap:anywhere]">{mirror.label}</h2>
        <p className={trouble === null ? 'text-ink-2 text-sm' : 'font-medium text-sm'}>
          {say(`mirrors.state.${words.stateOf(mirror)}`)}
        </p>
      </div>
      {trouble !== null && (
        <p role="alert" className="text-sm">
          {words.trouble(trouble)}{' '}
          {troubleSince !== null && say('mirrors.since', { when: format.full(troubleSince) })}
        </p>
      )}
      <p className="text-ink-2 text-sm">
        {[
          say('mirrors.counts', { customers: counted(customers), tickets: counted(tickets) }),
          ...(waiting > 0 ? [say('mirrors.waiting', { n: waiting })] : []),
          ...(gone > 0 ? [say('mirrors.gone', { n: gone })] : []),
          ...(conflicts > 0 ? [say('mirrors.conflicts', { n: conflicts })] : []),
          inStepAt === null ? say('mirrors.never') : say('mirrors.inStep', { when: format.full(inStepAt) }),
        ].join(' · ')}
      </p>
      <p className="text-ink-2 text-sm">{say(mirror.notes ? 'mirrors.notes.on' : 'mirrors.notes.off')}</p>
      {setAside.length > 0 && (
        <Told title={say('mirrors.setAside')}>
          {setAside.map(({ kind, reason, count }) =>
            say('mirrors.setAside.line', {
              n: counted(count),
              kind: words.kind(kind),
              reason: words.reason(reason),
            }),
          )}
        </Told>
      )}
      {forgetting.length > 0 && (
        <Told title={say('mirrors.forgetting')} lead={say('mirrors.forgetting.lead')}>
          {forgetting.map(({ kind, key, reason }) =>
            say('mirrors.forgetting.line', {
              ...{ kind: words.kind(kind), key },
              reason: reason === null ? say('mirrors.forgetting.soon') : words.reason(reason),
            }),
          )}
        </Told>
      )}
      <div className="flex flex-wrap gap-2">
        {mayAsk && mirror.state === 'active' && (
          <Button busy={sync.isPending} onClick={() => sync.mutate()}>
            {say('mirrors.sync')}
          </Button>
        )}
        {manages && (
          <Button look="quiet" busy={change.isPending} onClick={() => change.mutate()}>
            {say(mirror.state === 'active' ? 'mirrors.pause' : 'mirrors.resume')}
          </Button>
        )}
        {manages && (
          <Button look="quiet" onClick={() => setRemoving(true)}>
            {say('mirrors.remove')}
          </Button>
        )}
      </div>
      {removing && (
        <ConfirmDialog
          title={say('mirrors.remove.title', { label: mirror.label })}
          lead={say('mirrors.remove.lead')}
          confirm={say('mirrors.remove.confirm')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            remove.reset() // what fails now is told elsewhere
            setRemoving(false)
          }}
        />
      )}
    </li>
  )
}

function Told({ title, lead, children }: { title: string; lead?: string; children: string[] }) {
  return (
    <section aria-label={title} className="text-sm">
      <h3 className="font-medium">{title}</h3>
      {lead && <p className="text-ink-2">{lead}</p>}
      <ul className="list-disc pl-5 text-ink-2 [overflow-wrap:anywhere]">
        {children.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
