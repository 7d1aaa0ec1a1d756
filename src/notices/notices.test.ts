import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { startPostgres } from '../../test/kit/postgres.ts'
import { newFirm } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { BEGINNING, openSubscribers, readAgainFrom } from '../events/events.ts'
import { openStore, type Store } from '../store/store.ts'
import type { Cause } from './cause.ts'
import { countUnread, listNotices, markAllRead, noticeSubscriber, openNoticer } from './notices.ts'
import { tellOf } from './tell.ts'

const START = '2026-03-02T08:00:00Z'
const opened = new AsyncDisposableStack()
/** Two processes at one server. */
let one: Store
let other: Store
before(async () => {
  const databaseUrl = await opened.use(await startPostgres()).database()
  one = opened.use(await openStore({ databaseUrl }))
  other = opened.use(await openStore({ databaseUrl }))
})
after(() => opened.disposeAsync())

async function hire(firm: Id, role: string): Promise<Id> {
  const id = newId(fixedClock(START))
  const { pool } = one
  await pool.query(
    `insert into auth.organization (id, name, slug, created_at) values ($1, 'Harbor', $1, now()) on conflict do nothing`,
    [firm],
  )
  await pool.query(
    `insert into auth."user" (id, name, email, email_verified, created_at, updated_at) values ($1, 'Lou', $2, true, now(), now())`,
    [id, `${id}@harbor.example`],
  )
  await pool.query(
    `insert into auth.member (id, organization_id, user_id, role, created_at) values ($1, $2, $1, $3, now())`,
    [id, firm, role],
  )
  return id
}

const openTicket = async (firm: Id, values: { assigneeId?: Id; respondBy?: Date } = {}): Promise<Id> => {
  const clock = fixedClock(START)
  const id = newId(clock)
  const at = clock.now()
  const later = new Date(at.getTime() + 9 * 24 * 3_600_000)
  await one.write(firm, (tx) =>
    tx
      .insertInto('ticket')
      .values({
        ...{
          id,
          number: Number(`0x${id.slice(-6)}`),
          title: 'Boiler',
          category: 'repair',
          priority: 'medium',
        },
        ...{ status: 'new', statusSince: at, openedBy: 'Ken', openedAt: at, clockFrom: at, changedAt: at },
        ...{ respondBy: later, solveBy: later, ...values },
      })
      .execute(),
  )
  return id
}
const kinds = ['danger', 'ticket_given', 'ticket_changed', 'ticket_late'] as const
const noticesOf = (firm: Id, personId: Id) =>
  one.read(firm, async (db) => (await listNotices(db, { personId, kinds, state: 'all', limit: 50 })).items)
const unread = (firm: Id, personId: Id) => one.read(firm, (db) => countUnread(db, { personId, kinds }))

describe('two processes', () => {
  it('tell of one event once, whoever reads it, and again from the beginning', async () => {
    const firm = await newFirm(one)
    const lou = await hire(firm, 'dispatcher')
    const clock = { now: () => new Date() }
    const open = (store: Store) =>
      openSubscribers(
        { store, clock, log: silentLog },
        {
          ...{ subscribers: [noticeSubscriber({ clock })], firms: async () => [{ id: firm }] },
          ...{ keepDays: 7, letGoEveryMs: 3_600_000 },
        },
      )
    await using first = open(one)
    await using second = open(other)
    await first.catchUp(firm) // begins
    const ids = await Promise.all(Array.from({ length: 5 }, () => openTicket(firm)))
    await Promise.all(
      ids.map((id) =>
        one.write(firm, (tx) =>
          tx.updateTable('ticket').set({ assigneeId: lou }).where('id', '=', id).execute(),
        ),
      ),
    )
    await Promise.all([first.catchUp(firm), second.catchUp(firm), first.catchUp(firm)])
    await first.catchUp(firm)
    assert.equal((await noticesOf(firm, lou)).length, 5)
    const { rows } = await one.read(firm, (db) =>
      sql<{ kind: string; ids: Id[] }>`select kind, ids from event where kind like 'notice.%'`.execute(db),
    )
    assert.ok(
      rows.length > 0 && rows.every(({ kind, ids: told }) => kind === 'notice.changed' && told[0] === lou),
    )
    const before = await noticesOf(firm, lou)
    await one.write(firm, (tx) => readAgainFrom(tx, { clock, subscriber: 'notices', from: BEGINNING }))
    await Promise.all([first.catchUp(firm), second.catchUp(firm)])
    await first.catchUp(firm)
    assert.deepEqual(await noticesOf(firm, lou), before)
  })

  it('that look at the clock at once tell of a late ticket once', async () => {
    const firm = await newFirm(one)
    const lou = await hire(firm, 'dispatcher')
    const clock = fixedClock(START)
    const respondBy = new Date(clock.now().getTime() + 60_000)
    for (let count = 0; count < 4; count++) await openTicket(firm, { respondBy })
    const noticers = [one, other].map((store) =>
      openNoticer({ store, clock, log: silentLog }, { firms: async () => [{ id: firm }] }),
    )
    await Promise.all(noticers.map((noticer) => noticer.look()))
    assert.equal(await unread(firm, lou), 0)
    clock.advance(2 * 60_000)
    await Promise.all([...noticers, ...noticers].map((noticer) => noticer.look()))
    assert.equal((await noticesOf(firm, lou)).length, 4)
    for (const noticer of noticers) await noticer[Symbol.asyncDispose]()
  })
})

describe('a notice', () => {
  it('is told of each turn of its cause once: the same or an older one adds nothing, a newer one makes it unread', async () => {
    const firm = await newFirm(one)
    const lou = await hire(firm, 'dispatcher')
    const clock = fixedClock(START)
    const told = async (turn: number) => {
      const cause: Cause = {
        ...{
          kind: 'danger',
          cause: 'danger/1',
          turn,
          at: new Date(clock.now().getTime() + turn),
          personId: null,
        },
        ...{ subject: { kind: 'conversation', id: firm }, about: { hazard: 'gas', turn }, actor: null },
      }
      await one.write(firm, (tx) => tellOf(tx, { clock, causes: [cause] }))
      const [notice, ...more] = await noticesOf(firm, lou)
      assert.equal(more.length, 0)
      return [(notice?.about as { turn: number } | undefined)?.turn, await unread(firm, lou)]
    }
    const readAll = () =>
      one.write(firm, (tx) =>
        markAllRead(tx, { clock, personId: lou, until: new Date(clock.now().getTime() + 1_000) }),
      )
    assert.deepEqual(await told(5), [5, 1])
    assert.deepEqual(await told(6), [6, 1])
    await readAll()
    assert.deepEqual(await told(6), [6, 0])
    assert.deepEqual(await told(4), [6, 0])
    assert.deepEqual(await told(7), [7, 1])
  })

  it('is not marked as read by who has not seen it yet', async () => {
    const firm = await newFirm(one)
    const lou = await hire(firm, 'dispatcher')
    const clock = fixedClock(START)
    const tell = (id: string, at: Date) =>
      one.write(firm, (tx) =>
        tellOf(tx, {
          clock,
          causes: [
            {
              ...{
                kind: 'danger',
                cause: `danger/${id}`,
                turn: 1,
                at,
                personId: null,
                about: {},
                actor: null,
              },
              subject: { kind: 'conversation', id: firm },
            },
          ],
        }),
      )
    await tell('seen', clock.now())
    await tell('since', new Date(clock.now().getTime() + 1))
    await one.write(firm, (tx) => markAllRead(tx, { clock, personId: lou, until: clock.now() }))
    assert.equal(await unread(firm, lou), 1)
  })
})
