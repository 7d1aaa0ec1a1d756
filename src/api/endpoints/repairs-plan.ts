import { repairPlanShape, repairQuery } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

const TIMEOUT_MS = 5 * 60_000

export const repairsPlan = endpoint({
  name: 'repairs-plan',
  method: 'GET',
  path: '/api/repairs',
  who: 'checks.read',
  tag: 'checks',
  summary: 'Exactly what repairing what stands would do, and what only a person can see to. Changes nothing.',
  timeoutMs: TIMEOUT_MS,
  query: repairQuery,
  answer: repairPlanShape,
  handle: ({ services: { auditor }, principal, query }) =>
    auditor.plan({ tenantId: principal.tenantId, check: query.check }),
})
