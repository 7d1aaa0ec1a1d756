import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { sourceFor } from '../intake/intake.ts'
import type { Tx } from '../store/store.ts'

/** What messages of Google Voice are called, however they came. */
export const VOICE = 'google-voice'

/** The Google Voice account that a forwarded mail belongs to: the one that an archive brought, or a new one. */
export async function voiceSource(
  tx: Tx,
  { clock, ownNumber }: { clock: Clock; ownNumber: string },
): Promise<Id> {
  const addresses = ownNumber === '' ? [] : [ownNumber]
  const { id } = await sourceFor(tx, {
    ...{ clock, channel: VOICE, addresses },
    label: ownNumber || 'Google Voice',
  })
  return id
}
