import { checkRunShape, startCheckBody } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

/** Whoever waits for a check of all of a large firm, derived again, waits for minutes. */
const TIMEOUT_MS = 60 * 60_000

export const syncConsistencyCheck = endpoint({
  name: 'sync-consistency-check',
  method: 'POST',
  path: '/api/sync/consistency-check',
  who: 'checks.write',
  changes: { action: 'check.started' },
  tag: 'checks',
  summary:
    'Looks whether what is kept agrees with itself; joins the check that is at work. It goes on whether or not somebody waits.',
  timeoutMs: TIMEOUT_MS,
  body: startCheckBody,
  answer: checkRunShape,
  handle: async ({ services: { auditor }, principal: { tenantId }, body, write }) => {
    const names = body.checks ?? null
    await write(async (_, tell) => tell({ details: { depth: body.depth, ...(names && { names }) } }))
    const run = await auditor.begin({ tenantId, depth: body.depth, names })
    return body.wait ? auditor.ended({ tenantId, runId: run.id }) : run
  },
})
