/**
 * The ids of a table that were not handed over yet.
 *
 * A row's id is drawn before its transaction commits, so rows turn up in another order than their ids'. Therefore nothing is
 * concluded from the highest id seen: what is kept is the complement of what was handed over, as ranges, and every look asks
 * for the rows in all of them. A row is handed over when it is found in a range, and its id leaves the range with it:
 *
 * **None doubled.** An id leaves for good. **None missed**, as long as no id leaves without its row. One rule lets ids leave:
 * those of rolled-back transactions would pile up for ever. It says when a gap below an id that was seen is *settled*:
 *
 * 1. Ids come from a sequence that counts up and that no session draws from ahead of need (`CACHE 1`). So when row m was
 *    visible in snapshot S1, every id below m had been drawn before S1.
 * 2. An `INSERT` locks its table (`RowExclusiveLock`) before it works out its first default, and holds the lock until its
 *    transaction ends. So whoever had drawn an id of the gap and was not finished at S1 is among the lock's holders H that
 *    are read after S1; `pg_locks` shows all of them to everybody.
 * 3. The holders are read again and again, each time before a snapshot is taken. Once none of H holds the lock any more,
 *    they had all ended before that snapshot S2. An id of the gap without a row in S2 has none to come.
 *
 * Transaction ids play no part, so neither do their wrap-around, frozen rows, or tables restored from a dump. A transaction
 * that waits in two phases changes its name when it is prepared: while one holds the lock, nothing is settled.
 *
 * Where a premise fails (a replica shows no locks; ids that others assign, that are drawn ahead or copied from elsewhere), no
 * gap is ever settled; they are *watched*. So are settled gaps, since a program may draw an id long before it writes the row,
 * and a person may write any id. Watched gaps cost a look-up each, so only so many are kept: the newest, and the widest of
 * the rest. What the catalog cannot tell, `countRows` does.
 */
export type Unseen = {
  /** No id from here on was seen. */
  tail: bigint
  /** Gaps that may still fill, by who may fill them; null where that is not read yet. */
  waiting: readonly { holders: readonly string[] | null; ranges: readonly Range[] }[]
  /** Gaps that should not fill any more. */
  watched: readonly Range[]
}

/** Both ends belong to it. */
export type Range = { lo: bigint; hi: bigint }

export const ID_MIN = -(2n ** 63n)
export const ID_MAX = 2n ** 63n - 1n

/** Gaps that wait are joined when there are more, so that what lies between them is handed over again. */
const WAITING_MAX = 50_000

export function everything(): Unseen {
  return { tail: ID_MIN, waiting: [], watched: [] }
}

/** All gaps below the tail, in the order of their ids, none touching another. */
export function gapsOf({ waiting, watched }: Unseen): Range[] {
  return joined([...watched, ...waiting.flatMap(({ ranges }) => ranges)].sort(byPlace), 1n)
}

/** The same with everything above `last` to be looked for again. */
export function unseenAbove({ waiting, watched }: Unseen, last: bigint): Unseen {
  const below = (ranges: readonly Range[]) =>
    ranges.filter(({ lo }) => lo <= last).map(({ lo, hi }) => ({ lo, hi: hi > last ? last : hi }))
  return {
    tail: last + 1n,
    waiting: waiting
      .map(({ holders, ranges }) => ({ holders, ranges: below(ranges) }))
      .filter(({ ranges }) => ranges.length > 0),
    watched: below(watched),
  }
}

/** Whether `id` lies in a gap that was not expected to fill. */
export function isWatched({ watched }: Unseen, id: bigint): boolean {
  return watched.some(({ lo, hi }) => lo <= id && id <= hi)
}

export function isWaiting({ waiting }: Unseen): boolean {
  return waiting.length > 0
}

/** `now` is who holds the lock, read after the snapshots that the gaps were found in. */
export function narrowHolders(unseen: Unseen, now: readonly string[]): Unseen {
  const waiting = unseen.waiting.map((group) => ({
    ...group,
    holders: group.holders === null ? now : stillHolding(group.holders, now),
  }))
  return { ...unseen, waiting: joinGroups(waiting) }
}

/** Which of `holders` may hold the lock still. A prepared transaction, `-1/…`, may be any of them under another name. */
export function stillHolding(holders: readonly string[], now: readonly string[]): readonly string[] {
  const held = new Set(now)
  return now.some((name) => name.startsWith('-1/')) ? holders : holders.filter((holder) => held.has(holder))
}

export type Look = {
  /** Ids of the rows found, ascending, each in a range that was not seen. */
  ids: readonly bigint[]
  /** How far was looked; null: to the end. */
  upTo: bigint | null
  /**
   * Who may fill the gaps between these rows that lie below `drawnBelow`; of the others, it will be known when the holders are
   * read next. null where a gap is never settled. See `Horizon`.
   */
  horizon: { drawnBelow: bigint; holders: readonly string[] } | null
  /** How many gaps are watched. */
  watchedMax: number
}

