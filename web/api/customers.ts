import type { z } from 'zod'
import {
  type addCustomerBody,
  addedContactPointShape,
  addedPropertyShape,
  customerDetailShape,
  type propertyBody,
  reassignedShape,
} from '../../src/contract/customers.ts'
import { ask } from './client.ts'

/** The addresses of the API for what is written of a customer by hand. */

export const addCustomer = (body: z.input<typeof addCustomerBody>) =>
  ask(customerDetailShape, 'POST', 'customers', { body })

export const addContactPoint = (id: string, address: string) =>
  ask(addedContactPointShape, 'POST', `customers/${id}/contact-points`, { body: { address } })
export const correctContactPoint = (id: string, pointId: string, address: string) =>
  ask(customerDetailShape, 'PUT', `customers/${id}/contact-points/${pointId}`, { body: { address } })
export const removeContactPoint = (id: string, pointId: string) =>
  ask(customerDetailShape, 'DELETE', `customers/${id}/contact-points/${pointId}`)

/** To whom an address is given, with its messages; null: somebody new. */
export const giveContactPoint = (
  pointId: string,
  body: { customerId: string | null; seenCustomerId: string },
) => ask(reassignedShape, 'POST', `contact-points/${pointId}/reassign`, { body })

export type PropertyBody = z.input<typeof propertyBody>
export const addProperty = (id: string, body: PropertyBody) =>
  ask(addedPropertyShape, 'POST', `customers/${id}/properties`, { body })
export const correctProperty = (id: string, propertyId: string, body: PropertyBody) =>
  ask(customerDetailShape, 'PUT', `customers/${id}/properties/${propertyId}`, { body })
export const removeProperty = (id: string, propertyId: string) =>
  ask(customerDetailShape, 'DELETE', `customers/${id}/properties/${propertyId}`)
