import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type HookReceiver, type HookReply, startHookReceiver } from '../../test/kit/hook-receiver.ts'
import { startPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { openTrail } from '../../test/kit/trail.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { BEGINNING, openSubscribers, readAgainFrom } from '../events/events.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import type { Hooks } from './deliverer.ts'
import {
  addHook,
  changeHook,
  forgetOldCalls,
  forgetTold,
  hookSubscriber,
  listDeliveries,
  listHooks,
  makeHookSecret,
  openHooks,
  readDelivery,
  removeHook,
  replayDead,
  replayDelivery,
} from './hooks.ts'
import { claimDelivery } from './queue.ts'
import { callNow, stalledHooks, unsealedHooks } from './standing.ts'
import { WAITS_MS } from './waits.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A firm with its events, and who calls others of them; time stands still unless it is moved. */
async function openOffice(store: Store, secrets: Secrets) {
  const clock = fixedClock('2026-03-02T15:00:00Z')
  const tenantId = await newFirm(store)
  const firms = async () => [{ id: tenantId }]
  const io = { store, secrets, clock, log: silentLog }
  const options = { firms, timeoutMs: 2_000, chance: () => 0.5 }
  const hooks = openHooks(io, options)
  const subscribers = openSubscribers(io, {
    subscribers: [hookSubscriber({ clock })],
    ...{ firms, keepDays: 7, letGoEveryMs: HOUR_MS },
  })
  const office = {
    ...{ tenantId, clock, hooks, subscribers, io, options },
    add: async (url: string, kinds = ['*'], name = 'Books') =>
      store.write(tenantId, async (tx) =>
        addHook(tx, { ...io, tenantId, by: 'Ken Alvarez', name, url, kinds }),
      ),
    addCustomer: async () => {
      const id = newId(clock)
      await store.write(tenantId, (tx) =>
        sql`insert into customer (id, name, made_at, changed_at) values (${id}, 'Rosa Alvarez', now(), now())`.execute(
          tx,
        ),
      )
      return id
    },
    change: (id: Id, set: ReturnType<typeof sql>) =>
      store.write(
        tenantId,
        (tx) => sql`update customer set ${set} where id = ${id}`.execute(tx),
        'key:books',
      ),
    /** What changed is read, and whatever is due is called. */
    settle: async (by: Hooks = hooks) => {
      await subscribers.catchUp(tenantId)
      await by.deliverDue(tenantId)
    },
    deliveries: async (hookId: Id) =>
      (await store.read(tenantId, (db) => listDeliveries(db, { hookId, limit: 200 }))).items.toReversed(),
    delivery: (id: Id) => store.read(tenantId, (db) => readDelivery(db, id)),
    hook: async (id: Id) => {
      const [hook] = await listHooks(io, { tenantId, id })
      assert.ok(hook)
      return hook
    },
    [Symbol.asyncDispose]: async () => {
      await subscribers[Symbol.asyncDispose]()
      await hooks[Symbol.asyncDispose]()
    },
  }
  return office
}

let store: Store
let secrets: Secrets
const opened = new AsyncDisposableStack()
before(async () => {
  store = opened.use(await openTestStore())
  const firms = async () => []
  secrets = opened.use(await openTrail(store, { firms })).secrets
})
after(() => opened.disposeAsync())

const signature = (secret: string, { headers, text }: HookReceiver['received'][number]) =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`)
    .digest('base64')}`

describe('the bookkeeping program of Harbor Plumbing', () => {
  it('is called with what changed, signed, each event once and in order, and of no person by name', async () => {
    await using receiver = await startHookReceiver()
    await using office = await openOffice(store, secrets)
    await office.addCustomer()
    const { id, secret } = await office.add(receiver.url)
    const rosa = await office.addCustomer()
    await office.change(rosa, sql`name = 'Rosa M. Alvarez', kind = 'business'`)
    await office.settle()
    await store.write(office.tenantId, (tx) =>
      readAgainFrom(tx, { clock: office.clock, subscriber: 'hooks', from: BEGINNING }),
    )
    await office.settle()
    const { received } = receiver
    assert.deepEqual(
      received.map(({ body }) => body.type),
      ['customer.added', 'customer.changed'],
    )
    const [added, changed] = received
    assert.ok(added && changed)
    assert.deepEqual(added.body.data.ids, [rosa], 'nothing of before it was added')
    assert.deepEqual(changed.body.data.changes, { [rosa]: { kind: ['unknown', 'business'], name: [] } })
    assert.equal(changed.body.data.actor, 'key:books')
    assert.match(changed.body.timestamp, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    for (const call of received) {
      assert.equal(call.headers['webhook-signature'], signature(secret, call))
      assert.equal(call.headers['webhook-timestamp'], String(office.clock.now().getTime() / 1000))
      assert.equal(call.headers['content-type'], 'application/json')
      assert.doesNotMatch(call.text, /Rosa|Alvarez/)
    }
    const listed = await office.deliveries(id)
    assert.deepEqual(
      listed.map((one) => [one.id, one.state, one.tries, one.last?.status]),
      received.map(({ headers }) => [headers['webhook-id'], 'delivered', 1, 204]),
    )
    assert.deepEqual((await office.hook(id)).last?.delivered, true)
  })

  it('hears of the kinds that it was asked to, by name, by subject, or of all', async () => {
    await using receiver = await startHookReceiver()
    await using office = await openOffice(store, secrets)
    for (const [path, kinds] of Object.entries({
      all: ['*'],
      subject: ['ticket.*', 'customer.*'],
      one: ['customer.changed'],
      other: ['ticket.*', 'customer.removed'],
    }))
      await office.add(`${receiver.url}/${path}`, kinds)
    const rosa = await office.addCustomer()
    await office.change(rosa, sql`kind = 'business'`)
    await office.settle()
    const heard = receiver.received.map(({ path, body }) => `${path.split('/').at(-1)} ${body.type}`)
    assert.deepEqual(heard.toSorted(), [
      'all customer.added',
      'all customer.changed',
      'one customer.changed',
      'subject customer.added',
      'subject customer.changed',
    ])
  })

  it('is tried twelve times over three days, is given up and switched off, and told again once it works', async () => {
    let works = false
    await using receiver = await startHookReceiver(() => ({
      status: works ? 200 : 500,
      body: 'the ledger\u0000 is closed'.padEnd(9_000, '!'),
    }))
    await using office = await openOffice(store, secrets)
    const { id } = await office.add(receiver.url)
    await office.addCustomer()
    await office.settle()
    const began = office.clock.now().getTime()
    const tried = [0]
    for (const waitMs of WAITS_MS) {
      office.clock.advance(waitMs - 1)
      await office.settle()
      assert.equal(receiver.received.length, tried.length, 'not a moment sooner')
      office.clock.advance(1)
      await office.settle()
      tried.push(office.clock.now().getTime() - began)
    }
    const days = (tried.at(-1) ?? 0) / DAY_MS
    assert.ok(tried.length === 12 && days > 2.9 && days < 3.1, `${tried.length} tries in ${days} days`)
    const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']))
    assert.deepEqual([receiver.received.length, ids.size], [12, 1], 'always the same call')
    const [dead] = await office.deliveries(id)
    assert.ok(dead)
    assert.deepEqual([dead.state, dead.tries, dead.nextTryAt], ['dead', 12, null])
    const { attempts } = await office.delivery(dead.id)
    assert.deepEqual(
      attempts.map(({ at }) => Date.parse(at) - began),
      tried,
    )
    assert.match(attempts[0]?.answer ?? '', /^the ledger is closed!{10,480}$/)
    const off = await office.hook(id)
    assert.deepEqual([off.state, off.offReason, off.dead], ['off', 'failing', 1])
    await office.addCustomer()
    await office.settle()
    assert.equal((await office.deliveries(id)).length, 1, 'one that is off hears nothing')
    await assert.rejects(
      store.write(office.tenantId, (tx) => replayDelivery(tx, { clock: office.clock, id: dead.id })),
      { code: 'hook_is_off' },
    )
    works = true
    await store.write(office.tenantId, (tx) => changeHook(tx, { id, state: 'on' }))
    const since = new Date(Date.now() + HOUR_MS) // events are dated by the database
    const replay = (from?: Date) =>
      store.write(office.tenantId, (tx) => replayDead(tx, { clock: office.clock, hookId: id, from }))
    assert.deepEqual([await replay(since), await replay(), await replay()], [0, 1, 0])
    await office.settle()
    assert.equal(receiver.received.length, 13)
    assert.ok(ids.has(receiver.received[12]?.headers['webhook-id']))
    const [through] = await office.deliveries(id)
    assert.deepEqual([through?.state, (await office.hook(id)).failingSince], ['delivered', null])
  })

  it('that takes some events and not others is not switched off, and those behind are not held up', async () => {
    let poison: string | undefined
    await using receiver = await startHookReceiver(({ body }) => ({
      status: body.data.ids[0] === poison ? 422 : 202,
    }))
    await using office = await openOffice(store, secrets)
    const { id } = await office.add(receiver.url, ['customer.added'])
    poison = await office.addCustomer()
    const next = await office.addCustomer()
    await office.settle()
    assert.deepEqual(
      receiver.received.map(({ body }) => body.data.ids[0]),
      [poison, next],
    )
    for (const waitMs of WAITS_MS) {
      office.clock.advance(waitMs)
      await office.addCustomer()
      await office.settle()
    }
    const states = (await office.deliveries(id)).map(({ state }) => state)
    assert.deepEqual(states, ['dead', ...Array(12).fill('delivered')])
    assert.equal((await office.hook(id)).state, 'on')
  })

  it('that answers 410 is called no more', async () => {
    await using receiver = await startHookReceiver(() => ({ status: 410 }))
    await using office = await openOffice(store, secrets)
    const { id } = await office.add(receiver.url)
    await office.addCustomer()
    await office.addCustomer()
    await office.settle()
    const { state, offReason, dead, waiting } = await office.hook(id)
    assert.deepEqual([state, offReason, dead, waiting], ['off', 'gone', 2, 0])
    assert.equal(receiver.received.length, 1)
  })

  it('is left alone for as long as it asks, an hour at most', async () => {
    let after = '900'
    await using receiver = await startHookReceiver(() => ({ status: 429, headers: { 'retry-after': after } }))
    await using office = await openOffice(store, secrets)
    await office.add(receiver.url)
    await office.addCustomer()
    await office.addCustomer()
    const calls = async (ms: number) => {
      office.clock.advance(ms)
      await office.settle()
      return receiver.received.length
    }
    assert.deepEqual([await calls(0), await calls(15 * MINUTE_MS - 1)], [1, 1], 'the second event waits, too')
    after = '86400'
    assert.deepEqual([await calls(1), await calls(HOUR_MS - 1), await calls(1)], [2, 2, 3])
  })

  it('is not followed to where it redirects, nor waited for longer than said; its trouble has a name', async () => {
    const silent: HookReply = () => undefined
    await using elsewhere = await startHookReceiver()
    await using receiver = await startHookReceiver(({ path }) =>
      path.endsWith('moved') ? { status: 302, headers: { location: elsewhere.url } } : silent,
    )
    await using office = await openOffice(store, secrets)
    const moved = await office.add(`${receiver.url}/moved`)
    const slow = await office.add(`${receiver.url}/slow`)
    const nobody = await office.add('http://127.0.0.1:1/')
    const torn = await startHookReceiver(() => (response) => response.socket?.destroy())
    const broken = await office.add(torn.url)
    await office.addCustomer()
    await office.settle()
    const last = async ({ id }: { id: Id }) => {
      const [one] = await office.deliveries(id)
      return [one?.state, one?.last?.status, one?.last?.trouble]
    }
    assert.deepEqual(await last(moved), ['waiting', 302, null])
    assert.deepEqual(await last(slow), ['waiting', null, 'timeout'])
    assert.deepEqual(await last(nobody), ['waiting', null, 'unreachable'])
    assert.deepEqual(await last(broken), ['waiting', null, 'unreachable'])
    assert.equal(elsewhere.received.length, 0)
    await torn[Symbol.asyncDispose]()
  })

  it('that is slow delays nobody else, however many are', async () => {
    const held: (() => void)[] = []
    await using slow = await startHookReceiver(() => (response) => {
      held.push(() => response.end())
    })
    await using quick = await startHookReceiver()
    await using office = await openOffice(store, secrets)
    for (let n = 0; n < 40; n++) await office.add(`${slow.url}/${n}`, ['customer.added'])
    await store.write(office.tenantId, (tx) => sql`update hook set failing_since = now()`.execute(tx))
    await office.add(quick.url)
    const rosa = await office.addCustomer()
    for (const kind of ['business', 'residential']) await office.change(rosa, sql`kind = ${kind}`)
    await office.subscribers.catchUp(office.tenantId)
    const done = office.hooks.deliverDue(office.tenantId)
    while (quick.received.length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal(slow.received.length, 16, 'half of the places are left to the rest')
    const letGo = setInterval(() => held.splice(0).map((answer) => answer()), 5)
    await done
    clearInterval(letGo)
    assert.deepEqual([slow.received.length, quick.received.length], [40, 3])
    assert.equal(quick.atOnceMax(), 1)
  })

  it('has what happens while it is paused once it goes on, and nothing any more once it is removed', async () => {
    await using receiver = await startHookReceiver()
    await using office = await openOffice(store, secrets)
    const { id } = await office.add(receiver.url)
    const set = (state: 'on' | 'paused') =>
      store.write(office.tenantId, (tx) => changeHook(tx, { id, state }))
    await set('paused')
    await office.addCustomer()
    await office.settle()
    assert.deepEqual([receiver.received.length, (await office.hook(id)).waiting], [0, 1])
    await set('on')
    await office.settle()
    assert.equal(receiver.received.length, 1)
    await store.write(office.tenantId, (tx) => removeHook(tx, { id }))
    await office.addCustomer()
    await office.settle()
    assert.equal(receiver.received.length, 1)
    const left = await store.read(office.tenantId, async (db) => [
      await db.selectFrom('hookDelivery').selectAll().execute(),
      await db.selectFrom('secret').selectAll().execute(),
    ])
    assert.deepEqual(left, [[], []])
  })

  it('is signed for with both secrets for a day after a new one was made, and with that alone then', async () => {
    await using receiver = await startHookReceiver()
    await using office = await openOffice(store, secrets)
    const { tenantId, io, clock } = office
    const { id, secret } = await office.add(receiver.url)
    const make = (endPrevious: boolean) =>
      store.write(tenantId, (tx) => makeHookSecret(tx, { ...io, tenantId, id, endPrevious }))
    clock.advance(HOUR_MS)
    const next = await make(false)
    assert.equal(next.previousEndsAt?.getTime(), clock.now().getTime() + DAY_MS)
    const call = async () => {
      await office.addCustomer()
      await office.settle()
      const last = receiver.received.at(-1)
      assert.ok(last)
      return { last, signatures: String(last.headers['webhook-signature']).split(' ') }
    }
    const both = await call()
    assert.deepEqual(both.signatures, [signature(next.secret, both.last), signature(secret, both.last)])
    clock.advance(DAY_MS)
    const alone = await call()
    assert.deepEqual(alone.signatures, [signature(next.secret, alone.last)])
    const leaked = await make(true)
    const after = await call()
    assert.deepEqual(after.signatures, [signature(leaked.secret, after.last)])
  })
})

describe('a delivery', () => {
  it('that was sent when the program was killed is sent again under its id', async () => {
    await using receiver = await startHookReceiver()
    await using office = await openOffice(store, secrets)
    const { id } = await office.add(receiver.url)
    await office.addCustomer()
    await office.subscribers.catchUp(office.tenantId)
    // The last that a killed process has done: claimed, and sent.
    const claimed = await store.write(office.tenantId, (tx) =>
      claimDelivery(tx, { clock: office.clock, hookId: id, holder: newId(office.clock) }),
    )
    await fetch(receiver.url, { method: 'POST', headers: { 'webhook-id': claimed?.id ?? '' }, body: '{}' })
    await office.settle()
    assert.equal(receiver.received.length, 1, 'it may still be at work')
    office.clock.advance(MINUTE_MS)
    await office.settle()
    assert.deepEqual(
      receiver.received.map(({ headers }) => headers['webhook-id']),
      [claimed?.id, claimed?.id],
    )
    assert.equal((await office.deliveries(id))[0]?.state, 'delivered')
  })

  it('that is held up by a clock that ran ahead is found, and called once that is repaired', async () => {
    await using receiver = await startHookReceiver()
    await using office = await openOffice(store, secrets)
    const { tenantId, clock } = office
    const { id } = await office.add(receiver.url)
    await office.addCustomer()
    await office.subscribers.catchUp(tenantId)
    const stalled = () => store.read(tenantId, (db) => stalledHooks(db, clock.now()))
    const until = new Date(clock.now().getTime() + 30 * DAY_MS)
    await store.write(tenantId, (tx) => sql`update hook set held_until = ${until}`.execute(tx))
    await office.settle()
    assert.deepEqual([receiver.received.length, await stalled()], [0, [{ id, waiting: 1 }]])
    await store.write(tenantId, (tx) => callNow(tx, { now: clock.now(), ids: [id] }))
    await office.settle()
    assert.deepEqual([receiver.received.length, await stalled()], [1, []])
    assert.deepEqual(await store.read(tenantId, unsealedHooks), [])
    await store.write(tenantId, (tx) => tx.deleteFrom('secret').execute())
    assert.deepEqual(await store.read(tenantId, unsealedHooks), [id])
  })

  it('is let go a week after it arrived, or a month after it was given up', async () => {
    await using receiver = await startHookReceiver((_, index) => ({ status: index === 0 ? 410 : 200 }))
    await using office = await openOffice(store, secrets)
    const { tenantId, clock } = office
    const { id } = await office.add(receiver.url)
    await office.addCustomer()
    await office.settle()
    await store.write(tenantId, (tx) => changeHook(tx, { id, state: 'on' }))
    await office.addCustomer()
    await office.settle()
    const left = async (days: number) => {
      clock.advance(days * DAY_MS)
      await store.write(tenantId, (tx) => forgetOldCalls(tx, clock.now()))
      return (await office.deliveries(id)).map(({ state }) => state)
    }
    assert.deepEqual(await left(7), ['dead', 'delivered'])
    clock.advance(1)
    assert.deepEqual([await left(0), await left(22), await left(2)], [['dead'], ['dead'], []])
  })

  it('keeps nothing of somebody who is erased, but that something of that id was told', async () => {
    await using receiver = await startHookReceiver(() => ({ status: 200, body: 'Thanks for Rosa Alvarez' }))
    await using office = await openOffice(store, secrets)
    const { id } = await office.add(receiver.url, ['customer.changed'])
    const [rosa, bill] = [await office.addCustomer(), await office.addCustomer()]
    await office.change(rosa, sql`kind = 'business'`)
    await office.change(bill, sql`kind = 'business'`)
    await office.settle()
    await store.write(office.tenantId, (tx) => forgetTold(tx, [rosa]))
    const [ofRosa, ofBill] = await Promise.all(
      (await office.deliveries(id)).map((one) => office.delivery(one.id)),
    )
    assert.deepEqual([ofRosa?.body.data.changes, ofRosa?.attempts[0]?.answer], [{}, null])
    assert.deepEqual(ofBill?.body.data.changes, { [bill]: { kind: ['unknown', 'business'] } })
    assert.equal(ofBill?.attempts[0]?.answer, null, 'whatever else was answered may name her')
  })
})

describe('two processes on a PostgreSQL server', () => {
  it('deliver each event once, in order, and one call at a time', async () => {
    await using postgres = await startPostgres()
    await using server = await openTestStore(await postgres.database())
    await using trail = await openTrail(server)
    await using receiver = await startHookReceiver()
    await using office = await openOffice(server, trail.secrets)
    await using other = openHooks(office.io, office.options)
    await office.add(receiver.url, ['customer.added'])
    const ids: Id[] = []
    for (let n = 0; n < 40; n++) ids.push(await office.addCustomer())
    await office.subscribers.catchUp(office.tenantId)
    const { length } = ids
    while (receiver.received.length < length)
      await Promise.all([office.hooks.deliverDue(office.tenantId), other.deliverDue(office.tenantId)])
    await Promise.all([office.hooks.deliverDue(office.tenantId), other.deliverDue(office.tenantId)])
    assert.deepEqual(
      receiver.received.map(({ body }) => body.data.ids[0]),
      ids,
    )
    assert.equal(receiver.atOnceMax(), 1)
  })
})
