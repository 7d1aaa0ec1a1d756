import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { scopeNames } from '../../src/contract/permissions.ts'
import { makeKey } from '../api/endpoints.ts'
import { keysQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { ScopeChoice } from './scope-choice.tsx'

const expiries = ['never', '30', '90', '365'] as const

/** Making a key: for what, what it may do, how long; then the key itself, shown this once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const [lacks, setLacks] = useState(false)
  const make = useMutation({
    mutationFn: makeKey,
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  if (make.data) {
    const { name, key } = make.data
    return (
      <ShownOnce
        title={say('keys.made', { name })}
        lead={say('keys.made.lead')}
        label={name}
        secret={key}
        onClose={onClose}
      />
    )
  }
  const submit = (form: FormData) => {
    const scopes = scopeNames.filter((scope) => form.getAll('scope').includes(scope))
    setLacks(scopes.length === 0)
    if (scopes.length === 0) return
    const days = Number(form.get('expiry'))
    const limit = Number(form.get('limit'))
    make.mutate({
      name: String(form.get('name')).trim(),
      scopes,
      ...(days > 0 ? { expiresInDays: days } : {}),
      ...(limit > 0 ? { requestsPerMinuteMax: limit } : {}),
    })
  }
  return (
    <Dialog open onClose={onClose} title={say('keys.make')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          {make.isError && <Problem error={make.error} />}
          <Field label={say('keys.name')} hint={say('keys.name.hint')}>
            {(ids) => (
              <input
                {...ids}
                name="name"
                required
                pattern=".*\S.*"
                maxLength={60}
                autoComplete="off"
                className={inputClass}
              />
            )}
          </Field>
          <ScopeChoice lacks={lacks} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={say('keys.expiry')}>
              {(ids) => (
                <select {...ids} name="expiry" defaultValue="365" className={inputClass}>
                  {expiries.map((days) => (
                    <option key={days} value={days}>
                      {say(`keys.expiry.${days}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={say('keys.limit')} hint={say('keys.limit.hint')}>
              {(ids) => (
                <input
                  {...ids}
                  name="limit"
                  type="number"
                  min={1}
                  max={100_000}
                  step={1}
                  className={`${inputClass} figures`}
                />
              )}
            </Field>
          </div>
        </div>
        <CancelOr onCancel={onClose} type="submit" busy={make.isPending}>
          {say('keys.make.submit')}
        </CancelOr>
      </form>
    </Dialog>
  )
}
