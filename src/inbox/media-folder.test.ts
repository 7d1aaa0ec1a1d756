import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { temporaryFolder } from '../../test/kit/store.ts'
import { sha256 } from '../base/bytes.ts'
import { newKey } from '../base/cipher.ts'
import { systemClock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import { openMediaFolder } from './inbox.ts'

const CHUNK_BYTES = 256 * 1024
const firm = newId(systemClock)
const picture = Buffer.from('a picture of the boiler of Mrs Alvarez, 14 Elm Street')
const key = newKey()

/** Paths of all files below a folder. */
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

/** Puts bytes where versions before sealing put them. */
function keepPlain(root: string, bytes: Buffer, name = sha256(bytes)): string {
  const path = join(root, firm, name.slice(0, 2), name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

describe('the media folder', () => {
  it('keeps the same bytes once, whole or as a stream, and reads them back', async () => {
    using folder = temporaryFolder()
    const root = join(folder.path, 'media')
    const media = openMediaFolder(root, key)
    const whole = await media.keepBytes(firm, picture)
    const streamed = await media.keep(firm, Readable.from([picture.subarray(0, 5), picture.subarray(5)]))
    assert.deepEqual(streamed, whole)
    assert.equal(await media.size(firm, whole.sha256), picture.length)
    assert.ok((await buffer(media.open(firm, whole.sha256))).equals(picture))
    const [path = '', ...more] = filesIn(root)
    assert.deepEqual(more, [])
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(
      (await Array.fromAsync(media.walk(firm))).map(({ name, bytes }) => [name, bytes]),
      [[whole.sha256, picture.length]],
    )
    await media.forget(firm, whole.sha256)
    assert.deepEqual(filesIn(root), [])
    assert.equal(await media.size(firm, whole.sha256), undefined)
    await assert.rejects(buffer(media.open(firm, whole.sha256)), { code: 'ENOENT' })
  })

  it('tells nobody without the key what is in it, nor whether a well-known file is', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(folder.path, key)
    const other = newId(systemClock)
    for (const one of [firm, other]) await media.keepBytes(one, picture)
    const paths = filesIn(folder.path)
    assert.equal(paths.length, 2)
    assert.notEqual(basename(paths[0] ?? ''), basename(paths[1] ?? ''), 'each firm has names of its own')
    for (const path of paths) {
      assert.ok(!path.includes(sha256(picture)))
      for (const told of [picture.subarray(0, 10), Buffer.from(sha256(picture), 'hex')])
        assert.ok(!readFileSync(path).includes(told))
    }
    assert.equal(await openMediaFolder(folder.path, newKey()).size(firm, sha256(picture)), undefined)
  })

  it('reads any part of a recording, over the borders of chunks, and of an empty one nothing', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(folder.path, key)
    for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17]) {
      const recording = randomBytes(size)
      const { sha256 } = await media.keep(firm, Readable.from([recording]))
      assert.equal(await media.size(firm, sha256), size)
      assert.ok((await buffer(media.open(firm, sha256))).equals(recording))
      for (const [start, end] of [
        [0, 0],
        [size - 1, size - 1],
        [CHUNK_BYTES - 3, CHUNK_BYTES + 2],
        [CHUNK_BYTES, 2 * CHUNK_BYTES - 1],
        [10, size - 1],
      ] as const)
        if (start >= 0 && end >= start && end < size)
          assert.ok(
            (await buffer(media.open(firm, sha256, { start, end }))).equals(
              recording.subarray(start, end + 1),
            ),
            `${start} to ${end} of ${size}`,
          )
    }
  })

  it('refuses what was changed, cut off, put into another order, or is another file or firm', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(folder.path, key)
    const recording = randomBytes(3 * CHUNK_BYTES)
    const kept = await media.keepBytes(firm, recording)
    const [path = ''] = filesIn(folder.path)
    const whole = readFileSync(path)
    const sealedChunk = CHUNK_BYTES + 16
    const front = whole.length - 3 * sealedChunk
    const chunk = (n: number) => whole.subarray(front + n * sealedChunk, front + (n + 1) * sealedChunk)
    const flipped = (at: number) => {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      return bytes
    }
    const wrong: Record<string, Buffer> = {
      'a bit of the front': flipped(40),
      'a bit of the mark in front': flipped(3),
      'a bit of a chunk': flipped(front + sealedChunk + 100),
      'cut off in a chunk': whole.subarray(0, -100),
      'cut off at a chunk': whole.subarray(0, front + 2 * sealedChunk),
      'cut off after the front': whole.subarray(0, front),
      'cut off in the front': whole.subarray(0, 20),
      longer: Buffer.concat([whole, Buffer.of(0)]),
      'two chunks swapped': Buffer.concat([whole.subarray(0, front), chunk(1), chunk(0), chunk(2)]),
      empty: Buffer.alloc(0),
    }
    for (const [what, bytes] of Object.entries(wrong)) {
      writeFileSync(path, bytes)
      await assert.rejects(buffer(media.open(firm, kept.sha256)), { code: 'file_damaged' }, what)
    }
    const cut = whole.subarray(0, front + 2 * sealedChunk)
    writeFileSync(path, cut)
    await assert.rejects(buffer(media.open(firm, kept.sha256, { start: 0, end: 9 })), {
      code: 'file_damaged',
    })
    assert.equal(await media.size(firm, kept.sha256), 2 * CHUNK_BYTES, 'that it is cut off shows')
    const other = await media.keepBytes(firm, picture)
    const [otherPath = ''] = filesIn(folder.path).filter((one) => one !== path)
    writeFileSync(path, readFileSync(otherPath))
    await assert.rejects(buffer(media.open(firm, kept.sha256)), { code: 'file_damaged' })
    const neighbour = newId(systemClock)
    await media.keepBytes(neighbour, picture)
    const [moved = ''] = filesIn(join(folder.path, neighbour))
    writeFileSync(moved, readFileSync(otherPath))
    await assert.rejects(buffer(media.open(neighbour, other.sha256)), { code: 'file_damaged' })
  })

  it('shows and forgets what does not open by the name that it has', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(folder.path, key)
    await media.keepBytes(firm, picture)
    const [path = ''] = filesIn(folder.path)
    truncateSync(path, 10)
    const [found] = await Array.fromAsync(media.walk(firm))
    assert.deepEqual([found?.name, found?.bytes], [basename(path), 0])
    await media.forget(firm, found?.name ?? '')
    assert.deepEqual(filesIn(folder.path), [])
  })

  it('leaves nothing of a stream that breaks off, nor under its final name', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(folder.path, key)
    const broken = Readable.from(
      (function* () {
        yield picture
        throw new Error('the zip ends here')
      })(),
    )
    await assert.rejects(media.keep(firm, broken), /the zip ends here/)
    assert.deepEqual(readdirSync(join(folder.path, firm)), [])
  })

  it('says when its disk cannot be written', async () => {
    using folder = temporaryFolder()
    writeFileSync(join(folder.path, 'media'), 'a file in the way')
    const media = openMediaFolder(join(folder.path, 'media'), key)
    await assert.rejects(media.keepBytes(firm, picture), { code: 'ENOTDIR' })
  })
})

