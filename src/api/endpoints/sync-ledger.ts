import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ledgerShape } from '../../contract/runs.ts'
import { getLedger } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncLedger = endpoint({
  name: 'sync-ledger',
  method: 'GET',
  path: '/api/sync/:id/ledger',
  who: 'imports.read',
  tag: 'sync',
  summary: 'The proof that an import is complete, or what it lacks.',
  params: z.object({ id: idShape }),
  answer: ledgerShape,
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, (db) => getLedger(db, params.id)),
})
