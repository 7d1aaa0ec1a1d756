import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { systemClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { openStore, type Store, type Tx } from '../store/store.ts'
import { BEGINNING, type Cursor, compareCursors, cursorText } from './cursor.ts'
import { hearEvents } from './hear.ts'
import { type Frame, openLive } from './live.ts'
import { type Event, readAtOnce, readEvents, readRecent } from './read.ts'

/** Numbers from 0 to 1, the same at every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const addCustomers = (tx: Tx, ids: readonly Id[]) =>
  sql`insert into customer (id, name, made_at, changed_at) select id, 'Mrs Alvarez', now(), now() from unnest(${[...ids]}::uuid[]) id`.execute(
    tx,
  )
const newIds = (count: number) => Array.from({ length: count }, () => newId(systemClock))
const log = { warn: () => undefined } as never

let postgres: TestPostgres
let server: Store
before(async () => {
  postgres = await startPostgres()
  server = await openStore({ databaseUrl: await postgres.database(), connectionsMax: 30 })
})
after(async () => {
  await server[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

for (const [name, open] of Object.entries({
  'the embedded database': () => openTestStore(),
  'a PostgreSQL server': async () =>
    Object.assign(Object.create(server), { [Symbol.asyncDispose]: async () => undefined }),
} as Record<string, () => Promise<Store>>)) {
  describe(`the log on ${name}`, () => {
    let store: Store
    let firm: Id
    before(async () => {
      store = await open()
      firm = await newFirm(store)
    })
    after(() => store[Symbol.asyncDispose]())
    const last = async (): Promise<Event | undefined> =>
      (await store.read(firm, (db) => readRecent(db, { limit: 1 })))[0]

    it('tells of a renamed customer that the name changed, by whom, and not what it is', async () => {
      const [id = ''] = newIds(1)
      await store.write(firm, (tx) => addCustomers(tx, [id]))
      const actor = `person:${newId(systemClock)}` as const
      await store.write(
        firm,
        (tx) =>
          sql`update customer set name = 'Maria Alvarez', kind = 'residential' where id = ${id}`.execute(tx),
        actor,
      )
      const event = await last()
      assert.deepEqual(event && { ...event, cursor: null, at: null }, {
        cursor: null,
        at: null,
        kind: 'customer.changed',
        ids: [id],
        changes: { [id]: { name: [], kind: ['unknown', 'residential'] } },
        actor,
      })
      assert.ok(!JSON.stringify(event).includes('Alvarez'))
    })

    it('tells who listens of which firm and of what', async () => {
      const heard: (string | undefined)[][] = []
      using _ear = hearEvents(store, (...told) => heard.push(told))
      await hasHeard([undefined, undefined])
      const [id = ''] = newIds(1)
      await store.write(firm, (tx) => addCustomers(tx, [id]))
      await hasHeard([firm, 'customer'])
      const { rows } = await store.pool.query<{ subject: string }>(
        "select distinct substring(prosrc from $$plumbline_event', t::text [|]{2} ' (\\w+)'$$) as subject from pg_proc where prosrc like '%plumbline_event%' and proname like 'tell\\_%'",
      )
      assert.ok(
        rows.length > 10 && rows.every(({ subject }) => subject !== null),
        'whatever tells, tells of what',
      )

      async function hasHeard(told: (string | undefined)[]): Promise<void> {
        for (
          const untilMs = Date.now() + 10_000;
          !heard.some((one) => isDeepStrictEqual(one, told));
          await pause(20)
        )
          assert.ok(Date.now() < untilMs, `not heard: ${told}`)
      }
    })

    it('tells nothing where nothing that is told of changed, and nothing of what is taken back', async () => {
      const before = await last()
      await store.write(firm, (tx) => sql`update customer set changed_at = now(), name = name`.execute(tx))
      await assert.rejects(
        store.write(firm, async (tx) => {
          await addCustomers(tx, newIds(2))
          throw new Error('taken back')
        }),
      )
      assert.deepEqual(await last(), before)
    })

    it('tells of a thousand rows of one statement in a few events', async () => {
      const from = (await last())?.cursor ?? BEGINNING
      const ids = newIds(1_001)
      await store.write(firm, (tx) => addCustomers(tx, ids))
      await store.write(firm, (tx) => sql`delete from customer where id = any(${ids}::uuid[])`.execute(tx))
      const events = await store.read(firm, (db) => readEvents(db, { after: from, limit: 100 }))
      assert.deepEqual(
        events.map(({ kind, ids: { length } }) => `${kind} ${length}`).toSorted(),
        ['added', 'removed'].flatMap((done) => [1, 500, 500].map((count) => `customer.${done} ${count}`)),
      )
      assert.deepEqual(events.flatMap(({ ids: some }) => some).toSorted(), [...ids, ...ids].toSorted())
    })

    it('tells whose number moved, of both, as a change of the customers', async () => {
      const [one = '', other = '', point = ''] = newIds(3)
      await store.write(firm, async (tx) => {
        await addCustomers(tx, [one, other])
        await sql`insert into contact_point (id, kind, value, customer_id, made_at) values (${point}, 'phone', '+15125550100', ${one}, now())`.execute(
          tx,
        )
      })
      await store.write(firm, (tx) => sql`update contact_point set customer_id = ${other}`.execute(tx))
      const event = await last()
      assert.equal(event?.kind, 'customer.changed')
      assert.deepEqual(event?.ids.toSorted(), [one, other].toSorted())
      assert.ok(!JSON.stringify(event).includes('5550100'))
    })

    it('knows a person in psql, who says nothing, by their database user', async () => {
      const [id = ''] = newIds(1)
      await store.write(firm, (tx) => addCustomers(tx, [id]))
      await store.pool.query(`update customer set kind = 'business' where id = $1`, [id]) // as the server's own user, with no firm set
      const event = await last()
      assert.deepEqual(
        [event?.kind, event?.ids, event?.actor],
        ['customer.changed', [id], 'database:postgres'],
      )
    })
  })
}

describe('readers on a server, while writers commit out of order', () => {
  it('read every event once, in one order that never changes afterwards', async () => {
    const firm = await newFirm(server)
    const draw = chance(6)
    const written = new Set<Id>()
    let writing = true
    const writer = async (transactions: number) => {
      for (let n = 0; n < transactions; n++) {
        const kept = draw() > 0.1
        const ids = newIds(1 + Math.floor(draw() * 3))
        await server
          .write(firm, async (tx) => {
            for (const id of ids) {
              await addCustomers(tx, [id])
              if (draw() < 0.3) await pause(draw() * 12) // its number was drawn; others commit meanwhile
            }
            if (!kept) throw new Error('taken back')
          })
          .catch((error: Error) => assert.equal(error.message, 'taken back'))
        if (kept) for (const id of ids) written.add(id)
      }
    }
    const read: { cursor: Cursor; id: Id }[] = []
    let heldBack = 0
    const reader = async () => {
      let at = BEGINNING
      for (let isLast = false; ; ) {
        isLast = !writing
        const { settled, all } = await server.read(firm, async (db) => ({
          settled: await readEvents(db, { after: at, limit: 7 }),
          all: await readAtOnce(db, { after: at, limit: 7 }),
        }))
        if (all.length > settled.length) heldBack++
        read.push(...settled.flatMap(({ cursor, ids }) => ids.map((id) => ({ cursor, id }))))
        at = settled.at(-1)?.cursor ?? at
        if (isLast && settled.length === 0) return
      }
    }
    const reading = reader()
    await Promise.all(Array.from({ length: 16 }, () => writer(25)))
    writing = false
    await reading
    assert.ok(heldBack > 0, 'some were committed behind others at work, or this has tested nothing')
    assert.equal(read.length, written.size)
    assert.deepEqual(new Set(read.map(({ id }) => id)), written)
    const now = await server.read(firm, (db) => readEvents(db, { after: BEGINNING, limit: 10_000 }))
    assert.deepEqual(
      read.map(({ cursor }) => cursorText(cursor)),
      now.map(({ cursor }) => cursorText(cursor)),
    )
    assert.ok(
      read.every(({ cursor }, n) => n === 0 || compareCursors(read[n - 1]?.cursor ?? cursor, cursor) < 0),
    )
  })
})

describe('live lines', () => {
  it('that are cut 10,000 times, wherever it happens, miss nothing', async () => {
    const firm = await newFirm(server)
    using live = openLive({ store: server, log })
    const draw = chance(11)
    const written = new Set<Id>()
    let writing = true
    const writer = async () => {
      while (writing) {
        const [id = ''] = newIds(1)
        await server.write(firm, async (tx) => {
          await addCustomers(tx, [id])
          if (draw() < 0.5) await pause(draw() * 15)
        })
        written.add(id)
      }
    }
    let cuts = 0
    const hearer = async (heard: Set<Id>) => {
      let at: string | undefined
      const join = (send: (frame: Frame) => void) =>
        live.join({
          ...{ tenantId: firm, who: 'Robin', after: at },
          ...{ mayHear: () => true, rightsMayDiffer: () => undefined, send },
        })
      while (cuts < 10_000) {
        cuts++
        const framesMax = Math.floor(draw() * 4) // the line is cut after so many; what comes then is lost on the way
        let frames = 0
        using _line = await join((frame) => {
          if (frames++ > framesMax) return
          assert.notEqual(frame.type, 'reset')
          at = frame.at
          if (frame.type === 'events')
            for (const { ids } of frame.events) for (const id of ids ?? []) heard.add(id)
        })
        if (draw() < 0.05) await pause(draw() * 10)
      }
      return async () => {
        using _line = await join((frame) => {
          if (frame.type === 'events')
            for (const { ids } of frame.events) for (const id of ids ?? []) heard.add(id)
        })
      }
    }
    const heards = Array.from({ length: 20 }, () => new Set<Id>())
    const writers = Promise.all(Array.from({ length: 4 }, writer))
    const last = await Promise.all(heards.map(hearer))
    writing = false
    await writers
    for (const look of last) await look()
    assert.ok(written.size > 100)
    for (const heard of heards) assert.deepEqual(heard, written)
  })
})
