import { z } from 'zod'
import { idShape, pageQueryShape } from '../../contract/common.ts'
import { setAsidePage } from '../../contract/runs.ts'
import { getRun, listSetAside } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncSetAside = endpoint({
  name: 'sync-set-aside',
  method: 'GET',
  path: '/api/sync/:id/set-aside',
  who: 'imports.read',
  showsPeople: true,
  tag: 'sync',
  summary: 'What an import could not use, each with its reason.',
  params: z.object({ id: idShape }),
  query: pageQueryShape,
  answer: setAsidePage,
  handle: ({ services, principal, params, query }) =>
    services.store.read(principal.tenantId, async (db) => {
      await getRun(db, params.id)
      return listSetAside(db, { runId: params.id, ...query })
    }),
})
