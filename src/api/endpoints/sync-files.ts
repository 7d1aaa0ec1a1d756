import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { ledgerFilePage, ledgerFileQuery } from '../../contract/runs.ts'
import { getRun, listLedgerLines } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncFiles = endpoint({
  name: 'sync-files',
  method: 'GET',
  path: '/api/sync/:id/files',
  who: 'imports.read',
  showsPeople: true,
  tag: 'sync',
  summary: 'What became of each file of an import, by path.',
  params: z.object({ id: idShape }),
  query: ledgerFileQuery,
  answer: ledgerFilePage,
  handle: ({ services, principal, params, query }) =>
    services.store.read(principal.tenantId, async (db) => {
      await getRun(db, params.id)
      return listLedgerLines(db, { runId: params.id, ...query })
    }),
})
