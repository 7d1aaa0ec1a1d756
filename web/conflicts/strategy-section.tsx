import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ConflictRules, type Strategy, strategyShape } from '../../src/contract/conflicts.ts'
import { conflictRulesQuery, setConflictRules } from '../api/conflicts.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'
import { useConflictWords } from './words.ts'

type Rule = ConflictRules['rules'][number]

/** What happens field by field; who may choose it changes it here. */
export function StrategySection() {
  const say = useSay()
  const words = useConflictWords()
  const client = useQueryClient()
  const mayChange = useMay('conflicts.rules')
  const rules = useQuery(conflictRulesQuery)
  const save = useMutation({
    mutationFn: ({ kind, field, strategy }: Pick<Rule, 'kind' | 'field'> & { strategy: Strategy }) =>
      setConflictRules({ rules: [{ kind, field, strategy }] }),
    onSuccess: (now) => {
      client.setQueryData(conflictRulesQuery.queryKey, now)
      tell(say('conflicts.saved'))
    },
    onError: tellProblem,
  })
  return (
    <SettingsSection title={say('conflicts.rules')} lead={say('conflicts.rules.lead')}>
      {rules.isPending && <SkeletonRows rows={6} height={56} label={say('common.loading')} />}
      {rules.isError && <Problem error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && (
        <Lines label={say('conflicts.rules')}>
          {rules.data.rules.map(({ kind, field, strategy, choices, usual }) => {
            const id = `strategy-${kind}-${field}`
            const nameOf = (one: Strategy) =>
              `${say(`conflicts.strategy.${one}`)}${one === usual ? ` (${say('conflicts.usual')})` : ''}`
            return (
              <li
                key={id}
                className="grid items-center gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
              >
                <label htmlFor={id} className="min-w-0">
                  {say('conflicts.of', { what: say(`conflicts.kind.${kind}`), field: words.field(field) })}
                </label>
                <select
                  id={id}
                  className={inputClass}
                  disabled={!mayChange}
                  aria-busy={save.isPending}
                  value={strategy}
                  onChange={(event) =>
                    !save.isPending &&
                    save.mutate({ kind, field, strategy: strategyShape.parse(event.target.value) })
                  }
                >
                  {choices.map((one) => (
                    <option key={one} value={one}>
                      {nameOf(one)}
                    </option>
                  ))}
                </select>
              </li>
            )
          })}
        </Lines>
      )}
    </SettingsSection>
  )
}
