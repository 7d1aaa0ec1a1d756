import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { runShape } from '../../contract/runs.ts'
import { getRun } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncProgress = endpoint({
  name: 'sync-progress',
  method: 'GET',
  path: '/api/sync/:id/progress',
  who: 'imports.read',
  tag: 'sync',
  summary: 'How far an import has come.',
  params: z.object({ id: idShape }),
  answer: runShape,
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, (db) => getRun(db, params.id)),
})
