import { constants } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../../base/refusal.ts'
import type { Io } from './disk.ts'
import type { SyncOrder } from './order.ts'
import type { Contents, OpenFile } from './plain.ts'

/** What is used of emscripten's module, whose types PGlite does not publish. */
export type EmscriptenModule = {
  FS: {
    ErrnoError: new (errno: number) => Error
    mkdirTree(path: string): void
    mount(type: object, options: { root: string }, path: string): void
    createNode(parent: Node | null, name: string, mode: number, device?: number): Node
    isDir(mode: number): boolean
    isFile(mode: number): boolean
    quit(): void
  }
  mmapAlloc(bytes: number): number
  HEAP8: Int8Array
}

type Node = {
  id: number
  name: string
  mode: number
  rdev: number
  parent: Node
  mount: { opts: { root: string } }
  node_ops: object
  stream_ops: object
  /** Known from the first time that the file is opened; nobody else changes it. */
  file?: OpenFile
  /** On the disk for good, and not changed since. What a killed process left unsynced is not: nobody knows what that was. */
  isSynced?: boolean
}
type Stream = {
  node: Node
  flags: number
  position: number
  fd: number
  nfd?: number
  shared: { refcount: number }
}
type Attributes = { mode?: number; size?: number; atime?: number; mtime?: number }

