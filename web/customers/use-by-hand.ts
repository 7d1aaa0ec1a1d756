import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CustomerDetail } from '../../src/contract/customers.ts'
import { customerDetailQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { refreshConversations } from '../inbox/fresh-list.ts'
import { tell, tellProblem } from '../parts/toasts.tsx'

/** What became of something written of a customer by hand. */
export type Done = {
  /** The customer as they are now, where the server told. */
  customer?: CustomerDetail
  /** What is said of it. */
  told: string
  /** Takes it back; absent where nothing was changed. */
  back?: () => Promise<unknown>
}

/** Does what somebody writes of a customer by hand, one after the other: says what was done, and u takes it back. */
export function useByHand(customerId: string) {
  const say = useSay()
  const client = useQueryClient()
  const { queryKey } = customerDetailQuery(customerId)
  const shared = {
    scope: { id: `customer ${customerId}` }, // an undo must not overtake what it undoes
    onSettled: () => {
      for (const key of ['customers', 'questions', 'tickets'])
        void client.invalidateQueries({ queryKey: [key] })
      void refreshConversations(client)
    },
  }
  const undo = useMutation({
    ...shared,
    mutationFn: (back: () => Promise<unknown>) => back(),
    onSuccess: () => tell(say('common.undone')),
    onError: tellProblem,
  })
  return useMutation({
    ...shared,
    mutationFn: (work: () => Promise<Done>) => work(),
    onSuccess: async ({ customer, told, back }) => {
      await client.cancelQueries({ queryKey }) // an answer that is under way may be older
      if (customer !== undefined) client.setQueryData<CustomerDetail>(queryKey, customer)
      tell(told, back && (() => undo.mutate(back)))
    },
  })
}
