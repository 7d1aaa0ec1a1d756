import { addSourceBody, sourceFoundShape } from '../../contract/sources.ts'
import { lookAtSource } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'
import { leftSignal } from '../left-signal.ts'

export const sourcesCheck = endpoint({
  name: 'sources-check',
  method: 'POST',
  path: '/api/sources/check',
  who: 'sources.manage',
  tag: 'sources',
  summary: 'Reaches a source as it would be once added, and tells what is there. Keeps nothing.',
  checksSecret: true,
  timeoutMs: 60_000,
  body: addSourceBody,
  answer: sourceFoundShape,
  handle: async ({ services, body, reply }) => ({
    found: await lookAtSource(services, { source: body, signal: leftSignal(reply) }),
  }),
})
