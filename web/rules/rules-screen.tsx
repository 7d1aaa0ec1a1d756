import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { rulesQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { UrgencyMark } from '../understanding/urgency-mark.tsx'
import { useInWords } from '../understanding/words.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { urgencyOf } from './severity.ts'
import { type RuleChange, useRuleChange } from './use-rules.ts'

/** The firm's own rules: its words for danger, and its kinds of work. The first room of the settings. */
export function RulesScreen() {
  const say = useSay()
  const format = useFormat()
  const inWords = useInWords()
  const rules = useQuery(rulesQuery)
  const change = useRuleChange()
  const mayChange = useMay('rules.write')
  const [edited, setEdited] = useState<RuleChange | null>(null)

  const remove = (removal: RuleChange, name: string) =>
    change.mutate({ change: removal, done: say('rules.removed', { name }) }, { onError: tellProblem })
  const held = rules.data
  return (
    <SettingsPage title={say('rules.title')} lead={say('rules.lead')}>
      {rules.isPending && <SkeletonRows rows={5} height={56} label={say('common.loading')} />}
      {rules.isError && <Problem error={rules.error} onRetry={() => void rules.refetch()} />}
      {held && (
        <>
          <RuleSection
            kind="emergency"
            onAdd={mayChange ? () => setEdited({ kind: 'emergency_keyword' }) : undefined}
            empty={held.emergencyKeywords.length === 0}
          >
            {held.emergencyKeywords.map((rule, index) => (
              <RuleRow
                // biome-ignore lint/suspicious/noArrayIndexKey: two rules may be alike in everything
                key={index}
                name={rule.keyword}
                patterns={[rule.pattern]}
                onEdit={mayChange ? () => setEdited({ kind: 'emergency_keyword', before: rule }) : undefined}
                onRemove={() => remove({ kind: 'emergency_keyword', before: rule }, rule.keyword)}
              >
                <UrgencyMark quiet urgency={urgencyOf(rule.severity)} />
                {say(`rules.severity.${rule.severity}`)}
              </RuleRow>
            ))}
          </RuleSection>
          <RuleSection
            kind="service"
            onAdd={mayChange ? () => setEdited({ kind: 'service' }) : undefined}
            empty={held.serviceTypePatterns.length === 0}
          >
            {held.serviceTypePatterns.map((rule, index) => {
              const name = inWords.service(rule.serviceType)
              return (
                <RuleRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: two rules may be alike in everything
                  key={index}
                  name={name}
                  patterns={rule.patterns}
                  onEdit={mayChange ? () => setEdited({ kind: 'service', before: rule }) : undefined}
                  onRemove={() => remove({ kind: 'service', before: rule }, name)}
                >
                  {say('common.sure', { percent: format.percent(rule.confidence / 100) })}
                </RuleRow>
              )
            })}
          </RuleSection>
          {held.madeBy !== null && held.madeAt !== null && (
            <p className="text-ink-3 text-xs">
              {say('rules.changed', { n: held.version, who: held.madeBy, time: format.full(held.madeAt) })}
            </p>
          )}
        </>
      )}
      {edited && held && <RuleDialog edited={edited} held={held} onClose={() => setEdited(null)} />}
    </SettingsPage>
  )
}

type RuleSectionProps = {
  kind: 'emergency' | 'service'
  empty: boolean
  /** Absent for who may only look. */
  onAdd: (() => void) | undefined
  children: ReactNode
}

function RuleSection({ kind, empty, onAdd, children }: RuleSectionProps) {
  const say = useSay()
  return (
    <section>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div>
          <h2 className="font-medium">{say(`rules.${kind}`)}</h2>
          <p className="text-ink-2 text-sm">{say(`rules.${kind}.lead`)}</p>
        </div>
        {onAdd && (
          <Button icon={Plus} onClick={onAdd}>
            {say(`rules.${kind}.add`)}
          </Button>
        )}
      </div>
      {empty ? (
        <p className="mt-3 rounded-lg border border-line border-dashed px-4 py-5 text-center text-ink-3 text-sm">
          {say(`rules.${kind}.none`)}
        </p>
      ) : (
        <ul
          aria-label={say(`rules.${kind}`)}
          className="mt-3 divide-y divide-line rounded-lg border border-line"
        >
          {children}
        </ul>
      )}
    </section>
  )
}

type RuleRowProps = {
  name: string
  patterns: readonly string[]
  /** Absent for who may only look; then nothing can be removed either. */
  onEdit: (() => void) | undefined
  onRemove: () => void
  children: ReactNode
}

function RuleRow({ name, patterns, onEdit, onRemove, children }: RuleRowProps) {
  const say = useSay()
  const words = (
    <>
      <span className="min-w-0 basis-full truncate font-medium sm:basis-2/5">
        {onEdit && <span className="sr-only">{say('rules.edit', { name: '' })}</span>}
        {name}
      </span>
      <code className="min-w-0 flex-1 truncate text-ink-2 text-sm">{patterns.join(' · ')}</code>
      <span className="flex shrink-0 items-center gap-1.5 text-ink-2 text-sm">{children}</span>
    </>
  )
  const line =
    'flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5 py-2.5 pl-4 text-left sm:flex-nowrap'
  if (onEdit === undefined) return <li className={`${line} pr-4`}>{words}</li>
  return (
    <li className="flex items-center gap-1 pr-1.5 first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
      <button type="button" onClick={onEdit} className={`${line} -outline-offset-2`}>
        {words}
      </button>
      <IconButton label={say('rules.remove', { name })} icon={X} onClick={onRemove} />
    </li>
  )
}
