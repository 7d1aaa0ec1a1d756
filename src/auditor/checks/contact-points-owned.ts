import { sql } from 'kysely'
import { comparePoints } from '../../customers/customers.ts'
import { type Check, lookBy, within } from '../check.ts'

/** Every address that can have an owner has one, who stands. */
export const contactPointsOwned: Check = {
  name: 'contact-points-owned',
  summary: 'Every number and address belongs to a customer who stands.',
  pace: 'compared',
  walk: { table: 'contact_point', key: 'id', type: 'uuid' },
  look: ({ read }, part) =>
    read(async (db) =>
      lookBy(await comparePoints(db, () => within(part, sql`p.id`)), {
        found: ({ id, what, customerId, standingId }) => ({
          kind: what === 'unowned' ? 'point_unowned' : 'point_of_absorbed',
          subject: { kind: 'contact_point', id },
          details: what === 'unowned' ? {} : { customerId, standingId },
        }),
      }),
    ),
}
