import type { Readable } from 'node:stream'
import type { SetAside } from '../message.ts'

/** Bounds that keep a hostile or broken archive from filling memory or disk. */
export type ArchiveLimits = {
  /** Largest unpacked size of one member, bytes. */
  memberBytesMax: number
  /** Largest unpacked size of everything, bytes. */
  totalBytesMax: number
  /** Largest unpacked-to-packed ratio of a member above 1 MB. */
  ratioMax: number
}

/** A file met while walking an archive; its bytes may be asked for only until the walk moves on. */
export type ArchiveFile = {
  kind: 'file'
  /** Path inside the archive, `/`-separated, relative, without `..`; the same in every walk. */
  path: string
  /** Name of the zip, tgz or folder it is in. */
  part: string
  /** Unpacked size, bytes. */
  bytes: number
  /** The whole content, checked against its checksum where the format has one; throws `SetAsideError` when it cannot be had. */
  read(): Promise<Buffer>
  /** The content as a stream that fails in the same cases. */
  stream(): Promise<Readable>
}

/** A Takeout, however it was handed in: several zips, a tgz, an unpacked folder, or a mix. */
export type Archive = AsyncDisposable & {
  /** What was handed in, in part order. */
  parts: { name: string; path: string; bytes: number }[]
  /**
   * Walks every member in a fixed order, streaming; it can be walked again. Members that cannot be read
   * are yielded as set aside, never thrown. With `wants`, members for which it says false are skipped
   * without being unpacked.
   */
  walk(options: { signal?: AbortSignal; wants?: (path: string) => boolean }): AsyncIterable<ArchiveFile | ({ kind: 'set_aside' } & SetAside)>
}
