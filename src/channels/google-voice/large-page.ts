import type { ArchiveFile } from '../archive/archive.ts'
import { isVoicePage, recordCounter } from './count-records.ts'

const HEAD_BYTES = 64 * 1024

/**
 * How many messages and calls are in a page that is too large to be held, or null when its beginning shows
 * no page of Google Voice. Reads it as a stream.
 */
export async function largePageRecords(file: ArchiveFile): Promise<number | null> {
  const counter = recordCounter()
  let head: Buffer | null = Buffer.alloc(0)
  for await (const chunk of await file.stream()) {
    counter.add(chunk)
    if (head === null) continue
    head = Buffer.concat([head, chunk])
    if (head.length < HEAD_BYTES) continue
    if (!isVoicePage(head)) return null
    head = null
  }
  return counter.total()
}
