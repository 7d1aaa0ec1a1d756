import { exportedShape, folderBody } from '../../contract/portability.ts'
import { exportFirm } from '../../portability/portability.ts'
import { endpoint } from '../endpoint.ts'
import { absolute } from '../server-path.ts'

/** A firm of a million messages takes minutes. */
const TIMEOUT_MS = 60 * 60_000

export const exportMake = endpoint({
  name: 'export-make',
  method: 'POST',
  path: '/api/export',
  who: 'operator',
  changes: { action: 'firm.exported' },
  tag: 'portability',
  summary: 'Writes the firm into an empty folder on the server’s disk.',
  body: folderBody,
  answer: exportedShape,
  timeoutMs: TIMEOUT_MS,
  handle: async ({ services, principal, body, write }) => {
    await write(async () => undefined) // before it leaves the house
    return exportFirm(services, { tenantId: principal.tenantId, dir: absolute(body.dir) })
  },
})
