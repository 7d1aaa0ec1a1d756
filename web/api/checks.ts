import { queryOptions } from '@tanstack/react-query'
import {
  type CheckDepth,
  checkListShape,
  checkRunShape,
  findingPage,
  repairedShape,
  repairPlanShape,
} from '../../src/contract/auditor.ts'
import { ask } from './client.ts'

type Signal = { signal: AbortSignal }
const REPAIR_MS_MAX = 600_000

export const listChecks = ({ signal }: Signal) => ask(checkListShape, 'GET', 'checks', { signal })
export const listFindings = ({ signal }: Signal) =>
  ask(findingPage, 'GET', 'checks/findings', { query: { limit: 100 }, signal })
export const startCheck = (depth: CheckDepth) =>
  ask(checkRunShape, 'POST', 'sync/consistency-check', { body: { depth } })
export const cancelCheck = (id: string) => ask(checkRunShape, 'POST', `checks/runs/${id}/cancel`)
export const planRepair = ({ signal }: Signal) =>
  ask(repairPlanShape, 'GET', 'repairs', { signal, timeoutMs: REPAIR_MS_MAX })
export const applyRepair = (plan: string) =>
  ask(repairedShape, 'POST', 'repairs', { body: { plan }, timeoutMs: REPAIR_MS_MAX })

export const checksQuery = queryOptions({ queryKey: ['checks', 'list'], queryFn: listChecks })
export const findingsQuery = queryOptions({ queryKey: ['checks', 'findings'], queryFn: listFindings })
export const repairPlanQuery = queryOptions({ queryKey: ['checks', 'plan'], queryFn: planRepair })
