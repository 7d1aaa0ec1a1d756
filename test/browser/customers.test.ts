import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import type { TimelineEntry } from '../../src/contract/timeline.ts'
import { call, type House, openHouse } from './house.ts'

let house: House
before(async () => {
  house = await openHouse({}, { sample: true })
})
after(() => house?.[Symbol.asyncDispose]())

type Found = { items: TimelineEntry[]; next: string | null }
const over = (page: Page) => page.getByRole('region', { name: 'Over time', exact: true })
/** Lines that are loaded. */
const lines = (page: Page) => over(page).locator('ol ol').getByRole('link')

const timelineOf = async (page: Page, id: string) =>
  (await call<Found>(page, 'GET', `customers/${id}/timeline?limit=200`)).items

/** A customer of whom more is kept than a screen asks for at once. */
async function anOldCustomer(page: Page): Promise<{ id: string; entries: TimelineEntry[] }> {
  const { items } = await call<{ items: { id: string }[] }>(page, 'GET', 'customers?limit=200')
  for (const { id } of items) {
    const entries = await timelineOf(page, id)
    if (entries.length > 40) return { id, entries }
  }
  throw new Error('Somebody in the sample firm fills more than one page.')
}

describe('a customer’s page', () => {
  it('has all that happened over time; older comes as it is scrolled to, and each line leads to its place', async () => {
    await using window = await house.openSample({ width: 1600 })
    const { page } = window
    const { id, entries } = await anOldCustomer(page)
    await page.goto(`${house.url}/customers/${id}`)
    await lines(page).first().waitFor()
    assert.ok((await lines(page).count()) < entries.length, 'not all at once')
    const begins = over(page).getByText('It begins here.')
    while ((await lines(page).count()) < Math.min(200, entries.length)) {
      const before = await lines(page).count()
      await lines(page).last().scrollIntoViewIfNeeded()
      await lines(page).nth(before).waitFor()
    }
    if (entries.length < 200) await begins.waitFor()
    const spoken = entries.find(({ what }) => what === 'message')
    assert.ok(spoken?.what === 'message')
    await over(page).locator(`a[href*="message-${spoken.id}"]`).click()
    await page.waitForURL(new RegExp(`/inbox/${spoken.conversationId}`))
    await page.locator(`[data-message="${spoken.id}"]`).waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('says so where what is older does not come, and asks for it again', async () => {
    await using window = await house.openSample({ width: 1600 })
    const { page } = window
    const { id } = await anOldCustomer(page)
    await page.route(/\/timeline\?.*cursor=/, (route) => route.fulfill({ status: 500, json: {} }))
    await page.goto(`${house.url}/customers/${id}`)
    await lines(page).first().waitFor()
    const before = await lines(page).count()
    await lines(page).last().scrollIntoViewIfNeeded()
    const alert = over(page).getByRole('alert')
    await alert.getByText('Code: server_failed').waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    await alert.getByRole('button', { name: 'Try again' }).click()
    await lines(page).nth(before).waitFor()
    await alert.waitFor({ state: 'detached' })
    assert.deepEqual(window.faults, [])
  })

  it('can be narrowed to tickets, which the address keeps', async () => {
    await using window = await house.openSample({ width: 390 })
    const { page } = window
    const { items } = await call<{ items: { customer: { id: string } | null }[] }>(page, 'GET', 'tickets')
    const id = items.find(({ customer }) => customer !== null)?.customer?.id ?? ''
    const entries = await timelineOf(page, id)
    await page.goto(`${house.url}/customers/${id}`)
    await over(page).getByRole('button', { name: 'Tickets' }).click()
    await page.waitForURL(/only=ticket/)
    const turns = entries.filter(({ what }) => what === 'ticket')
    assert.ok(turns.length > 0 && turns.length < entries.length)
    await over(page).getByText('It begins here.').waitFor()
    assert.equal(await lines(page).count(), turns.length)
    await page.reload()
    await lines(page).first().click()
    await page.waitForURL(/\/tickets\//)
  })
})

describe('what somebody writes of a customer by hand', () => {
  const dialog = (page: Page) => page.getByRole('dialog')
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
  /** Two of the sample firm who have one number each, by their names. */
  const twoCustomers = async (page: Page) => {
    type Known = { id: string; name: string | null; contactPoints: { kind: string; value: string }[] }
    const { items } = await call<{ items: Known[] }>(page, 'GET', 'customers?limit=100')
    const [one, other] = items.filter(
      ({ name, contactPoints: [point, more] }) =>
        name !== null && point?.kind === 'phone' && more === undefined,
    )
    assert.ok(one !== undefined && other !== undefined)
    return { one, other }
  }

  it('adds a second number, corrects and takes it away again, each undone by a key, with the focus at hand', async () => {
    await using window = await house.openSample({ width: 1280 })
    const { page } = window
    const { one } = await twoCustomers(page)
    await page.goto(`${house.url}/customers/${one.id}`)
    await button(page, 'Add a number or e-mail address').press('Enter')
    const written = dialog(page).getByLabel('Phone number or e-mail address')
    await written.fill('Rosa')
    await written.press('Enter')
    await dialog(page).getByRole('alert').getByText('Code: address_unreadable').waitFor()
    await written.fill('512 555 0177')
    await written.press('Enter')
    await page.getByRole('link', { name: '(512) 555-0177', exact: true }).waitFor()
    assert.equal(await dialog(page).count(), 0)
    assert.equal(await page.evaluate('document.activeElement.ariaLabel'), 'Add a number or e-mail address')

    await button(page, 'Correct (512) 555-0177').click()
    await written.fill('(512) 555-0178')
    await written.press('Enter')
    await page.getByRole('link', { name: '(512) 555-0178', exact: true }).waitFor()
    await page.keyboard.press('u')
    await page.getByRole('link', { name: '(512) 555-0177', exact: true }).waitFor()

    await button(page, 'Take away (512) 555-0177').press('Enter')
    await page.getByRole('link', { name: '(512) 555-0177', exact: true }).waitFor({ state: 'detached' })
    await page.waitForFunction(
      "document.activeElement.ariaLabel === 'Add a number or e-mail address'", // the next at hand
    )
    await page.keyboard.press('u')
    await page.getByRole('link', { name: '(512) 555-0177', exact: true }).waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('tells whose a number is that another has, and gives it over with its messages', async () => {
    await using window = await house.openSample({ width: 390 })
    const { page } = window
    const { one, other } = await twoCustomers(page)
    const theirs = other.contactPoints[0]?.value ?? ''
    const before = await timelineOf(page, one.id)
    const add = async () => {
      await page.goto(`${house.url}/customers/${one.id}`)
      await button(page, 'Add a number or e-mail address').click()
      await dialog(page).getByLabel('Phone number or e-mail address').fill(theirs)
      await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
      await dialog(page).getByText('That number or address is another customer’s.').waitFor()
    }
    await add()
    await dialog(page)
      .getByRole('link', { name: other.name ?? '' })
      .click()
    await page.waitForURL(new RegExp(other.id))
    await add()
    await dialog(page)
      .getByRole('button', { name: `Give it to ${one.name}` })
      .click()
    await page.locator(`a[href="tel:${theirs}"]`).waitFor()
    assert.ok((await timelineOf(page, one.id)).length > before.length)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator(`a[href="tel:${theirs}"]`).waitFor({ state: 'detached' })
    assert.equal((await timelineOf(page, one.id)).length, before.length)
    assert.deepEqual(window.faults, [])
  })

  it('gives a number that messages came from to a new customer, and back', async () => {
    await using window = await house.openSample({ width: 1280 })
    const { page } = window
    const { one } = await twoCustomers(page)
    const number = page.locator(`a[href="tel:${one.contactPoints[0]?.value}"]`)
    await page.goto(`${house.url}/customers/${one.id}`)
    await number.waitFor()
    await button(page, /is somebody else’s…$/).click()
    await dialog(page).getByRole('button', { name: 'Somebody not in the list' }).click()
    await number.waitFor({ state: 'detached' })
    await page.keyboard.press('u')
    await number.waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('notes a place and how one gets in, beside the customer and on their ticket', async () => {
    await using window = await house.openSample({ width: 1280 })
    const { page } = window
    const { one } = await twoCustomers(page)
    await page.goto(`${house.url}/customers/${one.id}`)
    await button(page, 'Add a place').click()
    await dialog(page).getByLabel('Address', { exact: true }).fill('the blue house')
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
    await dialog(page).getByRole('alert').getByText('Code: address_unclear').waitFor()
    await dialog(page).getByLabel('Address', { exact: true }).fill('88 Tannery Ln, Apt 3, Austin')
    await dialog(page).getByLabel('How one gets in (optional)').fill('Gate 4471#')
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Gate 4471#').waitFor()
    const { properties } = await call<{ properties: { id: string }[] }>(page, 'GET', `customers/${one.id}`)
    const opened = await call<{ ticket: { id: string } }>(page, 'POST', 'tickets', {
      ...{ title: 'Boiler', customerId: one.id, propertyId: properties[0]?.id },
    })
    await button(page, 'Take away 88 Tannery Ln, Apt 3, Austin').click()
    await page.getByText('There are tickets for work at that place.').waitFor()
    await button(page, 'Change 88 Tannery Ln, Apt 3, Austin').click()
    await dialog(page).getByLabel('How one gets in (optional)').fill('Gate 4472#')
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await page.getByText('Gate 4472#').waitFor()
    await page.goto(`${house.url}/tickets/${opened.ticket.id}`)
    await page.getByText('Gate 4472#').waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('adds somebody who stands at the door, or leads to who has that number already', async () => {
    await using window = await house.openSample({ width: 390 })
    const { page } = window
    const { other } = await twoCustomers(page)
    await page.goto(`${house.url}/customers`)
    await button(page, 'New customer').click()
    await dialog(page).getByLabel('Name', { exact: true }).fill('Zofia Zalewska')
    await dialog(page)
      .getByLabel('Phone (optional)')
      .fill(other.contactPoints[0]?.value ?? '')
    await dialog(page).getByLabel('Address (optional)').fill('412 Alder St, Austin')
    await dialog(page).getByLabel('Home or business').selectOption('residential')
    await dialog(page).getByRole('button', { name: 'Add customer' }).click()
    await dialog(page)
      .getByRole('link', { name: other.name ?? '' })
      .waitFor()
    await dialog(page).getByLabel('Phone (optional)').fill('(512) 555-0191')
    await dialog(page).getByRole('button', { name: 'Add customer' }).click()
    await page.getByRole('heading', { name: 'Zofia Zalewska', level: 1 }).waitFor()
    await page.getByText('412 Alder St, Austin').waitFor()
    assert.equal(await page.locator('article').getByText('Home', { exact: true }).count(), 1)
    assert.equal((await call<{ items: [] }>(page, 'GET', 'customers?text=Zofia%20Zalewska')).items.length, 1)
    assert.deepEqual(window.faults, [])
  })
})
