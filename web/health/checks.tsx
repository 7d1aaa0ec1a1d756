import '../i18n/en-checks.ts'
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { CheckList, CheckRun } from '../../src/contract/auditor.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'
import { FindingLines } from './finding-lines.tsx'
import { RepairDialog } from './repair-dialog.tsx'
import { useCancelCheck, useChecks, useFindings, useStartCheck } from './use-checks.ts'

type Item = CheckList['items'][number]

/** Whether what is kept agrees with itself: what was found, what would repair it, and each check. */
export function Checks() {
  const say = useSay()
  const list = useChecks()
  const [isRepairing, setRepairing] = useState(false)
  const open = list.data?.items.reduce((sum, item) => sum + item.open, 0) ?? 0
  const findings = useFindings(open > 0).data?.items
  return (
    <SettingsSection
      title={say('checks.title')}
      lead={list.data && <Often everyHours={list.data.everyHours} />}
      action={list.data && <Actions run={list.data.run} />}
    >
      {list.isPending && <SkeletonRows rows={2} height={48} label={say('common.loading')} />}
      {list.isError && list.data === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data && <Verdict list={list.data} open={open} />}
      {open > 0 && findings !== undefined && findings.length > 0 && (
        <>
          <FindingLines findings={findings} />
          <Button className="self-start" onClick={() => setRepairing(true)}>
            {say('checks.plan')}
          </Button>
        </>
      )}
      {list.data && <AllChecks items={list.data.items} />}
      {isRepairing && <RepairDialog onClose={() => setRepairing(false)} />}
    </SettingsSection>
  )
}

function Often({ everyHours }: { everyHours: number }) {
  const say = useSay()
  return everyHours === 0 ? say('checks.lead.never') : say('checks.lead.hours', { n: everyHours })
}

/** One sentence, and when that was found out; while a check is at work, how far it is. */
function Verdict({ list: { run, items }, open }: { list: CheckList; open: number }) {
  const say = useSay()
  const format = useFormat()
  const looked = items.flatMap(({ lookedAt }) => lookedAt ?? []).sort()
  const last = looked.at(-1)
  if (run === null || last === undefined)
    return run?.status === 'running' ? (
      <Running run={run} />
    ) : (
      <p className="text-ink-2">{say('checks.never')}</p>
    )
  const Icon = open === 0 ? CircleCheck : TriangleAlert
  return (
    <div className="flex flex-col gap-1">
      <p
        role="status"
        className={`flex items-center gap-2 font-medium ${open === 0 ? 'text-good' : 'text-caution'}`}
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        {open === 0 ? say('checks.sound') : say('checks.unsound', { n: open })}
      </p>
      {run.status === 'running' ? (
        <Running run={run} />
      ) : (
        <p className="text-ink-2 text-sm">{say('checks.at', { at: format.full(last) })}</p>
      )}
    </div>
  )
}

function Running({ run: { progress } }: { run: CheckRun }) {
  const say = useSay()
  const tell = useTell()
  const { check, done, total } = progress
  const parts = [say('checks.running', { done, total }), check === null ? '' : tell(`check.${check}`, {}, '')]
  return <p className="figures text-ink-2 text-sm">{parts.filter((part) => part !== '').join(' · ')}</p>
}

function Actions({ run }: { run: CheckRun | null }) {
  const say = useSay()
  const start = useStartCheck()
  const cancel = useCancelCheck()
  if (!useMay('checks.write')) return null
  if (run?.status === 'running')
    return (
      <Button busy={cancel.isPending} onClick={() => cancel.mutate(run.id)}>
        {say('checks.cancel')}
      </Button>
    )
  return (
    <div className="flex flex-wrap gap-2">
      <Button busy={start.isPending} onClick={() => start.mutate('usual')}>
        {say('checks.make')}
      </Button>
      <Button look="quiet" busy={start.isPending} onClick={() => start.mutate('whole')}>
        {say('checks.make.whole')}
      </Button>
    </div>
  )
}

function AllChecks({ items }: { items: readonly Item[] }) {
  const say = useSay()
  return (
    <details className="group">
      <summary className="cursor-pointer select-none rounded-sm py-1 text-ink-2 text-sm hover:text-ink">
        {say('checks.list')}
      </summary>
      <div className="mt-2">
        <Lines label={say('checks.list')}>
          {items.map((item) => (
            <CheckLine key={item.name} item={item} />
          ))}
        </Lines>
      </div>
    </details>
  )
}

function CheckLine({ item }: { item: Item }) {
  const say = useSay()
  const tell = useTell()
  const { name, summary, open, last } = item
  const [Icon, colour] =
    last === null
      ? ([CircleDashed, 'text-ink-3'] as const)
      : open > 0
        ? ([TriangleAlert, 'text-caution'] as const)
        : ([CircleCheck, 'text-good'] as const)
  return (
    <li className="flex gap-3 px-4 py-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <p>{tell(`check.${name}`, {}, summary)}</p>
        <p className="figures text-ink-2 text-sm">
          {last === null ? say('checks.never') : <Looked item={item} />}
        </p>
      </div>
    </li>
  )
}

/** When it last looked, at how much, and when at all of it. */
function Looked({ item: { last, lookedAt, wholeAt, open } }: { item: Item }) {
  const say = useSay()
  const format = useFormat()
  if (last === null || lookedAt === null) return null
  const isPart = last.of !== null && last.looked < last.of
  const looked = format.number(last.looked)
  const parts = [
    open > 0 ? say('checks.unsound', { n: open }) : null,
    say('checks.at', { at: format.full(lookedAt) }),
    last.of === null
      ? null
      : isPart
        ? say('checks.looked.of', { looked, of: format.number(last.of) })
        : say('checks.looked', { looked }),
    last.waiting > 0 ? say('checks.waiting', { n: last.waiting }) : null,
    isPart && wholeAt !== null ? say('checks.whole', { at: format.full(wholeAt) }) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
