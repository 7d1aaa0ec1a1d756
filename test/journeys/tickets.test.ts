import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Ticket, TicketDetail } from '../../src/contract/tickets.ts'
import { openCalendar } from '../../src/demo/calendar.ts'
import { callPage, type Party, textPage } from '../../src/demo/page.ts'
import { plumbline, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'

const OWNER = '+15125550100'
const rosa: Party = { number: '+15125550111', name: 'Rosa Alvarez' }
const calendar = openCalendar('America/Chicago')

/** A clock that stands where the story is. */
function storyClock(start: string) {
  let nowMs = Date.parse(start)
  return { now: () => new Date(nowMs), moveTo: (when: string) => (nowMs = Date.parse(when)) }
}

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const clock = storyClock('2026-03-03T08:00:00Z')
let app: TestApp
let harbor: TestFirm
let parts = 0
before(async () => {
  app = opened.use(await startApp({ clock }))
  harbor = await app.makeFirm('Harbor Plumbing')
})
after(() => opened.disposeAsync())

/** Brings pages in, some minutes after they were written. */
async function bring(when: string, name: string, page: string): Promise<void> {
  clock.moveTo(new Date(Date.parse(when) + 5 * 60_000).toISOString())
  const stamp = new Date(when).toISOString().slice(0, 19).replaceAll(':', '_')
  const file = { name: `Takeout/Voice/Calls/${name} - ${stamp}Z.html`, data: Buffer.from(page) }
  const path = await writeZip(join(folder.path, `takeout-${++parts}.zip`), [file])
  assert.equal((await harbor.import([path])).status, 'completed')
}

/** Somebody texts; `from` null is the firm. */
const text = (when: string, words: string, { from = rosa as Party | null, party = rosa } = {}) =>
  bring(
    when,
    `${party.name} - Text`,
    textPage(
      {
        ...{ name: party.name, group: null, labels: ['sms'], deleted: false },
        // A page tells whose it is by a text of theirs.
        texts: [{ atMs: Date.parse(when), from, text: words, attachments: [] }],
      },
      OWNER,
      calendar,
    ),
  )

const call = (when: string, seconds: number) =>
  bring(
    when,
    'Rosa Alvarez - Placed',
    callPage(
      {
        ...{ kind: 'placed', party: rosa, atMs: Date.parse(when), seconds, transcript: null, audio: null },
        labels: ['placed'],
      },
      calendar,
    ),
  )

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await harbor.ask(method, path, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
const tickets = async () =>
  (await ask<{ items: Ticket[] }>('GET', '/api/tickets?sort=newest&limit=200')).items
const ticketOf = (id: string) => ask<TicketDetail>('GET', `/api/tickets/${id}`)
const only = async () => {
  const [ticket, ...more] = await tickets()
  assert.ok(ticket !== undefined && more.length === 0, `${more.length + 1} tickets`)
  return ticket
}

describe('a ticket of Harbor Plumbing, from a text at 2 a.m. to its invoice question', () => {
  it('is opened by the text, as an emergency with 15 minutes to answer', async () => {
    await text(
      '2026-03-03T08:02:00Z',
      'Water is spraying from a burst pipe under the kitchen sink and I cant shut it off!! 412 Oak St Apt 14A',
    )
    const ticket = await only()
    assert.deepEqual([ticket.number, ticket.status, ticket.priority], [1, 'new', 'emergency'])
    assert.equal(ticket.respondBy, '2026-03-03T08:17:00.000Z')
    assert.match(ticket.place ?? '', /14A/)
    const { body } = await harbor.ask('GET', '/api/conversations')
    assert.deepEqual(
      body.items.map((one: { tickets: Ticket[] }) =>
        one.tickets.map(({ number, status }) => [number, status]),
      ),
      [[[1, 'new']]],
    )
  })

  it('is put right by the next text, and answered by a call', async () => {
    await text('2026-03-03T08:04:00Z', 'sorry, 14B not 14A')
    assert.match((await only()).place ?? '', /14B/)
    await call('2026-03-03T08:10:00Z', 140)
    const ticket = await only()
    assert.deepEqual([ticket.status, ticket.respondedAt], ['open', '2026-03-03T08:10:00.000Z'])
  })

  it('goes on by hand: who sees to it, waiting for her, and on again when she answers', async () => {
    const ticket = await only()
    const dispatcher = await harbor.join('dispatcher')
    const me = (await dispatcher.ask('GET', '/api/me')).body.person
    await ask('PATCH', `/api/tickets/${ticket.id}`, { version: ticket.version, assigneeId: me.id })
    await ask('POST', `/api/sync/tickets/${ticket.id}/status`, { status: 'waiting_customer' })
    await text('2026-03-03T14:00:00Z', 'yes tomorrow at 9 works for the drywall')
    const after = await only()
    assert.deepEqual([after.status, after.pausedAt, after.assignee?.name], ['open', null, me.name])
    assert.ok(after.solveBy > ticket.solveBy, 'the clock stood meanwhile')
  })

  it('is solved from the command line, and opened again when it leaks again', async () => {
    clock.moveTo('2026-03-04T16:00:00Z')
    const wrong = await harbor.ask('POST', `/api/sync/tickets/${(await only()).id}/status`, {
      status: 'closed',
    })
    assert.deepEqual([wrong.status, wrong.body.error.code], [409, 'move_not_allowed'])
    const done = await plumbline(['tickets', 'status', '1', 'resolved', '--reason', 'New trap', '--json'], {
      env: app.env,
    })
    assert.deepEqual([done.code, done.json?.ticket.status], [0, 'resolved'])
    await text('2026-03-06T15:00:00Z', 'The pipe under the kitchen sink is leaking again, same spot')
    const ticket = await only()
    assert.deepEqual([ticket.status, ticket.solvedAt], ['reopened', null])
    await text('2026-03-06T15:20:00Z', 'We are on our way', { from: null })
    assert.equal((await only()).status, 'open')
    await ask('POST', `/api/sync/tickets/${ticket.id}/status`, { status: 'resolved' })
  })

  it('ends with a question of money, which is a small ticket of its own', async () => {
    await text(
      '2026-03-12T17:00:00Z',
      'Could you please send me the invoice again? My insurance needs a copy',
    )
    const [invoice, pipe, ...more] = await tickets()
    assert.deepEqual(
      [invoice?.number, invoice?.category, invoice?.priority, pipe?.status, more],
      [2, 'billing', 'low', 'resolved', []],
    )
    const { activity, conversations } = await ticketOf(pipe?.id ?? '')
    assert.ok(conversations.flatMap(({ messages }) => messages).some(({ role }) => role === 'complaint'))
    const moves = activity
      .flatMap(({ after }) => (after?.status === undefined ? [] : [after.status]))
      .reverse()
    assert.deepEqual(moves, [
      'new',
      'open',
      'waiting_customer',
      'open',
      'resolved',
      'reopened',
      'open',
      'resolved',
    ])
    const told = await ask<{ items: { action: string }[] }>('GET', '/api/audit?limit=200')
    for (const action of ['ticket.opened', 'ticket.changed', 'ticket.moved'])
      assert.ok(
        told.items.some((entry) => entry.action === action),
        action,
      )
  })

  it('leaves when the firm is taken out, and is whole where it is put back', async () => {
    const exported = await harbor.export()
    const rows = (table: string) => (exported.tables[`${table}.jsonl`] ?? '').split('\n').filter(Boolean)
    assert.equal(rows('ticket').length, 2)
    const dir = join(folder.path, 'whole')
    await ask('POST', '/api/export', { dir })
    await using other = await startApp({ clock })
    const again = await other.makeFirm('Harbor Plumbing, again')
    const restored = await again.ask('POST', '/api/restore', { dir })
    assert.equal(restored.status, 200, JSON.stringify(restored.body))
    const theirs = await again.export()
    for (const table of [
      'ticket',
      'ticket_conversation',
      'ticket_activity',
      'ticket_decision',
      'ticket_counter',
    ])
      assert.equal(theirs.tables[`${table}.jsonl`], exported.tables[`${table}.jsonl`], table)
  })

  it('is forgotten with her', async () => {
    const { customer } = (await tickets())[0] ?? {}
    await ask('POST', `/api/customers/${customer?.id}/erase`, {})
    assert.deepEqual(await tickets(), [])
    const { tables } = await harbor.export()
    for (const [name, rows] of Object.entries(tables))
      assert.doesNotMatch(rows, /burst pipe|Oak St|drywall|Alvarez/, name)
  })
})
