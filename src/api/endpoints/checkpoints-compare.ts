import { z } from 'zod'
import { checkpointDifferenceShape, compareCheckpointsQuery } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

const TIMEOUT_MS = 60 * 60_000

export const checkpointsCompare = endpoint({
  name: 'checkpoints-compare',
  method: 'GET',
  path: '/api/checkpoints/:id/compare',
  who: 'checks.read',
  tag: 'checks',
  summary:
    'Where a checkpoint, by id or name, differs from another, or from how all is now: which tables, and which stretches of their rows.',
  timeoutMs: TIMEOUT_MS,
  params: z.object({ id: z.string().max(200) }),
  query: compareCheckpointsQuery,
  answer: checkpointDifferenceShape,
  handle: ({ services: { auditor }, principal, params, query }) =>
    auditor.compare({ tenantId: principal.tenantId, before: params.id, after: query.with }),
})
