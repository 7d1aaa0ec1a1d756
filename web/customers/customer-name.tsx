import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { CustomerDetail } from '../../src/contract/customers.ts'
import { renameCustomer } from '../api/endpoints.ts'
import { customerDetailQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { inputClass } from '../parts/field.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'

/** The name of a customer, which who may can change: shown at once, undone by u. */
export function CustomerName({ customer }: { customer: CustomerDetail }) {
  const say = useSay()
  const client = useQueryClient()
  const [typed, setTyped] = useState<string | null>(null)
  const mayRename = useMay('customers.write')
  const { queryKey } = customerDetailQuery(customer.id)
  const rename = useMutation({
    scope: { id: 'rename' }, // one after the other: an undo must not overtake what it undoes
    mutationFn: (name: string) => renameCustomer(customer.id, name),
    onMutate: (name) => {
      const before = client.getQueryData<CustomerDetail>(queryKey)
      client.setQueryData<CustomerDetail>(queryKey, (was) => was && { ...was, name })
      const old = before?.name
      tell(say('customer.renamed', { name }), old ? () => rename.mutate(old) : undefined)
      return { before }
    },
    onError: (error, _, context) => {
      client.setQueryData(queryKey, context?.before)
      tellProblem(error)
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['customers'] })
      void client.invalidateQueries({ queryKey: ['conversations', 'one'] })
    },
  })

  if (typed === null) {
    return (
      <div className="flex min-w-0 flex-1 items-center gap-1">
        <div className="min-w-0">
          <h1 className="truncate font-semibold text-lg">{customer.name ?? say('common.nameless')}</h1>
          {customer.kind !== 'unknown' && (
            <p className="text-ink-3 text-xs">{say(`customer.kind.${customer.kind}`)}</p>
          )}
        </div>
        {mayRename && (
          <IconButton
            label={say('customer.rename')}
            icon={Pencil}
            onClick={() => setTyped(customer.name ?? '')}
          />
        )}
      </div>
    )
  }
  return (
    <form
      className="flex min-w-0 flex-1 items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        const name = typed.trim()
        setTyped(null)
        if (name !== '' && name !== customer.name) rename.mutate(name)
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because one asked to type in it
        autoFocus
        aria-label={say('customer.rename.label')}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          setTyped(null)
        }}
        className={`${inputClass} max-w-sm`}
      />
      <Button type="submit" look="primary">
        {say('common.save')}
      </Button>
      <Button look="quiet" onClick={() => setTyped(null)}>
        {say('common.cancel')}
      </Button>
    </form>
  )
}
