import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { temporaryFolder } from '../../../test/kit/store.ts'
import { newKey } from '../../base/cipher.ts'
import type { About } from './header.ts'
import { openArchive, readAbout } from './read-archive.ts'
import { CHUNK_BYTES, SEALED_CHUNK_BYTES } from './sealed-chunks.ts'
import { writeArchive } from './write-archive.ts'

const about: About = {
  kind: 'installation',
  madeAt: '2026-03-04T16:00:00.000Z',
  version: '1.0.0',
  database: 'pglite',
}

describe('a sealed archive', () => {
  const folder = temporaryFolder()
  after(() => folder[Symbol.dispose]())
  const path = join(folder.path, 'one.archive')
  const master = newKey()
  const files: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    words: Buffer.from('Mrs Alvarez, 14 Elm Street, alarm code 4471'),
    'one chunk': randomBytes(CHUNK_BYTES),
    many: randomBytes(3 * CHUNK_BYTES + 17),
    'a/folder/': Buffer.alloc(0),
  }
  const write = (to: string) =>
    writeArchive(to, { master, about }, async (add) => {
      for (const [name, bytes] of Object.entries(files)) await add(name, [bytes])
    })
  const opens = async (at: string, keys = [master]) => {
    await using archive = await openArchive(at, keys)
    await archive.verify()
    const found: Record<string, Buffer> = {}
    for (const entry of archive.entries)
      found[entry.name] = Buffer.concat(await Array.fromAsync(archive.read(entry)))
    return found
  }
  let whole: Buffer
  before(async () => {
    await write(path)
    whole = readFileSync(path)
  })

  it('gives back what was put in, tells nothing of it without the key, and what it is to anybody', async () => {
    assert.deepEqual(await opens(path, [newKey(), master]), files)
    assert.deepEqual(await readAbout(path), about)
    for (const part of [files.words?.subarray(0, 11), Buffer.from('folder'), files.many?.subarray(100, 130)])
      assert.ok(part !== undefined && !whole.includes(part))
    await assert.rejects(opens(path, [newKey()]), { code: 'wrong_archive_key' })
    assert.deepEqual(readdirSync(folder.path), ['one.archive'])
  })

  it('with any part of it changed, cut off, moved or joined is refused', async () => {
    const other = join(folder.path, 'other.archive')
    await write(other)
    const second = readFileSync(other)
    const flipped = (at: number) => {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      return bytes
    }
    const body = whole.indexOf('"}', whole.indexOf('noncePrefix')) + 2
    const chunk = (n: number) =>
      whole.subarray(body + n * SEALED_CHUNK_BYTES, body + (n + 1) * SEALED_CHUNK_BYTES)
    const wrong: Record<string, Buffer> = {
      'cut off in a chunk': whole.subarray(0, -1),
      'cut off at a chunk': whole.subarray(0, body + 2 * SEALED_CHUNK_BYTES),
      'cut off after the front': whole.subarray(0, body),
      'cut off in the front': whole.subarray(0, 60),
      longer: Buffer.concat([whole, Buffer.of(0)]),
      'two chunks swapped': Buffer.concat([
        whole.subarray(0, body),
        chunk(1),
        chunk(0),
        whole.subarray(body + 2 * SEALED_CHUNK_BYTES),
      ]),
      'a chunk left out': Buffer.concat([whole.subarray(0, body), whole.subarray(body + SEALED_CHUNK_BYTES)]),
      'chunks of another': Buffer.concat([whole.subarray(0, body), second.subarray(body)]),
      empty: Buffer.alloc(0),
    }
    for (let at = 0; at < whole.length; at += at < body ? 7 : 104_729) wrong[`bit ${at}`] = flipped(at)
    wrong['last bit'] = flipped(whole.length - 1)
    for (const [name, bytes] of Object.entries(wrong)) {
      writeFileSync(other, bytes)
      await assert.rejects(
        opens(other),
        ({ code }) => ['archive_damaged', 'wrong_archive_key', 'not_an_archive'].includes(code),
        name,
      )
    }
  })

  it('that broke off while it was written leaves nothing', async () => {
    const broken = join(folder.path, 'sub', 'broken.archive')
    const fill = writeArchive(broken, { master, about }, async (add) => {
      await add('words', [Buffer.from('Ken')])
      throw new Error('the disk went away')
    })
    await assert.rejects(fill, /went away/)
    assert.deepEqual(readdirSync(join(folder.path, 'sub')), [])
  })
})
