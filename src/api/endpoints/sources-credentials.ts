import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import { idShape } from '../../contract/common.ts'
import { liveChannelShape, sourceCredentialsBody, sourceShape } from '../../contract/sources.ts'
import { askSource, readLiveSource, setSourceState, showSource } from '../../intake/intake.ts'
import { credentialOf } from '../../pipeline/pipeline.ts'
import { putSecret } from '../../secrets/secrets.ts'
import { endpoint } from '../endpoint.ts'

function consentNeeded(): Refusal {
  return new Refusal(
    'consent_needed',
    'A Gmail account is opened by consent, not by a password.',
    'Begin the consent with POST /api/sources/gmail.',
    { status: 409 },
  )
}

export const sourcesCredentials = endpoint({
  name: 'sources-credentials',
  method: 'PUT',
  path: '/api/sources/:id/credentials',
  who: 'sources.manage',
  changes: { action: 'source.credentials_set', subject: 'source' },
  tag: 'sources',
  summary: 'Sets anew what opens a source, and has it asked again from where one stood.',
  params: z.object({ id: idShape }),
  body: sourceCredentialsBody,
  answer: sourceShape,
  handle: async ({ services, principal: { tenantId }, params: { id }, body, write }) => {
    const { secrets, clock, store } = services
    await write(async (tx) => {
      const { channel } = await readLiveSource(tx, id)
      if (channel === 'gmail') throw consentNeeded()
      const purpose = credentialOf[liveChannelShape.parse(channel)]
      await setSourceState(tx, { sourceId: id, state: 'active' })
      await askSource(tx, { clock, sourceId: id })
      await putSecret(tx, { tenantId, id, secrets, clock, purpose, value: body.secret })
    })
    await services.wires.drop(id)
    services.runner?.wake(tenantId)
    services.clockwork?.wake(tenantId)
    return store.read(tenantId, (db) => showSource(db, id))
  },
})
