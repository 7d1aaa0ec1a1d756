/** Each message has the first two marks, each call the third; text cannot contain them, `<` is escaped in it. */
const MARKS = ['<div class="message"', '<abbr class="dt"', '<div class="haudio"'] as const
const MARK_BYTES_MAX = Math.max(...MARKS.map((mark) => mark.length))

/** Counts messages and calls in the raw bytes of a page, piece by piece. */
export type RecordCounter = { add(piece: Buffer): void; total(): number }

/** A counter at zero. A message counts when either of its two marks is there. */
export function recordCounter(): RecordCounter {
  const counts = MARKS.map(() => 0)
  let kept: Buffer = Buffer.alloc(0)
  return {
    add(piece) {
      const bytes = kept.length === 0 ? piece : Buffer.concat([kept, piece])
      MARKS.forEach((mark, index) => {
        // A mark that ends in the bytes kept from before is counted already.
        counts[index] = (counts[index] ?? 0) + count(bytes, mark, Math.max(0, kept.length - mark.length + 1))
      })
      kept = bytes.subarray(-MARK_BYTES_MAX)
    },
    total() {
      const [messages = 0, times = 0, calls = 0] = counts
      return Math.max(messages, times) + calls
    },
  }
}

/**
 * How many messages and calls a page holds, counted in its raw bytes without parsing it, so that what the
 * parser gives can be checked against it.
 */
export function countRecords(bytes: Buffer): number {
  const counter = recordCounter()
  counter.add(bytes)
  return counter.total()
}

/** Whether these bytes are, or begin, a page of messages or calls: by content, for folders and names are translated. */
export function isVoicePage(bytes: Buffer): boolean {
  return bytes.includes('<div class="hChatLog') || bytes.includes(MARKS[1]) || bytes.includes(MARKS[2])
}

function count(bytes: Buffer, mark: string, from: number): number {
  let found = 0
  for (let at = bytes.indexOf(mark, from); at !== -1; at = bytes.indexOf(mark, at + mark.length)) found++
  return found
}
