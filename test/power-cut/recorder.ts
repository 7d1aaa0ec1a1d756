/**
 * Records what reaches the disk. Preloaded (`--import`) into a program, it notes in the file PLUMBLINE_RECORD each call of node:fs
 * that the database's thread makes on its cluster; the program itself adds what was acknowledged to it (`acknowledge`).
 * A line of JSON each; after a write, its bytes.
 */
import fs from 'node:fs'
import { isMainThread, workerData } from 'node:worker_threads'

/** What was acknowledged: nothing of it may be lost from then on. */
export type Acknowledged = {
  /** Up to where the log was on the disk, as PostgreSQL believed, bytes. */
  logBytes: string
  /** Rows 1 to n of `witness` are there. */
  witnesses: number
  /** Rows of tables that only grow. */
  rows: Record<string, number>
}

/** A call, or something acknowledged. Paths are absolute. */
export type Op =
  | { op: 'open'; fd: number; path: string; creates: boolean }
  | { op: 'close'; fd: number }
  | { op: 'write'; fd: number; at: number; bytes: Buffer }
  | { op: 'truncate'; fd: number; size: number }
  | { op: 'sync'; fd: number }
  | { op: 'rename'; path: string; to: string }
  | { op: 'mkdir' | 'rmdir' | 'unlink'; path: string }
  | { op: 'ack'; acknowledged: Acknowledged }

let record: number | undefined

/** Adds to the record. */
function note(op: object, bytes?: Uint8Array): void {
  record ??= fs.openSync(process.env.PLUMBLINE_RECORD ?? '', 'a')
  const line = Buffer.from(`${JSON.stringify(bytes === undefined ? op : { ...op, length: bytes.length })}\n`)
  original.writeSync(record, bytes === undefined ? line : Buffer.concat([line, bytes]))
}

export function acknowledge(acknowledged: Acknowledged): void {
  note({ op: 'ack', acknowledged })
}

/** Reads a record, in the order in which things happened. */
export function readRecord(path: string): Op[] {
  const all = fs.readFileSync(path)
  const ops: Op[] = []
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf(0x0a, at)
    const { length, ...op } = JSON.parse(all.toString('utf8', at, end))
    at = end + 1
    if (length !== undefined) op.bytes = all.subarray(at, at + length)
    at += length ?? 0
    ops.push(op)
  }
  return ops
}

const original = { ...fs }
const cluster: string | undefined = workerData?.dir
if (!isMainThread && process.env.PLUMBLINE_RECORD !== undefined && typeof cluster === 'string') patch(cluster)

function patch(root: string): void {
  const fds = new Set<number>()
  const isOurs = (path: fs.PathLike) => path === root || String(path).startsWith(`${root}/`)
  Object.assign(fs, {
    openSync: (path: fs.PathLike, flags: string | number = 'r', mode?: number) => {
      const fd = original.openSync(path, flags, mode)
      const creates = typeof flags === 'number' && (flags & fs.constants.O_CREAT) !== 0
      if (isOurs(path)) note({ op: 'open', fd, path, creates })
      if (isOurs(path)) fds.add(fd)
      return fd
    },
    closeSync: (fd: number) => {
      if (fds.delete(fd)) note({ op: 'close', fd })
      original.closeSync(fd)
    },
    writeSync: (fd: number, bytes: Uint8Array, offset = 0, length = bytes.length - offset, at = 0) => {
      const written = original.writeSync(fd, bytes, offset, length, at)
      if (fds.has(fd)) note({ op: 'write', fd, at }, bytes.subarray(offset, offset + written))
      return written
    },
    ftruncateSync: (fd: number, size: number) => {
      original.ftruncateSync(fd, size)
      if (fds.has(fd)) note({ op: 'truncate', fd, size })
    },
    fdatasyncSync: (fd: number) => note({ op: 'sync', fd }), // that the machine's own disk waits changes nothing here
    fsyncSync: (fd: number) => note({ op: 'sync', fd }),
    renameSync: (path: string, to: string) => {
      original.renameSync(path, to)
      if (isOurs(path)) note({ op: 'rename', path, to })
    },
    mkdirSync: (path: string, options: fs.MakeDirectoryOptions) => {
      original.mkdirSync(path, options)
      if (isOurs(path)) note({ op: 'mkdir', path })
    },
    rmdirSync: (path: string) => {
      original.rmdirSync(path)
      if (isOurs(path)) note({ op: 'rmdir', path })
    },
    unlinkSync: (path: string) => {
      original.unlinkSync(path)
      if (isOurs(path)) note({ op: 'unlink', path })
    },
  })
}
