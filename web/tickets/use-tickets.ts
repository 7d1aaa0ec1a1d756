import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TicketChanged } from '../../src/contract/tickets.ts'
import { meQuery } from '../api/queries.ts'
import { undoTicketChange } from '../api/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'

/** Changes of tickets by hand: each says what it did, can be taken back, and has every screen look anew. */
export function useTicketChange() {
  const client = useQueryClient()
  const say = useSay()
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['tickets'] }),
      client.invalidateQueries({ queryKey: ['conversations'] }),
    ])
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
      done: string
    }) => work(),
    onSuccess: ({ changeId, waiting = 0 }, { done }) =>
      waiting > 0 ? tell(say('ticket.activity.contradicted')) : tell(done, () => undo.mutate(changeId)),
    onError: tellProblem,
    onSettled: refresh,
  })
  return { change, undo, refresh, busy: change.isPending || undo.isPending }
}

/** The id of the person who is signed in; undefined for keys and while it is not known. */
export const useOwnId = (): string | undefined => useQuery(meQuery).data?.person?.id
