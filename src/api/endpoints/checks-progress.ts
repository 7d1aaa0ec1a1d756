import { z } from 'zod'
import { readRun } from '../../auditor/auditor.ts'
import { checkRunShape } from '../../contract/auditor.ts'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'

export const checksProgress = endpoint({
  name: 'checks-progress',
  method: 'GET',
  path: '/api/checks/runs/:id',
  who: 'checks.read',
  tag: 'checks',
  summary: 'How far a check has come, and what it found.',
  params: z.object({ id: idShape }),
  answer: checkRunShape,
  handle: ({ services: { store }, principal, params }) =>
    store.read(principal.tenantId, (db) => readRun(db, params.id)),
})
