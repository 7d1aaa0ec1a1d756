import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CustomerDetail } from '../../src/contract/customers.ts'
import { renameCustomer, setCustomerKind } from '../api/endpoints.ts'
import { customerDetailQuery } from '../api/queries.ts'
import { useTellKept } from '../conflicts/use-tell-kept.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'

/** A field as somebody wants it, and as they saw it; what others have written since is kept beside it. */
type Edit = { isUndo?: true } & (
  | { field: 'name'; value: string; seen: string | null }
  | { field: 'kind'; value: CustomerDetail['kind']; seen: CustomerDetail['kind'] }
)

/**
 * Changes a customer's name or kind from what one saw of it: shown at once, taken back when it fails, undone by u; a conflict is
 * told of.
 */
export function useCustomerEdit(customerId: string): (edit: Edit) => void {
  const say = useSay()
  const client = useQueryClient()
  const tellKept = useTellKept()
  const { queryKey } = customerDetailQuery(customerId)
  const { mutate } = useMutation({
    scope: { id: `customer ${customerId}` }, // one after the other: an undo must not overtake what it undoes
    mutationFn: ({ field, value, seen }: Edit) =>
      field === 'name'
        ? renameCustomer(customerId, { name: value, seen })
        : setCustomerKind(customerId, { kind: value, seen }),
    onMutate: async ({ field, value }) => {
      await client.cancelQueries({ queryKey }) // an answer that is under way may be older
      const before = client.getQueryData<CustomerDetail>(queryKey)?.[field]
      client.setQueryData<CustomerDetail>(queryKey, (was) => was && { ...was, [field]: value })
      return { before }
    },
    onSuccess: ({ waiting, ...customer }, edit) => {
      client.setQueryData<CustomerDetail>(queryKey, customer)
      if (waiting > 0) tellKept()
      else if (edit.isUndo) tell(say('common.undone'))
      else {
        const back = backFrom(edit)
        tell(told(edit), back && (() => mutate(back)))
      }
    },
    onError: (error, { field, value }, shown) => {
      // Only what this change has put there: another may have written since.
      client.setQueryData<CustomerDetail>(queryKey, (was) =>
        was?.[field] === value ? { ...was, [field]: shown?.before } : was,
      )
      tellProblem(error)
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['customers'] })
      void client.invalidateQueries({ queryKey: ['conversations', 'one'] })
    },
  })
  const told = (edit: Edit): string => {
    if (edit.field === 'name') return say('customer.renamed', { name: edit.value })
    const kind = say(edit.value === 'unknown' ? 'customer.kind.byName' : `customer.kind.${edit.value}`)
    return say('customer.kind.set', { kind })
  }
  return mutate
}

/** What takes a change back; a name that was none is not given again. */
function backFrom(edit: Edit): Edit | undefined {
  if (edit.field === 'kind') return { field: 'kind', value: edit.seen, seen: edit.value, isUndo: true }
  return edit.seen === null ? undefined : { field: 'name', value: edit.seen, seen: edit.value, isUndo: true }
}
