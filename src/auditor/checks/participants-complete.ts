import { compareParticipants } from '../../customers/customers.ts'
import { type Check, lookBy, within } from '../check.ts'

/** The members of every set of participants are those that its key names. */
export const participantsComplete: Check = {
  name: 'participants-complete',
  summary: 'Everybody who takes part in an exchange is noted as such.',
  pace: 'compared',
  walk: { table: 'participants', key: 'id', type: 'uuid' },
  look: ({ read }, part) =>
    read(async (db) =>
      lookBy(await compareParticipants(db, (key) => within(part, key)), {
        found: ({ id, members, due }) => ({
          kind: 'participants_incomplete',
          subject: { kind: 'participants', id },
          details: { members, due },
        }),
      }),
    ),
}
