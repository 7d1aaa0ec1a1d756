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
