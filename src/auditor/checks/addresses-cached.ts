import { sql } from 'kysely'
import { compareAddresses, WRITTEN_MARK } from '../../customers/customers.ts'
import { type Check, lookBy, within } from '../check.ts'

/** What is remembered of how an address is read is how it is read. */
export const addressesCached: Check = {
  name: 'addresses-cached',
  summary: 'What is remembered of how addresses are read is still so.',
  pace: 'compared',
  walk: { table: 'phone_normalization', key: 'written', type: 'text', isPrivate: true },
  slice: 1_000,
  look: ({ read }, part) =>
    read(async (db) =>
      lookBy(
        await compareAddresses(
          db,
          'these' in part ? within(part, WRITTEN_MARK, 'text') : within(part, sql`n.written`, 'text'),
        ),
        {
          // By its mark: as written it may be somebody's.
          found: ({ mark, kept, due, valueDiffers }) => ({
            kind: 'address_misread',
            subject: { kind: 'address', id: mark },
            details: { kept, due, valueDiffers },
          }),
        },
      ),
    ),
}
