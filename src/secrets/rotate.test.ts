import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore, temporaryFolder } from '../../test/kit/store.ts'
import { openStore, type Store } from '../store/store.ts'
import {
  assertAllOpen,
  type Kept,
  keep,
  keepInFirms,
  openSecretsOf,
  type Place,
  type Process,
  sealingKeys,
  startProcess,
} from './installation.fixture.ts'
import { deleteSecret, type Holder, putSecret, revealSecret } from './secrets.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
let postgres: TestPostgres
before(async () => {
  postgres = opened.use(await startPostgres())
})
after(() => opened.disposeAsync())

let folders = 0
const newDataDir = () => join(folder.path, `data-${++folders}`)
const newPlace = async (): Promise<Place> => ({
  databaseUrl: await postgres.database(),
  dataDir: newDataDir(),
})
const masterKeyOf = ({ dataDir }: Pick<Place, 'dataDir'>) => readFileSync(`${dataDir}.key`, 'utf8')
/** Its key files, also those that are only about to be. */
const keysOf = ({ dataDir }: Pick<Place, 'dataDir'>) =>
  readdirSync(folder.path).filter((name) => name.startsWith(`${basename(dataDir)}.`))
const macsOf = ({ secrets }: Pick<Process, 'secrets'>) => [secrets.macKey('audit'), secrets.macKey('erased')]

const databases: Record<string, () => Promise<Store>> = {
  'the embedded database': () => openTestStore(),
  'a PostgreSQL server': async () => openStore({ databaseUrl: await postgres.database() }),
}

for (const [name, open] of Object.entries(databases)) {
  describe(`a rotation, on ${name}`, () => {
    it('seals everything anew in batches, whoever keeps it, and deletes the key before', async () => {
      await using store = await open()
      const place = { dataDir: newDataDir() }
      let factor: Buffer | undefined
      const second_factor: Holder = async (reseal) => {
        const client = await store.pool.connect()
        await client.query('begin')
        if (factor !== undefined)
          factor = (await reseal(client, [{ sealed: factor, place: 'second_factor/ken' }]))[0] ?? factor
        await client.query('commit')
        client.release()
      }
      const secrets = await openSecretsOf(store, place, { second_factor })
      const process = { store, secrets }
      const macs = macsOf(process)
      const kept = [
        ...(await keepInFirms(process, { firms: 2, count: 3 })),
        ...(await keepInFirms(process, { firms: 1, count: 401 })),
      ]
      factor = await store.write(kept[0]?.tenantId ?? '', (tx) =>
        secrets.seal(tx, 'JBSW', 'second_factor/ken'),
      )
      const [first] = await sealingKeys(store)
      assert.deepEqual(await secrets.rotate(), { resealed: 408, unreadable: 0, keysDeleted: 1 })
      const [second, ...more] = await sealingKeys(store)
      assert.notEqual(second, first)
      assert.deepEqual(more, [])
      const { rows } = await store.pool.query(
        "select distinct encode(substr(sealed, 2, 16), 'hex')::uuid::text as key from secret",
      )
      assert.deepEqual(rows, [{ key: second }])
      const again = await openSecretsOf(store, place)
      await assertAllOpen({ store, secrets: again }, kept)
      assert.equal((await again.unseal(factor, 'second_factor/ken')).toString(), 'JBSW')
      assert.deepEqual(macsOf({ secrets: again }), macs)
    })

    it('leaves what does not open as it is, with its key, and does the rest', async () => {
      await using store = await open()
      const process = { store, secrets: await openSecretsOf(store, { dataDir: newDataDir() }) }
      const kept = await keepInFirms(process, { firms: 1, count: 3 })
      const [moved, source] = kept
      const move = async (from: Kept | undefined, to: Kept | undefined) =>
        store.pool.query(
          'update secret set sealed = (select sealed from secret where id = $1) where id = $2',
          [from?.id, to?.id],
        )
      await move(source, moved)
      const rotated = await process.secrets.rotate()
      assert.deepEqual(rotated, { resealed: 2, unreadable: 1, keysDeleted: 0 })
      await assertAllOpen(process, kept.slice(1))
      await store.write(moved?.tenantId ?? '', (tx) => deleteSecret(tx, { id: moved?.id ?? '' }))
      assert.deepEqual(await process.secrets.rotate(), { resealed: 2, unreadable: 0, keysDeleted: 2 })
      assert.equal((await sealingKeys(store)).length, 1)
    })

    it('of the master key changes its file, and nothing else that anybody sees', async () => {
      await using store = await open()
      const place = { dataDir: newDataDir() }
      const secrets = await openSecretsOf(store, place)
      const kept = await keepInFirms({ store, secrets }, { firms: 1, count: 2 })
      const [key, [id]] = [masterKeyOf(place), await sealingKeys(store)]
      assert.equal(await secrets.replaceMasterKey(), 6)
      assert.notEqual(masterKeyOf(place), key)
      assert.deepEqual(keysOf(place), [`${basename(place.dataDir)}.key`])
      assert.equal(statSync(`${place.dataDir}.key`).mode & 0o777, 0o600)
      const next = await openSecretsOf(store, place)
      for (const some of [secrets, next]) await assertAllOpen({ store, secrets: some }, kept)
      assert.deepEqual(macsOf({ secrets: next }), macsOf({ secrets }))
      assert.deepEqual(await sealingKeys(store), [id])
      assert.equal((await secrets.rotate()).resealed, 2)
      assert.equal(await next.replaceMasterKey(), 6)
      await assertAllOpen({ store, secrets }, kept)
    })
  })
}

