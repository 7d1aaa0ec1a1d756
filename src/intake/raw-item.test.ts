import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { startPostgres } from '../../test/kit/postgres.ts'
import { newFirm } from '../../test/kit/store.ts'
import { sha256 } from '../base/bytes.ts'
import { newKey } from '../base/cipher.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { openStore, type Store } from '../store/store.ts'
import {
  countRawItems,
  eraseItems,
  itemsHere,
  itemsWithoutMessages,
  openItemSeal,
  pathsWithoutItem,
  rawItemsAt,
  readItemOf,
  readItemPlaces,
  readRawItems,
  sealRawItems,
  sourceFor,
  startRun,
  storeRawItems,
} from './intake.ts'

const clock = fixedClock('2026-03-02T09:00:00Z')
const opened = new AsyncDisposableStack()
const key = newKey()
const itemSeal = openItemSeal(key, { sealsNew: true })
const earlier = openItemSeal(key, { sealsNew: false })
let store: Store
before(async () => {
  const postgres = opened.use(await startPostgres())
  store = opened.use(await openStore({ databaseUrl: await postgres.database() }))
})
after(() => opened.disposeAsync())

/** A firm with a source, and what comes of it. */
async function openFirm() {
  const tenantId = await newFirm(store)
  const { sourceId, runId } = await store.write(tenantId, async (tx) => {
    const input = { paths: ['/test.zip'], names: ['test.zip'] }
    const run = { channel: 'google-voice', syncType: 'manual', dryRun: false } as const
    const source = await sourceFor(tx, { clock, channel: 'google-voice', addresses: [], label: 'Office' })
    return { sourceId: source.id, ...(await startRun(tx, { clock, ...run, input, inputKey: newId(clock) })) }
  })
  return {
    tenantId,
    sourceId,
    read: <T>(work: Parameters<typeof store.read<T>>[1]) => store.read(tenantId, work),
    take: async (text: string, { seal = itemSeal, details }: Taken = {}) => {
      const item = { externalId: sha256(text), path: `Calls/${text}.html`, bytes: Buffer.from(text) }
      const items = [{ ...item, ...(details && { details }) }]
      const places = await store.write(tenantId, (tx) =>
        storeRawItems(tx, { clock, itemSeal: seal, sourceId, runId, items }),
      )
      const place = places.get(item.externalId)
      assert.ok(place)
      return place
    },
  }
}
type Taken = { seal?: typeof itemSeal; details?: Record<string, string> }

describe('what comes in to a PostgreSQL server', () => {
  it('comes in once, whether it was kept sealed or by an earlier version', async () => {
    const firm = await openFirm()
    const alvarez = await firm.take('Mrs Alvarez')
    const nowak = await firm.take('pani Nowak', { seal: earlier })
    for (const [text, { id }] of [
      ['Mrs Alvarez', alvarez],
      ['pani Nowak', nowak],
    ] as const)
      assert.deepEqual(await firm.take(text), { id, isNew: false })
    const externalIds = ['Mrs Alvarez', 'pani Nowak', 'Ken'].map(sha256)
    const here = await firm.read((db) => itemsHere(db, { ...firm, itemSeal, externalIds }))
    assert.deepEqual([...here].sort(), externalIds.slice(0, 2).sort())
    assert.deepEqual(await firm.read(countRawItems), { items: 2, plain: 1 })
    const seal = () => sealRawItems({ store, itemSeal }, firm)
    assert.deepEqual([await seal(), await seal()], [1, 0])
    assert.deepEqual(await firm.take('pani Nowak'), { id: nowak.id, isNew: false })
    const ids = [alvarez.id, nowak.id]
    const bytes = await firm.read((db) => readRawItems(db, { itemSeal, ids }))
    assert.deepEqual(
      ids.map((id) => bytes.get(id)?.toString()),
      ['Mrs Alvarez', 'pani Nowak'],
    )
  })

  it('is found by where it was, sealed or not', async () => {
    const firm = await openFirm()
    const alvarez = await firm.take('Mrs Alvarez')
    const nowak = await firm.take('pani Nowak', { seal: earlier })
    const paths = ['Calls/Mrs Alvarez.html', 'Calls/pani Nowak.html', 'Calls/Ken.html']
    const at = await firm.read((db) => rawItemsAt(db, { ...firm, itemSeal, paths }))
    assert.deepEqual(
      new Map(at.map(({ id, path }) => [id, path])),
      new Map([
        [alvarez.id, paths[0]],
        [nowak.id, paths[1]],
      ]),
    )
    assert.deepEqual(await firm.read((db) => pathsWithoutItem(db, { itemSeal, paths })), ['Calls/Ken.html'])
    const places = await firm.read((db) => readItemPlaces(db, { itemSeal, ids: [alvarez.id] }))
    assert.deepEqual(places.get(alvarez.id), { path: paths[0], externalId: sha256('Mrs Alvarez') })
  })

  it('has what its source told of it later, and loses it with its bytes', async () => {
    const firm = await openFirm()
    const told = { threadId: '18c2f0', labels: 'SENT' }
    for (const seal of [itemSeal, earlier]) {
      const text = `Sent from here ${seal.sealsNew}`
      const { id } = await firm.take(text, { seal })
      await firm.take(text, { details: told })
      await firm.take(text, { details: { threadId: 'another' } })
      const readIt = () => firm.read((db) => readItemOf(db, { itemSeal, which: sql`${id}::uuid` }))
      assert.deepEqual((await readIt())?.details, told)
      await store.write(firm.tenantId, (tx) => eraseItems(tx, { itemSeal, gone: [], emptied: [id] }))
      assert.equal(await readIt(), undefined)
      const bytes = await firm.read((db) => readRawItems(db, { itemSeal, ids: [id] }))
      assert.equal(bytes.get(id)?.length, 0)
      await firm.take(text, { details: told })
      assert.equal(await readIt(), undefined)
    }
  })

  it('tells where it was when it is erased', async () => {
    const firm = await openFirm()
    const { id } = await firm.take('Mrs Alvarez')
    const input = { itemSeal, after: null, limit: 10 }
    const path = 'Calls/Mrs Alvarez.html'
    assert.deepEqual(await firm.read((db) => itemsWithoutMessages(db, input)), [{ id, path }])
    const gone: Id[] = [id]
    const paths = await store.write(firm.tenantId, (tx) => eraseItems(tx, { itemSeal, gone, emptied: [] }))
    assert.deepEqual(paths, [path])
    assert.deepEqual(await firm.read(countRawItems), { items: 0, plain: 0 })
  })
})
