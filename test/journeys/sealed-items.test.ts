import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inflateRawSync } from 'node:zlib'
import { type App, openApp } from '../../src/app.ts'
import { sha256 } from '../../src/base/bytes.ts'
import { newKey } from '../../src/base/cipher.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { environment, plumbline, startApp, startPlumbline, type TestApp, type TestFirm } from '../kit/app.ts'
import { dealt, makeHistory, writeZip } from '../kit/archive.ts'
import { addMail } from '../kit/damaged-firm.ts'
import { installedPostgres, POSTGRES_MISSING } from '../kit/installed-postgres.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'
import { texts } from '../kit/text-pages.ts'

const bin = installedPostgres()
const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)

const konstancja = { name: 'Konstancja Brzęczyszczykiewicz', number: '+15550104471' }
/** In what customers wrote, how they are called and where they are reached. */
const PLANTED = ['Wisteria Lane 4471', konstancja.name, konstancja.number, 'anna@nowak.example']

/** Which of the planted words are in rows as PostgreSQL writes them, or in their bytes, also in such as are only packed. */
function found(text: string): string[] {
  const bytes = [...text.matchAll(/\\x([0-9a-f]{2,})/g)].flatMap(([, hex = '']) => {
    const kept = Buffer.from(hex, 'hex')
    try {
      return [kept, inflateRawSync(kept)]
    } catch {
      return [kept]
    }
  })
  const all = [Buffer.from(text), ...bytes]
  const isIn = (word: string) =>
    [Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(word, 'latin1')].some((written) =>
      all.some((one) => one.includes(written)),
    )
  return PLANTED.filter(isIn)
}

