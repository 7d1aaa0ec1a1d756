import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newFirm, prepareDataDir, temporaryFolder } from '../../../test/kit/store.ts'
import { sha256 } from '../../base/bytes.ts'
import { clusterState, type MasterKeys, openStore, rewrapClusterKey, sealEmbedded } from '../store.ts'

const [KEY, OTHER_KEY] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const WORDS = ['Alvarez', 'boiler in the cellar', '+17735550142', 'Mokotowska 12']

describe('the embedded database of a data folder', () => {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  before(async () => {
    await prepareDataDir(dataDir)
    await using store = await openStore({ dataDir })
    await newFirm(store)
    await store.pool.query('create table planted (n serial primary key, words text)')
    await store.pool.query('insert into planted (words) select unnest($1::text[])', [WORDS])
    await store.pool.query('checkpoint')
  })
  after(() => folder[Symbol.dispose]())

  it('can be read by whoever has the disk, before it is sealed', () => {
    assert.equal(clusterState(dataDir), 'plain')
    assert.deepEqual(found(dataDir), WORDS)
  })

  it('is sealed by a command that is killed time and again, and goes on where it was', async () => {
    for (const files of [1, 40, 200, 7, 100]) {
      const words = [dataDir, KEY.toString('base64'), String(files)]
      const sealer = fork(new URL('./sealer.fixture.ts', import.meta.url), words, { silent: true })
      const ended = once(sealer, 'exit')
      sealer.stdout?.once('data', () => sealer.kill('SIGKILL')) // in the midst of some later file
      assert.deepEqual(await ended, [null, 'SIGKILL'])
    }
    assert.equal(clusterState(dataDir), 'sealing')
    await assert.rejects(openStore({ dataDir }), { code: 'master_key_missing' })
    const { sealed, files } = await sealEmbedded(dataDir, keys(KEY))
    assert.ok(sealed > 0 && sealed < files, `${sealed} of ${files} were left to seal`)
    assert.equal(clusterState(dataDir), 'sealed')
    assert.deepEqual(await sealEmbedded(dataDir, keys(KEY)), { sealed: 0, files: 0 })
    assert.ok(!names(dataDir).some((name) => name.endsWith('.sealing')))
    await using store = await openStore({ dataDir, masterKeys: keys(KEY) })
    const { rows } = await store.pool.query('select words from planted order by n')
    assert.deepEqual(
      rows.map(({ words }) => words),
      WORDS,
    )
  })

  it('tells nothing to whoever has the disk: neither its tables, nor its log, nor what comes later', async () => {
    await using store = await openStore({ dataDir, masterKeys: keys(KEY) })
    await store.pool.query('insert into planted (words) select unnest($1::text[])', [WORDS])
    assert.deepEqual(found(dataDir), [])
    await store.pool.query('vacuum full planted')
    await store.pool.query('checkpoint')
    assert.deepEqual(found(dataDir), [])
    assert.deepEqual(
      names(dataDir).filter((name) => !isNoise(join(dataDir, 'db', name))),
      [],
    )
  })

  it('is refused to the wrong key and to none, and nothing is touched', async () => {
    const before = names(dataDir).map((name) => sha256(readFileSync(join(dataDir, 'db', name))))
    await assert.rejects(openStore({ dataDir }), { code: 'master_key_missing' })
    await assert.rejects(openStore({ dataDir, masterKeys: keys(OTHER_KEY) }), { code: 'wrong_master_key' })
    assert.deepEqual(
      names(dataDir).map((name) => sha256(readFileSync(join(dataDir, 'db', name)))),
      before,
    )
  })

  it('goes over to another master key by one file', async () => {
    rewrapClusterKey(dataDir, keys(KEY), OTHER_KEY)
    rewrapClusterKey(dataDir, keys(KEY), OTHER_KEY) // again changes nothing, though the first key opens it no more
    await assert.rejects(openStore({ dataDir, masterKeys: keys(KEY) }), { code: 'wrong_master_key' })
    await using store = await openStore({ dataDir, masterKeys: keys(KEY, OTHER_KEY) })
    assert.equal((await store.pool.query('select from planted')).rowCount, 2 * WORDS.length)
  })

  it('is made sealed when there is a master key, and sealing nothing is refused', async () => {
    const empty = join(folder.path, 'new')
    await assert.rejects(sealEmbedded(empty, keys(KEY)), { code: 'no_database' })
    await (await openStore({ dataDir: empty, masterKeys: keys(KEY) }))[Symbol.asyncDispose]()
    assert.equal(clusterState(empty), 'sealed')
    assert.deepEqual(
      names(empty).filter((name) => !isNoise(join(empty, 'db', name))),
      [],
    )
    rmSync(empty, { recursive: true })
  })
})

function keys(...candidates: Buffer[]): MasterKeys {
  return { candidates: () => candidates, first: () => candidates[0] ?? assert.fail() }
}

function names(dataDir: string): string[] {
  const entries = readdirSync(join(dataDir, 'db'), { recursive: true, withFileTypes: true })
  const root = join(dataDir, 'db')
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
    .sort()
}

/** Which of the planted words anybody can read in the files. */
function found(dataDir: string): string[] {
  const files = names(dataDir).map((name) => readFileSync(join(dataDir, 'db', name)))
  return WORDS.filter((word) => files.some((bytes) => bytes.includes(word)))
}

/**
 * Whether a file is empty, or a header with nothing but noise after it, and room that was never filled: all byte values are about
 * equally frequent in the blocks that are not zeros.
 */
function isNoise(path: string): boolean {
  if (!existsSync(path)) return true
  const bytes = readFileSync(path)
  if (bytes.length === 0) return true
  if (!bytes.toString('latin1', 0, 64).startsWith('plumbline sealed file 1\n')) return false
  const zeros = Buffer.alloc(16)
  const blocks = Array.from({ length: (bytes.length - 4096) / 16 }, (_, n) =>
    bytes.subarray(4096 + n * 16, 4112 + n * 16),
  )
  const body = Buffer.concat(blocks.filter((block) => !block.equals(zeros)))
  if (body.length < 65_536) return true // too few to count
  const counts = new Uint32Array(256)
  for (const byte of body) counts[byte] = (counts[byte] ?? 0) + 1
  const expected = body.length / 256
  return counts.every((count) => Math.abs(count - expected) < 8 * Math.sqrt(expected))
}
