import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { readSetAside } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const syncSetAsideBody = endpoint({
  name: 'sync-set-aside-body',
  method: 'GET',
  path: '/api/sync/:id/set-aside/:itemId/body',
  who: 'imports.read',
  showsPeople: true,
  tag: 'sync',
  summary: 'The bytes of something an import could not use, as a text file to look at.',
  params: z.object({ id: idShape, itemId: idShape }),
  bytes: true,
  handle: async ({ services, principal, params, reply }) => {
    const body = await services.store.read(principal.tenantId, (db) =>
      readSetAside(db, { runId: params.id, id: params.itemId }),
    )
    if (body === undefined) throw notFound('item')
    // Anything may be in it: it is never shown as a page of ours.
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="set-aside-${params.itemId}.txt"`)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-store')
      .send(body)
  },
})
