import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import type { ConversationInsight, LostWorkPage } from '../../src/contract/insights.ts'
import { openCalendar } from '../../src/demo/calendar.ts'
import { callPage, type Party } from '../../src/demo/page.ts'
import { plumbline, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'
import { texts } from '../kit/text-pages.ts'

const ZONE = 'America/Chicago'
const calendar = openCalendar(ZONE)
const alvarez: Party = { number: '+15125550111', name: 'Rosa Alvarez' }
const dunn: Party = { number: '+15125550112', name: 'Kelly Dunn' }
const petrakis: Party = { number: '+15125550113', name: 'Gus Petrakis' }
const raman: Party = { number: '+15125550114', name: 'Priya Raman' }

const stamp = (when: string) => `${when.slice(0, 19).replaceAll(':', '_')}Z`

/** What Harbor Plumbing's phone has kept: two things let slip, one settled by phone, one promise kept. */
const archive = [
  texts(alvarez, [
    '2026-02-03T15:00:00Z',
    alvarez,
    'Hello, could you replace our water heater? It is 16 years old',
  ]),
  texts(
    dunn,
    ['2026-02-04T15:00:00Z', dunn, 'What would a new shower valve cost?'],
    ['2026-02-04T15:20:00Z', null, "I'll send the quote tomorrow"],
    ['2026-02-04T15:25:00Z', dunn, 'great'],
  ),
  texts(petrakis, ['2026-02-05T15:00:00Z', petrakis, 'My grease trap is clogged, can someone come today?']),
  {
    name: `Takeout/Voice/Calls/${petrakis.name} - Placed - ${stamp('2026-02-05T15:10:00Z')}.html`,
    data: Buffer.from(
      callPage(
        {
          ...{ kind: 'placed', party: petrakis, atMs: Date.parse('2026-02-05T15:10:00Z'), seconds: 300 },
          ...{ transcript: null, audio: null, labels: ['placed'] },
        },
        calendar,
      ),
    ),
  },
  texts(
    raman,
    ['2026-02-06T15:00:00Z', raman, 'Can you send me last year’s invoices?'],
    ['2026-02-06T15:10:00Z', null, "Sure, I'll email them today"],
    ['2026-02-06T19:00:00Z', null, 'Sent, three of them in your email'],
    ['2026-02-06T19:05:00Z', raman, 'Got them, thank you!'],
  ),
]

describe('what Harbor Plumbing let slip', () => {
  const clock = fixedClock('2026-02-20T15:00:00Z')
  const opened = new AsyncDisposableStack()
  let app: TestApp
  let firm: TestFirm
  let folder: { path: string }
  before(async () => {
    folder = opened.use(temporaryFolder())
    app = opened.use(await startApp({ clock }))
    firm = await app.makeFirm('Harbor Plumbing')
    await firm.import([await writeZip(join(folder.path, 'takeout.zip'), archive)])
    await firm.ask('POST', '/api/analytics/catch-up')
  })
  after(() => opened.disposeAsync())
  const lost = async (query = ''): Promise<LostWorkPage> =>
    (await firm.ask('GET', `/api/lost-work${query}`)).body
  const titles = ({ items }: LostWorkPage) => items.map(({ party, kind }) => `${party.title}: ${kind}`)

  it('is listed with its reason; what was settled by phone, or kept, is not', async () => {
    const page = await lost()
    assert.deepEqual(titles(page).toSorted(), [
      'Kelly Dunn: promise_not_kept',
      'Rosa Alvarez: request_unanswered',
    ])
    const promise = page.items.find(({ kind }) => kind === 'promise_not_kept')
    assert.equal(promise?.text.slice(promise.start, promise.end), "I'll send the quote")
    assert.deepEqual(promise?.reason, {
      code: 'promise_quote',
      params: { dueAt: '2026-02-06T00:00:00.000Z' },
    })
    assert.deepEqual(page.counts, { request_unanswered: 1, quote_not_followed_up: 0, promise_not_kept: 1 })
    assert.equal((await firm.ask('GET', '/api/lost-work?cursor=guess')).body.error.code, 'bad_cursor')
  })

  it('is told of each conversation, with whether promises were kept', async () => {
    const conversations = (await firm.ask('GET', '/api/conversations')).body.items
    const analysisOf = async (name: string): Promise<ConversationInsight> => {
      const { id } = conversations.find(({ party }: { party: { title: string } }) => party.title === name)
      return (await firm.ask('GET', `/api/conversations/${id}/analysis`)).body
    }
    const kept = await analysisOf(raman.name)
    assert.deepEqual(
      kept.promises.map(({ kind, state, keptBy }) => [kind, state, keptBy?.how]),
      [['send', 'kept', 'message']],
    )
    assert.equal(kept.messageCount, 4)
    assert.equal(kept.resolution.status, 'resolved')
    assert.equal(kept.responseTimes.firstMinutes, 10)
    const broken = await analysisOf(dunn.name)
    assert.equal(broken.promises[0]?.state, 'broken')
    assert.equal(broken.resolution.status, 'waiting_for_us')
    assert.ok(broken.resolution.probability < 0.4 && kept.resolution.probability > 0.8)
    assert.equal(broken.lostWork?.kind, 'promise_not_kept')
    assert.ok(broken.topics.some(({ topic }) => topic === 'quote'))
  })

  it('is in the figures of its day, and those lead to the conversations', async () => {
    const { body } = await firm.ask('GET', '/api/analytics?from=2026-02-01&to=2026-02-28&by=service')
    assert.deepEqual(body.pending, { conversations: 0, days: 0 })
    assert.deepEqual([body.total.requests, body.total.answered, body.total.newCustomers], [4, 3, 4])
    assert.ok(body.groups.some(({ key }: { key: string }) => key === 'water_heater'))
    const day = await firm.ask('GET', '/api/analytics/conversations?day=2026-02-06')
    assert.deepEqual(
      day.body.items.map((one: { party: { title: string } }) => one.party.title),
      [raman.name],
    )
    const wrong = await firm.ask('GET', '/api/analytics?from=2026-03-01&to=2026-02-01')
    assert.deepEqual([wrong.status, wrong.body.error.code], [400, 'bad_span'])
  })

  it('is put aside with a reason that the audit trail has; a bookkeeper sees it, and may not', async () => {
    const [item] = (await lost()).items.filter(({ kind }) => kind === 'request_unanswered')
    const path = `/api/lost-work/${item?.messageId}/dismiss`
    const body = { kind: 'request_unanswered', reason: 'done_by_phone', note: 'Ken rang her' }
    const bookkeeper = await firm.join('read_only')
    assert.equal((await bookkeeper.ask('GET', '/api/lost-work')).status, 200)
    assert.equal((await bookkeeper.ask('POST', path, body)).status, 403)
    const technician = await firm.join('technician')
    assert.equal((await technician.ask('GET', '/api/lost-work')).status, 403)
    const { id } = (await firm.ask('POST', path, body)).body
    assert.deepEqual(titles(await lost()), ['Kelly Dunn: promise_not_kept'])
    const twice = await firm.ask('POST', path, body)
    assert.deepEqual([twice.status, twice.body.error.code], [409, 'lost_work_dismissed'])
    const [entry] = (await firm.ask('GET', '/api/audit?limit=1')).body.items
    assert.deepEqual(
      [entry.action, entry.reason, entry.details.why],
      ['lost_work.dismissed', 'Ken rang her', 'done_by_phone'],
    )
    await firm.ask('POST', `/api/lost-work/dismissals/${id}/undo`)
    assert.equal((await lost()).total, 2)
    await firm.ask('POST', path, body)
  })

  it('comes along to another machine: what was put aside is kept, and figures are made anew', async () => {
    const dir = join(folder.path, 'export')
    await firm.ask('POST', '/api/export', { dir })
    await using other = await startApp({ clock })
    const there = await other.makeFirm('Harbor Plumbing')
    assert.equal((await there.ask('POST', '/api/restore', { dir })).status, 200)
    await there.ask('POST', '/api/analytics/catch-up')
    assert.deepEqual((await there.ask('GET', '/api/lost-work')).body, await lost())
    const year = '/api/analytics?from=2026-01-01&to=2026-12-31&by=keyword'
    assert.deepEqual((await there.ask('GET', year)).body, (await firm.ask('GET', year)).body)
  })

  it('is forgotten with who is erased', async () => {
    const { items } = (await firm.ask('GET', '/api/customers?text=Alvarez')).body
    const erased = await firm.ask('POST', `/api/customers/${items[0].id}/erase`, {})
    assert.equal(erased.status, 200, JSON.stringify(erased.body))
    await firm.ask('POST', '/api/analytics/catch-up')
    assert.deepEqual((await lost('?dismissed=true')).items, [])
    const { total } = (await firm.ask('GET', '/api/analytics?from=2026-02-01&to=2026-02-28')).body
    assert.deepEqual([total.requests, total.newCustomers], [3, 3])
  })

  it('is a table in the terminal', async () => {
    const told = await plumbline(['lost-work', '--firm', firm.slug], { env: app.env })
    assert.equal(told.code, 0, told.stderr)
    assert.match(told.stdout, /^promise +\d+ days? +Kelly Dunn +I'll send the quote tomorrow$/m)
    assert.match(
      told.stdout,
      /1 in all: 0 requests unanswered, 0 quotes not followed up, 1 promises not kept\./,
    )
    const figures = await plumbline(
      ['insights', '--from', '2026-02-01', '--to', '2026-02-28', '--by', 'hour', '--firm', firm.slug],
      { env: app.env },
    )
    assert.match(figures.stdout, /3 requests, 3 answered, 0 not/)
    const wrong = await plumbline(['lost-work', '--kind', 'x', '--firm', firm.slug], { env: app.env })
    assert.equal(wrong.code, 2)
  })
})
