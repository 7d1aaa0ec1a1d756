import { useState } from 'react'
import type { RepairPlan, RepairStep } from '../../src/contract/auditor.ts'
import { useMay } from '../api/use-may.ts'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { useApplyRepair, useRepairPlan } from './use-checks.ts'

const SUBJECTS_SHOWN = 5

/** Shows exactly what a repair does, and then does it. */
export function RepairDialog({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const plan = useRepairPlan()
  const mayRepair = useMay('repairs.apply')
  const [left, setLeft] = useState(0)
  const apply = useApplyRepair((still) => {
    if (still === 0) onClose()
    else {
      setLeft(still)
      void plan.refetch()
    }
  })
  const canRepair = mayRepair && plan.data !== undefined && plan.data.steps.length > 0
  return (
    <Dialog
      open
      onClose={onClose}
      shape="wide"
      title={say('checks.plan.title')}
      lead={say('checks.plan.lead')}
    >
      <div className="flex flex-col gap-4 px-4 py-4">
        {plan.isPending && <SkeletonRows rows={3} height={56} label={say('common.loading')} />}
        {plan.isError && <Problem error={plan.error} onRetry={() => void plan.refetch()} />}
        {apply.error !== null && (
          <Problem
            error={apply.error}
            onRetry={() => {
              apply.reset()
              void plan.refetch()
            }}
          />
        )}
        {left > 0 && <p role="status">{say('checks.applied.left', { n: left })}</p>}
        {plan.data && <Plan plan={plan.data} />}
      </div>
      {canRepair && (
        <CancelOr
          onCancel={onClose}
          busy={apply.isPending || plan.isFetching}
          onClick={() => plan.data && apply.mutate(plan.data.plan)}
        >
          {say('checks.plan.apply')}
        </CancelOr>
      )}
    </Dialog>
  )
}

function Plan({ plan: { steps, unrepairable } }: { plan: RepairPlan }) {
  const say = useSay()
  const tell = useTell()
  return (
    <>
      {steps.length === 0 && <p className="text-ink-2">{say('checks.plan.none')}</p>}
      <ol className="flex flex-col gap-4">
        {steps.map((step) => (
          <Step key={`${step.kind} ${step.subjects[0]?.id}`} step={step} />
        ))}
      </ol>
      {unrepairable.length > 0 && (
        <section className="flex flex-col gap-2 border-line border-t pt-4">
          <h3 className="font-medium">{say('checks.plan.person')}</h3>
          <ul className="flex flex-col gap-2">
            {unrepairable.map(({ id, kind, subject, message, next }) => (
              <li key={id}>
                <p className="font-medium">{tell(`finding.${kind}`, {}, message)}</p>
                <p className="text-ink-2 text-sm">{tell(`finding.${kind}.next`, {}, next)}</p>
                <p className="figures text-ink-3 text-xs [overflow-wrap:anywhere]">
                  {say('checks.finding.subject', subject)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Step({ step: { kind, says, subjects, changes } }: { step: RepairStep }) {
  const say = useSay()
  const tell = useTell()
  const words = [tell(`finding.${kind}`, {}, ''), tell(`finding.${kind}.next`, {}, '')].filter(Boolean)
  const shown = subjects.slice(0, SUBJECTS_SHOWN)
  return (
    <li className="flex flex-col gap-1">
      <p>
        <span className="font-medium">{words.length === 0 ? says : words.join(' ')}</span>{' '}
        <span className="figures text-ink-2 text-sm">{say('checks.plan.step', { n: subjects.length })}</span>
      </p>
      <ul className="flex flex-col gap-0.5">
        {shown.map((subject, index) => (
          <li key={subject.id} className="figures text-ink-2 text-xs [overflow-wrap:anywhere]">
            {say('checks.finding.subject', subject)} {detailsOf(changes[index]?.details ?? {})}
          </li>
        ))}
        {subjects.length > shown.length && (
          <li className="text-ink-2 text-xs">
            {say('checks.plan.more', { n: subjects.length - shown.length })}
          </li>
        )}
      </ul>
    </li>
  )
}

/** What is kept, and what should be, by the names of columns. */
function detailsOf(details: RepairStep['changes'][number]['details']): string {
  const parts = Object.entries(details).map(([name, value]) => `${name} ${value ?? '–'}`)
  return parts.length === 0 ? '' : `(${parts.join(', ')})`
}
