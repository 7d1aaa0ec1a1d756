import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { fixedClock, systemClock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { march, openInbox, say } from '../inbox/firm.fixture.ts'
import { openStore, type Store } from '../store/store.ts'
import {
  type Encoder,
  forgetVectors,
  makeVectors,
  openCodes,
  openEncoder,
  similarMessages,
} from './embeddings.ts'

const DAY_MS = 24 * 3_600_000
const ROSA = '+15125550147'
const TROUBLES = [
  'The boiler leaks',
  'No hot water at all',
  'The kitchen drain is clogged',
  'Furnace makes a loud noise',
]
/** More than two batches, each another. */
const SAID = Array.from({ length: 80 }, (_, n) =>
  say(march(1 + (n % 18), '09:30'), ROSA, `${TROUBLES[n % 4]}, unit ${n}`),
)

describe('vectors of messages', () => {
  let postgres: TestPostgres
  let store: Store
  let encoder: Encoder & AsyncDisposable
  before(async () => {
    postgres = await startPostgres()
    store = await openStore({ databaseUrl: await postgres.database() })
    encoder = openEncoder()
  })
  after(async () => {
    await encoder[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
  })

  const firmWith = async (said: typeof SAID) => {
    const inbox = await openInbox(store)
    await inbox.receive(...said)
    return inbox.firm
  }
  const make = (tenantId: Id) => makeVectors({ store, clock: systemClock, encoder }, { tenantId })
  const numbersOf = async (tenantId: Id) =>
    (await store.read(tenantId, (db) => db.selectFrom('messageVector').select('number').execute())).map(
      ({ number }) => Number(number),
    )
  const like = (tenantId: Id, messageId: Id, codes = openCodes()) =>
    similarMessages({ store, encoder, codes }, { tenantId, messageId, floor: 0, limit: 50, filters: {} })

  it('are made once, though two programs make them at once', async () => {
    const firm = await firmWith(SAID)
    await Promise.all([make(firm), make(firm)])
    const numbers = await numbersOf(firm)
    assert.equal(numbers.length, SAID.length)
    assert.equal(new Set(numbers).size, SAID.length)
  })

  it('are found by whoever has read some of them before, and by whoever may keep none in memory', async () => {
    const firm = await firmWith(SAID.slice(0, 40))
    await make(firm)
    const [first] = await store.read(firm, (db) => db.selectFrom('message').select('id').execute())
    const id = first?.id ?? ''
    const kept = openCodes()
    const none = openCodes({ bytesMax: 0 })
    assert.equal((await like(firm, id, kept)).length, 39)
    const gone = (await like(firm, id, kept))[0]?.messageId ?? ''
    await store.write(firm, (tx) => forgetVectors(tx, [gone]))
    assert.equal((await like(firm, id, kept)).length, 38)
    assert.deepEqual(await like(firm, id, none), await like(firm, id, kept))
    await make(firm)
    assert.equal((await like(firm, id, kept))[0]?.messageId, gone)
    assert.deepEqual(await like(firm, id, none), await like(firm, id, kept))
  })

  it('of another model are left alone, and not compared', async () => {
    const firm = await firmWith(SAID.slice(0, 5))
    await make(firm)
    const newer: Encoder = { ...encoder, model: 'use-lite-en+gloss/next' }
    await makeVectors({ store, clock: systemClock, encoder: newer }, { tenantId: firm })
    assert.equal((await numbersOf(firm)).length, 10)
    const [first] = await store.read(firm, (db) => db.selectFrom('message').select('id').execute())
    const found = await like(firm, first?.id ?? '')
    assert.equal(new Set(found.map(({ messageId }) => messageId)).size, found.length)
    assert.equal(found.length, 4)
  })

  it('of an earlier model go a week after it made the last one, once all messages have one of the present', async () => {
    const clock = fixedClock('2026-03-20T08:00:00Z')
    const firm = await firmWith(SAID.slice(0, 5))
    const earlier: Encoder = { ...encoder, model: 'use-lite-en+gloss/before' }
    await makeVectors({ store, clock, encoder: earlier }, { tenantId: firm })
    const models = async () => {
      const rows = await store.read(firm, (db) => db.selectFrom('messageVector').select('model').execute())
      return rows.map(({ model }) => model)
    }
    clock.advance(6 * DAY_MS)
    await makeVectors({ store, clock, encoder }, { tenantId: firm })
    assert.equal(
      (await models()).length,
      10,
      'a program of the earlier version may still work beside this one',
    )
    clock.advance(2 * DAY_MS)
    await makeVectors({ store, clock, encoder }, { tenantId: firm, madeSince: clock.now() })
    assert.equal((await models()).length, 10, 'who looks at what is new alone lets go of nothing')
    await makeVectors({ store, clock, encoder }, { tenantId: firm })
    assert.deepEqual(await models(), Array(5).fill(encoder.model))
    const counts = await store.read(firm, (db) =>
      db.selectFrom('messageVectorCount').select('model').execute(),
    )
    assert.deepEqual(counts, [{ model: encoder.model }])
  })

  it('of a message whose words change meanwhile are not kept', async () => {
    const firm = await firmWith(SAID.slice(0, 1))
    const slow: Encoder = {
      ...encoder,
      encode: async (texts) => {
        await store.write(firm, (tx) =>
          tx.updateTable('message').set({ body: 'Thanks, it works again' }).execute(),
        )
        return encoder.encode(texts)
      },
    }
    const ended = new AbortController()
    const onBatch = async () => {
      ended.abort()
      return true
    }
    const io = { store, clock: systemClock, encoder: slow }
    await assert.rejects(makeVectors(io, { tenantId: firm, signal: ended.signal, onBatch }))
    assert.equal((await numbersOf(firm)).length, 0)
    await make(firm)
    assert.equal((await numbersOf(firm)).length, 1)
  })
})
