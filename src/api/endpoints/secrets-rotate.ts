import { rotatedShape, rotateSecretsBody } from '../../contract/secrets.ts'
import { endpoint } from '../endpoint.ts'

/** A million values take minutes. */
const TIMEOUT_MS = 60 * 60_000

export const secretsRotate = endpoint({
  name: 'secrets-rotate',
  method: 'POST',
  path: '/api/secrets/rotate',
  who: 'installation',
  tag: 'secrets',
  summary: 'Replaces the key that secrets are sealed under, and seals them anew; or replaces the master key.',
  body: rotateSecretsBody,
  answer: rotatedShape,
  timeoutMs: TIMEOUT_MS,
  handle: async ({ services: { secrets }, body: { key } }) => {
    const nothing = { resealed: 0, unreadable: 0, keysDeleted: 0, keysWrapped: 0 }
    return key === 'master'
      ? { key, ...nothing, keysWrapped: await secrets.replaceMasterKey() }
      : { key, ...nothing, ...(await secrets.rotate()) }
  },
})
