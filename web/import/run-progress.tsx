import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import type { Run } from '../../src/contract/runs.ts'
import { cancelRun, resumeRun } from '../api/endpoints.ts'
import { isMoving, runQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { forRun, hasReadNothing, isCounted, isOfSource, wayOn } from './run-words.ts'

/** What a run is doing, how far it is and how long it takes; how to stop it and how to go on. */
export function RunProgress({ run }: { run: Run }) {
  const say = useSay()
  const tell = useTell()
  const client = useQueryClient()
  const mayImport = useMay('imports.write')
  const settle = {
    onSuccess: (changed: Run) => client.setQueryData(runQuery(run.syncId).queryKey, changed),
    onError: tellProblem,
    onSettled: () => void client.invalidateQueries({ queryKey: ['runs'] }),
  }
  const cancel = useMutation({ mutationFn: () => cancelRun(run.syncId), ...settle })
  const resume = useMutation({ mutationFn: () => resumeRun(run.syncId), ...settle })
  const moving = isMoving(run.status)
  const way = wayOn(run)
  const stopping = cancel.isPending || cancel.isSuccess
  return (
    <section className="flex flex-col gap-4">
      {run.error && (
        <div role="alert" className="flex gap-3 rounded-lg bg-caution-soft p-3">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
          <div>
            <p className="font-medium">{tell(`error.${run.error.code}`, {}, run.error.message)}</p>
            <p className="text-ink-2">{tell(`error.${run.error.code}.next`, {}, run.error.next)}</p>
          </div>
        </div>
      )}
      {moving && <Moving run={run} />}
      {!hasReadNothing(run) && <Counts run={run} whole={moving} />}
      {moving && mayImport && (
        <div className="flex items-center gap-3">
          <Button busy={stopping} onClick={() => cancel.mutate()}>
            {say(stopping ? 'run.cancelling' : 'run.cancel')}
          </Button>
          <p className="text-ink-3 text-xs">{say('run.cancel.kept')}</p>
        </div>
      )}
      {mayImport && way === 'other-files' && (
        <Link to="/import" className={buttonClass('primary', 'md', 'self-start')}>
          {say('run.otherFiles')}
        </Link>
      )}
      {mayImport && way === 'resume' && !run.dryRun && (
        <Button
          look="primary"
          className="self-start"
          busy={resume.isPending}
          onClick={() => {
            cancel.reset()
            resume.mutate()
          }}
        >
          {say(resume.isPending ? 'run.resume.busy' : 'run.resume')}
        </Button>
      )}
    </section>
  )
}

function Moving({ run }: { run: Run }) {
  const say = useSay()
  const format = useFormat()
  const ofSource = isOfSource(run)
  const { processedMessages, messagesPerSecond, secondsLeft } = run.progress
  // What a source still has, nobody knows before it was asked; its total grows with what was seen.
  const totalMessages = ofSource ? null : run.progress.totalMessages
  const words =
    totalMessages === null
      ? say('run.counted', { done: format.number(processedMessages) })
      : say('run.of', { done: format.number(processedMessages), all: format.number(totalMessages) })
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium" role="status">
        {say(
          run.status === 'running' && run.phase === 'waiting'
            ? 'run.phase.ready'
            : forRun(`run.phase.${run.phase}`, ofSource),
        )}
      </p>
      <ProgressBar
        label={say(forRun('run.progress', ofSource))}
        done={processedMessages}
        all={isCounted(run) ? totalMessages : null}
        words={words}
      />
      <p className="figures flex flex-wrap gap-x-4 text-ink-2 text-sm">
        <span>{words}</span>
        {messagesPerSecond !== null && <span>{say('run.rate', { n: Math.round(messagesPerSecond) })}</span>}
        {secondsLeft !== null && secondsLeft > 1 && (
          <span>
            {say('import.left', {
              span:
                secondsLeft < 60
                  ? say('count.seconds', { n: Math.ceil(secondsLeft) })
                  : format.span(secondsLeft * 1000),
            })}
          </span>
        )}
      </p>
    </div>
  )
}

/** What has come in so far; once the ledger stands below, only what it does not tell. */
function Counts({ run, whole }: { run: Run; whole: boolean }) {
  const say = useSay()
  const format = useFormat()
  const { stored, duplicates, rejected, conversationsCreated, customersCreated } = run.progress
  const messages = [
    ['run.stored', stored],
    ['run.duplicates', duplicates],
    ['run.rejected', rejected],
  ] as const
  const counts = [
    ...(whole ? messages : []),
    ['run.conversations', conversationsCreated],
    ['run.customers', customersCreated],
  ] as const
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-line border-y py-3 sm:grid-cols-5">
      {counts.map(([key, n]) => (
        <div key={key} className="flex flex-col-reverse">
          <dt className="text-ink-3 text-xs">{say(key)}</dt>
          <dd className="figures font-semibold text-lg">{format.number(n)}</dd>
        </div>
      ))}
    </dl>
  )
}
