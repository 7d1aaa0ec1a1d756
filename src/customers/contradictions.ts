import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { ask } from './ask.ts'
import { evidence } from './evidence.ts'
import type { Doubt } from './link-rule.ts'
import { reassignContactPoint } from './move.ts'
import { compare, newestName, type Point } from './point.ts'

/**
 * Two numbers that were taken for one person's by their name, and then write in one group, are likelier two people's:
 * the one that was matched by name gets a customer of its own, and a person is asked. `groups` are the members of
 * groups not seen before. Returns how many customers were made; no statement when nothing contradicts.
 */
export async function resolveContradictions(
  tx: Tx,
  input: { clock: Clock; groups: readonly (readonly Point[])[] },
): Promise<{ customersCreated: number }> {
  const { clock } = input
  const doubts: Doubt[] = []
  for (const group of input.groups) {
    for (const { point, other, customerId } of contradicting(group)) {
      const moved = await reassignContactPoint(tx, {
        clock,
        contactPointId: point.id,
        customerId: null,
        by: 'rule',
        evidence: [evidence('group', 'one_group', { value: point.value, other: other.value })],
      })
      point.customerId = moved.customerId
      doubts.push({
        pointId: point.id,
        customerId,
        method: 'alternate_phone',
        confidence: 0.6,
        evidence: [
          evidence('name', 'both_called', { name: newestName(point)?.name ?? point.value }),
          evidence('group', 'one_group', { value: point.value, other: other.value }),
        ],
      })
    }
  }
  await ask(tx, { clock, doubts })
  return { customersCreated: doubts.length }
}

type Contradiction = { point: Point; other: Point; customerId: Id }

function contradicting(group: readonly Point[]): Contradiction[] {
  const byCustomer = Map.groupBy(
    group.filter(({ customerId }) => customerId !== null),
    ({ customerId }) => customerId,
  )
  return [...byCustomer].flatMap(([customerId, points]) => {
    const byName = points
      .filter(({ linkMethod }) => linkMethod === 'alternate_phone')
      .toSorted((a, b) => compare(a.value, b.value))
    const stays = points.find((point) => !byName.includes(point)) ?? byName.shift()
    if (customerId === null || stays === undefined) return []
    return byName.map((point) => ({ point, other: stays, customerId }))
  })
}
