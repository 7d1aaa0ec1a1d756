import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { type App, openApp } from '../../src/app.ts'
import { sha256 } from '../../src/base/bytes.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { plumbline, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { isPage, makeHistory, writeZip } from '../kit/archive.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'
import { texts } from '../kit/text-pages.ts'

const opened = new AsyncDisposableStack()
let postgres: TestPostgres
before(async () => {
  postgres = opened.use(await startPostgres())
})
after(() => opened.disposeAsync())

const konstancja = { name: 'Konstancja Brzęczyszczykiewicz', number: '+15550104471' }
/** Of a customer, in what she wrote, how she is called, and what is in the pictures that she sent. */
const PLANTED = [
  'Wisteria Lane 4471',
  konstancja.name,
  konstancja.number,
  'engraved: pump of pani Konstancja',
]

for (const kind of ['the embedded database', 'a PostgreSQL server'])
  describe(`what a customer says, is called and sends, with ${kind}`, () => {
    const folder = opened.use(temporaryFolder())
    const here = (name: string) => join(folder.path, name)
    const dataDir = here('data')
    const onServer = kind === 'a PostgreSQL server'
    let app: TestApp
    let firm: TestFirm
    /** Contents of media by their SHA-256. */
    const contents = new Map<string, Buffer>()

    before(async () => {
      const databaseUrl = onServer ? { databaseUrl: await postgres.database() } : {}
      if (!onServer) await prepareDataDir(dataDir)
      app = opened.use(await startApp({ ...databaseUrl, env: { PLUMBLINE_DATA_DIR: dataDir } }))
      firm = await app.makeFirm('Harbor Plumbing')
      const { files } = await makeHistory({ messages: 300, seed: 31 })
      const engraved = files.map((file, n) =>
        isPage(file)
          ? file
          : { ...file, data: Buffer.concat([file.data, Buffer.from(`${PLANTED.join(', ')} ${n}`)]) },
      )
      const words: Parameters<typeof texts>[1] = [
        '2026-03-01T10:00:00Z',
        konstancja,
        'The boiler at Wisteria Lane 4471 leaks',
      ]
      const archive = await writeZip(here('one.zip'), [...engraved, texts(konstancja, words)])
      assert.equal((await firm.import([archive])).status, 'completed')
    })

    it('is in no file of its media, nor do their names tell which they are', async () => {
      const { media } = app.app
      for await (const { name } of media.walk(firm.id))
        contents.set(name, await buffer(media.open(firm.id, name)))
      assert.ok(contents.size > 5)
      for (const [name, bytes] of contents) {
        assert.equal(sha256(bytes), name)
        assert.ok(bytes.includes(PLANTED[0] ?? ''))
      }
      const paths = filesIn(join(dataDir, 'media'))
      assert.equal(paths.length, contents.size)
      assert.ok(
        paths.every(
          (path) => path.endsWith('.sealed') && ![...contents.keys()].some((name) => path.includes(name)),
        ),
      )
      assert.deepEqual(found(join(dataDir, 'media')), [])
    })

    it('is in no sealed export and no backup, and in a plain export all of it', async () => {
      assert.equal((await firm.ask('POST', '/api/export', { file: here('out/firm.export') })).status, 200)
      // Of a server's database, backups.test.ts looks at them: they take the server's own tools.
      if (!onServer) assert.equal((await firm.ask('POST', '/api/backups', { dir: here('out') })).status, 200)
      assert.equal(filesIn(here('out')).length, onServer ? 1 : 2)
      assert.deepEqual(found(here('out')), [])
      assert.equal((await firm.ask('POST', '/api/export', { dir: here('plain') })).status, 200)
      assert.deepEqual(found(here('plain')), PLANTED)
    })

    it('stays readable under another master key', async () => {
      for (const key of ['master', 'sealing'])
        assert.equal((await firm.ask('POST', '/api/secrets/rotate', { key })).status, 200)
      await assertReads(app.app, firm, contents)
    })

    it('that an earlier version kept in the clear is found by the doctor and sealed by a command', async () => {
      const { env } = app
      await app[Symbol.asyncDispose]()
      rmSync(join(dataDir, 'media'), { recursive: true })
      for (const [name, bytes] of contents) {
        const path = join(dataDir, 'media', firm.id, name.slice(0, 2), name)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, bytes)
      }
      const sealing = async () => {
        const { json } = await plumbline(['doctor', '--json'], { env })
        return json.findings.find(({ check }: { check: string }) => check === 'media')
      }
      assert.equal((await sealing()).state, 'warning')
      {
        await using there = await openApp(readConfig(env), { log: silentLog })
        await assertReads(there, firm, contents)
      }
      const seal = async () => {
        const done = await plumbline(['seal', '--json'], { env })
        assert.equal(done.code, 0, done.stderr)
        return done.json
      }
      const first = await seal()
      assert.deepEqual(first.media, { sealed: contents.size, damaged: 0 })
      assert.equal(first.database === null, onServer)
      const again = await seal()
      assert.deepEqual(again.media, { ...first.media, sealed: 0 })
      assert.equal(again.database?.sealed ?? 0, 0)
      assert.equal((await sealing()).state, 'ok')
      assert.deepEqual(found(dataDir), [])
      await using there = await openApp(readConfig(env), { log: silentLog })
      await assertReads(there, firm, contents)
      assert.deepEqual(found(dataDir), [])
    })
  })

async function assertReads({ media }: App, firm: TestFirm, contents: Map<string, Buffer>): Promise<void> {
  for (const [name, bytes] of contents) {
    assert.equal(await media.size(firm.id, name), bytes.length)
    const part = { start: 3, end: bytes.length - 2 }
    assert.ok((await buffer(media.open(firm.id, name, part))).equals(bytes.subarray(3, -1)))
  }
}

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

/** Which of the planted words anybody can read in the files of a folder, or in their names. */
function found(path: string): string[] {
  const paths = filesIn(path)
  const files = paths.map((one) => readFileSync(one))
  return PLANTED.filter((word) =>
    [Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(word, 'latin1')].some(
      (written) => files.some((bytes) => bytes.includes(written)) || paths.some((one) => one.includes(word)),
    ),
  )
}