describe('media that an earlier version kept in the clear', () => {
  it('are read, measured, walked and forgotten as they are, and sealed when they come again', async () => {
    using folder = temporaryFolder()
    const media = openMediaFolder(folder.path, key)
    const name = sha256(picture)
    keepPlain(folder.path, picture)
    assert.equal(await media.size(firm, name), picture.length)
    assert.ok((await buffer(media.open(firm, name, { start: 2, end: 8 }))).equals(picture.subarray(2, 9)))
    assert.deepEqual(
      (await Array.fromAsync(media.walk(firm))).map((one) => one.name),
      [name],
    )
    await media.keepBytes(firm, picture)
    assert.ok(filesIn(folder.path).every((path) => path.endsWith('.sealed')))
    keepPlain(folder.path, picture)
    await media.forget(firm, name)
    assert.deepEqual(filesIn(folder.path), [])
  })

  it('are sealed by a command that is killed time and again, and goes on where it was', async () => {
    using folder = temporaryFolder()
    const root = join(folder.path, 'media')
    const media = openMediaFolder(root, key)
    const kept = Array.from({ length: 120 }, (_, n) => Buffer.from(`voicemail ${n} of Mrs Alvarez`))
    for (const bytes of kept) keepPlain(root, bytes)
    const changed = keepPlain(root, Buffer.from('not what it was'), sha256('what it was'))
    const isPlain = (path: string) => !path.endsWith('.sealed') && !basename(path).startsWith('.')
    const allRead = async () => {
      for (const bytes of kept)
        assert.ok((await buffer(media.open(firm, sha256(bytes)))).equals(bytes), bytes.toString())
    }
    let kills = 0
    for (const files of [1, 30, 7, 40]) {
      const words = [root, key.toString('base64'), String(files)]
      const sealer = fork(new URL('./media-sealer.fixture.ts', import.meta.url), words)
      const [, signal] = await once(sealer, 'exit')
      assert.equal(signal, 'SIGKILL')
      kills++
      await allRead()
    }
    const left = filesIn(root).filter(isPlain).length
    assert.ok(kills === 4 && left > 10 && left < 110, `${left} left`)
    const { sealed, damaged } = await media.seal()
    assert.deepEqual([sealed, damaged], [left - 1, 1])
    await allRead()
    assert.deepEqual(filesIn(root).filter(isPlain), [changed])
    assert.deepEqual(await media.seal(), { sealed: 0, damaged: 1 })
    for (const path of filesIn(root)) if (path !== changed) assert.ok(!readFileSync(path).includes('Alvarez'))
    rmSync(root, { recursive: true })
    assert.deepEqual(await media.seal(), { sealed: 0, damaged: 0 })
  })
})
