import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { environment, plumbline, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { makeHistory, writeZip } from '../kit/archive.ts'
import { startPostgres } from '../kit/postgres.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

type Shown = { label: string; state: string; messages: number }

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
let app: TestApp
let firm: TestFirm
before(async () => {
  const { files } = await makeHistory({ messages: 400, seed: 31 })
  const broken = {
    name: 'Takeout/Voice/Calls/Rosa - Text - 2026-03-01T10_00_00Z.html',
    data: Buffer.from('<p>'),
  }
  app = opened.use(await startApp())
  firm = await app.makeFirm('Harbor Plumbing')
  assert.equal(
    (await firm.import([await writeZip(here('takeout.zip'), [...files, broken])])).status,
    'completed',
  )
  await doByHand(firm)
  assert.equal((await firm.ask('POST', '/api/export', { dir: here('first') })).status, 200)
})
after(() => opened.disposeAsync())

/** A merged conversation and customer, a number and a place: what people did is carried along, too. */
async function doByHand(firm: TestFirm): Promise<void> {
  const conversations = (await firm.ask('GET', '/api/conversations?limit=50')).body.items
  const merged = await firm.ask('POST', `/api/conversations/${conversations[0].id}/merge`, {
    otherConversationId: conversations[1].id,
  })
  assert.ok(merged.status < 300, JSON.stringify(merged.body))
  const customers = (await firm.ask('GET', '/api/customers?limit=10')).body.items
  const absorbed = await firm.ask('POST', `/api/customers/${customers[0].id}/merge`, {
    absorbedId: customers[1].id,
  })
  assert.ok(absorbed.status < 300, JSON.stringify(absorbed.body))
  for (const [what, body] of [
    ['contact-points', { address: 'rosa@alvarez.example' }],
    ['properties', { address: '88 Tannery Ln, Austin', accessNote: 'Gate 4471#' }],
  ] as const)
    assert.equal((await firm.ask('POST', `/api/customers/${customers[0].id}/${what}`, body)).status, 200)
}

/** Every file below a folder with its bytes, as one value to compare. */
function contents(dir: string): Map<string, string> {
  return new Map(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name)
        return [path.slice(dir.length), readFileSync(path).toString('latin1')]
      })
      .sort(([a], [b]) => a.localeCompare(b)),
  )
}

function assertEqualFolders(one: string, other: string): void {
  const [first, second] = [contents(one), contents(other)]
  assert.deepEqual([...first.keys()], [...second.keys()])
  assert.ok(first.size > 20)
  for (const [name, bytes] of first) assert.ok(bytes === second.get(name), `${name} differs`)
}

