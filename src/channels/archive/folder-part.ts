import { createReadStream, readFileSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ArchiveItem } from './archive.ts'
import { isLitter } from './member-path.ts'
import { memberTooBig, type Part, setAsideError, setAsideOf, takeFor, type Walk } from './part.ts'

/** What a folder to be walked is made of. */
export type Folder = {
  name: string
  path: string
  /** Absolute paths of files to pass over: the archives in it, which are parts of their own. */
  without: ReadonlySet<string>
}

/** An unpacked archive. Its files are walked in the order of their names; links are never followed. */
export function folderPart(folder: Folder): Part {
  return {
    name: folder.name,
    path: folder.path,
    bytes: 0,
    members: (walk) => members(folder, '', walk),
    [Symbol.asyncDispose]: async () => {},
  }
}

async function* members(folder: Folder, inner: string, walk: Walk): AsyncGenerator<ArchiveItem> {
  const entries = await listing(join(folder.path, inner))
  if (entries === null) {
    const reason = 'The folder could not be opened: permission denied or reading failed.'
    yield { kind: 'set_aside', ...setAsideOf(`${folder.name}/${inner}`, 'unreadable_member', reason) }
    return
  }
  for (const entry of entries) {
    walk.signal?.throwIfAborted()
    const within = inner === '' ? entry.name : `${inner}/${entry.name}`
    const path = `${folder.name}/${within}`
    const disk = join(folder.path, within)
    if (isLitter(entry.isDirectory() ? `${within}/` : within) || folder.without.has(disk)) continue
    if (entry.isDirectory()) yield* members(folder, within, walk)
    else if (!walk.wants(path)) continue
    else if (entry.isFile()) yield member(folder.name, path, disk, walk)
    else
      yield {
        kind: 'set_aside',
        ...setAsideOf(path, 'link_not_followed', 'The file is only a link to another one.'),
      }
  }
}

async function listing(path: string) {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return null
  }
}

/**
 * Small files are read on the main thread: 2,790 pages take 70 ms so, and 765 ms by the thread pool
 * (Node 24, 2 cores), whose five trips for each file cost more than the reading.
 */
function member(part: string, path: string, disk: string, walk: Walk): ArchiveItem {
  try {
    const bytes = statSync(disk).size
    const wrong = memberTooBig(path, { bytes, packedBytes: null }, walk.limits)
    if (wrong) return { kind: 'set_aside', ...wrong }
    return {
      kind: 'file',
      path,
      part,
      bytes,
      read: async () => {
        takeFor(path, bytes, walk.budget)
        try {
          return bytes <= SYNC_BYTES_MAX ? readFileSync(disk) : await readFile(disk)
        } catch (cause) {
          throw unreadable(path, cause)
        }
      },
      stream: async () => {
        takeFor(path, bytes, walk.budget)
        return Readable.from(fileChunks(path, disk))
      },
    }
  } catch (cause) {
    return { kind: 'set_aside', ...unreadable(path, cause).setAside }
  }
}

const SYNC_BYTES_MAX = 1024 ** 2

async function* fileChunks(path: string, disk: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(disk)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function unreadable(path: string, cause: unknown) {
  return setAsideError(
    path,
    'unreadable_member',
    'The file could not be read: permission denied or reading failed.',
    cause,
  )
}
