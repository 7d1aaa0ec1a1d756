import { mirrorLayoutBody, mirrorLayoutShape } from '../../contract/mirrors.ts'
import { endpoint } from '../endpoint.ts'

export const mirrorsLayout = endpoint({
  name: 'mirrors-layout',
  method: 'POST',
  path: '/api/mirrors/layout',
  who: 'sources.manage',
  tag: 'mirrors',
  summary:
    'Reaches a database that may become a mirror, and lists its tables and columns. Reads its catalog alone.',
  checksSecret: true,
  timeoutMs: 60_000,
  body: mirrorLayoutBody,
  answer: mirrorLayoutShape,
  handle: ({ services: { mirrors }, body: { databaseUrl } }) => mirrors.layout(databaseUrl),
})
