import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { decrypt, encrypt, newKey } from '../base/cipher.ts'
import { Refusal } from '../base/refusal.ts'
import { OpeningFile } from './archive/opening-file.ts'
import { NONCE_PREFIX_BYTES, sealedChunks, unsealedBytes } from './archive/sealed-chunks.ts'
import { SealingFile } from './archive/sealing-file.ts'

/** What was sealed into a file: its content's SHA-256 in hex, its size, and its first bytes, at most 64, which tell its type. */
export type Content = { sha256: string; bytes: number; head: Buffer }

/** Files that are sealed one by one. `scope` is whose they are: a file of one scope does not open in another. */
export type SealedFiles = {
  /**
   * What the file with a content is called. Not the content's SHA-256, which would tell whoever has the disk, and some well-known
   * file, that it is kept here; and the same content has another name in each scope.
   */
  name(scope: string, sha256: string): string
  /** Writes a new file at `path`, which is on the disk when this ends. */
  write(path: string, scope: string, content: AsyncIterable<Uint8Array>): Promise<Content>
  /**
   * The content of a file, or its part from `start` to `end` inclusive. Refuses with `file_damaged` unless it is what was written
   * for this content: what was changed, cut off, put into another order, or moved from elsewhere.
   */
  read(
    path: string,
    expected: { scope: string; sha256: string },
    range?: { start: number; end: number },
  ): AsyncGenerator<Buffer>
  /** The SHA-256 of what is in a file; undefined when its front does not open. */
  sha256Of(path: string, scope: string): Promise<string | undefined>
}

const MAGIC = Buffer.from('plumbline sealed file 1\n')
const HASH_BYTES = 32
const SIZE_BYTES = 8
const HEADER_BYTES =
  MAGIC.length + encrypt(newKey(), Buffer.alloc(32 + HASH_BYTES + SIZE_BYTES), MAGIC).length
const HEAD_BYTES = 64
/** A file's key is used for its chunks alone, so that nothing has to tell one file's nonces from another's. */
const NO_PREFIX = Buffer.alloc(NONCE_PREFIX_BYTES)
/** Nor has anything but the key to bind the chunks to their front. */
const NOTHING = Buffer.alloc(0)

/** How many bytes of content a whole file of `fileBytes` has. It is not looked at, so one that was cut off has too few. */
export function contentBytes(fileBytes: number): number {
  return Math.max(0, unsealedBytes(fileBytes - HEADER_BYTES))
}

/**
 * Files under `key`, 256 bits. A file is its front, which is the file's own key, its content's SHA-256 and its size (64 bits), under
 * a key for fronts; then the content in chunks (`sealedChunks`) under the file's own. The front is written last: what a kill
 * leaves does not open. Any part is read by its chunks alone.
 */
export function openSealedFiles(key: Buffer): SealedFiles {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `plumbline file ${use} 1`, 32))
  const [nameKey, frontKey] = [derived('names'), derived('fronts')]
  return {
    name: (scope, sha256) => createHmac('sha256', nameKey).update(`${scope} ${sha256}`).digest('hex'),
    write: async (path, scope, content) => {
      await using file = await open(path, 'wx', 0o600)
      const written = await writeSealed(file, content, (front) =>
        Buffer.concat([MAGIC, encrypt(frontKey, front, boundTo(scope))]),
      )
      await file.datasync()
      return written
    },
    read: async function* (path, { scope, sha256 }, range) {
      await using file = await open(path, 'r')
      const front = await readFront(file, frontKey, scope)
      const { size } = await file.stat()
      if (front?.sha256 !== sha256 || front.bytes !== contentBytes(size)) throw damaged()
      const reader = new OpeningFile({
        ...{ file, from: HEADER_BYTES, size, damaged },
        chunks: sealedChunks({ key: front.key, noncePrefix: NO_PREFIX, bound: NOTHING }),
      })
      yield* reader.range(range?.start ?? 0, Math.min((range?.end ?? Infinity) + 1, front.bytes))
    },
    sha256Of: async (path, scope) => {
      await using file = await open(path, 'r')
      return (await readFront(file, frontKey, scope))?.sha256
    },
  }
}

async function writeSealed(
  file: FileHandle,
  content: AsyncIterable<Uint8Array>,
  sealFront: (front: Buffer) => Buffer,
): Promise<Content> {
  const key = newKey()
  const chunks = sealedChunks({ key, noncePrefix: NO_PREFIX, bound: NOTHING })
  const sealing = new SealingFile(file, chunks, HEADER_BYTES)
  const hash = createHash('sha256')
  let head: Buffer = Buffer.alloc(0)
  for await (const bytes of content) {
    hash.update(bytes)
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, bytes.subarray(0, HEAD_BYTES - head.length)])
    await sealing.write(bytes)
  }
  const digest = hash.digest()
  const size = Buffer.alloc(SIZE_BYTES)
  size.writeBigUInt64LE(BigInt(sealing.written))
  await sealing.finish(sealFront(Buffer.concat([key, digest, size])))
  return { sha256: digest.toString('hex'), bytes: sealing.written, head }
}

/** undefined when it was changed, or is of another scope or key. */
async function readFront(
  file: FileHandle,
  key: Buffer,
  scope: string,
): Promise<{ key: Buffer; sha256: string; bytes: number } | undefined> {
  const header = Buffer.alloc(HEADER_BYTES)
  await file.read(header, 0, HEADER_BYTES, 0)
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  try {
    const front = decrypt(key, header.subarray(MAGIC.length), boundTo(scope))
    return {
      key: front.subarray(0, 32),
      sha256: front.toString('hex', 32, 32 + HASH_BYTES),
      bytes: Number(front.readBigUInt64LE(32 + HASH_BYTES)),
    }
  } catch {
    return undefined
  }
}

function boundTo(scope: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(scope)])
}

function damaged(cause?: unknown): Refusal {
  return new Refusal(
    'file_damaged',
    'A file that is kept here is not as it was written: it was cut off or changed.',
    'Run "plumbline check" and "plumbline repair", which takes files of mails out of their mails again; other files come back with the archive or backup they are in.',
    { status: 500, cause },
  )
}
