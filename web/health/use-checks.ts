import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CheckDepth } from '../../src/contract/auditor.ts'
import {
  applyRepair,
  cancelCheck,
  checksQuery,
  findingsQuery,
  repairPlanQuery,
  startCheck,
} from '../api/checks.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'

/** What a check found is not told of as a change of the firm: it is asked for. */
const AT_WORK_MS = 1_000
const AT_REST_MS = 15_000

/** The checks; looked at often while one is at work. */
export const useChecks = () =>
  useQuery({
    ...checksQuery,
    refetchInterval: ({ state }) => (state.data?.run?.status === 'running' ? AT_WORK_MS : AT_REST_MS),
  })

export const useFindings = (isEnabled: boolean) =>
  useQuery({ ...findingsQuery, enabled: isEnabled, refetchInterval: AT_REST_MS })

export const useRepairPlan = () => useQuery({ ...repairPlanQuery, staleTime: 0, gcTime: 0 })

/** Begins a check. */
export function useStartCheck() {
  const client = useQueryClient()
  const say = useSay()
  return useMutation({
    mutationFn: (depth: CheckDepth) => startCheck(depth),
    onSuccess: () => tell(say('checks.begun')),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['checks'] }),
  })
}

export function useCancelCheck() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: cancelCheck,
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['checks'] }),
  })
}

/** Does exactly the steps of the plan that was shown; `onDone` hears how many findings are left. */
export function useApplyRepair(onDone: (left: number) => void) {
  const client = useQueryClient()
  const say = useSay()
  return useMutation({
    mutationFn: applyRepair,
    onSuccess: ({ repaired, left }) => {
      tell(say('checks.applied', { n: repaired }))
      onDone(left)
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['checks'] })
      await client.invalidateQueries({ queryKey: ['monitoring'] })
    },
  })
}
