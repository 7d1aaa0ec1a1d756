import { dirname } from 'node:path'
import type { Io } from './disk.ts'

/**
 * When bytes and names go to the disk for good.
 *
 * POSIX promises of a synced file its bytes, and not that its folder knows its name. PostgreSQL syncs folders itself after
 * the renames that it must not lose (`durable_rename`, for segments of the log and the relation map), but relies on the
 * filesystem for the names of new relations and of segments of commit states. So a folder whose names have changed is synced
 * with the next file in it that is, and all such folders are before the control file says that the log is no longer needed.
 */
export class SyncOrder {
  readonly #io: Io
  readonly #root: string
  /** Folders in which names came, went or changed since they were last synced. */
  readonly #changed = new Set<string>()
  /** Folders that were synced and have not changed since: PostgreSQL asks for one after each file that it renames. */
  readonly #safe = new Set<string>()

  constructor(io: Io, root: string) {
    this.#io = io
    this.#root = root
  }

  /** A file or folder was made, renamed or removed at `path`. */
  nameChanged(path: string): void {
    const folder = dirname(path)
    this.#changed.add(folder)
    this.#safe.delete(folder)
  }

  folderRemoved(path: string): void {
    this.#changed.delete(path)
    this.#safe.delete(path)
    this.nameChanged(path)
  }

  /** Manual, "WAL Configuration": a checkpoint's record lets recovery begin there, so all that came before must be safe. */
  beforeControlFile(): void {
    for (const folder of [...this.#changed]) this.syncFolder(folder)
  }

  /**
   * What PostgreSQL's fsync of a file promises; `fd` is undefined where the file's bytes are safe already. Its times need not
   * survive: fdatasync spares a write of the inode.
   */
  syncFile(fd: number | undefined, path: string): void {
    if (fd !== undefined) this.#io.fdatasyncSync(fd)
    for (let folder = dirname(path); this.#changed.has(folder); folder = dirname(folder))
      this.syncFolder(folder)
  }

  syncFolder(path: string): void {
    if (this.#safe.has(path)) return
    if (process.platform !== 'win32') {
      const fd = this.#io.openSync(path, 'r') // Windows opens no folders, and keeps names in its journal
      try {
        this.#io.fsyncSync(fd)
      } finally {
        this.#io.closeSync(fd)
      }
    }
    this.#changed.delete(path)
    this.#safe.add(path)
    if (path !== this.#root && this.#changed.has(dirname(path))) this.syncFolder(dirname(path))
  }
}
