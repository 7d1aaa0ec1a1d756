import { createHash, randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { decrypt, encrypt, newKey } from '../../base/cipher.ts'
import { Refusal } from '../../base/refusal.ts'
import { NONCE_PREFIX_BYTES, type StreamKey } from './sealed-chunks.ts'

const MAGIC = Buffer.from('plumbline sealed archive 1\n')
const LENGTH_BYTES = 4
const HEADER_BYTES_MAX = 16 * 1024

/** What an archive says of itself without a key. It tells of nobody. */
export const aboutShape = z.object({
  kind: z.enum(['installation', 'firm']),
  madeAt: z.iso.datetime(),
  /** Plumbline's version. */
  version: z.string(),
  /** What held the data. */
  database: z.enum(['pglite', 'postgres']),
})
export type About = z.infer<typeof aboutShape>

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'))
const headerShape = z.object({ about: aboutShape, wrapped: base64, noncePrefix: base64 })

/** The front of a new archive, and what its chunks are sealed with: a key of its own, wrapped under the master key. */
export function newHeader(master: Buffer, about: About): { bytes: Buffer; stream: StreamKey } {
  const key = newKey()
  const noncePrefix = randomBytes(NONCE_PREFIX_BYTES)
  const json = JSON.stringify({
    about,
    wrapped: encrypt(master, key, boundKey(noncePrefix)).toString('base64'),
    noncePrefix: noncePrefix.toString('base64'),
  })
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(Buffer.byteLength(json))
  const bytes = Buffer.concat([MAGIC, length, Buffer.from(json)])
  return { bytes, stream: { key, noncePrefix, bound: digest(bytes) } }
}

export type Header = {
  about: About
  /** Where the first chunk begins. */
  bytes: number
  /** Opens the archive's key; refuses with `wrong_archive_key` unless one of the master keys is the one it is under. */
  streamKey(masters: readonly Buffer[]): { stream: StreamKey; master: Buffer }
}

/** Refuses with `not_an_archive` what does not begin as one. */
export async function readHeader(file: FileHandle, path: string): Promise<Header> {
  const front = Buffer.alloc(MAGIC.length + LENGTH_BYTES + HEADER_BYTES_MAX)
  const { bytesRead } = await file.read(front, 0, front.length, 0)
  const at = MAGIC.length + LENGTH_BYTES
  const length = bytesRead < at ? 0 : front.readUInt32LE(MAGIC.length)
  if (!front.subarray(0, MAGIC.length).equals(MAGIC) || length === 0 || at + length > bytesRead)
    throw notAnArchive(path)
  const bytes = front.subarray(0, at + length)
  const parsed = headerShape.safeParse(jsonIn(bytes.subarray(at)))
  if (!parsed.success) throw notAnArchive(path)
  const { about, wrapped, noncePrefix } = parsed.data
  return {
    about,
    bytes: bytes.length,
    streamKey: (masters) => {
      for (const master of masters) {
        try {
          const key = decrypt(master, wrapped, boundKey(noncePrefix))
          return { stream: { key, noncePrefix, bound: digest(bytes) }, master }
        } catch {} // it is under another
      }
      throw new Refusal(
        'wrong_archive_key',
        `The file ${path} is sealed under another master key than the one here.`,
        'Give the recovery code of the key that was in use when it was made: plumbline restore FILE --code, which reads it from standard input. Nothing was changed.',
      )
    },
  }
}

export function notAnArchive(path: string, cause?: unknown): Refusal {
  return new Refusal(
    'not_an_archive',
    `The file ${path} is no backup or sealed export of Plumbline, or its front was changed.`,
    'Give a file that "plumbline backup" or "plumbline export" wrote. Nothing was changed.',
    { cause },
  )
}

function boundKey(noncePrefix: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('plumbline archive key '), noncePrefix])
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
