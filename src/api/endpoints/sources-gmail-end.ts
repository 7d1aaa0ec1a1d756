import { signedIn } from '../../access/access.ts'
import { endGmailBody, sourceShape } from '../../contract/sources.ts'
import { keepGmail, showSource } from '../../intake/intake.ts'
import { endGmailConsent } from '../../pipeline/pipeline.ts'
import { putSecret } from '../../secrets/secrets.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesGmailEnd = endpoint({
  name: 'sources-gmail-end',
  method: 'POST',
  path: '/api/sources/gmail/consent',
  who: 'sources.manage',
  changes: { action: 'source.added' },
  tag: 'sources',
  summary:
    'Ends a consent with what Google sent back along with the browser: adds the account as a source, or opens again the one that it is.',
  checksSecret: true,
  timeoutMs: 60_000,
  body: endGmailBody,
  answer: sourceShape,
  handle: async ({ services, principal, body, write }) => {
    const { clock, secrets, store } = services
    const { tenantId } = principal
    const { personId } = signedIn(principal)
    const consent = await endGmailConsent(services, { tenantId, personId, search: body.search })
    const id = await write(async (tx, tell) => {
      const sourceId = await keepGmail(tx, { clock, ...consent })
      tell({ subject: { kind: 'source', id: sourceId }, details: { channel: 'gmail' } })
      await putSecret(tx, {
        ...{ tenantId, id: sourceId, secrets, clock },
        purpose: 'oauth_token',
        value: consent.refreshToken,
      })
      return sourceId
    })
    await services.wires.drop(id)
    services.runner?.wake(tenantId)
    services.clockwork?.wake(tenantId)
    return store.read(tenantId, (db) => showSource(db, id))
  },
})
