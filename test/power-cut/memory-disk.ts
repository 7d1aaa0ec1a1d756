import fs from 'node:fs'
import { dirname } from 'node:path'
import type { Io } from '../../src/store/pglite/disk/disk.ts'
import type { Image } from './disk-model.ts'

type File = { bytes: Buffer; size: number; isOwn: boolean }

/** A disk in memory that begins as an image is, and leaves the image alone: a file is copied when it is first written. */
export function memoryDisk(image: Image): Io {
  const files = new Map<string, File | null>()
  for (const [path, bytes] of image) files.set(path, bytes && { bytes, size: bytes.length, isOwn: false })
  const fds = new Map<number, { path: string; file: File | null }>()
  let lastFd = 1000

  const at = (path: string): File | null => {
    const found = files.get(path)
    if (found === undefined) throw failure('ENOENT', path)
    return found
  }
  const opened = (fd: number): File => {
    const file = fds.get(fd)?.file
    if (!file) throw failure('EBADF', String(fd))
    return file
  }
  const own = (fd: number, size: number): File => {
    const file = opened(fd)
    if (!file.isOwn || size > file.bytes.length) {
      const bytes = Buffer.alloc(Math.max(size * (file.isOwn ? 2 : 1), file.size))
      file.bytes.copy(bytes, 0, 0, file.size)
      Object.assign(file, { bytes, isOwn: true })
    }
    return file
  }
  const stat = (file: File | null) => ({
    ...{ dev: 1, ino: 1, nlink: 1, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, rdev: 0 },
    ...{ atime: new Date(0), mtime: new Date(0), ctime: new Date(0), atimeMs: 0, mtimeMs: 0, ctimeMs: 0 },
    mode: file === null ? fs.constants.S_IFDIR | 0o700 : fs.constants.S_IFREG | 0o600,
    size: file?.size ?? 0,
  })
  const below = (folder: string) => [...files.keys()].filter((path) => dirname(path) === folder)

  return {
    openSync: (path: string, flags: string | number = 'r') => {
      if (typeof flags === 'number' && flags & fs.constants.O_CREAT && !files.has(path))
        files.set(path, { bytes: Buffer.alloc(0), size: 0, isOwn: true })
      fds.set(++lastFd, { path, file: at(path) })
      return lastFd
    },
    closeSync: (fd: number) => void fds.delete(fd),
    readSync: (fd: number, target: Buffer, offset: number, length: number, from: number) => {
      const { bytes, size } = opened(fd)
      return from >= size ? 0 : bytes.copy(target, offset, from, Math.min(size, from + length))
    },
    writeSync: (fd: number, source: Buffer, offset: number, length: number, to: number) => {
      const file = own(fd, to + length)
      source.copy(file.bytes, to, offset, offset + length)
      file.size = Math.max(file.size, to + length)
      return length
    },
    ftruncateSync: (fd: number, size: number) => {
      const file = own(fd, size)
      file.bytes.fill(0, Math.min(size, file.size))
      file.size = size
    },
    fdatasyncSync: () => undefined,
    fsyncSync: () => undefined,
    fstatSync: (fd: number) => stat(opened(fd)),
    lstatSync: (path: string, { throwIfNoEntry = true } = {}) =>
      throwIfNoEntry || files.has(path) ? stat(at(path)) : undefined,
    chmodSync: () => undefined,
    utimesSync: () => undefined,
    mkdirSync: (path: string) => void files.set(path, null),
    readdirSync: (path: string) => below(path).map((child) => child.slice(path.length + 1)),
    renameSync: (from: string, to: string) => {
      files.set(to, at(from))
      files.delete(from)
    },
    rmdirSync: (path: string) => {
      if (below(path).length > 0) throw failure('ENOTEMPTY', path)
      files.delete(path)
    },
    unlinkSync: (path: string) => {
      at(path)
      files.delete(path)
    },
  } as unknown as Io
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}
