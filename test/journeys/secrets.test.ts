import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { openApp } from '../../src/app.ts'
import { systemClock } from '../../src/base/clock.ts'
import { newId } from '../../src/base/ids.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { openDataKeys } from '../../src/secrets/data-keys.ts'
import { putSecret, revealSecret, type SecretName } from '../../src/secrets/secrets.ts'
import type { Store } from '../../src/store/store.ts'
import { environment, plumbline, startServer } from '../kit/app.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())
const PASSWORD = 'hunter2 of the mailbox of Harbor Plumbing'

type Installation = { dataDir: string; env: Record<string, string>; secret: SecretName }

/** An installation whose firm has the password of its mailbox here. */
async function installation(more: Record<string, string> = {}): Promise<Installation> {
  const folder = opened.use(temporaryFolder())
  const dataDir = join(folder.path, 'data')
  await prepareDataDir(dataDir)
  const env = environment({ dataDir, env: more })
  await using app = await openApp(readConfig(env), { log: silentLog })
  const firm = await app.access.makeFirm({
    name: 'Harbor Plumbing',
    region: 'US',
    timeZone: 'America/Chicago',
  })
  const secret: SecretName = { tenantId: firm.id, id: newId(systemClock), purpose: 'imap_password' }
  await app.store.write(firm.id, (tx) => putSecret(tx, { ...secret, value: PASSWORD, ...app }))
  return { dataDir, env, secret }
}

async function revealed({ env, secret }: Installation): Promise<string | undefined> {
  await using app = await openApp(readConfig(env), { log: silentLog })
  return (await revealSecret(app, secret))?.toString()
}

const masterKeyIn = (dataDir: string) => readFileSync(`${dataDir}.key`, 'utf8').trim()

describe('an installation’s keys', () => {
  it('are rotated through the running server and without one, and by nobody over the network', async () => {
    const house = await installation()
    const { env, dataDir } = house
    const rotate = (...words: string[]) => plumbline(['secrets', 'rotate', ...words], { env })
    {
      await using server = await startServer({ env })
      const said = await rotate()
      assert.equal(said.stdout, 'Made a new key, sealed 1 value anew and deleted 1 old key.\n', said.stderr)
      const before = masterKeyIn(dataDir)
      assert.match(
        (await rotate('--master')).stdout,
        /^Replaced the master key; 6 keys went over to it\.\nThe recovery code [^\n]+\n$/,
      )
      assert.notEqual(masterKeyIn(dataDir), before)
      assert.equal(statSync(`${dataDir}.key`).mode & 0o777, 0o600)
      assert.equal((await fetch(`${server.url}/api/secrets/rotate`, { method: 'POST' })).status, 401)
    }
    const nothing = { resealed: 0, unreadable: 0, keysDeleted: 0, keysWrapped: 0 }
    assert.deepEqual((await rotate('--json')).json, {
      key: 'sealing',
      ...nothing,
      resealed: 1,
      keysDeleted: 1,
    })
    assert.deepEqual((await rotate('--json', '--master')).json, { key: 'master', ...nothing, keysWrapped: 6 })
    assert.equal(await revealed(house), PASSWORD)
    assert.equal((await plumbline(['secrets', 'show'], { env })).code, 2)
  })

  it('may be kept in the environment, and change there', async () => {
    const [first, second] = ['0f'.repeat(32), Buffer.alloc(32, 'plumb').toString('base64')]
    const house = await installation({ PLUMBLINE_MASTER_KEY: first })
    const keys = readdirSync(house.dataDir).filter((name) => name.endsWith('.key'))
    assert.deepEqual(keys.sort(), ['auth.key', 'cli.key'])
    const refused = await plumbline(['secrets', 'rotate', '--master', '--json'], { env: house.env })
    assert.deepEqual([refused.code, refused.json.error.code], [1, 'master_key_given'])
    const changed = { ...house.env, PLUMBLINE_MASTER_KEY: second }
    assert.equal(
      await revealed({ ...house, env: { ...changed, PLUMBLINE_MASTER_KEY_PREVIOUS: first } }),
      PASSWORD,
    )
    assert.equal(await revealed({ ...house, env: changed }), PASSWORD)
  })

  it('that are missing or wrong keep the server from starting, in one sentence', async () => {
    const house = await installation()
    const start = (more: Record<string, string> = {}) =>
      plumbline(['serve', '--json'], { env: { ...house.env, ...more } })
    const other = await start({ PLUMBLINE_MASTER_KEY: '0f'.repeat(32) })
    assert.deepEqual([other.code, other.json.error.code], [1, 'wrong_master_key'])
    const short = await start({ PLUMBLINE_MASTER_KEY: 'c2hvcnQ=' })
    assert.equal(
      short.json.error.message,
      'The setting PLUMBLINE_MASTER_KEY cannot be used: it is not 32 bytes, written as base64 or as 64 hexadecimal digits.',
    )
    const file = `${house.dataDir}.key`
    renameSync(file, `${file}.lost`)
    const gone = await start()
    assert.equal(gone.json.error.code, 'wrong_master_key')
    assert.match(gone.json.error.message, /^There is no file [^\n]+\.$/)
    assert.ok(!existsSync(file), 'none is made in its place')
    renameSync(`${file}.lost`, file)
    assert.equal(await revealed(house), PASSWORD)
  })
})

