import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { setAuthServersBody, sourceShape } from '../../contract/sources.ts'
import { setAuthServers, showSource } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesAuthServersSet = endpoint({
  name: 'sources-auth-servers-set',
  method: 'PUT',
  path: '/api/sources/:id/auth-servers',
  who: 'sources.manage',
  changes: { action: 'source.auth_servers_set', subject: 'source' },
  tag: 'sources',
  summary: 'Says whose word on senders is believed in a source’s mails, from now on.',
  params: z.object({ id: idShape }),
  body: setAuthServersBody,
  answer: sourceShape,
  handle: async ({ services, principal: { tenantId }, params: { id }, body: { authServers }, write }) => {
    await write((tx) => setAuthServers(tx, { sourceId: id, authServers }))
    services.clockwork?.wake(tenantId)
    return services.store.read(tenantId, (db) => showSource(db, id))
  },
})