describe('a rotation beside other processes', () => {
  it('waits for a transaction that has sealed, and finds what it stored', async () => {
    const place = await newPlace()
    await using rotating = await startProcess(place)
    await using writing = await startProcess(place)
    const tenantId = await newFirm(writing.store)
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = writing.store.write(tenantId, async (tx) => {
      const sealed = await writing.secrets.seal(tx, 'slow', 'secret/x')
      begun.resolve()
      await go.promise
      return sealed
    })
    await begun.promise
    let isDone = false
    const rotation = rotating.secrets.rotate().then(() => {
      isDone = true
    })
    await pause(150)
    assert.equal(isDone, false)
    go.resolve()
    await Promise.all([slow, rotation])
  })

  it('lets them read and write secrets all the while', async () => {
    const place = await newPlace()
    await using rotating = await startProcess(place)
    await using other = await startProcess(place)
    const kept = await keepInFirms(rotating, { firms: 2, count: 30 })
    const [{ tenantId } = { tenantId: '' }] = kept
    const stop = new AbortController()
    let rounds = 0
    const busy = async (process: Process) => {
      const [mine] = [await keep(process, tenantId, 'mine 0')]
      const written = [mine]
      while (!stop.signal.aborted) {
        rounds++
        await assertAllOpen(process, kept.slice(rounds % 50, (rounds % 50) + 10))
        written.push(await keep(process, tenantId, `written ${rounds}`))
        const value = `mine ${rounds}`
        const { secrets, store } = process
        await store.write(tenantId, (tx) =>
          putSecret(tx, { ...mine, value, secrets, clock: { now: () => new Date() } }),
        )
        assert.equal((await revealSecret(process, mine))?.toString(), value)
        mine.value = value
      }
      return written
    }
    const working = Promise.all([busy(other), busy(rotating)])
    for (let n = 0; n < 6; n++) {
      assert.equal((await rotating.secrets.rotate()).unreadable, 0)
      await rotating.secrets.replaceMasterKey()
    }
    stop.abort()
    const written = (await working).flat()
    assert.ok(rounds > 6, `${rounds} rounds`)
    await using fresh = await startProcess(place)
    for (const process of [fresh, other, rotating]) await assertAllOpen(process, [...kept, ...written])
    assert.equal((await sealingKeys(fresh.store)).length, 1)
  })

  it('and one of theirs at once leave one key that opens everything', async () => {
    const place = await newPlace()
    await using one = await startProcess(place)
    await using other = await startProcess(place)
    const kept = await keepInFirms(one, { firms: 2, count: 40 })
    for (let round = 0; round < 4; round++) {
      const work = [one.secrets, other.secrets].flatMap((secrets) => [
        secrets.rotate().then(({ unreadable }) => assert.equal(unreadable, 0)),
        secrets.replaceMasterKey(),
      ])
      await Promise.all(work)
      assert.equal((await sealingKeys(one.store)).length, 1)
      await using fresh = await startProcess(place)
      for (const process of [fresh, one, other]) await assertAllOpen(process, kept)
      assert.deepEqual(keysOf(place), [`${basename(place.dataDir)}.key`])
    }
  })
})

describe('killed in the middle', () => {
  for (const [key, stride] of [
    ['sealing', 2],
    ['master', 1],
  ] as const) {
    it(`a rotation of the ${key} key leaves what opens, and is run again`, async () => {
      const place = await newPlace()
      await using living = await startProcess(place)
      const kept = await keepInFirms(living, { firms: 1, count: 3 })
      let at = 1
      for (; (await rotateElsewhere(place, { key, killedAt: at })) === 'killed'; at += stride) {
        await assertAllOpen(living, kept)
        await using next = await startProcess(place)
        await assertAllOpen(next, kept)
        assert.deepEqual(macsOf(next), macsOf(living))
      }
      assert.ok(at > 10, `${at} steps`)
      await rotateElsewhere(place, { key: 'sealing', killedAt: 0 })
      await assertAllOpen(living, kept)
      assert.equal((await sealingKeys(living.store)).length, 1)
      assert.deepEqual(keysOf(place), [`${basename(place.dataDir)}.key`])
    })
  }

  it('a first start is begun again', async () => {
    const place = await newPlace()
    for (let at = 1; (await rotateElsewhere(place, { key: 'sealing', killedAt: at })) === 'killed'; at += 3);
    await using process = await startProcess(place)
    await assertAllOpen(process, await keepInFirms(process, { firms: 1, count: 1 }))
    assert.deepEqual(keysOf(place), [`${basename(place.dataDir)}.key`])
  })
})

/** Opens and rotates in a process of its own, which kills itself just before a step; 0 lets it end. */
async function rotateElsewhere(
  { databaseUrl, dataDir }: Place,
  { key, killedAt }: { key: 'sealing' | 'master'; killedAt: number },
): Promise<'killed' | 'ended'> {
  const words = [databaseUrl, dataDir, key, String(killedAt)]
  const [code, signal] = await once(fork(new URL('./rotator.fixture.ts', import.meta.url), words), 'close')
  assert.ok(signal === 'SIGKILL' || code === 0, `ended with ${code}`)
  return signal === null ? 'ended' : 'killed'
}
