import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Notice, NoticeChoices, NoticeKind } from '../../src/contract/notices.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { barriers, call, type House, openHouse, type Window } from './house.ts'

/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES
/** A busy machine may take its time. */
const PATIENCE_MS = 20_000

const until = async (isSo: () => Promise<boolean>) => {
  for (const endMs = Date.now() + PATIENCE_MS; !(await isSo()); await pause(50))
    assert.ok(Date.now() < endMs, 'it did not come so')
}
const titleIs = (page: Page, title: RegExp) => until(async () => title.test(await page.title()))

/** One story of Millrace: Ray is given a ticket, and somebody moves it. */
describe('the bell of Ray of Millrace', () => {
  let house: House
  let office: Window
  let firmId: string
  let ray: string
  let ticket: Ticket
  before(async () => {
    house = await openHouse({}, { sample: true })
    office = await house.openSample()
    const me = await call<{ firm: { id: string }; person: { id: string } }>(office.page, 'GET', 'me')
    firmId = me.firm.id
    ray = me.person.id
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  /** As somebody at the database does. */
  const change = async (column: 'assignee_id' | 'status', value: string) => {
    const client = await house.app.store.pool.connect()
    try {
      await client.query('begin')
      await client.query(`select set_config('app.tenant_id', $1, true)`, [firmId])
      await client.query(`update ticket set ${column} = $2 where id = $1`, [ticket.id, value])
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  const picture = async ({ page }: Window, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }
  const bell = ({ page }: Window, name: RegExp) => page.getByRole('button', { name }).locator('visible=true')

  it('has little to say of a year that was imported: what is open and pressing', async () => {
    await house.app.subscribers.catchUp(firmId)
    await house.app.noticer.look(firmId)
    const { items } = await call<{ items: Notice[] }>(office.page, 'GET', 'notices?limit=200')
    assert.ok(items.length < 10, `${items.length} notices: ${items.map(({ kind }) => kind)}`)
    const open: readonly NoticeKind[] = ['danger', 'ticket_called_off', 'ticket_reopened']
    assert.deepEqual(
      items.filter(({ kind }) => !open.includes(kind)),
      [],
    )
    await call(office.page, 'POST', 'notices/read', {
      until: new Date(house.clock.now().getTime() + 60_000).toISOString(),
    })
  })

  it('says at once what somebody else did, in the title as well, and leads there by keys alone', async () => {
    const { page } = office
    await titleIs(page, /^[^(]/)
    const made = await call<{ ticket: Ticket }>(page, 'POST', 'tickets', {
      title: 'Boiler of Mrs Alvarez',
      category: 'repair',
      priority: 'medium',
    })
    ticket = made.ticket
    await change('assignee_id', ray)
    await change('status', 'scheduled')
    await titleIs(page, /^\(2\) /)
    await bell(office, /^2 unread notices$/).waitFor()
    await page.locator('body').press('g')
    await page.locator('body').press('n')
    const panel = page.getByRole('dialog', { name: 'Notices' })
    const moved = panel.getByRole('link', {
      name: /Somebody at the database moved #\d+ “Boiler of Mrs Alvarez” to: Scheduled/,
    })
    await moved.waitFor()
    await panel
      .getByText(`Somebody at the database gave you #${ticket.number} “Boiler of Mrs Alvarez”`)
      .waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'notices-1280-light-en')
    await moved.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/tickets/${ticket.id}`)
    await panel.waitFor({ state: 'detached' })
    await titleIs(page, /^\(1\) /)
  })

  it('is read as a whole by one press, on a phone in Polish, in the dark', async () => {
    await using phone = await house.openSample({ width: 390, colours: 'dark', language: 'pl' })
    const { page } = phone
    await bell(phone, /^Powiadomienia: 1 nieprzeczytane$/).click()
    const panel = page.getByRole('dialog', { name: 'Powiadomienia' })
    await panel
      .getByText(`Zgłoszenie #${ticket.number} „Boiler of Mrs Alvarez” jest teraz Twoje`, { exact: false })
      .waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(phone, 'notices-390-dark-pl')
    const { width } = (await panel.boundingBox()) ?? { width: 0 }
    assert.ok(width <= 390, `${width} px`)
    await panel.getByRole('button', { name: 'Wszystkie przeczytane' }).click()
    await titleIs(page, /^[^(]/)
    await page.keyboard.press('Escape')
    await bell(phone, /^Powiadomienia$/).waitFor()
    await bell(office, /^Notices$/).waitFor()
    assert.deepEqual([...office.faults, ...phone.faults], [])
  })

  it('says only what Ray wants to hear', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/account`)
    const box = page.getByRole('checkbox', { name: 'Somebody moves a ticket of yours' })
    await box.click()
    await box.and(page.locator(':not(:checked)')).waitFor()
    const isOff = async () => {
      const { choices } = await call<NoticeChoices>(page, 'GET', 'notices/choices')
      return choices.some(({ kind, wanted }) => kind === 'ticket_changed' && !wanted)
    }
    await until(isOff)
    assert.deepEqual(await barriers(page), [])
    await change('status', 'in_progress')
    await house.app.subscribers.catchUp(firmId)
    const { unread } = await call<{ unread: number }>(page, 'GET', 'notices/count')
    assert.equal(unread, 0)
  })
})
