import { demoStateShape } from '../../contract/firms.ts'
import { listRuns } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'
import { findSample } from '../find-sample.ts'

export const demoState = endpoint({
  name: 'demo-state',
  method: 'GET',
  path: '/api/demo',
  who: 'member',
  tag: 'demo',
  summary: 'Whether one has the sample firm, and the run that imported it.',
  answer: demoStateShape,
  handle: async ({ services: { access, store }, principal }) => {
    const firm = await findSample(access, principal)
    if (firm === undefined) return { firmId: null, syncId: null, current: false }
    const runs = await store.read(firm.id, (db) => listRuns(db, { limit: 1 }))
    return { firmId: firm.id, syncId: runs.items[0]?.syncId ?? null, current: firm.id === principal.tenantId }
  },
})
