/**
 * Blocks of an inverted index: terms in order, front-coded (Witten, Moffat, Bell: Managing Gigabytes, 4.1), each with the places
 * of its documents as differences in LEB128. An entry is: letters shared with the term before, length of the rest, the rest,
 * bytes of places, places.
 */

/** A term and the places of the documents that have it, rising; none for a term that only leads to another. */
export type Entry = { term: string; places: ArrayLike<number> }

/** A block as it is kept: the first of its terms, and its bytes. */
export type TermBlock = { firstTerm: string; entries: Buffer }

/** A block is read whole for one term: larger ones make a search slower, smaller ones the index larger. */
const BLOCK_BYTES = 900

/** Packs entries, in the order of their terms by code units. */
export function packEntries(entries: Iterable<Entry>): TermBlock[] {
  const blocks: TermBlock[] = []
  let bytes = new Writer()
  let firstTerm = ''
  let before = ''
  const close = () => {
    if (bytes.length > 0) blocks.push({ firstTerm, entries: bytes.take() })
    bytes = new Writer()
  }
  const places = new Writer()
  for (const entry of entries) {
    places.clear()
    let last = -1
    for (let at = 0; at < entry.places.length; at++) {
      const place = entry.places[at] ?? 0
      places.number(place - last - 1)
      last = place
    }
    if (bytes.length > 0 && bytes.length + places.length + entry.term.length > BLOCK_BYTES) close()
    if (bytes.length === 0) {
      firstTerm = entry.term
      before = ''
    }
    const shared = sharedLength(before, entry.term)
    const rest = Buffer.from(entry.term.slice(shared))
    bytes.number(shared)
    bytes.number(rest.length)
    bytes.bytes(rest)
    bytes.number(places.length)
    bytes.bytes(places.view())
    before = entry.term
  }
  close()
  return blocks
}

/** Goes through a block: `see` is called with each term; asked for its places, it unpacks them. Stops when `see` says so. */
export function readBlock(entries: Buffer, see: (term: string, places: () => Uint32Array) => boolean): void {
  const reader = { at: 0, bytes: entries }
  let term = ''
  while (reader.at < entries.length) {
    const shared = readNumber(reader)
    const length = readNumber(reader)
    term = term.slice(0, shared) + entries.toString('utf8', reader.at, reader.at + length)
    reader.at += length
    const size = readNumber(reader)
    const start = reader.at
    if (!see(term, () => unpackPlaces(entries, start, start + size))) return
    reader.at = start + size
  }
}

/** Terms that are looked for: these, and all that begin so. */
export type Wanted = { exact: ReadonlySet<string>; starts: readonly string[] }

/**
 * Finds terms in blocks: `see` is called with each that is looked for. Terms are told apart by their bytes, and only what can be one of
 * those becomes a string: of some hundred terms of a block one is looked for, and making strings of all took most of a search.
 */
export function termFinder({ exact, starts }: Wanted): typeof readBlock {
  const ends = new Set<number>()
  for (const term of exact) {
    const bytes = Buffer.from(term)
    ends.add(endsOf(bytes, bytes.length))
  }
  const startBytes = starts.map((start) => Buffer.from(start))
  const term = Buffer.alloc(TERM_BYTES_MAX)
  return (entries, see) => {
    const reader = { at: 0, bytes: entries }
    let isAscii = true
    while (reader.at < entries.length) {
      const shared = readNumber(reader)
      const length = readNumber(reader)
      const from = isAscii ? shared : bytesOf(term, shared)
      for (let at = 0; at < length; at++) {
        const byte = entries[reader.at++] ?? 0
        if (byte >= 0x80) isAscii = false
        term[from + at] = byte
      }
      const end = from + length
      const size = readNumber(reader)
      const start = reader.at
      reader.at = start + size
      if (!ends.has(endsOf(term, end)) && !startBytes.some((bytes) => beginsWith(term, end, bytes))) continue
      const text = term.toString('utf8', 0, end)
      if (!exact.has(text) && !starts.some((one) => text.startsWith(one))) continue
      if (!see(text, () => unpackPlaces(entries, start, start + size))) return
    }
  }
}

/** More than the bytes of any term: words have 40 letters at most, of three bytes at most, and a sigil. */
const TERM_BYTES_MAX = 1_024

/** Its length and its last bytes, in one number: what few terms have in common. */
function endsOf(term: Buffer, length: number): number {
  return (
    (length & 0xff) |
    ((term[length - 1] ?? 0) << 8) |
    ((term[length - 2] ?? 0) << 16) |
    (((term[length >> 1] ?? 0) & 0x7f) << 24)
  )
}

function beginsWith(term: Buffer, length: number, start: Buffer): boolean {
  if (length < start.length) return false
  for (let at = 0; at < start.length; at++) if (term[at] !== start[at]) return false
  return true
}

/** How many bytes so many letters have that one UTF-16 unit each stands for. */
function bytesOf(term: Buffer, letters: number): number {
  let at = 0
  for (let left = letters; left > 0; left--) {
    const byte = term[at] ?? 0
    at += byte < 0x80 ? 1 : byte < 0xe0 ? 2 : 3
  }
  return at
}

function unpackPlaces(bytes: Buffer, start: number, end: number): Uint32Array {
  const places = new Uint32Array(end - start)
  let count = 0
  let place = -1
  for (let at = start; at < end; ) {
    let byte = bytes[at++] ?? 0
    let step = byte & 0x7f
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++] ?? 0
      step |= (byte & 0x7f) << shift
    }
    place += step + 1
    places[count++] = place
  }
  return places.subarray(0, count)
}

function readNumber(reader: { at: number; bytes: Buffer }): number {
  let number = 0
  for (let shift = 0; ; shift += 7) {
    const byte = reader.bytes[reader.at++] ?? 0
    number |= (byte & 0x7f) << shift
    if (byte < 0x80) return number
  }
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++
  return length
}

/** Bytes that grow. */
class Writer {
  length = 0
  private buffer = Buffer.allocUnsafe(4_096)

  number(value: number): void {
    this.room(5)
    let rest = value
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.buffer[this.length++] = rest
  }

  bytes(bytes: Buffer): void {
    this.room(bytes.length)
    bytes.copy(this.buffer, this.length)
    this.length += bytes.length
  }

  clear(): void {
    this.length = 0
  }

  view(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  take(): Buffer {
    return Buffer.from(this.view())
  }

  private room(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + bytes))
    this.buffer.copy(larger, 0, 0, this.length)
    this.buffer = larger
  }
}
