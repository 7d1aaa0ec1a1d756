import { addSourceBody, sourceShape } from '../../contract/sources.ts'
import { addSource, keepAddresses, showSource, startSourceRun } from '../../intake/intake.ts'
import { addressesOf, credentialOf, labelOf, secretOf } from '../../pipeline/pipeline.ts'
import { putSecret } from '../../secrets/secrets.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesAdd = endpoint({
  name: 'sources-add',
  method: 'POST',
  path: '/api/sources',
  who: 'sources.manage',
  changes: { action: 'source.added' },
  tag: 'sources',
  summary:
    'Adds a source, and begins to take in all there is; what opens it is sealed, and shown to nobody again.',
  body: addSourceBody,
  answer: sourceShape,
  status: 201,
  handle: async ({ services, principal: { tenantId }, body, write }) => {
    const { secrets, clock, store } = services
    const { channel } = body
    const id = await write(async (tx, tell) => {
      const added = await addSource(tx, { clock, channel, label: labelOf(body), settings: body.settings })
      await keepAddresses(tx, { sourceId: added, addresses: addressesOf(body) })
      tell({ subject: { kind: 'source', id: added }, details: { channel } })
      const source = { id: added, channel, label: labelOf(body), isNew: true }
      await startSourceRun(tx, { clock, source, byHand: true })
      await putSecret(tx, {
        ...{ tenantId, id: added, secrets, clock },
        purpose: credentialOf[channel],
        value: secretOf(body),
      })
      return added
    })
    services.runner?.wake(tenantId)
    services.clockwork?.wake(tenantId)
    return store.read(tenantId, (db) => showSource(db, id))
  },
})
