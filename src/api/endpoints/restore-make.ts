import { restoreBody, restoredShape } from '../../contract/portability.ts'
import {
  type ExportSource,
  exportedArchive,
  exportedFolder,
  restoreFirm,
} from '../../portability/portability.ts'
import { keyInRecoveryCode, openArchive } from '../../secrets/secrets.ts'
import { endpoint } from '../endpoint.ts'
import { absolute } from '../server-path.ts'
import type { Services } from '../services.ts'

/** A firm of a million messages takes minutes. */
const TIMEOUT_MS = 60 * 60_000

export const restoreMake = endpoint({
  name: 'restore-make',
  method: 'POST',
  path: '/api/restore',
  who: 'operator',
  changes: { action: 'firm.restored' },
  tag: 'portability',
  summary: 'Puts an export, a file or folder on the server’s disk, into the empty firm.',
  body: restoreBody,
  answer: restoredShape,
  timeoutMs: TIMEOUT_MS,
  handle: async ({ services, principal, body, write }) => {
    const { tenantId } = principal
    const restore = (from: ExportSource) => restoreFirm(services, { tenantId, from })
    const done =
      body.dir === undefined
        ? await withArchive(services, body, restore)
        : await restore(exportedFolder(absolute(body.dir)))
    await write(async () => undefined)
    // An older export has no results, or older ones; figures and the index of words are in none.
    services.stages.wake(principal.tenantId, { everything: true })
    return done
  },
})

/** Opens a sealed export with the key here, or with the one that a recovery code tells. */
async function withArchive<T>(
  { secrets }: Pick<Services, 'secrets'>,
  { file = '', code }: { file?: string | undefined; code?: string | undefined },
  work: (from: ExportSource) => Promise<T>,
): Promise<T> {
  const key = code === undefined ? await secrets.masterKey() : keyInRecoveryCode(code)
  await using archive = await openArchive(absolute(file), [key])
  return await work(exportedArchive(file, archive)) // the archive is open until then
}
