import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import { openTrail } from '../../../test/kit/trail.ts'
import type { Id } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { TimelineEntry, TimelineKind } from '../../contract/timeline.ts'
import { march, say } from '../../inbox/firm.fixture.ts'
import type { Store, Tx } from '../../store/store.ts'
import { openTicketFirm, type TicketFirm } from '../firm.fixture.ts'
import { changeTicket, readTimeline, undoTicketChange } from '../tickets.ts'

const ROSA = '+15125550123'
const WOJTEK = '+15125550124'
const HEATER = 'My water heater is leaking onto the floor'
const WORK = march(20, '14:00')

let store: Store
let trail: Awaited<ReturnType<typeof openTrail>>
before(async () => {
  store = await openTestStore()
  trail = await openTrail(store)
})
after(async () => {
  await trail[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
})

/** A line in few words: what happened. */
const told = (entry: TimelineEntry) =>
  entry.what === 'ticket' ? `#${entry.ticket.number} ${entry.became}` : entry.preview || entry.kind

describe('a customer’s time-line', () => {
  let firm: TicketFirm
  let rosa: Id
  const page = (more: { kind?: TimelineKind; cursor?: string; limit?: number; customerId?: Id } = {}) =>
    store.read(firm.firm, (db) => readTimeline(db, { customerId: rosa, limit: 50, ...more }))
  const write = <T>(work: (tx: Tx) => Promise<T>) => store.write(firm.firm, work)

  before(async () => {
    firm = await openTicketFirm(store, trail.audit)
    await firm.hear(
      say(march(4, '09:00'), ROSA, '', { kind: 'missed' }),
      say(march(4, '09:05'), ROSA, '', { kind: 'voicemail', transcript: 'Please call me back', seconds: 12 }),
      say(march(5, '10:00'), ROSA, 'Thank you, see you around'),
      say(march(5, '10:00'), [ROSA, WOJTEK], 'We are neighbours, by the way'),
      say(march(6, '10:00'), WOJTEK, 'Nothing of this is about Rosa'),
      say(WORK, ROSA, HEATER),
    )
    const [ticket] = await firm.list()
    assert.ok(ticket?.customer != null)
    rosa = ticket.customer.id
    const by = { clock: firm.clock, actor: firm.ken, id: ticket.id }
    firm.clock.advance(60_000)
    await write((tx) => changeTicket(tx, { ...by, change: { status: 'scheduled' } }))
    firm.clock.advance(60_000)
    const { changeId } = await write((tx) => changeTicket(tx, { ...by, change: { status: 'cancelled' } }))
    firm.clock.advance(60_000)
    await write((tx) => undoTicketChange(tx, { clock: firm.clock, actor: firm.ken, changeId }))
  })

  it('has what was said by every channel and the turns of tickets in one line, newest first', async () => {
    const { items, next } = await page()
    assert.equal(next, null)
    const lines = items.map(told)
    assert.deepEqual(lines.slice(0, 3), ['#1 scheduled', '#1 opened', HEATER])
    assert.deepEqual(lines.slice(3, 5).sort(), ['Thank you, see you around', 'We are neighbours, by the way'])
    assert.deepEqual(lines.slice(5), ['Please call me back', 'missed'])
    assert.equal(items[1]?.at, new Date(WORK).toISOString(), 'the ticket was opened when its cause was said')
  })

  it('is the same line whatever the size of its pages', async () => {
    const whole = (await page()).items
    for (const limit of [1, 2, 3]) {
      const read: TimelineEntry[] = []
      let cursor: string | undefined
      do {
        const found = await page({ limit, ...(cursor !== undefined && { cursor }) })
        read.push(...found.items)
        cursor = found.next ?? undefined
      } while (cursor !== undefined && read.length <= whole.length)
      assert.deepEqual(read, whole, `${limit} to a page`)
    }
  })

  it('can be narrowed to a kind', async () => {
    assert.deepEqual((await page({ kind: 'call' })).items.map(told), ['missed'])
    assert.deepEqual((await page({ kind: 'voicemail' })).items.map(told), ['Please call me back'])
    assert.deepEqual((await page({ kind: 'ticket' })).items.map(told), ['#1 scheduled', '#1 opened'])
    assert.deepEqual((await page({ kind: 'email' })).items, [])
  })

  it('refuses a cursor that it did not give out', async () => {
    await assert.rejects(
      page({ cursor: 'made-up' }),
      (error) => error instanceof Refusal && error.code === 'bad_cursor',
    )
  })
})
