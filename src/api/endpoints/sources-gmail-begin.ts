import { signedIn } from '../../access/access.ts'
import { beginGmailBody, beginGmailShape } from '../../contract/sources.ts'
import { readLiveSource } from '../../intake/intake.ts'
import { beginGmailConsent } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesGmailBegin = endpoint({
  name: 'sources-gmail-begin',
  method: 'POST',
  path: '/api/sources/gmail',
  who: 'sources.manage',
  tag: 'sources',
  summary:
    'Where to send one’s browser to consent that a Gmail account is read; the source is there once the browser has come back, within ten minutes.',
  body: beginGmailBody,
  answer: beginGmailShape,
  handle: async ({ services, principal, body: { sourceId = null, address } }) => {
    const { tenantId } = principal
    if (sourceId !== null) await services.store.read(tenantId, (db) => readLiveSource(db, sourceId))
    const { personId } = signedIn(principal)
    return { url: await beginGmailConsent(services, { tenantId, personId, sourceId, address }) }
  },
})
