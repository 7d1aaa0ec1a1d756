import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SourceShown } from '../../src/contract/sources.ts'
import * as api from '../api/endpoints.ts'
import { useLookEvery } from '../api/heard.ts'
import { isMoving, sourcesQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { refreshLists } from '../inbox/fresh-list.ts'
import { tell, tellProblem } from '../parts/toasts.tsx'

const BUSY_MS = 1_500
const QUIET_MS = 10_000

/** The firm's sources, looked at again as often as there is something to see; what came by them is shown elsewhere too. */
export function useSources() {
  const client = useQueryClient()
  const busy = useLookEvery(BUSY_MS)
  const quiet = useLookEvery(QUIET_MS)
  const list = useQuery({
    ...sourcesQuery,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ run }) => isMoving(run?.status)) ? busy : quiet,
  })
  const sources = list.data?.items
  const came = sources?.map(({ id, messages }) => `${id} ${messages}`).join()
  const fared = sources?.map(({ id, state, trouble, run }) => [id, state, trouble?.code, run?.status]).join()
  useEffect(() => {
    if (came === undefined) return
    void client.invalidateQueries({ queryKey: ['customers'] })
    void client.invalidateQueries({ queryKey: ['questions'] })
    void refreshLists(client)
  }, [client, came])
  useEffect(() => {
    if (fared !== undefined) void client.invalidateQueries({ queryKey: ['incidents'] })
  }, [client, fared])
  return { list, sources }
}

/** What is done with one source by hand; what fails is told in a toast. */
export function useSourceChanges({ id, label, run }: SourceShown) {
  const client = useQueryClient()
  const say = useSay()
  const settle = {
    // An answer that is under way may be older than the change.
    onMutate: () => client.cancelQueries({ queryKey: sourcesQuery.queryKey }),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  }
  const ask = useMutation({
    ...settle,
    mutationFn: () => api.askSource(id),
    onSuccess: ({ syncId, status }) =>
      change(client, id, (source) => ({ ...source, run: { syncId, status } })),
  })
  const pause = useMutation({
    ...settle,
    mutationFn: async () => {
      const paused = await api.pauseSource(id)
      // Else what is at work would go on to its end, which of a first run can be hours away.
      if (run !== null && isMoving(run.status)) await api.cancelRun(run.syncId)
      return paused
    },
    onSuccess: (paused) => {
      change(client, id, () => paused)
      tell(say('sources.paused', { label }))
    },
  })
  const resume = useMutation({
    ...settle,
    mutationFn: async () => {
      await api.resumeSource(id)
      return api.askSource(id)
    },
    onSuccess: ({ syncId, status }) => {
      change(client, id, (source) => ({ ...source, state: 'active', run: { syncId, status } }))
      tell(say('sources.resumed', { label }))
    },
  })
  return { ask, pause, resume }
}

/** Puts a source as it is now into the list that is shown. */
function change(client: QueryClient, id: string, changed: (source: SourceShown) => SourceShown) {
  client.setQueryData(
    sourcesQuery.queryKey,
    (page) =>
      page && { ...page, items: page.items.map((source) => (source.id === id ? changed(source) : source)) },
  )
}
