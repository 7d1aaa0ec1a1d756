import { z } from 'zod'
import { actorOf } from '../../access/access.ts'
import { idShape } from '../../contract/common.ts'
import { eraseCustomerBody, erasedCustomerShape } from '../../contract/customers.ts'
import { eraseCustomer } from '../../privacy/privacy.ts'
import { endpoint } from '../endpoint.ts'

/** Somebody with many messages among many. */
const TIMEOUT_MS = 10 * 60_000

export const customersErase = endpoint({
  name: 'customers-erase',
  method: 'POST',
  path: '/api/customers/:id/erase',
  who: 'customers.erase',
  changes: { action: 'customer.erased' },
  tag: 'customers',
  summary:
    'Forgets a person in everything the firm keeps, and keeps them out of later imports. It cannot be undone.',
  timeoutMs: TIMEOUT_MS,
  params: z.object({ id: idShape }),
  body: eraseCustomerBody,
  answer: erasedCustomerShape,
  handle: ({ services, principal, params, body }) =>
    eraseCustomer(
      { ...services, erasedKey: services.secrets.macKey('erased') },
      {
        tenantId: principal.tenantId,
        customerId: params.id,
        actor: actorOf(principal),
        reason: body.reason,
        timeoutHours: services.settings.conversationTimeoutHours,
      },
    ),
})
