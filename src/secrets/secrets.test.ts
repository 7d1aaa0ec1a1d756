import assert from 'node:assert/strict'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore, temporaryFolder } from '../../test/kit/store.ts'
import { newKey } from '../base/cipher.ts'
import { fixedClock, systemClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { inTransaction, openStore, type Store } from '../store/store.ts'
import {
  assertAllOpen,
  type Kept,
  keep,
  keepInFirms,
  openSecretsOf,
  type Place,
  startProcess,
} from './installation.fixture.ts'
import {
  deleteSecret,
  openSecrets,
  putSecret,
  readSecret,
  revealSecret,
  type SecretName,
  type Secrets,
} from './secrets.ts'

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
const masterFile = ({ dataDir }: Pick<Place, 'dataDir'>) => `${dataDir}.key`

const databases: Record<string, () => Promise<Store>> = {
  'the embedded database': () => openTestStore(),
  'a PostgreSQL server': async () => openStore({ databaseUrl: await postgres.database() }),
}

for (const [name, open] of Object.entries(databases)) {
  describe(`a firm’s secret, on ${name}`, () => {
    const dataDir = newDataDir()
    let store: Store
    let secrets: Secrets
    let harbor: Id
    let mokotow: Id
    before(async () => {
      store = opened.use(await open())
      secrets = await openSecretsOf(store, { dataDir })
      harbor = await newFirm(store)
      mokotow = await newFirm(store, 'Mokotów Klima')
    })
    const reveal = async (secret: SecretName) => (await revealSecret({ store, secrets }, secret))?.toString()

    it('opens as it was given, is replaced, and is forgotten', async () => {
      const clock = fixedClock('2026-03-02T08:00:00Z')
      const secret: SecretName = { tenantId: harbor, id: newId(clock), purpose: 'oauth_token' }
      const put = (value: string | Uint8Array) =>
        store.write(harbor, (tx) => putSecret(tx, { ...secret, value, secrets, clock }))
      assert.equal(await reveal(secret), undefined)
      await put('ya29.first')
      assert.equal(await reveal(secret), 'ya29.first')
      clock.advance(60_000)
      await put(Buffer.from([0, 255, 10]))
      assert.deepEqual(await revealSecret({ store, secrets }, secret), Buffer.from([0, 255, 10]))
      const row = await store.read(harbor, (db) => readSecret(db, secret))
      assert.equal(row?.madeAt.toISOString(), '2026-03-02T08:00:00.000Z')
      assert.equal(row?.changedAt.toISOString(), '2026-03-02T08:01:00.000Z')
      assert.equal(await reveal({ ...secret, purpose: 'model_key' }), undefined)
      await store.write(harbor, (tx) => deleteSecret(tx, secret))
      assert.equal(await reveal(secret), undefined)
    })

    it('is not there for another firm, nor kept in its name', async () => {
      const kept = await keep({ store, secrets }, harbor, 'a wrench in the works')
      assert.equal(await reveal({ ...kept, tenantId: mokotow }), undefined)
      const input = { ...kept, secrets, clock: systemClock }
      await assert.rejects(
        store.write(mokotow, (tx) => putSecret(tx, input)),
        /row-level security/,
      )
    })

    it('does not open where another was: not in another firm, row or purpose, nor changed by a bit', async () => {
      const [mine, own, other] = [
        await keep({ store, secrets }, harbor, 'mine'),
        await keep({ store, secrets }, harbor, 'also mine'),
        await keep({ store, secrets }, mokotow, 'theirs'),
      ]
      const copyTo = (to: Kept, sealed = 'sealed') =>
        store.pool.query(
          `update secret set sealed = (select ${sealed} from secret where id = $1) where id = $2`,
          [mine.id, to.id],
        )
      for (const elsewhere of [own, other]) {
        await copyTo(elsewhere)
        await assert.rejects(reveal(elsewhere), { code: 'sealed_unreadable' })
      }
      for (const bit of [0, 9, 150, 250, 360, 380]) {
        await copyTo(own, `set_bit(sealed, ${bit}, 1 - get_bit(sealed, ${bit}))`)
        await assert.rejects(reveal(own), { code: 'sealed_unreadable' }, `bit ${bit}`)
      }
      assert.equal(await reveal(mine), 'mine')
      await store.pool.query("update secret set purpose = 'model_key' where id = $1", [mine.id])
      await assert.rejects(reveal({ ...mine, purpose: 'model_key' }), { code: 'sealed_unreadable' })
    })

    it('is sealed on schema auth as well, for whom a rotation comes by and nobody else', async () => {
      const holders = { second_factor: async () => undefined }
      const here = await openSecretsOf(store, { dataDir }, holders)
      const seal = (place: string) =>
        inTransaction(store.pool, (client) => here.seal(client, 'JBSWY3DP', place))
      const sealed = await seal('second_factor/ken')
      assert.equal((await secrets.unseal(sealed, 'second_factor/ken')).toString(), 'JBSWY3DP')
      await assert.rejects(secrets.unseal(sealed, 'second_factor/kim'), { code: 'sealed_unreadable' })
      await assert.rejects(seal('forgotten/ken'), /none of the holders/)
    })
  })
}

describe('the keys of an installation', () => {
  it('are the same at every start, one for each purpose, in a file that only its owner can read', async () => {
    const place = await newPlace()
    await using first = await startProcess(place)
    await using second = await startProcess(place)
    assert.equal(first.secrets.macKey('audit').length, 32)
    assert.notDeepEqual(first.secrets.macKey('audit'), first.secrets.macKey('erased'))
    for (const purpose of ['audit', 'erased'] as const)
      assert.deepEqual(first.secrets.macKey(purpose), second.secrets.macKey(purpose))
    assert.equal(statSync(masterFile(place)).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(place.dataDir), ['master.key.path'])
    chmodSync(masterFile(place), 0o644)
    await using _third = await startProcess(place)
    assert.equal(statSync(masterFile(place)).mode & 0o777, 0o600)
  })

  it('work for a database user who is bound by row-level security', async () => {
    const place = { databaseUrl: await postgres.ordinaryDatabase(), dataDir: newDataDir() }
    await using store = await openStore(place)
    const firms: { id: Id }[] = []
    const secrets = await openSecrets({
      ...{ store, clock: systemClock, firms: async () => firms },
      masterKey: { dataDir: place.dataDir },
    })
    const id = await newFirm(store)
    firms.push({ id })
    const kept = await keep({ store, secrets }, id, 'bound')
    assert.deepEqual(await secrets.rotate(), { resealed: 1, unreadable: 0, keysDeleted: 1 })
    await assertAllOpen({ store, secrets }, [kept])
  })

  it('are made once by processes that start at once', async () => {
    for (let round = 0; round < 3; round++) {
      const place = await newPlace()
      await using first = await openStore(place)
      const all = await Promise.all(Array.from({ length: 8 }, () => openSecretsOf(first, place)))
      assert.equal(new Set(all.map((secrets) => secrets.macKey('audit').toString('hex'))).size, 1)
      assert.equal((await first.pool.query('select from auth.data_key')).rowCount, 6)
    }
  })

  it('are made by one of two that start at once on one database, each with a folder of its own', async () => {
    const databaseUrl = await postgres.database()
    const places = [newDataDir(), newDataDir()].map((dataDir) => ({ databaseUrl, dataDir }))
    await using store = await openStore({ databaseUrl })
    const both = await Promise.allSettled(places.map((place) => openSecretsOf(store, place)))
    const [refused, ...more] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    assert.equal(refused?.code, 'wrong_master_key')
    assert.deepEqual(more, [])
    assert.equal(places.filter((place) => existsSync(masterFile(place))).length, 1)
  })
})

describe('without the right master key', () => {
  let byFile: Place
  let byEnvironment: Place
  let kept: Kept[]
  before(async () => {
    byFile = await newPlace()
    byEnvironment = { ...(await newPlace()), masterKey: newKey() }
    await using process = await startProcess(byFile)
    kept = await keepInFirms(process, { firms: 1, count: 1 })
    await using _other = await startProcess(byEnvironment)
  })

  /** Every file and every key. */
  const state = async (place: Place) => {
    await using store = await openStore({ databaseUrl: place.databaseUrl })
    const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    )
    return {
      files: files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]),
      keys: (await store.pool.query('select * from auth.data_key order by id')).rows,
    }
  }
  const withFile = (text: string): Place => {
    const dataDir = newDataDir()
    writeFileSync(`${dataDir}.key`, text)
    return { ...byFile, dataDir }
  }
  const wrong: Record<string, [message: RegExp, place: () => Place]> = {
    'when the file holds another': [
      /^The file .+ does not hold the key/,
      () => withFile(`${'0f'.repeat(32)}\n`),
    ],
    'when the file holds none': [/^The file .+ does not hold the key/, () => withFile('lost')],
    'when the file is gone': [
      /^There is no file .+ with the key/,
      () => ({ ...byFile, dataDir: newDataDir() }),
    ],
    'when the environment has another': [
      /^PLUMBLINE_MASTER_KEY is not the key/,
      () => ({ ...byFile, masterKey: newKey() }),
    ],
    'when the environment has none any more': [
      /^There is no file .+ with the key/,
      () => ({ ...byEnvironment, masterKey: undefined }),
    ],
    'when the one before it is wrong, too': [
      /^PLUMBLINE_MASTER_KEY is not the key/,
      () => ({ ...byEnvironment, masterKey: newKey(), previousMasterKey: newKey() }),
    ],
  }
  for (const [name, [message, makePlace]] of Object.entries(wrong)) {
    it(`nothing opens and nothing is touched, ${name}`, async () => {
      const place = makePlace()
      const before = await state(place)
      await assert.rejects(startProcess(place), { code: 'wrong_master_key', message })
      assert.deepEqual(await state(place), before)
    })
  }

  it('all is well again once it is back', async () => {
    await using process = await startProcess(byFile)
    await assertAllOpen(process, kept)
  })

  it('a first start refuses a file that holds no key', async () => {
    const place = { ...withFile('lost'), databaseUrl: await postgres.database() }
    await assert.rejects(startProcess(place), { code: 'bad_key_file' })
  })
})

