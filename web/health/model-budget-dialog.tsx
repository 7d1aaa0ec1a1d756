import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelBudget, ModelBudgets } from '../../src/contract/models.ts'
import { modelBudgetsQuery, setModelBudgets } from '../api/models.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'

/** Sets what language models may cost the firm in a day and in a month. */
export function ModelBudgetDialog({ budgets, onClose }: { budgets: ModelBudgets; onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const [day, setDay] = useState(written(budgets.day))
  const [month, setMonth] = useState(written(budgets.month))
  const save = useMutation({
    mutationFn: () => setModelBudgets({ dayUsd: read(day), monthUsd: read(month) }),
    onSuccess: (now) => {
      client.setQueryData(modelBudgetsQuery.queryKey, now)
      void client.invalidateQueries({ queryKey: ['monitoring'] })
      tell(say('models.set.saved'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={say('models.set.title')} lead={say('models.set.lead')}>
      <form
        id="model-budgets"
        className="flex flex-col gap-4 px-4 py-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <BudgetField label={say('models.set.day')} budget={budgets.day} value={day} onChange={setDay} />
        <BudgetField
          label={say('models.set.month')}
          budget={budgets.month}
          value={month}
          onChange={setMonth}
        />
        {save.error !== null && <Problem error={save.error} />}
      </form>
      <CancelOr onCancel={onClose} type="submit" form="model-budgets" busy={save.isPending}>
        {say('models.set.save')}
      </CancelOr>
    </Dialog>
  )
}

type BudgetFieldProps = {
  label: string
  budget: ModelBudget
  value: string
  onChange: (value: string) => void
}

function BudgetField({ label, budget, value, onChange }: BudgetFieldProps) {
  const say = useSay()
  const { usd } = useFormat()
  const most = budget.installationUsd
  return (
    <Field
      label={label}
      hint={most === null ? say('models.set.free') : say('models.set.atMost', { limit: usd(most) })}
    >
      {(ids) => (
        <input
          {...ids}
          type="number"
          inputMode="decimal"
          min={0}
          max={most ?? undefined}
          step="any"
          className={inputClass}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

const written = ({ ownUsd }: ModelBudget) => (ownUsd === null ? '' : String(ownUsd))
const read = (value: string) => (value.trim() === '' ? null : Number(value))
