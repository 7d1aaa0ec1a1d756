import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { openPromise } from 'yauzl'
import { openFolder, openZip } from './zip.ts'

const atMs = Date.UTC(2026, 8, 30, 14, 10, 8)
let dir = ''
before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'demo-zip-'))
})
after(() => rm(dir, { recursive: true }))

test('a zip gives back what was put in, names with accents included', async () => {
  const file = path.join(dir, 'small.zip')
  const sink = await openZip(file, atMs)
  await sink.add('Takeout/Voice/Calls/Żaneta Ćwik - Text.html', 'Gaz śmierdzi')
  await sink.add('Takeout/empty.html', '')
  const closed = await sink.close()
  assert.equal(closed.files, 2)
  assert.equal(closed.bytes, (await readFile(file)).length)
  assert.deepEqual(await unpacked(file), {
    'Takeout/Voice/Calls/Żaneta Ćwik - Text.html': 'Gaz śmierdzi',
    'Takeout/empty.html': '',
  })
})

test('a zip of 70,000 files is a zip64 that readers open', async () => {
  const file = path.join(dir, 'many.zip')
  const sink = await openZip(file, atMs)
  for (let i = 0; i < 70_000; i++) await sink.add(`${i}.html`, 'x')
  assert.equal((await sink.close()).files, 70_000)
  const zip = await openPromise(file, {})
  assert.equal(zip.entryCount, 70_000)
  zip.close()
})

test('a folder gets the same files', async () => {
  const sink = openFolder(path.join(dir, 'out'))
  await sink.add('Takeout/Voice/a.html', 'ą')
  await sink.add('Takeout/Voice/b.html', 'b')
  assert.deepEqual(await sink.close(), { files: 2, bytes: 3 })
  assert.deepEqual((await readdir(path.join(dir, 'out/Takeout/Voice'))).sort(), ['a.html', 'b.html'])
})

async function unpacked(file: string): Promise<Record<string, string>> {
  const zip = await openPromise(file, {})
  const content: Record<string, string> = {}
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    content[entry.fileName] = Buffer.concat(await stream.toArray()).toString()
  }
  return content
}
