import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import type { Address } from './address.ts'
import { resolveContradictions } from './contradictions.ts'
import { linkPoints } from './link.ts'
import { noteParticipants } from './participants.ts'
import { memberKey, partyMembers, type WrittenParty } from './party.ts'
import { lockLinks, notePoints, type SeenPoint } from './point.ts'
import { noticeRenames } from './renames.ts'

/** One party of a batch. */
export type PartyToIdentify = {
  /** Its `partyKey`. */
  key: string
  party: WrittenParty
  /** Times of the oldest and newest message of the batch with it. */
  firstAt: Date
  lastAt: Date
}

/**
 * Knows the parties of a batch again, or gets to know them: contact points with the names they came with,
 * participants, and the customers they belong to. `addresses` holds all that is written in the parties
 * (`normalizeAddresses`). Doing it twice changes nothing. Three statements when all is known already. Batches
 * of one firm take turns, so keep the transaction short.
 *
 * A party may stand in `parties` several times.
 */
export async function identify(
  tx: Tx,
  input: { clock: Clock; parties: readonly PartyToIdentify[]; addresses: ReadonlyMap<string, Address> },
): Promise<{ participants: Map<string, Id>; customersCreated: number }> {
  const { clock } = input
  const seen = new Map<string, SeenPoint>()
  const sets = new Map<string, string[]>()
  for (const { key, party, firstAt, lastAt } of input.parties) {
    const members = partyMembers(party, input.addresses)
    sets.set(key, members.map(memberKey))
    for (const { kind, value, name } of members) notice(seen, { kind, value }, name, firstAt, lastAt)
  }
  await lockLinks(tx)
  const points = await notePoints(tx, { clock, seen })
  const { ids, made } = await noteParticipants(tx, {
    clock,
    sets: [...sets].map(([key, members]) => ({
      key,
      pointIds: members.flatMap((member) => points.get(member)?.id ?? []),
    })),
  })
  const linked = await linkPoints(tx, { clock, points: [...points.values()] })
  await noticeRenames(tx, { clock, points: [...points.values()] })
  const groups = [...made].map((key) => (sets.get(key) ?? []).flatMap((member) => points.get(member) ?? []))
  const parted = await resolveContradictions(tx, { clock, groups })
  return { participants: ids, customersCreated: linked.customersCreated + parted.customersCreated }
}

function notice(
  seen: Map<string, SeenPoint>,
  address: { kind: string; value: string },
  name: string | null,
  firstAt: Date,
  lastAt: Date,
): void {
  const key = memberKey(address)
  const point = seen.get(key) ?? { ...address, names: [] }
  seen.set(key, point)
  if (name === null) return
  const known = point.names.find((other) => other.name === name)
  if (known === undefined) {
    point.names.push({ name, firstAt, lastAt })
    return
  }
  if (firstAt < known.firstAt) known.firstAt = firstAt
  if (lastAt > known.lastAt) known.lastAt = lastAt
}
