import { useMutation, useQueryClient } from '@tanstack/react-query'
import { customerKinds } from '../../src/contract/customers.ts'
import { addCustomer } from '../api/customers.ts'
import { customerDetailQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { TextField } from '../parts/text-field.tsx'
import { tell } from '../parts/toasts.tsx'
import { PlaceFields, placeFrom } from './place-fields.tsx'
import { TakenBy } from './taken-by.tsx'

type NewCustomerDialogProps = { onAdded: (customerId: string) => void; onClose: () => void }

/** Adds somebody of whom nothing came in yet: who they are, how they are reached, and where they live. */
export function NewCustomerDialog({ onAdded, onClose }: NewCustomerDialogProps) {
  const say = useSay()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: addCustomer,
    onSuccess: (customer) => {
      client.setQueryData(customerDetailQuery(customer.id).queryKey, customer)
      tell(say('customers.added', { name: customer.name ?? say('common.nameless') }))
      onAdded(customer.id)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['customers', 'list'] }),
  })
  const submit = (form: FormData) => {
    const written = (name: string) => String(form.get(name) ?? '').trim()
    const property = placeFrom(form)
    save.mutate({
      name: written('name'),
      kind: customerKinds.find((kind) => kind === form.get('kind')) ?? 'unknown',
      contactPoints: ['phone', 'email'].map(written).filter(Boolean),
      ...(property.address !== '' && { property }),
    })
  }
  const optional = (label: string) => say('customer.optional', { label })
  return (
    <FormDialog
      title={say('customers.add')}
      lead={say('customers.add.lead')}
      submit={say('customers.add.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TakenBy error={save.error} />
      <TextField label={say('customer.name')} name="name" maxLength={200} autoComplete="off" />
      <div className="grid gap-4 sm:grid-cols-2">
        {(['phone', 'email'] as const).map((kind) => (
          <Field key={kind} label={optional(say(`point.${kind}`))}>
            {(ids) => (
              <input
                {...ids}
                name={kind}
                type={kind === 'phone' ? 'tel' : 'email'}
                maxLength={254}
                autoComplete="off"
                className={inputClass}
              />
            )}
          </Field>
        ))}
      </div>
      <PlaceFields />
      <Field label={say('customer.kind.label')}>
        {(ids) => (
          <select {...ids} name="kind" className={inputClass}>
            {customerKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(kind === 'unknown' ? 'customer.kind.byName' : `customer.kind.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  )
}
