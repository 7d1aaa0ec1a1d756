import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { authServersShape } from '../../contract/sources.ts'
import { proposeAuthServers } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesAuthServers = endpoint({
  name: 'sources-auth-servers',
  method: 'GET',
  path: '/api/sources/:id/auth-servers',
  who: 'sources.manage',
  tag: 'sources',
  summary:
    'Whose word on senders is believed in a source’s mails, and under which names the newest of them were checked.',
  params: z.object({ id: idShape }),
  answer: authServersShape,
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, (db) =>
      proposeAuthServers(db, { ...services, sourceId: params.id }),
    ),
})
