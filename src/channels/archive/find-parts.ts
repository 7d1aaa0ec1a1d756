import { open, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { errorCode, Refusal } from '../../base/refusal.ts'
import type { SetAside } from '../set-aside.ts'
import { folderPart } from './folder-part.ts'
import { isLitter } from './member-path.ts'
import { type Part, setAsideOf } from './part.ts'
import { tarPart } from './tar-part.ts'
import { openZip } from './zip-part.ts'

export type Found = {
  /** The parts that were handed in, each with a name of its own. */
  parts: Part[]
  /** Archives inside folders that could not be opened. */
  unopened: SetAside[]
  /** Real paths of the parts: what is handed in twice is one part. */
  places: Set<string>
}

type Place = { name: string; path: string }

/** Opens what is at `path` and adds it to `found`; throws the refusals that `openArchive` names. */
export async function findParts(path: string, found: Found): Promise<void> {
  const name = basename(resolve(path)) || 'folder'
  try {
    const real = await realpath(path)
    const stats = await stat(real)
    if (stats.isDirectory()) await findInFolder({ name, path: real }, found)
    else await addPart(found, { name, path: real }, (part) => openFile({ ...part, bytes: stats.size }))
  } catch (error) {
    throw refusalFor(error)
  }
}

/** Opens a part under a name that no other has; nothing when the same place is a part already. */
async function addPart(
  found: Found,
  { name, path }: Place,
  openPart: (place: Place) => Part | Promise<Part>,
) {
  if (found.places.has(path)) return
  const taken = new Set(found.parts.map((part) => part.name))
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name} (${n})`
  found.parts.push(await openPart({ name: free, path }))
  found.places.add(path)
}

async function findInFolder(root: Place, found: Found): Promise<void> {
  const { archives, others } = await listFolder(root.path, '')
  let refusal: unknown
  let opened = 0
  for (const inner of archives) {
    const name = `${root.name}/${inner}`
    const path = join(root.path, inner)
    try {
      const bytes = (await stat(path)).size
      await addPart(found, { name, path }, (part) => openFile({ ...part, bytes }))
      opened++
    } catch (error) {
      const { code, message } = refusalFor(error)
      refusal ??= error
      found.unopened.push(setAsideOf(name, 'archive_unopened', `${message} (${code})`))
    }
  }
  if (others > 0) {
    const without = new Set(archives.map((inner) => join(root.path, inner)))
    await addPart(found, root, (part) => folderPart({ ...part, without }))
  } else if (opened === 0) throw refusal ?? empty('The folder is empty.')
}

/** The archives below `inner`, by name, and how many other files and unreadable folders there are. */
async function listFolder(root: string, inner: string): Promise<{ archives: string[]; others: number }> {
  const archives: string[] = []
  let others = 0
  for (const entry of await readdir(join(root, inner), { withFileTypes: true })) {
    const within = inner === '' ? entry.name : `${inner}/${entry.name}`
    if (isLitter(entry.isDirectory() ? `${within}/` : within)) continue
    if (entry.isDirectory()) {
      const below = await listFolder(root, within).catch(() => ({ archives: [], others: 1 }))
      archives.push(...below.archives)
      others += below.others
    } else if (entry.isFile() && /\.(zip|tgz|gz|tar)$/i.test(entry.name)) archives.push(within)
    else others++
  }
  return { archives, others }
}

async function openFile(part: { name: string; path: string; bytes: number }): Promise<Part> {
  if (part.bytes === 0) throw empty('The file is empty.')
  const head = await firstBytes(part.path)
  if (head.subarray(0, 2).toString('latin1') === 'PK') return await openZip(part)
  if (isTar(head)) return tarPart(part, false)
  if (head[0] === 0x1f && head[1] === 0x8b && isTar(unzipped(head))) return tarPart(part, true)
  throw new Refusal(
    'not_an_archive',
    'The file is neither a zip nor a tgz.',
    'Hand in the zip or tgz files that Google Takeout made, or the folder unpacked from them.',
  )
}

const HEAD_BYTES = 4096

async function firstBytes(path: string): Promise<Buffer> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
  return buffer.subarray(0, bytesRead)
}

/** "ustar" at 257 (POSIX pax, "ustar Interchange Format"); GNU writes it too. */
function isTar(head: Buffer): boolean {
  return head.subarray(257, 262).toString('latin1') === 'ustar'
}

/** What the beginning of a gzip file unpacks to; empty when it is damaged. */
function unzipped(head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return Buffer.alloc(0)
  }
}

function empty(message: string): Refusal {
  return new Refusal('archive_empty', message, 'Hand in the zip or tgz files that Google Takeout made.')
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const options = { cause: error }
  if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') {
    return new Refusal('archive_not_found', 'There is no such file or folder.', 'Check the path.', options)
  }
  return new Refusal(
    'archive_unreadable',
    'The archive could not be opened for reading.',
    'Give the account that Plumbline runs under permission to read it, and check that the disk is sound.',
    options,
  )
}
