import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Id } from '../../src/base/ids.ts'
import type { LiveFrame } from '../../src/contract/live.ts'
import type { Notice, NoticeChoices } from '../../src/contract/notices.ts'
import type { Role } from '../../src/contract/permissions.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { openCalendar } from '../../src/demo/calendar.ts'
import { type Party, textPage } from '../../src/demo/page.ts'
import { BEGINNING, readAgainFrom } from '../../src/events/events.ts'
import { applyRetention } from '../../src/privacy/privacy.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { openLine } from '../kit/line.ts'
import { temporaryFolder } from '../kit/store.ts'

const OWNER = '+15125550100'
const rosa: Party = { number: '+15125550111', name: 'Rosa Alvarez' }
const calendar = openCalendar('America/Chicago')

/** Somebody of Harbor Plumbing. */
type Colleague = { id: Id; as: TestFirm; name: string }

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
/** The events' own clock is the database's, so the story is of today; only minutes are told by hand. */
let aheadMs = 0
const clock = { now: () => new Date(Date.now() + aheadMs) }
let app: TestApp
let harbor: TestFirm
let owner: Colleague
let dispatcher: Colleague
let technician: Colleague
let bookkeeper: Colleague
let parts = 0

const hire = async (role: Role): Promise<Colleague> => {
  const as = await harbor.join(role)
  const { id, name } = (await as.ask('GET', '/api/me')).body.person
  return { id, as, name }
}
before(async () => {
  app = opened.use(await startApp({ clock, env: { ENABLE_BACKGROUND_JOBS: 'false' } }))
  harbor = await app.makeFirm('Harbor Plumbing')
  owner = await hire('owner')
  dispatcher = await hire('dispatcher')
  technician = await hire('technician')
  bookkeeper = await hire('read_only')
})
after(() => opened.disposeAsync())

/** Rosa texts, now; `from` null is the firm. */
async function text(words: string, from: Party | null = rosa, atMs = Date.now() + aheadMs): Promise<void> {
  const at = Math.floor(atMs / 1000) * 1000
  const page = textPage(
    {
      ...{ name: rosa.name, group: null, labels: ['sms'], deleted: false },
      texts: [{ atMs: at, from, text: words, attachments: [] }],
    },
    OWNER,
    calendar,
  )
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(':', '_')
  const file = { name: `Takeout/Voice/Calls/${rosa.name} - Text - ${stamp}Z.html`, data: Buffer.from(page) }
  const path = await writeZip(join(folder.path, `takeout-${++parts}.zip`), [file])
  assert.equal((await harbor.import([path])).status, 'completed')
}
const settled = () => app.app.subscribers.catchUp(harbor.id)
const noticesOf = async ({ as }: Colleague, query = ''): Promise<Notice[]> => {
  await settled()
  const answer = await as.ask('GET', `/api/notices${query}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.items
}
const kindsOf = async (one: Colleague, query?: string) =>
  (await noticesOf(one, query)).map(({ kind }) => kind)
const unreadOf = async ({ as }: Colleague): Promise<number> => {
  await settled()
  return (await as.ask('GET', '/api/notices/count')).body.unread
}
const readAll = async ({ as }: Colleague) => {
  await settled()
  await as.ask('POST', '/api/notices/read', { until: new Date(Date.now() + aheadMs + 60_000).toISOString() })
}
const inPsql = async (statement: string, values: unknown[] = []) => {
  const client = await app.app.store.pool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.tenant_id', $1, true)`, [harbor.id])
    await client.query(statement, values)
    await client.query('commit')
  } finally {
    client.release()
  }
}

