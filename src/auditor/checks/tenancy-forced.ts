import { unheldTables } from '../../store/store.ts'
import { type Check, isMeant, lookBy } from '../check.ts'

/** Row-level security holds every firm's rows apart, forced, by the one policy that all tables have. */
export const tenancyForced: Check = {
  name: 'tenancy-forced',
  summary: 'Row-level security holds the rows of every table apart by firm.',
  pace: 'compared',
  look: async ({ pool }, part) =>
    lookBy(
      (await unheldTables(pool)).filter(({ table }) => isMeant(part, table)),
      {
        found: ({ table, enabled, forced, policies }) => ({
          kind: 'table_unforced',
          subject: { kind: 'table', id: table },
          details: { enabled, forced, policy: policies > 0 },
        }),
      },
    ),
}
