/** PostgreSQL's page, of tables and of the log (BLCKSZ, XLOG_BLCKSZ): the data unit of XTS, so that a page is one call. */
export const PAGE_BYTES = 8192
/** AES's block: what XTS opens by itself, given the page it is in. */
export const BLOCK_BYTES = 16
export const ZEROS = Buffer.alloc(PAGE_BYTES)

/** Whether bytes are all zeros; of those that are not, most are known by the first. */
export function isZeros(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0) return false
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
    const part = bytes.subarray(at, at + PAGE_BYTES)
    if (!ZEROS.subarray(0, part.length).equals(part)) return false
  }
  return true
}

/** Puts zeros back into opened blocks, where there were zeros before they were opened. */
export function withHoles(opened: Buffer, sealed: Uint8Array): Buffer {
  const { buffer, byteOffset, length } = sealed
  if (Buffer.from(buffer, byteOffset, length).includes(ZEROS.subarray(0, BLOCK_BYTES)))
    for (let at = 0; at < length; at += BLOCK_BYTES)
      if (isZeros(sealed.subarray(at, at + BLOCK_BYTES))) opened.fill(0, at, at + BLOCK_BYTES)
  return opened
}

/** Blocks of one page, its number, and how many bytes of it are before them. */
export type Part = { blocks: Uint8Array; page: number; before: number }

/** The pages that blocks from `from` on belong to, each with those that are in it. */
export function* pages(blocks: Uint8Array, from: number): Generator<Part> {
  for (let at = 0; at < blocks.length; ) {
    const before = (from + at) % PAGE_BYTES
    const part = blocks.subarray(at, at + PAGE_BYTES - before)
    yield { blocks: part, page: Math.floor((from + at) / PAGE_BYTES), before }
    at += part.length
  }
}

/** Where the block of a position begins. */
export function blockStart(position: number): number {
  return position - (position % BLOCK_BYTES)
}

/** Where the last block before a position ends. */
export function blockEnd(position: number): number {
  return Math.ceil(position / BLOCK_BYTES) * BLOCK_BYTES
}
