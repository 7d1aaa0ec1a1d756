import type { Readable } from 'node:stream'
import type { SetAside } from '../set-aside.ts'

/** Bounds that keep a hostile or broken archive from filling memory or disk. */
export type ArchiveLimits = {
  /** Largest unpacked size of one member, bytes. */
  memberBytesMax: number
  /** Largest unpacked size of what one walk reads from one part, bytes. */
  totalBytesMax: number
  /** Largest unpacked-to-packed ratio of a member above 1 MB, and of a part above 1 GB. */
  ratioMax: number
}

/**
 * Takeout's parts end at 50 GB and its pictures and recordings at a few tens of MB. Pages deflate about
 * 10 : 1; 200 : 1 leaves room for a page that repeats one word, deflate's own bound is 1,032 : 1.
 */
export const defaultLimits: ArchiveLimits = {
  memberBytesMax: 256 * 1024 ** 2,
  totalBytesMax: 500 * 1024 ** 3,
  ratioMax: 200,
}

/** A file met while walking an archive; its bytes may be asked for only until the walk moves on. */
export type ArchiveFile = {
  kind: 'file'
  /**
   * `<part>/<path inside it>`: `/`-separated, relative, without `..`, the same in every walk, and told
   * apart from a file of the same name in another part. It is a name to show and to look up, never a path
   * to write to.
   */
  path: string
  /** Name of the zip, tgz or folder it is in: the beginning of `path`. */
  part: string
  /** Unpacked size, bytes, as the archive declares it. */
  bytes: number
  /** The whole content, checked against its checksum where the format has one; throws `SetAsideError` when it cannot be had. */
  read(): Promise<Buffer>
  /** What `read` gives, and the same as raw deflate (RFC 1951) when it is held so, and no larger: of formats that pack file by file. */
  readPacked?(): Promise<{ bytes: Buffer; deflated: Buffer | null }>
  /** The content as a stream that fails with `SetAsideError` in the same cases. */
  stream(): Promise<Readable>
}

/** One thing met on a walk. */
export type ArchiveItem = ArchiveFile | ({ kind: 'set_aside' } & SetAside)

/** How to walk. */
export type WalkOptions = {
  /** Aborting it ends the walk with the signal's reason. */
  signal?: AbortSignal | undefined
  /** Members for which it says false are passed over, without being unpacked where the format allows. */
  wants?: ((path: string) => boolean) | undefined
}

/** A Takeout, however it was handed in: several zips, a tgz, an unpacked folder, or a mix. */
export type Archive = AsyncDisposable & {
  /** What was handed in, in part order. `bytes` is the size on disk, 0 for a folder. */
  parts: { name: string; path: string; bytes: number }[]
  /**
   * Walks every member in a fixed order, streaming; it can be walked again. Members that cannot be read
   * are yielded as set aside, never thrown. Folders, links and the litter of macOS are no members.
   */
  walk(options?: WalkOptions): AsyncIterable<ArchiveItem>
}
