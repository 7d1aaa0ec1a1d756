import { mirrorWordsBody, mirrorWordsShape } from '../../contract/mirrors.ts'
import { endpoint } from '../endpoint.ts'

export const mirrorsWords = endpoint({
  name: 'mirrors-words',
  method: 'POST',
  path: '/api/mirrors/words',
  who: 'sources.manage',
  tag: 'mirrors',
  summary:
    'Lists what a column of a database that may become a mirror says, commonest first, so that its words can be mapped. Writes nothing.',
  checksSecret: true,
  showsPeople: true,
  timeoutMs: 60_000,
  body: mirrorWordsBody,
  answer: mirrorWordsShape,
  handle: ({ services: { mirrors }, body: { databaseUrl, ...place } }) => mirrors.words(databaseUrl, place),
})
