import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../../test/kit/postgres.ts'
import { openTestStore } from '../../../test/kit/store.ts'
import { openTrail } from '../../../test/kit/trail.ts'
import { silentLog } from '../../base/log.ts'
import { march, type Said, say } from '../../inbox/firm.fixture.ts'
import type { Store } from '../../store/store.ts'
import { openTicketFirm } from '../../tickets/firm.fixture.ts'
import { conversationsToDecide, decideConversation } from '../../tickets/tickets.ts'
import { openTicketer } from './ticketer.ts'

const TROUBLES = [
  'My water heater is leaking onto the floor',
  'Our kitchen drain is clogged, please send someone',
  'The AC is not cooling at all, please come',
  'The toilet upstairs keeps running, can you fix it',
]

/** Twelve people with a trouble each, some of whom say more of it. */
function twelve(): Said[] {
  return Array.from({ length: 12 }, (_, person) => person).flatMap((person) => {
    const who = `+1512555${String(1000 + person)}`
    const minute = String(person).padStart(2, '0')
    return [
      say(march(20, `08:${minute}`), who, TROUBLES[person % 4] ?? ''),
      ...(person % 3 === 0 ? [say(march(20, `09:${minute}`), who, 'it is getting worse, please hurry')] : []),
    ]
  })
}

describe('the stage that opens tickets', () => {
  let postgres: TestPostgres
  let store: Store
  let trail: Awaited<ReturnType<typeof openTrail>>
  before(async () => {
    postgres = await startPostgres()
    store = await openTestStore(await postgres.database())
    trail = await openTrail(store)
  })
  after(async () => {
    await trail[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
  })
  const openFirm = async () => {
    const firm = await openTicketFirm(store, trail.audit)
    await firm.inboxOnly(...twelve())
    const options = {
      threshold: 0.7,
      recentDays: 14,
      firms: async () => [{ id: firm.firm }],
      isBusy: () => false,
    }
    const open = () => openTicketer({ store, clock: firm.clock, log: silentLog, audit: trail.audit }, options)
    return { ...firm, open }
  }
  /** What became of everybody, without ids. */
  const told = async ({ list, get }: Awaited<ReturnType<typeof openFirm>>) => {
    const all = await Promise.all((await list()).map(async ({ id }) => get(id)))
    return all.map(({ number, title, category, conversations }) => [
      ...[number, title, category],
      conversations.flatMap(({ messages }) => messages.map(({ text, role }) => `${role}: ${text}`)),
    ])
  }

  it('run by two processes at once does each thing once', async () => {
    const alone = await openFirm()
    await using one = alone.open()
    await one.catchUp(alone.firm)
    const together = await openFirm()
    await using first = together.open()
    await using second = together.open()
    await Promise.all([first.catchUp(together.firm), second.catchUp(together.firm)])
    const expected = await told(alone)
    assert.equal(expected.length, 12)
    assert.deepEqual(await told(together), expected)
    assert.deepEqual(
      expected.map(([number]) => number),
      Array.from({ length: 12 }, (_, index) => index + 1),
    )
  })

  it('broken off anywhere keeps nothing of what it was at, and goes on to the same end', async () => {
    const whole = await openFirm()
    await using stage = whole.open()
    await stage.catchUp(whole.firm)
    const broken = await openFirm()
    const { firm: tenantId, clock } = broken
    const ids = await store.read(tenantId, (db) =>
      conversationsToDecide(db, { now: clock.now(), recentDays: 14, limit: 100 }),
    )
    for (const [at, conversationId] of ids.entries())
      await store
        .write(tenantId, async (tx) => {
          await decideConversation(tx, {
            tenantId,
            clock,
            audit: trail.audit,
            threshold: 0.7,
            conversationId,
          })
          if (at % 3 === 1) throw new Error('The power went.')
        })
        .catch((error: Error) => assert.equal(error.message, 'The power went.'))
    await using again = broken.open()
    await again.catchUp(tenantId)
    const byTitle = (rows: Awaited<ReturnType<typeof told>>) =>
      rows.map(([, ...rest]) => JSON.stringify(rest)).sort()
    assert.deepEqual(byTitle(await told(broken)), byTitle(await told(whole)))
    assert.deepEqual(
      (await broken.list()).map(({ number }) => number),
      Array.from({ length: 12 }, (_, index) => index + 1),
    )
  })
})
