import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore, temporaryFolder } from '../../test/kit/store.ts'
import { type Clock, fixedClock, systemClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { openStore, type Store } from '../store/store.ts'
import { BEGINNING, cursorText } from './cursor.ts'
import { listDeadLetters } from './dead-letter.ts'
import { lastLetGo, readEvents } from './read.ts'
import { readAgainFrom, type Subscriber } from './subscriber.ts'
import { openSubscribers, type Subscribers } from './subscribers.ts'

const addCustomers = (store: Store, firm: Id, count: number) =>
  store.write(firm, async (tx) => {
    for (let n = 0; n < count; n++)
      await sql`insert into customer (id, name, made_at, changed_at) values (${newId(systemClock)}, 'X', now(), now())`.execute(
        tx,
      )
  })

let store: Store
before(async () => {
  store = await openTestStore()
  await store.pool.query('create table noted (event text); grant select, insert on noted to plumbline_app')
})
after(() => store[Symbol.asyncDispose]())

const open = (
  subscribers: readonly Subscriber[],
  firm: Id,
  clock: Clock = systemClock,
  on = store,
): Subscribers =>
  openSubscribers(
    { store: on, clock, log: silentLog },
    { subscribers, firms: async () => [{ id: firm }], keepDays: 7, letGoEveryMs: 3_600_000 },
  )
const all = async (firm: Id, on = store) =>
  (
    await on.read(firm, (db) =>
      readEvents(db, { after: BEGINNING, limit: 10_000, kinds: ['customer.added'] }),
    )
  ).map(({ cursor }) => cursorText(cursor))
const added = ['customer.added']

describe('a subscriber', () => {
  it('has every event of its kinds once, in order, also those from before it was there', async () => {
    const firm = await newFirm(store)
    await addCustomers(store, firm, 3)
    const had: string[] = []
    await using readers = open(
      [
        {
          ...{ name: 'has', kinds: added, from: 'beginning' },
          deliver: async ({ cursor }) => void had.push(cursorText(cursor)),
        },
      ],
      firm,
    )
    await readers.catchUp()
    await addCustomers(store, firm, 230)
    assert.equal(await store.read(firm, (db) => readers.unread(db)), 230)
    await readers.catchUp()
    assert.deepEqual(had, await all(firm))
    assert.equal(had.length, 233)
    assert.equal(await store.read(firm, (db) => readers.unread(db)), 0)
  })

  it('begins where it is told to: from now on, or again from a place in the past', async () => {
    const firm = await newFirm(store)
    await addCustomers(store, firm, 2)
    const had: string[] = []
    const subscriber: Subscriber = {
      ...{ name: 'news', kinds: added, from: 'now' },
      deliver: async ({ cursor }) => void had.push(cursorText(cursor)),
    }
    await using readers = open([subscriber], firm)
    await readers.catchUp()
    assert.deepEqual(had, [])
    await addCustomers(store, firm, 2)
    await readers.catchUp()
    assert.deepEqual(had, (await all(firm)).slice(2))
    await store.write(firm, (tx) =>
      readAgainFrom(tx, { clock: systemClock, subscriber: 'news', from: BEGINNING }),
    )
    await readers.catchUp()
    assert.deepEqual(had.slice(2), await all(firm))
  })

  it('is woken by the commit, and by what it could not do yet', async () => {
    const firm = await newFirm(store)
    let wake = (_: unknown) => {}
    let fails = true
    await using readers = open(
      [
        {
          ...{ name: 'woken', kinds: added, from: 'beginning' },
          deliver: async (event) => {
            wake(event)
            if (fails) throw new Error('not yet')
          },
        },
      ],
      firm,
    )
    await readers.start()
    const first = new Promise((resolve) => (wake = resolve))
    await addCustomers(store, firm, 1)
    await first
    fails = false
    await new Promise((resolve) => (wake = resolve)) // a second later, by itself
  })

  it('gives an event up after some minutes of trying, keeps it with its reason, and has what follows', async () => {
    const firm = await newFirm(store)
    const clock = fixedClock(new Date())
    await addCustomers(store, firm, 5)
    const [, , poisonous] = await all(firm)
    let isMended = false
    const tries: number[] = []
    const subscriber: Subscriber = {
      ...{ name: 'within', kinds: added, from: 'beginning' },
      within: async (tx, { cursor }) => {
        if (cursorText(cursor) === poisonous && !isMended) {
          tries.push(clock.now().getTime())
          throw Object.assign(new Error('the words of Mrs Alvarez'), { code: 'price_missing' })
        }
        await sql`insert into noted values (${cursorText(cursor)})`.execute(tx)
      },
    }
    await using readers = open([subscriber], firm, clock)
    const noted = async () =>
      (await store.pool.query('select event from noted where event = any($1)', [await all(firm)])).rows.map(
        ({ event }) => event,
      )
    await readers.catchUp()
    assert.deepEqual(await noted(), (await all(firm)).slice(0, 2), 'what came before it was done')
    await readers.catchUp()
    assert.equal(new Set(tries).size, 1, 'not at once again')
    for (let n = 0; n < 6; n++) {
      clock.advance(300_000)
      await readers.catchUp()
    }
    assert.equal(new Set(tries).size, 6)
    assert.deepEqual(
      await noted(),
      (await all(firm)).filter((cursor) => cursor !== poisonous),
    )
    const { items } = await store.read(firm, (db) => listDeadLetters(db, { limit: 10 }))
    const [letter] = items
    assert.deepEqual(
      [items.length, letter?.subscriber, letter?.event.cursor, letter?.troubleCode, letter?.tries],
      [1, 'within', poisonous, 'price_missing', 6],
    )
    assert.doesNotMatch(JSON.stringify(items), /Alvarez/)
    const replay = { tenantId: firm, id: letter?.id ?? '', by: 'Ken Alvarez' }
    const write = (work: Parameters<Parameters<Subscribers['replay']>[0]['write']>[0]) =>
      store.write(firm, work)
    await assert.rejects(readers.replay({ ...replay, write }), { code: 'replay_failed' })
    isMended = true
    await readers.replay({ ...replay, write })
    await assert.rejects(readers.replay({ ...replay, write }), { code: 'dead_letter_done' })
    assert.deepEqual((await noted()).toSorted(), (await all(firm)).toSorted())
  })
})

describe('the log', () => {
  it('lets go of what is old and read by all, and of what nobody reads after four times as long', async () => {
    const firm = await newFirm(store)
    const clock = fixedClock(new Date())
    await addCustomers(store, firm, 4)
    let reads = true
    const subscriber: Subscriber = {
      ...{ name: 'slow', kinds: added, from: 'beginning' },
      deliver: async () => {
        if (!reads) throw new Error('away')
      },
    }
    await using readers = open([subscriber], firm, clock)
    await readers.catchUp()
    await readers.letGo()
    assert.equal((await all(firm)).length, 4, 'not yet old')
    const [, , , last] = await all(firm)
    clock.advance(8 * 86_400_000)
    await readers.letGo()
    assert.deepEqual(await all(firm), [])
    assert.equal(cursorText(await store.read(firm, lastLetGo)), last)
    reads = false
    await addCustomers(store, firm, 2)
    await readers.letGo()
    assert.equal((await all(firm)).length, 2, 'not read')
    clock.advance(21 * 86_400_000)
    await readers.letGo()
    assert.deepEqual(await all(firm), [])
  })
})

describe('a log that was restored on another server', () => {
  it('comes before what happens there, and its subscribers go on where they stood', async () => {
    const firm = await newFirm(store)
    const had: Id[] = []
    const subscriber: Subscriber = {
      ...{ name: 'moved', kinds: added, from: 'beginning' },
      deliver: async ({ ids }) => void had.push(...ids),
    }
    await using readers = open([subscriber], firm)
    await addCustomers(store, firm, 3)
    await readers.catchUp()
    await addCustomers(store, firm, 2)
    const idsOf = async () =>
      (
        await store.read(firm, (db) => readEvents(db, { after: BEGINNING, limit: 100, kinds: added }))
      ).flatMap(({ ids }) => ids)
    const before = await idsOf()
    for (const table of ['event', 'event_cursor'])
      await store.pool.query(
        `update ${table} set transaction = (transaction::text::bigint + 1000000000000)::text::xid8 where tenant_id = $1`,
        [firm],
      )
    await addCustomers(store, firm, 1) // the first that happens here
    await readers.start()
    await addCustomers(store, firm, 1)
    await readers.catchUp()
    const after = await idsOf()
    assert.deepEqual(
      after.filter((id) => before.includes(id)),
      before,
    )
    assert.deepEqual(had.toSorted(), after.toSorted())
    assert.equal(after.length, 7)
  })
})

describe('processes on a PostgreSQL server', () => {
  let postgres: TestPostgres
  before(async () => {
    postgres = await startPostgres()
  })
  after(() => postgres[Symbol.asyncDispose]())

  it('that are killed while they read lose nothing, and what is written within the transaction is there once', async () => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'delivered')
    const databaseUrl = await postgres.database()
    await using server = await openStore({ databaseUrl })
    await server.pool.query('create table noted (event text); grant select, insert on noted to plumbline_app')
    const firm = await newFirm(server)
    let writing = true
    const writer = (async () => {
      for (let n = 0; writing && n < 100; n++) {
        await addCustomers(server, firm, 3)
        await pause(40)
      }
    })()
    const words = [databaseUrl, firm, path]
    const start = () => fork(new URL('./reader.fixture.ts', import.meta.url), words)
    for (let kill = 0; kill < 5; kill++) {
      const processes = [start(), start()] // one of them has the lease, the other takes over
      await Promise.all(processes.map((child) => once(child, 'message')))
      await pause(20 + kill * 37)
      for (const child of processes) child.kill('SIGKILL')
      await Promise.all(processes.map((child) => once(child, 'close')))
      await server.pool.query('update event_cursor set lease_until = now()') // a minute passes
    }
    writing = false
    await writer
    const last = start()
    const events = await all(firm, server)
    const delivered = () => new Set(existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [])
    const noted = async () =>
      (await server.pool.query('select event from noted')).rows.map(({ event }) => event)
    while (delivered().size < events.length || (await noted()).length < events.length) await pause(50)
    last.kill('SIGKILL')
    await once(last, 'close')
    assert.deepEqual(await noted(), events)
    assert.deepEqual(delivered(), new Set(events))
    assert.ok(events.length > 50)
  })
})
