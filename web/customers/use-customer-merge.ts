import { useMutation, useQueryClient } from '@tanstack/react-query'
import { mergeCustomers, undoCustomerMerge } from '../api/endpoints.ts'
import { useSay } from '../i18n/i18n.tsx'
import { refreshConversations } from '../inbox/fresh-list.ts'
import { tell, tellProblem } from '../parts/toasts.tsx'

/** Merging customers and parting them again; either refreshes what shows customers. */
export function useCustomerMerge() {
  const client = useQueryClient()
  const say = useSay()
  const refresh = () => {
    for (const key of ['customers', 'questions']) void client.invalidateQueries({ queryKey: [key] })
    void refreshConversations(client)
  }
  const part = useMutation({
    mutationFn: (mergeId: string) => undoCustomerMerge(mergeId),
    onSuccess: () => tell(say('customer.unmerged')),
    onError: tellProblem,
    onSettled: refresh,
  })
  const merge = useMutation({
    mutationFn: (input: { keptId: string; absorbedId: string; name: string }) =>
      mergeCustomers(input.keptId, input.absorbedId),
    onSuccess: ({ mergeId }, { name }) => tell(say('customer.merged', { name }), () => part.mutate(mergeId)),
    onError: tellProblem,
    onSettled: refresh,
  })
  return { merge, part }
}
