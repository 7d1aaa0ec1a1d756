import { newFirm } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { CustomerDetail, Question } from '../contract/customers.ts'
import type { Store } from '../store/store.ts'
import {
  getCustomer,
  identify,
  listQuestions,
  normalizeAddresses,
  partyKey,
  type WrittenParty,
} from './customers.ts'

/** One exchange as a source might tell it: with whom, and on which day. */
export type Exchange = { party: WrittenParty; day: string }

/** With one address, which may have a name. */
export function one(address: string, name: string | null = null, day = '2024-03-01'): Exchange {
  return { party: { kind: 'one', address, name }, day }
}

/** With somebody of whom only the name is known. */
export function nameOnly(name: string, day = '2024-03-01'): Exchange {
  return { party: { kind: 'name', name }, day }
}

/** With a group. */
export function group(
  addresses: readonly (string | readonly [string, string])[],
  day = '2024-03-01',
): Exchange {
  const members = addresses.map((member) =>
    typeof member === 'string' ? { address: member, name: null } : { address: member[0], name: member[1] },
  )
  return { party: { kind: 'group', members }, day }
}

/** A firm of its own in `store`, and what tests do with its customers. */
export async function openFirm(store: Store, region = 'US') {
  const firm = await newFirm(store)
  const clock = fixedClock('2024-06-01T09:00:00Z')
  const participants = new Map<string, Id>()

  /** Imports a batch; returns how many customers it made. */
  async function meet(...exchanges: Exchange[]): Promise<number> {
    clock.advance(60_000)
    return store.write(firm, async (tx) => {
      const addresses = await normalizeAddresses(tx, { region, written: exchanges.flatMap(writtenIn) })
      const parties = exchanges.map(({ party, day }) => ({
        key: partyKey(party, addresses),
        party,
        firstAt: new Date(`${day}T12:00:00Z`),
        lastAt: new Date(`${day}T12:00:00Z`),
      }))
      const found = await identify(tx, { clock, parties, addresses })
      for (const [key, id] of found.participants) participants.set(key, id)
      return found.customersCreated
    })
  }

  function pointOf(value: string) {
    return store.read(firm, (db) =>
      db.selectFrom('contactPoint').selectAll().where('value', '=', value).executeTakeFirstOrThrow(),
    )
  }

  async function customerOf(value: string): Promise<CustomerDetail> {
    const { customerId } = await pointOf(value)
    const customer = await store.read(firm, (db) => getCustomer(db, customerId ?? ''))
    if (customer === undefined) throw new Error(`${value} has no customer.`)
    return customer
  }

  async function questions(): Promise<Question[]> {
    return (await store.read(firm, (db) => listQuestions(db, { limit: 200 }))).items
  }

  return { firm, clock, participants, meet, pointOf, customerOf, questions }
}

function writtenIn({ party }: Exchange): string[] {
  if (party.kind === 'one') return [party.address]
  return party.kind === 'group' ? party.members.map(({ address }) => address) : []
}