/** A ticket by hand, of somebody or nobody. */
const openTicket = async (title: string, assignee: Colleague | null = null): Promise<Ticket> => {
  const made = await harbor.ask('POST', '/api/tickets', { title, category: 'repair', priority: 'medium' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const { ticket } = made.body
  if (assignee === null) return ticket
  const given = await harbor.ask('PATCH', `/api/tickets/${ticket.id}`, { assigneeId: assignee.id })
  assert.equal(given.status, 200, JSON.stringify(given.body))
  return given.body.ticket
}
const move = (by: TestFirm, { id }: Ticket, status: string) =>
  by.ask('POST', `/api/sync/tickets/${id}/status`, { status })
const ofTicket = async (one: Colleague, { id }: Ticket) =>
  (await noticesOf(one)).filter(({ ticket }) => ticket?.id === id)
const lineOf = (one: Colleague) => openLine(app.url, { headers: one.as.headers })
const tellsOfNotices = (frame: LiveFrame) =>
  frame.type === 'events' && frame.events.some(({ kind }) => kind === 'notice.changed')

describe('the people of Harbor Plumbing are told', () => {
  it('of a gas smell at 2 a.m.: everyone on duty once, and not who only looks on', async () => {
    await text('There is a strong smell of gas in my basement, I feel dizzy')
    for (const one of [owner, dispatcher, technician]) {
      const [notice, ...more] = await noticesOf(one)
      assert.equal(more.length, 0, 'a late ticket is not late yet, and the danger is told once')
      assert.deepEqual([notice?.kind, notice?.state, notice?.about.hazard], ['danger', 'unread', 'gas'])
      assert.deepEqual([notice?.who, notice?.by], ['Rosa Alvarez', null])
      const open = await one.as.ask('GET', `/api/conversations/${notice?.conversationId}`)
      assert.equal(open.status, 200)
      assert.equal(await unreadOf(one), 1)
    }
    assert.deepEqual(await noticesOf(bookkeeper), [])
  })

  it('once, however often the events come: read from the beginning again, nothing is added or unread', async () => {
    await readAll(owner)
    const before = await Promise.all([owner, dispatcher, technician].map((one) => noticesOf(one)))
    for (let round = 0; round < 2; round++)
      await app.app.store.write(harbor.id, (tx) =>
        readAgainFrom(tx, { clock, subscriber: 'notices', from: BEGINNING }),
      )
    await settled()
    await app.app.noticer.look(harbor.id)
    assert.deepEqual(await Promise.all([owner, dispatcher, technician].map((one) => noticesOf(one))), before)
    assert.equal(await unreadOf(owner), 0)
  })

  it('again when the same danger is told of again, by the same notice; and it is over when it is', async () => {
    await text('The gas smell is getting worse!! still here', rosa, Date.now() + 2_000)
    const [again, ...more] = await noticesOf(owner)
    assert.deepEqual([more.length, again?.state], [0, 'unread'])
    await text('False alarm, it was the stove. All clear', rosa, Date.now() + 4_000)
    for (const one of [owner, technician]) {
      const [over] = (await noticesOf(one)).filter(({ kind }) => kind === 'danger')
      assert.equal(over?.state, 'over', 'also for who never read it: nothing is left to see to')
    }
    assert.equal(await unreadOf(technician), 0)
    assert.deepEqual(await kindsOf(owner, '?state=unread'), ['ticket_called_off'])
  })

  it('of what somebody at the database does to their ticket, on their screen at once; others’ screens hear nothing', async () => {
    const ticket = await openTicket('Boiler of Mrs Alvarez', dispatcher)
    assert.deepEqual(
      (await ofTicket(dispatcher, ticket)).map(({ kind, by }) => [kind, by?.kind]),
      [['ticket_given', 'operator']],
    )
    await using hers = await lineOf(dispatcher)
    await using his = await lineOf(technician)
    const seen = hers.frames.length
    await inPsql(`update ticket set status = 'scheduled' where id = $1`, [ticket.id])
    const frame = await hers.until((one) => hers.frames.indexOf(one) >= seen && tellsOfNotices(one))
    assert.deepEqual(
      frame.type === 'events' && frame.events.filter(({ kind }) => kind.startsWith('notice')),
      [{ kind: 'notice.changed', ids: [dispatcher.id] }],
    )
    const [moved] = await ofTicket(dispatcher, ticket)
    assert.deepEqual(
      [moved?.kind, moved?.about.from, moved?.about.to],
      ['ticket_changed', 'new', 'scheduled'],
    )
    assert.equal(moved?.by?.kind, 'database')
    assert.deepEqual(await ofTicket(owner, ticket), [])
    await his.until(
      (one) => one.type === 'events' && one.events.some(({ kind }) => kind === 'ticket.changed'),
    )
    assert.ok(!JSON.stringify(his.frames).includes(dispatcher.id))
  })

  it('of nothing they did themselves', async () => {
    const ticket = await openTicket('Drain in Oak Street', dispatcher)
    await readAll(dispatcher)
    assert.equal((await move(dispatcher.as, ticket, 'in_progress')).status, 200)
    assert.deepEqual(
      (await ofTicket(dispatcher, ticket)).map(({ kind, state }) => [kind, state]),
      [['ticket_given', 'read']],
    )
    assert.equal((await move(owner.as, ticket, 'scheduled')).status, 200)
    const [notice] = await ofTicket(dispatcher, ticket)
    assert.deepEqual([notice?.kind, notice?.by], ['ticket_changed', { kind: 'person', name: owner.name }])
    assert.equal((await move(owner.as, ticket, 'in_progress')).status, 200)
    const now = await ofTicket(dispatcher, ticket)
    assert.deepEqual(
      [now.length, now[0]?.about.to],
      [2, 'in_progress'],
      'a later move refreshes the one there',
    )
  })

  it('of a ticket whose time is over, by the clock: whose it is, or the office; until it is done', async () => {
    const [hers, nobodys] = [await openTicket('Tap in the hall', technician), await openTicket('Gutter')]
    await inPsql(
      `update ticket set respond_by = opened_at + interval '1 minute', solve_by = now() + interval '9 days' where id in ($1, $2)`,
      [hers.id, nobodys.id],
    )
    await app.app.noticer.look(harbor.id)
    assert.ok(!(await kindsOf(technician)).includes('ticket_late'))
    aheadMs += 2 * 60_000
    await app.app.noticer.look(harbor.id)
    await app.app.noticer.look(harbor.id)
    const late = async (one: Colleague, ticket: Ticket) =>
      (await ofTicket(one, ticket))
        .filter(({ kind }) => kind === 'ticket_late')
        .map(({ state, about }) => [state, about.clock])
    assert.deepEqual(await late(technician, hers), [['unread', 'respond']])
    assert.deepEqual(await late(owner, hers), [])
    assert.deepEqual(await late(owner, nobodys), [['unread', 'respond']])
    assert.deepEqual(await late(technician, nobodys), [])
    assert.equal((await move(owner.as, nobodys, 'resolved')).status, 200)
    assert.deepEqual(await late(dispatcher, nobodys), [['over', 'respond']])
  })

  it('of no conflict and no mirror where they may not see them', async () => {
    const ticket = await openTicket('Sink')
    await inPsql(
      `insert into conflict (id, kind, entity_id, field, strategy, reason, base, first, second, second_by, second_at, kept, found_at)
       values (gen_random_uuid(), 'ticket', $1, 'title', 'review', 'both_changed', '"a"', '"b"', '"c"', 'Dana', now(), '"b"', now())`,
      [ticket.id],
    )
    await inPsql(
      `insert into mirror (id, label, mapping, made_by, made_at) values ('019cb35a-0000-7000-8000-000000000001', 'Office', '{}', 'Ken', now())`,
    )
    await inPsql(
      `insert into alert (id, type, mirror_id, severity, details, began_at) values (gen_random_uuid(), 'mirror_unreachable',
         '019cb35a-0000-7000-8000-000000000001', 'high', '{}', now())`,
    )
    const has = async (one: Colleague) =>
      (await kindsOf(one, '?state=unread')).filter((kind) => ['conflict', 'mirror'].includes(kind))
    assert.deepEqual((await has(owner)).sort(), ['conflict', 'mirror'])
    assert.deepEqual(await has(dispatcher), ['conflict'])
    assert.deepEqual(await has(technician), [])
    assert.deepEqual(await has(bookkeeper), [])
    await inPsql('update alert set ended_at = now()')
    await inPsql(`update conflict set settled_at = now(), settled_by = 'Dana'`)
    assert.deepEqual(await has(owner), [])
  })

  it('of an answer of theirs that could not be sent, until somebody sees to it', async () => {
    await inPsql(
      `insert into reply (id, message_id, source_id, sender, way, recipients, body, mail_id, answers, state, written_by, writer_id, written_at, send_at)
       select gen_random_uuid(), m.id, m.source_id, 'office@harbor.example', 'email', '{rosa@alvarez.example}', 'We come at two.', 'a@harbor.example', '{}',
         'sending', $2, $1, now(), now() from message m order by m.at limit 1`,
      [dispatcher.id, dispatcher.name],
    )
    const failed = async (one: Colleague) =>
      (await noticesOf(one))
        .filter(({ kind }) => kind === 'reply_failed')
        .map(({ state, about, who }) => [state, about.trouble, who])
    assert.deepEqual(await failed(dispatcher), [])
    await inPsql(`update reply set state = 'failed', trouble_code = 'refused'`)
    assert.deepEqual(await failed(dispatcher), [['unread', 'refused', 'Rosa Alvarez']])
    assert.deepEqual(await failed(owner), [])
    await inPsql(`update reply set state = 'withdrawn'`)
    assert.deepEqual(await failed(dispatcher), [['over', 'refused', 'Rosa Alvarez']])
  })

  it('of the kinds that they want, which each chooses for themselves', async () => {
    const choice = { choices: [{ kind: 'ticket_given', wanted: false }] }
    const chosen = await technician.as.ask('PUT', '/api/notices/choices', choice)
    assert.equal(chosen.status, 200, JSON.stringify(chosen.body))
    const kinds = (chosen.body as NoticeChoices).choices.map(({ kind }) => kind)
    assert.ok(kinds.includes('danger') && !kinds.includes('conflict'), 'offered is what they may be told of')
    const [hers, other] = [await openTicket('Fan coil', technician), await openTicket('Duct', dispatcher)]
    assert.deepEqual(await ofTicket(technician, hers), [])
    assert.deepEqual(
      (await ofTicket(dispatcher, other)).map(({ kind }) => kind),
      ['ticket_given'],
    )
    const { items } = (await owner.as.ask('GET', '/api/audit?limit=20')).body
    assert.ok(items.some(({ action }: { action: string }) => action === 'notices.chosen'))
  })

  it('page by page, and reads one by itself; nobody reads another’s', async () => {
    const all = await noticesOf(dispatcher)
    const first = (await dispatcher.as.ask('GET', '/api/notices?limit=2')).body
    const second = (await dispatcher.as.ask('GET', `/api/notices?limit=2&cursor=${first.next}`)).body
    assert.deepEqual([...first.items, ...second.items], all.slice(0, 4))
    const [one] = await noticesOf(dispatcher, '?state=unread')
    assert.equal((await technician.as.ask('POST', `/api/notices/${one?.id}/read`, {})).status, 404)
    const before = await unreadOf(dispatcher)
    for (let twice = 0; twice < 2; twice++)
      assert.equal((await dispatcher.as.ask('POST', `/api/notices/${one?.id}/read`, {})).status, 204)
    assert.equal(await unreadOf(dispatcher), before - 1)
    assert.equal((await harbor.ask('GET', '/api/notices')).status, 403, 'the command line is nobody')
  })

  it('is checked: a danger that nobody was told of is found, and repaired as the plan says', async () => {
    await text('I can smell gas in the garage again', rosa, Date.now() + aheadMs + 6_000)
    assert.ok((await noticesOf(owner, '?state=unread')).some(({ kind }) => kind === 'danger'))
    await inPsql(`delete from notice where kind = 'danger'`)
    aheadMs += 6 * 60_000 // what is newer may be told in a moment
    const checked = await harbor.ask('POST', '/api/sync/consistency-check', {
      wait: true,
      checks: ['notices-sent'],
    })
    assert.equal(checked.body.found, 1, JSON.stringify(checked.body))
    const plan = (await harbor.ask('GET', '/api/repairs?check=notices-sent')).body
    assert.deepEqual(
      plan.steps.map(({ action, changes }: { action: string; changes: { details: object }[] }) => [
        action,
        changes[0]?.details,
      ]),
      [['tell_now', { of: 'danger', people: 3 }]],
    )
    const done = await harbor.ask('POST', '/api/repairs', { plan: plan.plan, check: 'notices-sent' })
    assert.equal(done.body.left, 0, JSON.stringify(done.body))
    for (const one of [owner, dispatcher, technician])
      assert.equal((await noticesOf(one)).filter(({ kind }) => kind === 'danger').length, 1)
  })

  it('until they leave, or it is old: then it goes; and of whoever is erased nothing stays', async () => {
    const count = async () => {
      const rows = await app.app.store.read(harbor.id, (db) =>
        db.selectFrom('notice').select(['personId', 'kind']).execute(),
      )
      return (kind: string, one?: Colleague) =>
        rows.filter((row) => row.kind === kind && (one === undefined || row.personId === one.id)).length
    }
    assert.ok((await count())('danger', technician) > 0)
    assert.equal((await owner.as.ask('DELETE', `/api/people/${technician.id}`)).status, 204)
    const left = await count()
    assert.equal(left('danger', technician) + left('ticket_given', technician), 0)
    assert.ok(left('danger', owner) > 0)
    const { items } = (await owner.as.ask('GET', '/api/customers?text=Alvarez')).body
    const erased = await owner.as.ask('POST', `/api/customers/${items[0].id}/erase`, { reason: 'She asked.' })
    assert.ok(erased.status < 300, JSON.stringify(erased.body))
    assert.equal((await count())('danger'), 0)
    await readAll(dispatcher)
    aheadMs += 31 * 24 * 60 * 60_000
    await applyRetention(app.app, { tenantId: harbor.id, timeoutHours: 24 })
    const old = await count()
    assert.equal(old('ticket_changed', dispatcher) + old('ticket_given', dispatcher), 0)
  })
})