describe('a firm that moves to another machine', () => {
  it('goes sealed in one file, and comes out of it the same by the recovery code of its key', async () => {
    const sealed = here('harbor.firm')
    const made = await plumbline(['export', '--out', sealed, '--firm', firm.slug, '--json'], { env: app.env })
    assert.equal(made.code, 0, made.stdout + made.stderr)
    const bytes = readFileSync(sealed)
    for (const name of ['Harbor Plumbing', 'tables/message.jsonl', 'conversationId'])
      assert.ok(!bytes.includes(name), name)
    const twice = await plumbline(['export', '--out', sealed, '--firm', firm.slug, '--json'], {
      env: app.env,
    })
    assert.equal(twice.json.error.code, 'file_exists')
    const { stdout: code } = await plumbline(['secrets', 'code'], { env: app.env })
    const dataDir = here('sealed')
    await prepareDataDir(dataDir)
    const env = environment({ dataDir })
    const stranger = await plumbline(['restore', sealed, '--json'], { env })
    assert.equal(stranger.json.error.code, 'wrong_archive_key')
    const restored = await plumbline(['restore', sealed, '--code', '--json'], { env, input: code })
    assert.equal(restored.code, 0, restored.stdout + restored.stderr)
    await plumbline(['export', '--plain', '--out', here('unsealed')], { env })
    assertEqualFolders(here('first'), here('unsealed'))
  })

  it('comes back from an export of an older version, which had fewer columns', async () => {
    cpSync(here('first'), here('older'), { recursive: true })
    const path = join(here('older'), 'tables/source.jsonl')
    const rows = readFileSync(path, 'utf8').trimEnd().split('\n')
    const older = rows.map((row) => {
      const { state, failures, message_count, ...rest } = JSON.parse(row)
      return JSON.stringify(rest)
    })
    writeFileSync(path, `${older.join('\n')}\n`)
    const manifestPath = join(here('older'), 'export.json')
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
    manifest.tables.source = createHash('sha256').update(readFileSync(path)).digest('hex')
    writeFileSync(manifestPath, JSON.stringify(manifest))
    await using other = await startApp()
    const back = await other.makeFirm('Harbor Plumbing')
    const answer = await back.ask('POST', '/api/restore', { dir: here('older') })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    const shown = async (one: TestFirm) =>
      (await one.ask('GET', '/api/sources')).body.items.map(({ label, state, messages }: Shown) => [
        label,
        state,
        messages,
      ])
    assert.deepEqual(await shown(back), await shown(firm))
  })

  it('tells in plain lines of customers what was written of them by hand', () => {
    const lines = readFileSync(join(here('first'), 'customers.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
    const written = lines.map((line) => JSON.parse(line)).find(({ properties }) => properties.length > 0)
    assert.deepEqual(written.properties, [{ address: '88 Tannery Ln, Austin', accessNote: 'Gate 4471#' }])
    assert.ok(written.contactPoints.some(({ value }: { value: string }) => value === 'rosa@alvarez.example'))
  })

  it('exports the same bytes twice', async () => {
    assert.equal((await firm.ask('POST', '/api/export', { dir: here('again') })).status, 200)
    assertEqualFolders(here('first'), here('again'))
  })

  it('is the same there, byte for byte, by the command line', async () => {
    await prepareDataDir(here('new'))
    const env = environment({ dataDir: here('new') })
    const restored = await plumbline(['restore', here('first'), '--json'], { env })
    assert.equal(restored.code, 0, restored.stdout + restored.stderr)
    assert.ok(restored.json.rows > 400)
    const exported = await plumbline(['export', '--plain', '--out', here('second'), '--json'], { env })
    assert.equal(exported.code, 0, exported.stderr)
    assertEqualFolders(here('first'), here('second'))
    const again = await plumbline(['restore', here('first'), '--json'], { env })
    assert.deepEqual([again.code, again.json.error.code], [1, 'firm_not_empty'])
  })

  it('may move from the embedded database to a PostgreSQL server', async () => {
    await using postgres = await startPostgres()
    await using server = await startApp({ databaseUrl: await postgres.database() })
    const there = await server.makeFirm('Moved')
    const restored = await there.ask('POST', '/api/restore', { dir: here('first') })
    assert.equal(restored.status, 200, JSON.stringify(restored.body))
    await there.ask('POST', '/api/export', { dir: here('from-server') })
    assertEqualFolders(here('first'), here('from-server'))
    const run = await there.import([here('takeout.zip')])
    assert.deepEqual([run.status, run.progress.stored], ['completed', 0], 'and nothing comes in twice')
  })
})

describe('an export that is damaged', () => {
  const damages: Record<string, [code: string, damage: (dir: string) => void]> = {
    'where a line of a table is cut': [
      'restore_failed',
      (dir) => {
        const path = join(dir, 'tables/message.jsonl')
        writeFileSync(path, readFileSync(path, 'utf8').slice(0, -200))
      },
    ],
    'where the messages refer to what is not there': [
      'restore_failed',
      (dir) => writeFileSync(join(dir, 'tables/participants.jsonl'), ''),
    ],
    'where a picture is changed': [
      'media_damaged',
      (dir) => {
        const [name = ''] = readdirSync(join(dir, 'media'))
        writeFileSync(join(dir, 'media', name), 'x')
      },
    ],
    'where a table is gone': ['restore_failed', (dir) => rmSync(join(dir, 'tables/thread_entry.jsonl'))],
    'where the last rows of a table are gone': [
      'restore_failed',
      (dir) => {
        const path = join(dir, 'tables/thread_entry.jsonl')
        writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(0, 100).join('\n'))
      },
    ],
    'where a picture is gone': [
      'media_damaged',
      (dir) => rmSync(join(dir, 'media', readdirSync(join(dir, 'media'))[0] ?? '')),
    ],
    'that broke off': ['not_an_export', (dir) => rmSync(join(dir, 'export.json'))],
    'that brings secrets, which no export holds': [
      'export_too_new',
      (dir) => {
        const manifest = JSON.parse(readFileSync(join(dir, 'export.json'), 'utf8'))
        manifest.tables.secret = ''
        writeFileSync(join(dir, 'export.json'), JSON.stringify(manifest))
      },
    ],
    'made by a newer version': [
      'export_too_new',
      (dir) => {
        const manifest = JSON.parse(readFileSync(join(dir, 'export.json'), 'utf8'))
        manifest.tables.not_yet_invented = ''
        writeFileSync(join(dir, 'export.json'), JSON.stringify(manifest))
      },
    ],
  }
  for (const [name, [code, damage]] of Object.entries(damages)) {
    it(`${name} is refused whole, and the firm stays empty`, async () => {
      const empty = await app.makeFirm(name)
      const before = await empty.export()
      cpSync(here('first'), here(name), { recursive: true })
      damage(here(name))
      const { status, body } = await empty.ask('POST', '/api/restore', { dir: here(name) })
      assert.ok(status >= 400 && status < 500, JSON.stringify(body))
      assert.equal(body.error.code, code)
      assert.match(body.error.message, /^[A-Z][^\n]+\.$/)
      assert.deepEqual(await empty.export(), before)
    })
  }

  it('is never written over: a folder with something in it is refused', async () => {
    const { status, body } = await firm.ask('POST', '/api/export', { dir: here('first') })
    assert.deepEqual([status, body.error.code], [409, 'folder_not_empty'])
  })
})
