import type { Io } from './disk.ts'

/** What is known of a file while it is open. `size` is as PostgreSQL sees it, bytes. */
export type OpenFile = { size: number }

/** How the bytes that PostgreSQL sees lie in files. All positions and sizes are as PostgreSQL sees them, bytes. */
export type Contents<File extends OpenFile = OpenFile> = {
  /** The size that PostgreSQL sees of a file that has `diskBytes`. */
  sizeOf(diskBytes: number): number
  /** Looks at a file that was just opened for reading and, unless it is only read, for writing. */
  look(fd: number): File
  /** Fills `target` from `position`; returns how many bytes there were. */
  read(file: File, fd: number, target: Uint8Array, position: number): number
  /** Returns how many bytes of `source` were written; throws as node:fs does when none were. */
  write(file: File, fd: number, source: Uint8Array, position: number): number
  truncate(file: File, fd: number, size: number): void
}

/** As it is. */
export class PlainContents implements Contents {
  readonly #io: Io

  constructor(io: Io) {
    this.#io = io
  }

  sizeOf(diskBytes: number): number {
    return diskBytes
  }

  look(fd: number): OpenFile {
    return { size: this.#io.fstatSync(fd).size }
  }

  read(_file: OpenFile, fd: number, target: Uint8Array, position: number): number {
    return this.#io.readSync(fd, target, 0, target.length, position)
  }

  write(file: OpenFile, fd: number, source: Uint8Array, position: number): number {
    const written = this.#io.writeSync(fd, source, 0, source.length, position)
    file.size = Math.max(file.size, position + written)
    return written
  }

  truncate(file: OpenFile, fd: number, size: number): void {
    this.#io.ftruncateSync(fd, size)
    file.size = size
  }
}