describe('a master key that is changed in the environment', () => {
  const macsOf = ({ secrets }: { secrets: Secrets }) => [secrets.macKey('audit'), secrets.macKey('erased')]

  it('takes over from the one before it, from the file, and gives back to the file', async () => {
    const place = await newPlace()
    const [first, second] = [newKey(), newKey()]
    const fromFile = () => Buffer.from(readFileSync(masterFile(place), 'utf8').trim(), 'base64url')
    await using begun = await startProcess(place)
    const kept = await keepInFirms(begun, { firms: 1, count: 2 })
    const steps: (() => Place)[] = [
      () => ({ ...place, masterKey: first, previousMasterKey: fromFile() }),
      () => ({ ...place, masterKey: second, previousMasterKey: first }),
      () => ({ ...place, masterKey: second, previousMasterKey: first }),
      () => ({ ...place, masterKey: second }),
      () => {
        rmSync(masterFile(place))
        return { ...place, previousMasterKey: second }
      },
      () => place,
    ]
    for (const step of steps) {
      await using next = await startProcess(step())
      await assertAllOpen(next, kept)
      assert.deepEqual(macsOf(next), macsOf(begun))
    }
    await assert.rejects(startProcess({ ...place, masterKey: second }), { code: 'wrong_master_key' })
    await assertAllOpen(begun, kept) // which never started again
  })

  it('is not replaced by the command', async () => {
    await using process = await startProcess({ ...(await newPlace()), masterKey: newKey() })
    await assert.rejects(process.secrets.replaceMasterKey(), { code: 'master_key_given' })
  })
})
