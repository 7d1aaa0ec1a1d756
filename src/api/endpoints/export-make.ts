import { exportBody, exportedShape } from '../../contract/portability.ts'
import { exportFirm, exportFolder } from '../../portability/portability.ts'
import { writeArchive } from '../../secrets/secrets.ts'
import { endpoint } from '../endpoint.ts'
import { absolute, unused } from '../server-path.ts'

/** A firm of a million messages takes minutes. */
const TIMEOUT_MS = 60 * 60_000

export const exportMake = endpoint({
  name: 'export-make',
  method: 'POST',
  path: '/api/export',
  who: 'operator',
  changes: { action: 'firm.exported' },
  tag: 'portability',
  summary:
    'Writes the firm to the server’s disk: into a file, sealed under the master key, or into an empty folder, in the clear.',
  body: exportBody,
  answer: exportedShape,
  timeoutMs: TIMEOUT_MS,
  handle: async ({ services, principal: { tenantId }, body: { dir, file = '' }, write }) => {
    const tell = () => write(async () => undefined) // before it leaves the house
    if (dir !== undefined) {
      const place = absolute(dir)
      await tell()
      return exportFirm(services, { tenantId, to: await exportFolder(place) })
    }
    const path = unused(absolute(file))
    await tell()
    const { store, clock, secrets, settings } = services
    const { filled } = await writeArchive(
      path,
      {
        master: await secrets.masterKey(),
        about: {
          kind: 'firm',
          madeAt: clock.now().toISOString(),
          version: settings.version,
          database: store.kind,
        },
      },
      (add) => exportFirm(services, { tenantId, to: add }),
    )
    return filled
  },
})
