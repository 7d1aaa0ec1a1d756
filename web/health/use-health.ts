import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { resolveAlert } from '../api/endpoints.ts'
import { useLookEvery } from '../api/heard.ts'
import { alertsQuery, dashboardQuery, healthQuery, pastAlertsQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell } from '../parts/toasts.tsx'

/** Live enough to watch something heal: health and figures are measured as they are asked for, and nothing tells of them. */
const LOOK_EVERY_MS = 10_000
const live = { refetchInterval: LOOK_EVERY_MS } as const

export const useHealth = () => useQuery({ ...healthQuery, ...live })
export const useDashboard = (window: 'hour' | 'day') => useQuery({ ...dashboardQuery(window), ...live })
export const useAlerts = () => useQuery({ ...alertsQuery, refetchInterval: useLookEvery(LOOK_EVERY_MS) })
export const usePastAlerts = () =>
  useInfiniteQuery({ ...pastAlertsQuery, refetchInterval: useLookEvery(LOOK_EVERY_MS) })

/** Says that somebody has seen to an alert; `onDone` hears of it. */
export function useResolve(alertId: string, onDone: () => void) {
  const client = useQueryClient()
  const say = useSay()
  return useMutation({
    mutationFn: (note: string) => resolveAlert(alertId, note),
    onSuccess: () => {
      tell(say('alerts.resolved'))
      onDone()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['monitoring'] }),
  })
}
