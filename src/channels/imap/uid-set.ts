/** UIDs in rising order, as stretches with both ends: a mailbox of a million mails is mostly a few of them. */
export type UidSet = readonly (readonly [first: number, last: number])[]

/** Reads a sequence set (RFC 3501 §9) that names no `*`; in rising order, each UID once, whatever order it was in. */
export function parseUidSet(text: string): UidSet {
  const stretches = text
    .split(',')
    .filter((part) => /^\d{1,10}(:\d{1,10})?$/.test(part))
    .map((part) => {
      const [one = 0, other = one] = part.split(':').map(Number)
      return [Math.min(one, other), Math.max(one, other)] as [number, number]
    })
    .sort(([a], [b]) => a - b)
  const joined: [number, number][] = []
  for (const [first, last] of stretches) {
    const before = joined.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else joined.push([first, last])
  }
  return joined
}

/** What of it lies above `uid`. */
export function above(set: UidSet, uid: number): UidSet {
  return set
    .filter(([, last]) => last > uid)
    .map(([first, last]) => [Math.max(first, uid + 1), last] as const)
}

/** Writes a sequence set of UIDs in rising order: `1:3,7`. */
export function formatUids(uids: Iterable<number>): string {
  const parts: [number, number][] = []
  for (const uid of uids) {
    const last = parts.at(-1)
    if (last !== undefined && uid === last[1] + 1) last[1] = uid
    else parts.push([uid, uid])
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
}

/** All of them, in rising order, at most `first` at once, then twice as many each time, up to `most`. */
export function* chunksOf(set: UidSet, first: number, most = first): Generator<number[]> {
  let size = first
  let chunk: number[] = []
  for (const [begin, end] of set)
    for (let uid = begin; uid <= end; uid++) {
      chunk.push(uid)
      if (chunk.length < size) continue
      yield chunk
      chunk = []
      size = Math.min(most, size * 2)
    }
  if (chunk.length > 0) yield chunk
}