describe('what came in, on a PostgreSQL server', { skip: bin === undefined && POSTGRES_MISSING }, () => {
  let postgres: TestPostgres
  let databaseUrl: string
  let app: TestApp
  let firm: TestFirm
  let archive: string

  before(async () => {
    postgres = opened.use(await startPostgres({ bin }))
    databaseUrl = await postgres.database()
    app = opened.use(await startApp({ databaseUrl }))
    firm = await app.makeFirm('Harbor Plumbing')
    const { files } = await makeHistory({ messages: 300, seed: 31 })
    const leak = 'The boiler at Wisteria Lane 4471 leaks'
    const page = texts(konstancja, ['2026-03-01T10:00:00Z', konstancja, leak])
    archive = await writeZip(here('takeout.zip'), [...files, page])
    assert.equal((await firm.import([archive])).status, 'completed')
    await addMail(app, firm, 1)
  })
  after(() => opened.disposeAsync())

  const rows = async <T extends object>(text: string, values: unknown[] = []) =>
    (await app.app.store.pool.query<T>(text, values)).rows
  const count = async (where: string) => {
    const [row] = await rows<{ count: number }>(`select count(*)::int as count from ${where}`)
    return row?.count
  }
  const dumpOf = async (table: string) => {
    const args = ['--data-only', '-t', table, databaseUrl]
    return (await promisify(execFile)(join(bin ?? '', 'pg_dump'), args, { maxBuffer: 1 << 28 })).stdout
  }
  const mailId = async () =>
    (await rows<{ id: string }>("select id from message where channel = 'email'"))[0]?.id ?? ''
  const original = async () => firm.ask('GET', `/api/messages/${await mailId()}/original`)
  /** Hashes of all of it, as it came. */
  const bytesOf = async ({ store, itemSeal }: App) => {
    const { rows: kept } = await store.pool.query(
      'select tenant_id as "tenantId", id, encoding, body from raw_item where external_id not like $1 order by id',
      ['many-%'],
    )
    return kept.map((row) => sha256(itemSeal.bytes(row)))
  }
  const doctor = async (check: string) => {
    const { json } = await plumbline(['doctor', '--json'], { env: app.env })
    return json.findings.find((one: { check: string }) => one.check === check)
  }

  it('is in none of its rows, nor in a dump of them, though its messages are in theirs', async () => {
    assert.equal(await count("raw_item where encoding <> 'sealed'"), 0)
    const [all] = await rows<{ all: string }>("select string_agg(r::text, E'\\n') as all from raw_item r")
    assert.ok((all?.all.length ?? 0) > 20_000)
    assert.deepEqual(found(all?.all ?? ''), [])
    assert.deepEqual(found(await dumpOf('raw_item')), [])
    const control = (await dumpOf('message')) + (await dumpOf('run_item')) + (await dumpOf('contact_point'))
    assert.deepEqual(found(control), PLANTED)
    assert.equal((await doctor('raw items')).state, 'ok')
    assert.match((await doctor('backup tools')).detail, /pg_dump and pg_restore/)
  })

  it('is shown as it came, and comes in once', async () => {
    assert.match((await original()).body, /anna@nowak\.example/)
    const source = (await firm.ask('GET', `/api/messages/${await mailId()}/source`)).body
    assert.match(source.place, /^INBOX\/1\/1/)
    const [items, messages] = [await count('raw_item'), await count('message')]
    const dry = await firm.import([archive], { dryRun: true })
    assert.deepEqual([dry.status, dry.progress.stored], ['completed', 0])
    const again = await firm.import([archive])
    assert.deepEqual([again.status, again.progress.stored], ['completed', 0])
    await addMail(app, firm, 1)
    assert.deepEqual([await count('raw_item'), await count('message')], [items, messages])
  })

  it('does not open in the place of another: it is refused in one sentence, and a check names both', async () => {
    const [one, other] = await rows<{ id: string; body: Buffer }>(
      'select id, body from raw_item where bytes > 0 order by (external_id like $1) desc, id limit 2',
      ['imap-%'],
    )
    assert.ok(one && other)
    const put = (id: string, body: Buffer) => rows('update raw_item set body = $2 where id = $1', [id, body])
    await put(one.id, other.body)
    await put(other.id, one.body)
    const { status, body } = await original()
    assert.deepEqual([status, body.error.code], [500, 'item_damaged'])
    assert.match(body.error.message, /^[A-Z][^\n]+\.$/)
    const whole = await plumbline(['check', '--whole', '--json', '--firm', firm.slug], { env: app.env })
    assert.equal(whole.code, 1, whole.stderr)
    const { items } = (await firm.ask('GET', '/api/checks/findings?limit=200')).body
    const unreadable = items.filter(({ kind }: { kind: string }) => kind === 'raw_item_unreadable')
    assert.deepEqual(
      unreadable.map((finding: { subject: { id: string } }) => finding.subject.id).sort(),
      [one.id, other.id].sort(),
    )
    assert.equal(unreadable[0].details.fault, 'not_opened')
    await put(one.id, one.body)
    await put(other.id, other.body)
    assert.equal((await original()).status, 200)
  })

  it('that an earlier version kept in the clear is readable, and sealed by a command that may be killed', async () => {
    const sealed = await bytesOf(app.app)
    assert.equal((await firm.ask('POST', '/api/checkpoints', { name: 'sealed' })).status, 200)
    const total = await unseal(app.app)
    assert.ok(total > 20)
    assert.deepEqual(found(await dumpOf('raw_item')), PLANTED)
    const plain = await doctor('raw items')
    assert.deepEqual(
      [plain.state, plain.detail.split(' ').slice(0, 3).join(' ')],
      ['warning', `${total} of ${total}`],
    )
    assert.deepEqual(await bytesOf(app.app), sealed)
    assert.match((await original()).body, /anna@nowak\.example/)
    assert.equal((await firm.import([archive])).progress.stored, 0)
    const isSame = async () => (await firm.ask('GET', '/api/checkpoints/sealed/compare')).body.tables
    const changed = (tables: { table: string }[]) => tables.map(({ table }) => table)
    assert.ok(!changed(await isSame()).includes('raw_item'))

    // Many rows, so that there is a midst to be killed in.
    await addMany(app.app, { tenantId: firm.id, count: 4_000 })
    const before = await count("raw_item where encoding <> 'sealed'")
    {
      await using running = startPlumbline(['seal', '--json'], { env: app.env })
      while (((await count("raw_item where encoding = 'sealed'")) ?? 0) < 300) await pause(5)
      running.child.kill('SIGKILL')
      assert.equal((await running.ended).signal, 'SIGKILL')
    }
    const left = (await count("raw_item where encoding <> 'sealed'")) ?? 0
    assert.ok(left > 0 && left < (before ?? 0), `${left} are left`)
    assert.deepEqual(await bytesOf(app.app), sealed)
    const seal = () => plumbline(['seal', '--json'], { env: app.env })
    assert.deepEqual((await seal()).json.items, { sealed: left })
    assert.deepEqual((await seal()).json.items, { sealed: 0 })
    assert.deepEqual(await bytesOf(app.app), sealed)
    assert.deepEqual(found(await dumpOf('raw_item')), [])
    await rows("delete from raw_item where external_id like 'many-%'")
    assert.ok(!changed(await isSame()).includes('raw_item'))
    assert.equal((await firm.import([archive])).progress.stored, 0)
  })

  it('opens after the keys were replaced, and with another key nothing does, in one sentence', async () => {
    for (const key of ['master', 'sealing'])
      assert.equal((await firm.ask('POST', '/api/secrets/rotate', { key })).status, 200)
    assert.equal((await original()).status, 200)
    const { PLUMBLINE_MASTER_KEY_FILE: _, ...env } = app.env
    const stranger = { ...env, PLUMBLINE_MASTER_KEY: newKey().toString('base64') }
    for (const words of [['seal'], ['export', '--plain', '--out', here('never'), '--firm', firm.slug]]) {
      const refused = await plumbline([...words, '--json'], {
        env: { ...stranger, PLUMBLINE_DATA_DIR: here('stranger') },
      })
      assert.deepEqual([refused.code, refused.json.error.code], [1, 'wrong_master_key'], refused.stderr)
      assert.match(refused.json.error.message, /^[A-Z][^\n]+\.$/)
    }
  })

  it('goes out with its firm opened, stays plain in an embedded database, and is sealed in the next server', async () => {
    assert.equal((await firm.ask('POST', '/api/export', { dir: here('out') })).status, 200)
    await prepareDataDir(here('embedded'))
    const env = environment({ dataDir: here('embedded') })
    const back = await plumbline(['restore', here('out'), '--json'], { env })
    assert.equal(back.code, 0, back.stderr)
    const expected = await bytesOf(app.app)
    {
      await using there = await openApp(readConfig(env), { log: silentLog })
      const { rows: encodings } = await there.store.pool.query('select distinct encoding from raw_item')
      assert.deepEqual(encodings, [{ encoding: 'deflate' }])
      assert.deepEqual(await bytesOf(there), expected)
      const [own] = await there.access.listFirms()
      assert.ok(own)
      const differs = await there.auditor.compare({ tenantId: own.id, before: 'sealed', after: 'now' })
      assert.ok(!differs.tables.some(({ table }) => table === 'raw_item'))
    }
    await using server = await startApp({ databaseUrl: await postgres.database() })
    const next = await server.makeFirm('Harbor Plumbing')
    assert.equal((await next.ask('POST', '/api/restore', { dir: here('out') })).status, 200)
    const { rows: encodings } = await server.app.store.pool.query('select distinct encoding from raw_item')
    assert.deepEqual(encodings, [{ encoding: 'sealed' }])
    assert.deepEqual(await bytesOf(server.app), expected)
    assert.equal((await next.import([archive])).progress.stored, 0)
  })

  it('of somebody who is erased goes, and does not come back', async () => {
    const { items } = (await firm.ask('GET', '/api/customers?limit=200')).body
    const { id } = items.find(({ name }: { name: string }) => name === konstancja.name)
    const before = (await count('raw_item')) ?? 0
    const exported = await firm.ask('POST', `/api/customers/${id}/export`)
    assert.equal(exported.status, 200)
    const erased = await firm.ask('POST', `/api/customers/${id}/erase`, { reason: 'she asked' })
    assert.equal(erased.status, 200, JSON.stringify(erased.body))
    assert.equal(erased.body.rawItems, 1)
    assert.equal(await count('raw_item'), before - 1)
    assert.equal((await firm.import([archive])).progress.stored, 0)
    assert.equal(await count('raw_item'), before - 1)
  })

  it('part by part gives what all at once gives: attachments find their pages among what is sealed', async () => {
    const { files } = await makeHistory({ messages: 150, seed: 7 })
    const [one, other] = dealt(files)
    const parts = await app.makeFirm('Part by part')
    for (const [name, part] of [
      ['one', one],
      ['other', other],
    ] as const)
      assert.equal(
        (await parts.start([await writeZip(here(`${name}.zip`), part)]).then(parts.follow)).status,
        'completed',
      )
    const whole = await app.makeFirm('All at once')
    assert.equal(
      (await whole.start([await writeZip(here('whole.zip'), files)]).then(whole.follow)).status,
      'completed',
    )
    const attached = ({ id }: TestFirm) =>
      rows(
        `select a.kind, a.reference, a.state, m.at, array(select regexp_replace(f.path, '^[^/]*/', '') from attachment_file f where f.tenant_id = a.tenant_id
           and f.message_id = a.message_id and f.position = a.position order by f.rank) as paths
         from attachment a join message m on m.tenant_id = a.tenant_id and m.id = a.message_id
         where a.tenant_id = $1 order by m.at, a.reference, a.position`,
        [id],
      )
    const expected = await attached(whole)
    assert.ok(expected.length > 3)
    assert.deepEqual(await attached(parts), expected)
    assert.equal(await count("raw_item where encoding <> 'sealed'"), 0)
  })

  it('keeps the schema from going back to where nobody could read it', async () => {
    const { json: status } = await plumbline(['migrate', 'status', '--json'], { env: app.env })
    const steps = status.applied.length - status.applied.indexOf('0043-sealed-items')
    const refused = await plumbline(['migrate', 'down', `${steps}`, '--json'], { env: app.env })
    assert.deepEqual([refused.code, refused.json.error.code], [1, 'migration_refused'], refused.stderr)
    assert.match(refused.json.error.next, /export/)
    assert.equal((await plumbline(['migrate', 'up', '--json'], { env: app.env })).code, 0)
  })
})

/** Keeps all raw items as an earlier version did; answers how many. */
async function unseal({ store, itemSeal }: App): Promise<number> {
  const { rows } = await store.pool.query(
    'select tenant_id as "tenantId", id, encoding, external_id as "externalId", path, body, details from raw_item',
  )
  for (const { tenantId, id, ...columns } of rows) {
    const { externalId, path, encoding, body, details } = itemSeal.open({ tenantId, id }, columns)
    await store.pool.query(
      'update raw_item set external_id = $2, path = $3, encoding = $4, body = $5, details = $6 where id = $1',
      [id, externalId, path, encoding, body, details],
    )
  }
  return rows.length
}

/** Raw items of which nothing is made. */
async function addMany(
  { store }: App,
  { tenantId, count }: { tenantId: string; count: number },
): Promise<void> {
  await store.pool.query(
    `insert into raw_item (tenant_id, id, source_id, run_id, external_id, path, encoding, body, bytes, received_at)
     select tenant_id, gen_random_uuid(), source_id, run_id, 'many-' || n, 'many/' || n, 'identity', 'x', 1, now()
     from (select * from raw_item where tenant_id = $1 limit 1) r, generate_series(1, $2::int) n`,
    [tenantId, count],
  )
}