/** The calls of emscripten's filesystems (its FS, `node_ops` and `stream_ops`), carried out on files below the mounted folder. */
export function operations(
  { FS, ...module }: EmscriptenModule,
  { io, contents, order, isSynced }: { io: Io; contents: Contents; order: SyncOrder; isSynced: boolean },
): object {
  /** Runs what may fail as node:fs fails, and fails as emscripten's filesystems do. */
  const attempt = <T>(act: () => T): T => {
    try {
      return act()
    } catch (error) {
      const code = errorCode(error)
      if (code === undefined) throw error
      throw new FS.ErrnoError(ERRNO[code] ?? ERRNO.EIO)
    }
  }
  const createNode = (parent: Node | null, name: string, mode: number, device?: number): Node => {
    if (!FS.isDir(mode) && !FS.isFile(mode)) throw new FS.ErrnoError(ERRNO.EINVAL)
    return Object.assign(FS.createNode(parent, name, mode, device), { node_ops, stream_ops })
  }
  /** PostgreSQL looks for many a file that is not there: an error of node:fs, with its stack, costs ten times what the look does. */
  const modeOf = (path: string) => {
    const stat = attempt(() => io.lstatSync(path, { throwIfNoEntry: false }))
    if (stat === undefined) throw new FS.ErrnoError(ERRNO.ENOENT)
    return shownMode(stat.mode)
  }
  const fileOf = ({ node, nfd = -1 }: Stream): OpenFile => {
    node.file ??= contents.look(nfd)
    return node.file
  }

  const node_ops = {
    getattr: (node: Node) => {
      const stat = attempt(() => io.lstatSync(pathOf(node)))
      const size = FS.isFile(node.mode) ? contents.sizeOf(stat.size) : stat.size
      const { dev, nlink, uid, gid, rdev, atime, mtime, ctime } = stat
      const mode = shownMode(stat.mode)
      const blocks = { blksize: 4096, blocks: Math.ceil(size / 512) }
      return { dev, ino: node.id, mode, nlink, uid, gid, rdev, size, atime, mtime, ctime, ...blocks }
    },
    setattr: (node: Node, { mode, size, atime, mtime }: Attributes) =>
      attempt(() => {
        const path = pathOf(node)
        if (mode !== undefined) {
          io.chmodSync(path, process.platform === 'win32' ? mode & 0o600 : mode)
          node.mode = mode
        }
        if (atime !== undefined || mtime !== undefined)
          io.utimesSync(path, (atime ?? mtime ?? 0) / 1000, (mtime ?? atime ?? 0) / 1000)
        if (size === undefined) return
        const nfd = io.openSync(path, constants.O_RDWR)
        try {
          node.file ??= contents.look(nfd)
          node.isSynced = false
          contents.truncate(node.file, nfd, size)
        } finally {
          io.closeSync(nfd)
        }
      }),
    lookup: (parent: Node, name: string) =>
      Object.assign(createNode(parent, name, modeOf(join(pathOf(parent), name))), { isSynced }),
    mknod: (parent: Node, name: string, mode: number, device?: number) => {
      const node = createNode(parent, name, mode, device)
      const path = pathOf(node)
      attempt(() => {
        if (FS.isDir(mode)) io.mkdirSync(path, mode)
        else io.closeSync(io.openSync(path, constants.O_CREAT | constants.O_WRONLY, mode))
      })
      order.nameChanged(path)
      return node
    },
    rename: (node: Node, folder: Node, name: string) => {
      const [from, to] = [pathOf(node), join(pathOf(folder), name)]
      attempt(() => io.renameSync(from, to))
      order.nameChanged(from)
      order.nameChanged(to)
      node.name = name
    },
    unlink: (parent: Node, name: string) => {
      const path = join(pathOf(parent), name)
      attempt(() => io.unlinkSync(path))
      order.nameChanged(path)
    },
    rmdir: (parent: Node, name: string) => {
      const path = join(pathOf(parent), name)
      attempt(() => io.rmdirSync(path))
      order.folderRemoved(path)
    },
    readdir: (node: Node) => attempt(() => io.readdirSync(pathOf(node))),
  }

  const stream_ops = {
    open: (stream: Stream) => {
      stream.shared.refcount = 1
      if (!FS.isFile(stream.node.mode)) return // a folder is opened to be synced or listed: by its path
      const access = (stream.flags & 3) === 0 ? constants.O_RDONLY : constants.O_RDWR
      attempt(() => {
        stream.nfd = io.openSync(pathOf(stream.node), access)
        fileOf(stream)
      })
    },
    close: (stream: Stream) => {
      const { nfd } = stream
      if (nfd !== undefined && --stream.shared.refcount === 0) attempt(() => io.closeSync(nfd))
    },
    dup: (stream: Stream) => {
      stream.shared.refcount++
    },
    read: (stream: Stream, heap: ArrayBufferView, offset: number, length: number, position: number) =>
      attempt(() => {
        const target = Buffer.from(heap.buffer as ArrayBuffer, heap.byteOffset + offset, length)
        return contents.read(fileOf(stream), stream.nfd ?? -1, target, position)
      }),
    write: (stream: Stream, heap: ArrayBufferView, offset: number, length: number, position: number) =>
      attempt(() => {
        if (stream.node.name === CONTROL_FILE) order.beforeControlFile()
        stream.node.isSynced = false
        const source = Buffer.from(heap.buffer as ArrayBuffer, heap.byteOffset + offset, length)
        return contents.write(fileOf(stream), stream.nfd ?? -1, source, position)
      }),
    llseek: (stream: Stream, offset: number, whence: number) => {
      const from =
        whence === SEEK_CUR ? stream.position : whence === SEEK_END && stream.nfd ? fileOf(stream).size : 0
      if (from + offset < 0) throw new FS.ErrnoError(ERRNO.EINVAL)
      return from + offset
    },
    fsync: ({ node, nfd }: Stream) => {
      const path = pathOf(node)
      attempt(() => {
        if (nfd === undefined) return order.syncFolder(path)
        order.syncFile(node.isSynced ? undefined : nfd, path)
        node.isSynced = true
      })
      return 0
    },
    mmap: (stream: Stream, length: number, position: number) => {
      const ptr = module.mmapAlloc(length)
      stream_ops.read(stream, module.HEAP8, ptr, length, position)
      return { ptr, allocated: true }
    },
    msync: (stream: Stream, bytes: ArrayBufferView, offset: number, length: number) => {
      stream_ops.write(stream, bytes, 0, length, offset)
      return 0
    },
  }

  return {
    mount: ({ opts }: Node['mount']) => createNode(null, '/', modeOf(opts.root)),
    node_ops,
    stream_ops,
  }
}

/** No other file of a cluster has its name. */
const CONTROL_FILE = 'pg_control'
const SEEK_CUR = 1
const SEEK_END = 2

/** WASI's numbers of errors (its errno), which are emscripten's; PostgreSQL tells some of them apart. */
const ERRNO: Record<string, number> & { EINVAL: number; EIO: number; ENOENT: number } = {
  ...{ EACCES: 2, EBADF: 8, EBUSY: 10, EDQUOT: 19, EEXIST: 20, EFBIG: 22, EINVAL: 28, EIO: 29, EISDIR: 31 },
  ...{ EMFILE: 33, ENFILE: 41, ENOENT: 44, ENOSPC: 51, ENOTDIR: 54, ENOTEMPTY: 55, EPERM: 63, EROFS: 69 },
}

function pathOf(node: Node): string {
  const names: string[] = []
  let at = node
  for (; at.parent !== at; at = at.parent) names.push(at.name)
  return join(at.mount.opts.root, ...names.reverse())
}

/** Windows has no bits for who may enter a folder; PostgreSQL looks for them. */
function shownMode(mode: number): number {
  return process.platform === 'win32' ? mode | ((mode & 0o444) >> 2) : mode
}
