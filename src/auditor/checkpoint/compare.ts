import type { CheckpointDifference } from '../../contract/auditor.ts'
import type { State } from './make.ts'
import type { Range } from './read-ranges.ts'

type TableDifference = CheckpointDifference['tables'][number]
type RangeDifference = TableDifference['ranges'][number]

const RANGES_MAX = 100

/** Where two states differ: table by table, and in each which stretches of keys. Pure. */
export function compareStates(before: State, after: State): TableDifference[] {
  const names = [...new Set([...before.tables, ...after.tables].map(({ table }) => table))].sort()
  return names.flatMap((table) => {
    const [one, other] = [before, after].map((state) => state.tables.find((own) => own.table === table))
    if (one !== undefined && other !== undefined && one.hash.equals(other.hash)) return []
    const ranges = compareRanges(one?.ranges ?? [], other?.ranges ?? [])
    return [
      {
        ...{ table, rowsBefore: one?.rows ?? 0, rowsAfter: other?.rows ?? 0 },
        ...{ ranges: ranges.slice(0, RANGES_MAX), rangeCount: ranges.length },
      },
    ]
  })
}

/** Ranges of both end behind the same keys but where these rows came or went; between two such ends they are taken together. */
function compareRanges(before: readonly Range[], after: readonly Range[]): RangeDifference[] {
  const ends = new Set(before.map(({ lastKey }) => lastKey))
  const common = new Set(after.flatMap(({ lastKey }) => (ends.has(lastKey) ? [lastKey] : [])))
  const [old, now] = [partsOf(before, common), partsOf(after, common)]
  const differing: RangeDifference[] = []
  let from: string | null = null
  for (let place = 0; place < Math.max(old.length, now.length); place++) {
    const [one = NOTHING, other = NOTHING] = [old[place], now[place]]
    const upTo = one.end ?? other.end
    if (!isEqual(one.ranges, other.ranges))
      differing.push({ after: from, upTo, rowsBefore: rowsOf(one.ranges), rowsAfter: rowsOf(other.ranges) })
    from = upTo
  }
  return differing
}

type Stretch = { end: string | null; ranges: readonly Range[] }
const NOTHING: Stretch = { end: null, ranges: [] }

/** Cut behind the common ends; the last part, behind all of them, has none. */
function partsOf(ranges: readonly Range[], common: ReadonlySet<string>): Stretch[] {
  const parts: Stretch[] = []
  let own: Range[] = []
  for (const range of ranges) {
    own.push(range)
    if (!common.has(range.lastKey)) continue
    parts.push({ end: range.lastKey, ranges: own })
    own = []
  }
  if (own.length > 0) parts.push({ end: null, ranges: own })
  return parts
}

function isEqual(one: readonly Range[], other: readonly Range[]): boolean {
  return (
    one.length === other.length && one.every(({ hash }, place) => other[place]?.hash.equals(hash) === true)
  )
}

const rowsOf = (ranges: readonly Range[]) => ranges.reduce((sum, { rows }) => sum + rows, 0)
