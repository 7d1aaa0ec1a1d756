import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { systemClock } from '../../src/base/clock.ts'
import { type Id, newId } from '../../src/base/ids.ts'
import type { LiveFrame } from '../../src/contract/live.ts'
import type { Notice, NoticeChoices } from '../../src/contract/notices.ts'
import type { Role } from '../../src/contract/permissions.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { openCalendar } from '../../src/demo/calendar.ts'
import { makeDemoArchive } from '../../src/demo/demo.ts'
import { type Party, textPage } from '../../src/demo/page.ts'
import { BEGINNING, readAgainFrom } from '../../src/events/events.ts'
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
const aheadMs = 0
const clock = { now: () => new Date(Date.now() + aheadMs) }
let app: TestApp
let harbor: TestFirm
let owner: Colleague
let dispatcher: Colleague
let technician: Colleague
let bookkeeper: Colleague
let parts = 0

const join_ = async (role: Role): Promise<Colleague> => {
  const as = await harbor.join(role)
  const { id, name } = (await as.ask('GET', '/api/me')).body.person
  return { id, as, name }
}
before(async () => {
  app = opened.use(await startApp({ clock, env: { ENABLE_BACKGROUND_JOBS: 'false' } }))
  harbor = await app.makeFirm('Harbor Plumbing')
  owner = await join_('owner')
  dispatcher = await join_('dispatcher')
  technician = await join_('technician')
  bookkeeper = await join_('read_only')
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
const readAll = ({ as }: Colleague) =>
  as.ask('POST', '/api/notices/read', { until: new Date(Date.now() + aheadMs + 60_000).toISOString() })
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

describe('the people of Harbor Plumbing are told', () => {
  it('of a gas smell at night: everyone on duty once, and not who only looks on', async () => {
    await text('There is a strong smell of gas in my basement, I feel dizzy')
    for (const one of [owner, dispatcher, technician]) {
      const [notice, ...more] = (await noticesOf(one)).filter(({ kind }) => kind === 'danger')
      assert.equal(more.length, 0)
      assert.deepEqual([notice?.state, notice?.about.hazard, notice?.who], ['unread', 'gas', 'Rosa Alvarez'])
      assert.ok(notice?.conversationId)
    }
    assert.deepEqual(await noticesOf(bookkeeper), [])
  })
})