describe('the master key', () => {
  it('has its place outside the data folder, and comes back from its recovery code', async () => {
    const house = await installation()
    const { env, dataDir } = house
    const file = `${dataDir}.key`
    assert.equal(readFileSync(join(dataDir, 'master.key.path'), 'utf8'), `${file}\n`)
    const { code, stdout } = await plumbline(['secrets', 'code'], { env })
    assert.equal(code, 0)
    assert.match(stdout, /^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}\n$/)
    renameSync(file, `${file}.lost`)
    const recover = (input: string) => plumbline(['secrets', 'recover', '--json'], { env, input })
    const other = stdout.startsWith('7') ? '8' : '7'
    assert.equal((await recover(other + stdout.slice(1))).json.error.code, 'bad_recovery_code')
    assert.ok(!existsSync(file))
    assert.equal((await recover(stdout.toLowerCase().replaceAll('-', ' '))).json.file, file)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(await revealed(house), PASSWORD)
    assert.equal((await recover(stdout)).code, 0, 'what is back already is well')
    writeFileSync(file, `${'0f'.repeat(32)}\n`)
    assert.equal((await recover(stdout)).json.error.code, 'key_file_taken')
  })

  it('that an earlier version made inside the data folder opens as before, and one is never made there', async () => {
    const house = await installation()
    const inside = join(house.dataDir, 'master.key')
    renameSync(`${house.dataDir}.key`, inside)
    assert.equal(await revealed(house), PASSWORD)
    assert.ok(!existsSync(`${house.dataDir}.key`))
    const told = await plumbline(['doctor'], { env: house.env })
    assert.match(told.stdout, /! master key: .+ inside the data folder[^\n]+\n +Run "plumbline secrets move"/)
    assert.equal((await plumbline(['secrets', 'move'], { env: house.env })).code, 0)
    assert.deepEqual([existsSync(inside), existsSync(`${house.dataDir}.key`)], [false, true])
    assert.equal(await revealed(house), PASSWORD)
    const folder = opened.use(temporaryFolder())
    const dataDir = join(folder.path, 'data')
    await prepareDataDir(dataDir)
    const env = environment({ dataDir, env: { PLUMBLINE_MASTER_KEY_FILE: join(dataDir, 'keys', 'mine') } })
    await assert.rejects(openApp(readConfig(env), { log: silentLog }), { code: 'key_inside_data' })
  })

  it('goes along when the data folder is renamed, and a new installation says how to keep it', async () => {
    const folder = opened.use(temporaryFolder())
    const [before, after] = [join(folder.path, 'old'), join(folder.path, 'new')]
    await prepareDataDir(before)
    const made = await plumbline(['secrets', 'rotate'], { env: environment({ dataDir: before }) })
    assert.match(made.stderr, /Who loses it loses the data\..+"plumbline secrets code"/)
    assert.doesNotMatch(made.stderr + made.stdout, /(\w{4}-){3}/, 'what is no screen is not shown the code')
    renameSync(before, after)
    const again = await plumbline(['secrets', 'rotate'], { env: environment({ dataDir: after }) })
    assert.deepEqual([again.code, again.stderr], [0, ''])
  })
})

describe('what is sealed, and the keys', () => {
  it('are in no table, no file but the key’s, no export and no log', async () => {
    const house = await installation({ LOG_LEVEL: 'trace' })
    const { env, dataDir } = house
    const master = masterKeyIn(dataDir)
    let log = ''
    {
      await using server = await startServer({ env })
      server.child.stderr?.on('data', (chunk: string) => {
        log += chunk
      })
      for (const words of [
        ['secrets', 'rotate'],
        ['secrets', 'rotate', '--master'],
        ['export', '--plain', '--out', join(dataDir, 'out')],
      ]) {
        const done = await plumbline(words, { env })
        assert.equal(done.code, 0, done.stderr)
        log += done.stdout + done.stderr
      }
      server.child.kill('SIGTERM')
      log += (await server.ended).stdout
    }
    await using app = await openApp(readConfig(env), { log: silentLog })
    const source = { dataDir }
    const keys = (await openDataKeys({ pool: app.store.pool, clock: systemClock, source })).map(
      ({ bytes }) => bytes,
    )
    assert.equal(keys.length, 6)
    assert.ok((await everyRow(app.store)).includes(house.secret.id))
    const sought = [
      Buffer.from(PASSWORD),
      ...[master, masterKeyIn(dataDir)].map((text) => Buffer.from(text, 'base64url')),
      ...keys,
    ]
    const places = {
      'the log': Buffer.from(log),
      'the tables': Buffer.from(await everyRow(app.store)),
      ...filesOf(dataDir),
    }
    assert.ok(Object.keys(places).length > 900, 'the embedded database has many files')
    for (const [place, bytes] of Object.entries(places))
      for (const one of sought)
        for (const written of [
          one,
          ...(['hex', 'base64', 'base64url'] as const).map((way) => one.toString(way)),
        ])
          assert.ok(!bytes.includes(written), `${place} shows a secret or a key`)
    assert.ok(!('out/tables/secret.jsonl' in places) && 'out/tables/tenant.jsonl' in places)
  })
})

/** Every row of every table, as text. */
async function everyRow({ pool }: Store): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_schema)'",
  )
  let text = ''
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(`select t::text as line from ${name} t`)
    text += rows.map(({ line }) => line).join('\n')
  }
  return text
}

/** Every file below a folder, by its path there. */
function filesOf(dir: string): Record<string, Buffer> {
  return Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(dir.length + 1), readFileSync(path)]),
  )
}
