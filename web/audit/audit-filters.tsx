import { useQuery } from '@tanstack/react-query'
import { type AuditFilter, peopleQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import type { AuditEntry } from './entry-line.tsx'
import { useActorName } from './sentence.ts'

/** How actions begin, by what they are about. */
const kinds = [
  'session',
  'person',
  'invitation',
  'second_factor',
  'key',
  'conversation',
  'customer',
  'contact_point',
  'match_question',
  'understanding_rules',
  'import',
  'retention',
  'firm',
  'data',
  'audit',
] as const

type AuditFiltersProps = {
  filter: AuditFilter
  /** What is shown: who did it can be chosen, even if they have left. */
  entries: readonly AuditEntry[]
  onChange: (change: AuditFilter) => void
}

/** What narrows the trail: what was done, and by whom. */
export function AuditFilters({ filter, entries, onChange }: AuditFiltersProps) {
  const say = useSay()
  const nameOf = useActorName()
  const people = useQuery(peopleQuery).data?.items ?? []
  const actors = new Map(people.map(({ personId, name }) => [personId, name]))
  for (const { actor } of entries) if (!actors.has(actor.id)) actors.set(actor.id, nameOf(actor))
  if (filter.actor !== undefined && !actors.has(filter.actor)) actors.set(filter.actor, filter.actor)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={say('audit.what')}>
        {(ids) => (
          <select
            {...ids}
            value={filter.action ?? ''}
            onChange={({ target }) => onChange({ action: target.value === '' ? undefined : target.value })}
            className={inputClass}
          >
            <option value="">{say('audit.what.changes')}</option>
            <option value="all">{say('audit.what.all')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={`${kind}.`}>
                {say(`audit.what.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say('audit.who')}>
        {(ids) => (
          <select
            {...ids}
            value={filter.actor ?? ''}
            onChange={({ target }) => onChange({ actor: target.value === '' ? undefined : target.value })}
            className={inputClass}
          >
            <option value="">{say('audit.who.everybody')}</option>
            {[...actors].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}
