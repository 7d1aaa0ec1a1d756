/**
 * The disk under the embedded database: the filesystem that PostgreSQL, compiled to WebAssembly, sees as its data folder.
 *
 * PostgreSQL knows in which order its bytes must reach a disk, and says so by calling fsync (manual, "Reliability and the
 * Write-Ahead Log"). PGlite's own filesystem drops those calls. This one carries them out:
 *
 *   what PostgreSQL writes      when it must be on the disk                     who sees to it
 *   ------------------------    -------------------------------------------    ------------------------------------------------
 *   log of a commit             before the commit is acknowledged               XLogFlush → fsync → `order.ts`
 *   log of a changed page       before that page                                FlushBuffer calls XLogFlush first → the same
 *   pages, commit states        before the control file that forgets the log    ProcessSyncRequests at a checkpoint → the same
 *   new and renamed files       their names before what relies on them          durable_rename fsyncs folders; the rest: `order.ts`
 *   sorts, temporary tables     never: thrown away at the next start            nobody asks for it
 *
 * A page that was half written when the power went is put back from the log (full_page_writes), and the log's own end is
 * told by its checksums. Both count on a disk that tears between sectors and never within; sealing keeps that true (`sealed.ts`).
 *
 * Commits share no sync: PGlite's one session carries a commit to its end, sync and all, before it looks at the next transaction, so
 * two never wait together. To answer them later, many at once, would have a short commit wait for somebody else's long statement,
 * because the thread that answers is the one that works.
 *
 * `fsync` reaches us as emscripten's fd_sync. Its fdatasync and its O_DSYNC do not, so the log must be synced by the method
 * `fsync` (`start-params.ts`).
 */
import nodeFs from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { EmscriptenBuiltinFilesystem } from '@electric-sql/pglite/basefs'
import { type EmscriptenModule, operations } from './operations.ts'
import { SyncOrder } from './order.ts'
import { type Contents, PlainContents } from './plain.ts'
import { SealedContents } from './sealed.ts'

/** The calls of node:fs that reach a disk from here: what a power-cut test puts a disk of its own under. */
export type Io = Pick<
  typeof nodeFs,
  | 'openSync'
  | 'closeSync'
  | 'readSync'
  | 'writeSync'
  | 'ftruncateSync'
  | 'fdatasyncSync'
  | 'fsyncSync'
  | 'fstatSync'
  | 'lstatSync'
  | 'chmodSync'
  | 'utimesSync'
  | 'mkdirSync'
  | 'readdirSync'
  | 'renameSync'
  | 'rmdirSync'
  | 'unlinkSync'
>

export type ClusterDiskOptions = {
  /** 32 bytes under which the cluster's files are sealed; undefined: they are plain. */
  dataKey?: Buffer | undefined
  /** Whether all that is there already is known to be on the disk for good. */
  isSynced?: boolean
  io?: Io
}

/** The cluster in folder `root` (an absolute path), mounted as PostgreSQL's data folder. One process and one thread at a time. */
export class ClusterDisk extends EmscriptenBuiltinFilesystem {
  readonly #root: string
  readonly #io: Io
  readonly #contents: Contents
  readonly #isSynced: boolean

  constructor(root: string, { dataKey, isSynced = false, io = nodeFs }: ClusterDiskOptions = {}) {
    super(root)
    if (!nodeFs.existsSync(root)) nodeFs.mkdirSync(root, { mode: 0o700 }) // a cluster that is about to be made
    this.#root = root
    this.#io = io
    this.#isSynced = isSynced
    this.#contents = dataKey === undefined ? new PlainContents(io) : new SealedContents(io, dataKey)
  }

  override async init(pg: PGlite, options: Parameters<EmscriptenBuiltinFilesystem['init']>[1]) {
    this.pg = pg
    const mount = (module: EmscriptenModule) => {
      module.FS.mkdirTree(DATA_FOLDER)
      this.#forgetWhoHadIt()
      const order = new SyncOrder(this.#io, this.#root)
      const isSynced = this.#isSynced
      const type = operations(module, { io: this.#io, contents: this.#contents, order, isSynced })
      module.FS.mount(type, { root: this.#root }, DATA_FOLDER)
    }
    const preRun = [...(options.preRun ?? []), mount as never]
    return { emscriptenOpts: { ...options, preRun } }
  }

  /**
   * PostgreSQL notes who has a cluster open in a file that it makes first, fills then, and syncs last (CreateLockFile). Where the end
   * came in between, the file is empty or has anything in it, and PostgreSQL starts no more until somebody takes it away. That nobody
   * else has this cluster open is seen to before it is mounted (`lock.ts`).
   */
  #forgetWhoHadIt(): void {
    const path = join(this.#root, 'postmaster.pid')
    if (this.#io.lstatSync(path, { throwIfNoEntry: false }) !== undefined) this.#io.unlinkSync(path)
  }

  override async closeFs(): Promise<void> {
    const module = this.pg?.Module as unknown as EmscriptenModule | undefined
    module?.FS.quit()
  }
}

/** Where PGlite's program looks for its cluster. */
const DATA_FOLDER = '/pglite/data'