/** What is not seen after the rows of one snapshot, up to some id, were handed over. */
export function afterLook(unseen: Unseen, { ids, upTo, horizon, watchedMax }: Look): Unseen {
  const end = upTo ?? ID_MAX
  const firstOfTail = ids.findIndex((id) => id >= unseen.tail)
  const inGaps = firstOfTail === -1 ? ids : ids.slice(0, firstOfTail)
  const beyond = firstOfTail === -1 ? [] : ids.slice(firstOfTail)

  let watched = inGaps.length === 0 ? unseen.watched : without(unseen.watched, inGaps)
  const waiting: { holders: readonly string[] | null; ranges: readonly Range[] }[] = []
  for (const { holders, ranges } of unseen.waiting) {
    const left = without(ranges, inGaps)
    const isOpen = horizon === null || holders === null || holders.length > 0
    const open = isOpen ? left : left.filter(({ hi }) => hi > end)
    if (open.length > 0) waiting.push({ holders, ranges: open })
    if (open.length < left.length) watched = [...watched, ...left.filter(({ hi }) => hi <= end)]
  }

  const fresh = between(unseen.tail, beyond)
  const drawn = horizon === null ? [] : fresh.filter(({ hi }) => hi < horizon.drawnBelow)
  const settled = horizon === null ? fresh : horizon.holders.length === 0 ? drawn : []
  if (settled.length > 0) watched = [...watched, ...settled]
  if (horizon !== null) {
    if (horizon.holders.length > 0) waiting.push({ holders: horizon.holders, ranges: drawn })
    waiting.push({ holders: null, ranges: fresh.slice(drawn.length) })
  }
  return {
    tail: beyond.length === 0 ? unseen.tail : (beyond.at(-1) ?? 0n) + 1n,
    waiting: joinGroups(waiting),
    watched: watched === unseen.watched ? watched : trimmed(watched, watchedMax),
  }
}

/** `ranges` without `ids`; both ascending. */
function without(ranges: readonly Range[], ids: readonly bigint[]): Range[] {
  const left: Range[] = []
  let next = 0
  for (const { lo, hi } of ranges) {
    let from = lo
    while (next < ids.length && (ids[next] ?? 0n) < lo) next++
    for (let id = ids[next]; id !== undefined && id <= hi; id = ids[++next]) {
      if (id > from) left.push({ lo: from, hi: id - 1n })
      from = id + 1n
    }
    if (from <= hi) left.push({ lo: from, hi })
  }
  return left
}

/** What `ids` leave out from `tail` on. */
function between(tail: bigint, ids: readonly bigint[]): Range[] {
  const gaps: Range[] = []
  let from = tail
  for (const id of ids) {
    if (id > from) gaps.push({ lo: from, hi: id - 1n })
    from = id + 1n
  }
  return gaps
}

function joinGroups(groups: Unseen['waiting']): Unseen['waiting'] {
  const byHolders = new Map<string, { holders: readonly string[] | null; ranges: readonly Range[] }>()
  for (const { holders, ranges } of groups) {
    if (ranges.length === 0) continue
    const key = holders === null ? '' : `=${[...holders].sort().join()}`
    const before = byHolders.get(key)
    const all = before === undefined ? ranges : [...before.ranges, ...ranges].sort(byPlace)
    byHolders.set(key, { holders, ranges: all.length > WAITING_MAX ? coarser(all) : all })
  }
  return [...byHolders.values()]
}

/** Fewer ranges, in which the same ids are and others: the nearest are joined first. */
function coarser(ranges: readonly Range[]): Range[] {
  let fewer = [...ranges]
  for (let distance = 2n; fewer.length > WAITING_MAX / 2; distance *= 2n) fewer = joined(fewer, distance)
  return fewer
}

/** Joins neighbours that begin at most `distance` after the other ends; overlapping ones too. */
function joined(sorted: readonly Range[], distance: bigint): Range[] {
  const wider: Range[] = []
  for (const { lo, hi } of sorted) {
    const last = wider.at(-1)
    if (last === undefined || lo - last.hi > distance) wider.push({ lo, hi })
    else if (hi > last.hi) last.hi = hi
  }
  return wider
}

const WIDEST_SHARE = 4

function trimmed(watched: readonly Range[], max: number): Range[] {
  const sorted = [...watched].sort(byPlace)
  if (sorted.length <= max) return sorted
  const widest = Math.floor(max / WIDEST_SHARE)
  const newest = sorted.splice(sorted.length - (max - widest))
  const kept = sorted.sort((a, b) => compare(b.hi - b.lo, a.hi - a.lo)).slice(0, widest)
  return [...kept.sort(byPlace), ...newest]
}

function byPlace(a: Range, b: Range): number {
  return compare(a.lo, b.lo)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Ranges as text: for each the distance from the one before and the width, in decimal digits, with spaces between. */
export function writeRanges(ranges: readonly Range[]): string {
  let end = 0n
  return ranges
    .map(({ lo, hi }) => {
      const written = `${lo - end} ${hi - lo}`
      end = hi
      return written
    })
    .join(' ')
}

/** Throws when `text` was not written by `writeRanges`. */
export function readRanges(text: string): Range[] {
  if (text === '') return []
  const numbers = text.split(' ').map(BigInt)
  const ranges: Range[] = []
  let end = 0n
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const lo = end + (numbers[index] ?? 0n)
    end = lo + (numbers[index + 1] ?? 0n)
    ranges.push({ lo, hi: end })
  }
  return ranges
}
