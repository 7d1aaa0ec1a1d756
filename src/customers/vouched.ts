import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Db, Tx } from '../store/store.ts'
import type { WrittenParty } from './party.ts'

const FORGED = 'forged:'
/** Keys of such participants, as a pattern of LIKE. */
export const FORGED_KEYS = `unknown:${FORGED}%`

/**
 * Who is on the other side of a mail whose domain does not stand behind it: nobody that is known. It stands apart from what the
 * owner of the address wrote, until a person says that it is theirs.
 */
export function forgedParty(address: string): WrittenParty {
  return { kind: 'unknown', key: FORGED + address.toLowerCase() }
}

/** The address that such participants claim to be, by their key; null for all others. */
export function claimedAddress(participantsKey: string): string | null {
  const mark = `unknown:${FORGED}`
  return participantsKey.startsWith(mark) ? participantsKey.slice(mark.length) : null
}

/** Which of these addresses a person vouches for; in lower case. */
export async function vouchedAmong(db: Db, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set()
  const lower = [...new Set(addresses.map((address) => address.toLowerCase()))]
  const { rows } = await sql<{ address: string }>`
    select address from vouched_sender where address = any(${lower}::text[])`.execute(db)
  return new Set(rows.map(({ address }) => address))
}

/** Notes that mail from this address is taken for true from now on. */
export async function vouchFor(
  tx: Tx,
  { clock, address, by }: { clock: Clock; address: string; by: string },
): Promise<void> {
  await sql`
    insert into vouched_sender (address, vouched_by, vouched_at) values (${address.toLowerCase()}, ${by}, ${clock.now()})
    on conflict do nothing`.execute(tx)
}
