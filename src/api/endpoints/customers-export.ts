import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { exportPerson } from '../../privacy/privacy.ts'
import { endpoint } from '../endpoint.ts'

const TIMEOUT_MS = 60 * 60_000

export const customersExport = endpoint({
  name: 'customers-export',
  method: 'POST',
  path: '/api/customers/:id/export',
  who: 'customers.export',
  changes: { action: 'customer.exported', subject: 'customer' },
  tag: 'customers',
  summary: 'All that the firm keeps about a person, over all channels, as a zip to be read in any browser.',
  timeoutMs: TIMEOUT_MS,
  params: z.object({ id: idShape }),
  bytes: true,
  handle: async ({ services, principal, params, reply, write }) => {
    const zip = await exportPerson(services, { tenantId: principal.tenantId, customerId: params.id })
    await write(async () => undefined) // told before it leaves the house
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="person-${params.id}.zip"`)
      .header('cache-control', 'no-store')
      .send(zip)
  },
})
