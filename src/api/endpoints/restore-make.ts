import { folderBody, restoredShape } from '../../contract/portability.ts'
import { restoreFirm } from '../../portability/portability.ts'
import { endpoint } from '../endpoint.ts'
import { absolute } from '../server-path.ts'

/** A firm of a million messages takes minutes. */
const TIMEOUT_MS = 60 * 60_000

export const restoreMake = endpoint({
  name: 'restore-make',
  method: 'POST',
  path: '/api/restore',
  who: 'operator',
  changes: { action: 'firm.restored' },
  tag: 'portability',
  summary: 'Puts an export, in a folder on the server’s disk, into the empty firm.',
  body: folderBody,
  answer: restoredShape,
  timeoutMs: TIMEOUT_MS,
  handle: async ({ services, principal, body, write }) => {
    const done = await restoreFirm(services, { tenantId: principal.tenantId, dir: absolute(body.dir) })
    await write(async () => undefined)
    // An older export has no results, or older ones; figures and the index of words are in none.
    services.stages.wake(principal.tenantId, { everything: true })
    return done
  },
})
