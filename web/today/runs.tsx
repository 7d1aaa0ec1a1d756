import { Link } from '@tanstack/react-router'
import type { Run } from '../../src/contract/runs.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { isCounted, titleOf } from '../import/run-words.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { Section } from './section.tsx'

/** Archives that are read and sources that are asked just now. */
export function Runs({ runs }: { runs: readonly Run[] }) {
  const say = useSay()
  return (
    <Section title={say('today.runs')} none={say('today.runs.none')} empty={runs.length === 0}>
      <ul aria-label={say('today.runs')} className="divide-y divide-line">
        {runs.map((run) => (
          <li key={run.syncId}>
            <RunAtWork run={run} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function RunAtWork({ run }: { run: Run }) {
  const say = useSay()
  const format = useFormat()
  const { totalMessages, processedMessages } = run.progress
  const title = titleOf(say, run)
  const words =
    totalMessages === null
      ? say('today.run.some', { n: processedMessages })
      : say('today.run.of', { done: format.number(processedMessages), all: format.number(totalMessages) })
  return (
    <Link
      to="/import/$syncId"
      params={{ syncId: run.syncId }}
      className="-mx-2 flex flex-col gap-1.5 rounded-md px-2 py-2.5 hover:bg-hover"
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate">{title}</span>
        <span className="figures shrink-0 text-ink-3 text-xs">{words}</span>
      </span>
      <ProgressBar
        label={title}
        done={processedMessages}
        all={isCounted(run) ? totalMessages : null}
        words={words}
      />
    </Link>
  )
}
