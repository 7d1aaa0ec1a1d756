/**
 * What a disk may hold after the power went, by what POSIX promises and no more: a file's bytes up to its last sync, a folder's
 * names up to the folder's. Of what came later, each write of a name is there or not, and each 512-byte sector of a write is there or not. A
 * sector has one of the states that it had since the sync, so this covers every order in which the disk may have written them.
 */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import type { Op } from './recorder.ts'

const SECTOR_BYTES = 512

/** What is on a disk: bytes of files, and null for folders, by path. */
export type Image = Map<string, Buffer | null>
/** Chance: the next number from 0 to 1. */
export type Chance = () => number
/** Which syncs a disk is not told of: all are what PGlite does as it comes. */
export type Deaf = 'none' | 'all' | 'log' | 'pages' | 'names'

type Change = { at: number; bytes: Buffer } | { size: number }
type Inode = { bytes: Buffer; size: number; changes: Change[] } | null
type NameChange = { path: string; to?: string; inode?: Inode }

export class DiskModel {
  readonly #deaf: Deaf
  readonly #names = new Map<string, Inode>()
  readonly #safeNames = new Map<string, Inode>()
  readonly #fds = new Map<number, { path: string; inode: Inode }>()
  #nameChanges: NameChange[] = []

  /** A disk that holds the folder `from`, under its present path. */
  constructor(from: string, deaf: Deaf = 'none') {
    this.#deaf = deaf
    this.#safeNames.set(from, null)
    for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      const bytes = entry.isFile() ? fs.readFileSync(path) : undefined
      this.#safeNames.set(path, bytes === undefined ? null : { bytes, size: bytes.length, changes: [] })
    }
    for (const [path, inode] of this.#safeNames) this.#names.set(path, inode)
  }

  take(op: Op): void {
    if (op.op === 'open') {
      if (op.creates && !this.#names.has(op.path))
        this.#change({ path: op.path, inode: { bytes: Buffer.alloc(0), size: 0, changes: [] } })
      this.#fds.set(op.fd, { path: op.path, inode: this.#names.get(op.path) ?? null })
    } else if (op.op === 'close') this.#fds.delete(op.fd)
    else if (op.op === 'write') this.#fds.get(op.fd)?.inode?.changes.push({ at: op.at, bytes: op.bytes })
    else if (op.op === 'truncate') this.#fds.get(op.fd)?.inode?.changes.push({ size: op.size })
    else if (op.op === 'sync') this.#sync(op.fd)
    else if (op.op === 'rename') this.#change({ path: op.path, to: op.to })
    else if (op.op === 'mkdir') this.#change({ path: op.path, inode: null })
    else if (op.op !== 'ack') this.#change({ path: op.path })
  }

  /** What may be there if the power goes now. Shares bytes with the model: they change with the next `take`. */
  cut(chance: Chance): Image {
    const names = new Map(this.#safeNames)
    const [nameShare, writeShare] = [share(chance), share(chance)]
    const inOrder = chance() < 0.5 // as with a journal: all up to some change, none after it
    const lastKept = Math.floor(chance() * (this.#nameChanges.length + 1))
    this.#nameChanges.forEach((change, at) => {
      if (inOrder ? at < lastKept : chance() < nameShare) rename(names, change)
    })
    const image: Image = new Map()
    for (const [path, inode] of names)
      if (names.has(dirname(path)) || !image.size) image.set(path, inode && torn(inode, chance, writeShare))
    return image
  }

  #change(change: NameChange): void {
    rename(this.#names, change)
    this.#nameChanges.push(change)
  }

  #sync(fd: number): void {
    const file = this.#fds.get(fd)
    if (file === undefined || this.#deaf === 'all') return
    const { inode, path } = file
    if (inode === null) {
      if (this.#deaf === 'names') return
      const isHere = ({ path: from, to }: NameChange) =>
        dirname(from) === path || (to !== undefined && dirname(to) === path)
      for (const change of this.#nameChanges) if (isHere(change)) rename(this.#safeNames, change)
      this.#nameChanges = this.#nameChanges.filter((change) => !isHere(change))
      return
    }
    const isLog = path.includes('/pg_wal/')
    if (this.#deaf === (isLog ? 'log' : 'pages') && !path.endsWith('/pg_control')) return
    for (const change of inode.changes) apply(inode, change)
    inode.changes = []
  }
}

/** How much of what may be lost is kept: now nothing, now all, now some. */
function share(chance: Chance): number {
  return [0, 0.1, 0.5, 0.9, 1][Math.floor(chance() * 5)] ?? 0
}

function rename(names: Map<string, Inode>, { path, to, inode }: NameChange): void {
  if (inode !== undefined) return void names.set(path, inode)
  const moved = names.get(path)
  names.delete(path)
  if (to !== undefined && moved !== undefined) names.set(to, moved)
}

/** A file's bytes, with some of the changes since it was synced. */
function torn(inode: NonNullable<Inode>, chance: Chance, kept: number): Buffer {
  if (inode.changes.length === 0) return inode.bytes.subarray(0, inode.size)
  const copy = { bytes: Buffer.from(inode.bytes.subarray(0, inode.size)), size: inode.size, changes: [] }
  for (const change of inode.changes) {
    if ('size' in change) {
      if (chance() < kept) apply(copy, change)
      continue
    }
    const isTorn = kept > 0 && kept < 1 && chance() < 0.3
    const isKept = chance() < kept
    if (!isTorn && isKept) apply(copy, change)
    for (let at = 0; isTorn && at < change.bytes.length; ) {
      const end = Math.min(change.bytes.length, at + SECTOR_BYTES - ((change.at + at) % SECTOR_BYTES))
      if (chance() < 0.5) apply(copy, { at: change.at + at, bytes: change.bytes.subarray(at, end) })
      at = end
    }
  }
  return copy.bytes.subarray(0, copy.size)
}

function apply(inode: NonNullable<Inode>, change: Change): void {
  const end = 'size' in change ? change.size : change.at + change.bytes.length
  if (end > inode.bytes.length)
    inode.bytes = Buffer.concat([inode.bytes.subarray(0, inode.size), Buffer.alloc(end * 2 - inode.size)])
  if ('size' in change) {
    inode.bytes.fill(0, Math.min(inode.size, change.size), inode.size)
    inode.size = change.size
  } else {
    change.bytes.copy(inode.bytes, change.at)
    inode.size = Math.max(inode.size, end)
  }
}
