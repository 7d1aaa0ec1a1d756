import type { Clock } from '../base/clock.ts'
import type { Tx } from '../store/store.ts'
import { ask } from './ask.ts'
import { refreshCustomers } from './customer.ts'
import { evidence } from './evidence.ts'
import { type Doubt, doubtsAbout } from './link-rule.ts'
import { isUtterlyDifferent } from './match/likeness.ts'
import { isFullName, nameKey } from './name.ts'
import { newestFirst, newestName, type Point } from './point.ts'
import { readSurroundings } from './surroundings.ts'

/**
 * Sees to points that this batch gave another name: their customers are called by the newest, and a person is asked
 * where an utterly different name may mean that the number changed hands, or where somebody else is called so.
 * Nothing is moved by itself.
 */
export async function noticeRenames(
  tx: Tx,
  input: { clock: Clock; points: readonly Point[] },
): Promise<void> {
  const { clock } = input
  const changed = input.points.filter(({ isNamesChanged }) => isNamesChanged)
  const stale = changed.filter((point) => point.customerName !== newestName(point)?.name)
  await refreshCustomers(tx, { clock, ids: stale.flatMap(({ customerId }) => customerId ?? []) })
  const renamed = changed.filter(
    (point) =>
      point.customerId !== null &&
      point.names.length > 1 &&
      nameKey(point.nameBefore ?? '') !== nameKey(newestName(point)?.name ?? ''),
  )
  if (renamed.length === 0) return
  const { namesakes, together } = await readSurroundings(tx, renamed)
  const doubts = renamed.flatMap((point) => {
    const name = newestName(point)?.name ?? ''
    const others = (namesakes.get(nameKey(name)) ?? []).filter(
      ({ customerId }) => customerId !== point.customerId,
    )
    return [...doubtOfOwner(point, name), ...doubtsAbout(point, name, others, together)]
  })
  await ask(tx, { clock, doubts })
}

/** Two full names without a word in common: a number handed on, or a wife's phone saved anew; a machine cannot tell. */
function doubtOfOwner(point: Point, name: string): Doubt[] {
  const { customerId, names } = point
  const earlier = names
    .toSorted(newestFirst)
    .slice(1)
    .find((known) => isFullName(known.name) && isUtterlyDifferent(known.name, name))
  if (earlier === undefined || customerId === null || !isFullName(name)) return []
  return [
    {
      pointId: point.id,
      customerId,
      method: 'renamed',
      confidence: 0.5,
      evidence: [evidence('history', 'renamed', { value: point.value, earlier: earlier.name, name })],
    },
  ]
}
