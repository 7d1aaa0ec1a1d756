import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
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
    else if (entry.isFile()) yield await member(folder.name, path, disk, walk)
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

async function member(part: string, path: string, disk: string, walk: Walk): Promise<ArchiveItem> {
  try {
    const bytes = (await stat(disk)).size
    const wrong = memberTooBig(path, { bytes, packedBytes: null }, walk.limits)
    if (wrong) return { kind: 'set_aside', ...wrong }
    return {
      kind: 'file',
      path,
      part,
      bytes,
      read: async () => {
        takeFor(path, bytes, walk.budget)
        return await readFile(disk).catch((cause) => {
          throw unreadable(path, cause)
        })
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
