import { mirrorCheckBody, mirrorCheckShape } from '../../contract/mirrors.ts'
import { endpoint } from '../endpoint.ts'

export const mirrorsCheck = endpoint({
  name: 'mirrors-check',
  method: 'POST',
  path: '/api/mirrors/check',
  who: 'sources.manage',
  tag: 'mirrors',
  summary:
    'Reaches a database as it would be once added, and tells whether the mapping fits, and what would become of its first rows. Writes nothing on either side.',
  checksSecret: true,
  showsPeople: true,
  timeoutMs: 60_000,
  body: mirrorCheckBody,
  answer: mirrorCheckShape,
  handle: ({ services: { mirrors }, principal, body }) => mirrors.check(principal.tenantId, body),
})
