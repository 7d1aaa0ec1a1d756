import { compareMerges } from '../../customers/customers.ts'
import { type Check, lookBy, within } from '../check.ts'

/** A customer stands, or went into another, as the diary of merges tells. */
export const mergesEnd: Check = {
  name: 'merges-end',
  summary: 'Customers stand, or went into others, as the diary of merges tells.',
  pace: 'compared',
  walk: { table: 'customer', key: 'id', type: 'uuid' },
  look: ({ read }, part) =>
    read(async (db) =>
      lookBy(await compareMerges(db, (key) => within(part, key)), {
        found: ({ id, kept, due }) => ({
          kind: 'merge_differs',
          subject: { kind: 'customer', id },
          details: { kept, due },
        }),
      }),
    ),
}
