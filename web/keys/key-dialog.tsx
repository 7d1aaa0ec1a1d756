import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { scopeNames } from '../../src/contract/permissions.ts'
import { makeKey } from '../api/endpoints.ts'
import { keysQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { TextField } from '../parts/text-field.tsx'
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
    <FormDialog
      title={say('keys.make')}
      submit={say('keys.make.submit')}
      busy={make.isPending}
      error={make.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say('keys.name')}
        hint={say('keys.name.hint')}
        name="name"
        maxLength={60}
        autoComplete="off"
      />
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
    </FormDialog>
  )
}
