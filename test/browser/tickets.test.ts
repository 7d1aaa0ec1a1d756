import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

type Listed = {
  items: { id: string; number: number; status: string; title: string | null; version: number }[]
}

/** Lines of the list whose clock does not stand below its title, or whose title stands elsewhere than those of others. */
const raggedLines = (page: Page) =>
  page.evaluate<number>(`(() => {
    const left = (element) => Math.round(element.getBoundingClientRect().left)
    const lines = [...document.querySelectorAll('main ul > li')].map((line) => [line.querySelector('a'), line.lastElementChild].map(left))
    return lines.length === 0 ? -1 : lines.filter(([title, clock]) => title !== clock || title !== lines[0][0]).length
  })()`)

/** One story of Millrace: its tickets, which opened by themselves, go over the board and are done. */
describe('the tickets of Millrace', () => {
  let house: House
  let office: Window
  before(async () => {
    house = await openHouse({}, { sample: true })
    office = await house.openSample()
    const { firm } = await call<{ firm: { id: string } }>(office.page, 'GET', 'me')
    await house.app.stages.understander.catchUp({ tenantId: firm.id })
    await house.app.stages.ticketer.catchUp(firm.id)
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const newest = async (status: string) => {
    const { items } = await call<Listed>(office.page, 'GET', `tickets?status=${status}&sort=newest&limit=1`)
    assert.ok(items[0] !== undefined)
    return items[0]
  }
  const statusOf = async (id: string) =>
    (await call<{ status: string }>(office.page, 'GET', `tickets/${id}`)).status
  const column = (name: string) =>
    office.page
      .getByRole('region', { name: 'Board of tickets' })
      .getByRole('region', { name: new RegExp(`^${name}:`) })

  const moveTo = async (button: string, place: string) => {
    await office.page.getByRole('button', { name: button, exact: true }).click()
    await office.page.getByRole('dialog').getByRole('button', { name: place, exact: true }).click()
  }

  it('opened by themselves, believably many, and are on a board', async () => {
    const { page } = office
    await page
      .getByRole('link', { name: /^Tickets/ })
      .first()
      .click()
    await page.getByRole('region', { name: 'Board of tickets' }).waitFor()
    await column('New').getByRole('listitem').first().waitFor()
    const cards = await column('New').getByRole('listitem').count()
    assert.ok(cards >= 5 && cards <= 60, `${cards} new tickets`)
    assert.deepEqual(await barriers(page), [])
  })

  it('are not said to be none where they did not come', async () => {
    await using window = await house.openSample()
    const { page } = window
    const refused = '**/api/tickets?*open=false*'
    await page.route(refused, (route) => route.fulfill({ status: 500, json: {} }))
    await page.goto(`${house.url}/tickets`)
    const done = page
      .getByRole('region', { name: 'Board of tickets' })
      .getByRole('region', { name: /^Done lately/ })
    await done.getByRole('alert').getByText('Code: server_failed').waitFor()
    assert.equal(await done.getAttribute('aria-label'), 'Done lately', 'nobody knows how many')
    assert.deepEqual(await barriers(page), [])
    await page.unroute(refused)
    await done.getByRole('button', { name: 'Try again' }).click()
    await until(async () => /^Done lately: \d+$/.test((await done.getAttribute('aria-label')) ?? ''))
    const { items } = await call<{ items: { customer: { id: string } | null }[] }>(page, 'GET', 'tickets')
    const id = items.find(({ customer }) => customer !== null)?.customer?.id ?? ''
    await page.route('**/api/tickets?*customerId=*', (route) => route.fulfill({ status: 500, json: {} }))
    await page.goto(`${house.url}/customers/${id}`)
    const alert = page.getByRole('main').getByRole('alert')
    await alert.getByText('Code: server_failed').waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.locator('main a[href^="/tickets/"]').first().waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('are moved by dragging, by a list of places, and many at once; each can be taken back', async () => {
    const { page } = office
    const { id, number } = await newest('new')
    const card = column('New')
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`#${number}(?!d)`) })
    await card.dragTo(column('Scheduled'))
    await until(async () => (await statusOf(id)) === 'scheduled')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await until(async () => (await statusOf(id)) === 'new')
    await card.waitFor()
    await moveTo(`Move ticket #${number} to`, 'In progress')
    await column('In progress').getByLabel(`Choose ticket #${number}`, { exact: true }).waitFor()
    const other = await newest('new')
    await page.getByLabel(`Choose ticket #${number}`, { exact: true }).check()
    await page.getByLabel(`Choose ticket #${other.number}`, { exact: true }).check()
    await moveTo('Move them to', 'Scheduled')
    await until(async () => (await statusOf(other.id)) === 'scheduled')
    await until(async () => (await statusOf(id)) === 'scheduled')
  })

  it('have a page with their conversation and what became of them, where all of it can be done and undone', async () => {
    const { page } = office
    const { id, number } = await newest('scheduled')
    await page.goto(`${house.url}/tickets/${id}`)
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What is it about?').fill('Trap under the sink')
    await dialog.getByLabel('Sees to it').selectOption({ index: 1 })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Trap under the sink', level: 1 }).waitFor()
    const activity = page.getByRole('region', { name: 'What became of it' })
    await activity.getByText(/^About: .* → Trap under the sink$/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await activity.getByRole('button', { name: /^Undo: About/ }).click()
    await page.getByRole('heading', { name: 'Trap under the sink', level: 1 }).waitFor({ state: 'detached' })
    await moveTo(`Move ticket #${number} to: Scheduled`, 'Resolved')
    await until(async () => (await statusOf(id)) === 'resolved')
  })

  it('open for a call nobody recorded, and are the customer’s who called', async () => {
    const { page } = office
    const { items } = await call<{ items: { id: string; name: string | null }[] }>(
      page,
      'GET',
      'customers?limit=50',
    )
    const caller = items.find(({ name }) => name !== null)
    assert.ok(caller?.name)
    await page.goto(`${house.url}/tickets`)
    await page.getByRole('button', { name: 'New ticket' }).click()
    const dialog = page.getByRole('dialog', { name: 'New ticket' })
    const save = dialog.getByRole('button', { name: 'Open ticket' })
    await dialog.getByLabel('What is it about?').fill('Tap '.repeat(41))
    await dialog.getByText('3 characters too long: at most 160 fit.').waitFor()
    assert.equal(await save.isDisabled(), true, 'nothing is cut off in silence')
    await dialog.getByLabel('What is it about?').fill('Called: the tap in the yard drips')
    await dialog.getByRole('button', { name: 'Customer: Choose a customer' }).click()
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill(caller.name)
    await page
      .getByRole('dialog', { name: 'Find a customer' })
      .getByRole('button', { name: caller.name })
      .first()
      .click()
    await dialog.getByRole('button', { name: `Customer: ${caller.name}` }).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.route('**/api/tickets', (route) => route.fulfill({ status: 503, body: '{}' }), { times: 1 })
    await save.click()
    await dialog.getByRole('alert').waitFor()
    await save.click()
    await page.getByRole('heading', { name: 'Called: the tap in the yard drips', level: 1 }).waitFor()
    await page.locator('main').getByRole('link', { name: caller.name }).click()
    await page.waitForURL(/\/customers\//)
    await page
      .getByRole('link', { name: /the tap in the yard drips/ })
      .first()
      .waitFor()
  })

  it('stand beside their conversation, with its number in the inbox', async () => {
    const { page } = office
    const { items } = await call<{ items: { id: string; tickets: { number: number }[] }[] }>(
      page,
      'GET',
      'conversations?limit=50',
    )
    const held = items.find(({ tickets }) => tickets.length > 0)
    const bare = items.find(({ tickets }) => tickets.length === 0)
    assert.ok(held !== undefined && bare !== undefined)
    await page.setViewportSize({ width: 1600, height: 900 })
    await page.goto(`${house.url}/inbox/${held.id}`)
    await page.getByRole('link', { name: new RegExp(`^#${held.tickets[0]?.number} `) }).waitFor()
    await page
      .getByText(new RegExp(`^Ticket #${held.tickets[0]?.number}:`))
      .first()
      .waitFor({ state: 'attached' })
    assert.deepEqual(await barriers(page), [])
    await page.goto(`${house.url}/inbox/${bare.id}`)
    await page.getByRole('button', { name: 'Open ticket' }).click()
    await until(async () => {
      const now = await call<{ tickets: unknown[] }>(page, 'GET', `conversations/${bare.id}`)
      return now.tickets.length === 1
    })
    await page.setViewportSize({ width: 1280, height: 860 })
  })

  it('are there for phones, in the dark, and in Polish; so are the working hours', async () => {
    for (const look of [
      { width: 390, colours: 'dark', language: 'pl' },
      { width: 390, colours: 'light', language: 'en' },
      { width: 1280, colours: 'dark', language: 'pl' },
    ] as const) {
      await using window = await house.openSample(look)
      const { page, faults } = window
      const { id } = (await call<Listed>(page, 'GET', 'tickets?limit=1')).items[0] ?? { id: '' }
      for (const path of ['tickets', 'tickets?view=list', `tickets/${id}`, 'settings/hours']) {
        await page.goto(`${house.url}/${path}`)
        await page.locator('main h1, h1').first().waitFor()
        await page.getByRole('status').waitFor({ state: 'detached' })
        const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
        assert.equal(wide, false, `${path} is wider than ${look.width}`)
        if (look.width === 390 && path.endsWith('list')) assert.equal(await raggedLines(page), 0)
        assert.deepEqual(await barriers(page), [], `${path} ${JSON.stringify(look)}`)
      }
      assert.deepEqual(faults, [])
    }
  })

  it('have their clocks count in hours that are chosen, and refused when the firm would never work', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/hours`)
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
      await page.getByLabel(`Works on ${day}`).uncheck()
    await page.getByRole('button', { name: 'Save hours' }).click()
    await page.getByRole('alert').getByText('would never work').waitFor()
    await page.getByLabel('Works on Saturday').check()
    await page.getByLabel('Saturday, to').fill('12:00')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await until(async () => {
      const { week } = await call<{ week: { from: string; to: string }[][] }>(page, 'GET', 'working-hours')
      return JSON.stringify(week[5]) === JSON.stringify([{ from: '08:00', to: '12:00' }])
    })
  })
})
