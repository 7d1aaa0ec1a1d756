import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { removeSource } from '../../intake/intake.ts'
import { deleteSecret } from '../../secrets/secrets.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesRemove = endpoint({
  name: 'sources-remove',
  method: 'DELETE',
  path: '/api/sources/:id',
  who: 'sources.manage',
  changes: { action: 'source.removed', subject: 'source' },
  tag: 'sources',
  summary: 'Takes a source away, with what opens it; the messages that came from it stay.',
  params: z.object({ id: idShape }),
  handle: async ({
    services: { clock, clockwork, wires },
    principal: { tenantId },
    params: { id },
    write,
  }) => {
    await write(async (tx) => {
      await removeSource(tx, { sourceId: id, clock })
      await deleteSecret(tx, { id })
    })
    await wires.drop(id)
    clockwork?.wake(tenantId)
  },
})
