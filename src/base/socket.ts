import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from './bytes.ts'

/** Longest path of a Unix socket that every system takes, bytes (unix(7): 108 with the final zero; 104 on BSD). */
const PATH_BYTES_MAX = 100

/** Where the server of a data folder can be reached by programs of the same user on the same machine. */
export function socketPath(dataDir: string): string {
  const inside = join(dataDir, 'plumbline.sock')
  return Buffer.byteLength(inside) <= PATH_BYTES_MAX
    ? inside
    : join(tmpdir(), `plumbline-${sha256(dataDir).slice(0, 16)}.sock`)
}
