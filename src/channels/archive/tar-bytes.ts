import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'

/** The bytes of a tar, and how they ended once they have. */
export type TarBytes = {
  chunks(): AsyncGenerator<Buffer>
  /** `truncated` when the closing blocks are not there, `damaged` when reading failed or did not get to the end. */
  ending(): 'whole' | 'truncated' | 'damaged'
}

/** Two blocks of zeros close a tar (POSIX pax, "ustar Interchange Format"). */
const CLOSING_BYTES = 1024

/**
 * Opens a tar, or with `gzipped` a tgz. A failure of the file ends the chunks and is told by `ending()`,
 * so that everything unpacked before it still reaches the reader.
 */
export function openTarBytes(path: string, gzipped: boolean): TarBytes {
  let ending: ReturnType<TarBytes['ending']> = 'damaged'
  return {
    async *chunks() {
      let zeros = 0
      try {
        for await (const chunk of source(path, gzipped)) {
          zeros = closingZeros(chunk, zeros)
          yield chunk
        }
        ending = zeros >= CLOSING_BYTES ? 'whole' : 'truncated'
      } catch {}
    },
    ending: () => ending,
  }
}

function source(path: string, gzipped: boolean): AsyncIterable<Buffer> {
  const file = createReadStream(path)
  if (!gzipped) return file
  // With Z_SYNC_FLUSH a stream that breaks off gives all it has, where Z_FINISH keeps back up to 16 KB.
  return pipeline(file, createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), () => {})
}

/** How many zeros the stream ends with after `chunk`, when it ended with `before` until now. */
function closingZeros(chunk: Buffer, before: number): number {
  let at = chunk.length
  while (at > 0 && chunk[at - 1] === 0 && chunk.length - at < CLOSING_BYTES) at--
  return at === 0 ? before + chunk.length : chunk.length - at
}
