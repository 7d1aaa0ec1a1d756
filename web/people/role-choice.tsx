import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { type Role, roles } from '../../src/contract/permissions.ts'
import { meQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'

/** The roles that one can be given, each with what it is for. Only owners make owners. */
export function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const say = useSay()
  const name = useId()
  const mine = useQuery(meQuery).data?.role
  const offered = roles.filter((each) => each !== 'owner' || mine === 'owner')
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{say('people.role')}</legend>
      <div className="divide-y divide-line rounded-lg border border-line">
        {offered.map((each) => (
          <label
            key={each}
            className="flex items-start gap-3 px-3 py-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover has-checked:bg-chosen pointer-coarse:py-3"
          >
            <input
              type="radio"
              name={name}
              checked={each === role}
              onChange={() => onChange(each)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">{say(`role.${each}`)}</span>
              <span className="block text-ink-2 text-sm">{say(`role.${each}.for`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
