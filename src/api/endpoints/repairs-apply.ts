import { actorOf } from '../../access/access.ts'
import { applyRepairBody, repairedShape } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

const TIMEOUT_MS = 60 * 60_000

export const repairsApply = endpoint({
  name: 'repairs-apply',
  method: 'POST',
  path: '/api/repairs',
  who: 'repairs.apply',
  changes: { action: 'repair.asked' },
  tag: 'checks',
  summary:
    'Does exactly what a plan says, step by step, each with its entry in the audit trail. Refused when the plan would be another by now.',
  timeoutMs: TIMEOUT_MS,
  body: applyRepairBody,
  answer: repairedShape,
  handle: async ({ services: { auditor }, principal, body, write }) => {
    await write(async (_, tell) => tell({ details: { plan: body.plan } }))
    return auditor.repair({ tenantId: principal.tenantId, ...body, actor: actorOf(principal) })
  },
})
