import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TicketChanged } from '../../src/contract/tickets.ts'
import { meQuery } from '../api/queries.ts'
import { undoTicketChange } from '../api/tickets.ts'
import { useTellKept } from '../conflicts/use-tell-kept.ts'
import { useSay } from '../i18n/i18n.tsx'
import { refreshConversations } from '../inbox/fresh-list.ts'
import { tell, tellProblem } from '../parts/toasts.tsx'

/**
 * Changes of tickets by hand: each says what it did, can be taken back, and has every screen look anew. One that failed is told of
 * in a toast, unless what asks for it `showsProblem` itself, as a dialog does.
 */
export function useTicketChange({ showsProblem = false }: { showsProblem?: boolean } = {}) {
  const client = useQueryClient()
  const say = useSay()
  const tellKept = useTellKept()
  const refresh = () =>
    Promise.all([client.invalidateQueries({ queryKey: ['tickets'] }), refreshConversations(client)])
  const undo = useMutation({
    mutationFn: undoTicketChange,
    onSuccess: () => tell(say('common.undone')),
    onError: tellProblem,
    onSettled: refresh,
  })
  const change = useMutation({
    mutationFn: ({
      work,
    }: {
      work: () => Promise<Pick<TicketChanged, 'changeId'> & { waiting?: number }>
      /** What was done; of many, where so many wait for a person. null: nothing. */
      done: string | ((waiting: number) => string | null)
    }) => work(),
    onSuccess: ({ changeId, waiting = 0 }, { done }) => {
      const told = typeof done === 'function' ? done(waiting) : waiting > 0 ? null : done
      if (told !== null) tell(told, () => undo.mutate(changeId))
      if (waiting > 0) tellKept()
    },
    ...(!showsProblem && { onError: tellProblem }),
    onSettled: refresh,
  })
  return { change, undo, refresh, busy: change.isPending || undo.isPending }
}

/** The id of the person who is signed in; undefined for keys and while it is not known. */
export const useOwnId = (): string | undefined => useQuery(meQuery).data?.person?.id
