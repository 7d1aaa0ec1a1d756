import type { FileHandle } from 'node:fs/promises'

/** Small reads of a file that mostly go forward, served from one buffer. */
export type FileWindow = {
  /** Up to `length` bytes from `start`, fewer at the end of the file; valid until the next call. */
  read(start: number, length: number): Promise<Buffer>
}

const WINDOW_BYTES = 64 * 1024

/** Opens a window on `file`. Pages of 2 KB packed lie side by side: one read fetches some thirty of them. */
export function fileWindow(file: FileHandle): FileWindow {
  let held = Buffer.alloc(0)
  let heldStart = 0
  return {
    async read(start, length) {
      if (start < heldStart || start + length > heldStart + held.length) {
        const room = Buffer.allocUnsafe(Math.max(length, WINDOW_BYTES))
        const { bytesRead } = await file.read(room, 0, room.length, start)
        held = room.subarray(0, bytesRead)
        heldStart = start
      }
      return held.subarray(start - heldStart, start - heldStart + length)
    },
  }
}
