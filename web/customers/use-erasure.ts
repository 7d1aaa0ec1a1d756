import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { eraseCustomer } from '../api/endpoints.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell } from '../parts/toasts.tsx'

/** The key of a customer's erasure while it is under way, whoever looks. */
export const erasureOf = (customerId: string) => ['erase', customerId]

/** Forgets a customer, which may take minutes; what is theirs leaves the screen, and who still looks at it goes back to the list. */
export function useErasure(customerId: string) {
  const say = useSay()
  const router = useRouter()
  const client = useQueryClient()
  return useMutation({
    mutationKey: erasureOf(customerId),
    mutationFn: (reason: string) => eraseCustomer(customerId, reason),
    onSuccess: async ({ messages }) => {
      const isShown = router.matchRoute({ to: '/customers/$customerId', params: { customerId } }) !== false
      if (isShown) await router.navigate({ to: '/customers' })
      client.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(customerId) })
      void client.invalidateQueries()
      tell(say('privacy.erased', { n: messages }))
    },
  })
}
