import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { call, type House, openHouse, until } from './house.ts'

const AWAY = 'The server cannot be reached.'
const isWrite = (route: Route) => route.request().method() !== 'GET'

let house: House
before(async () => {
  house = await openHouse({}, { sample: true })
})
after(() => house?.[Symbol.asyncDispose]())

/** What is written to addresses like this does not get through, until it is taken back. */
async function cut(page: Page, address: string | RegExp) {
  await page.route(address, (route) => (isWrite(route) ? route.abort() : route.fallback()))
  return () => page.unroute(address)
}

describe('what fails is told where one looks', () => {
  it('in the dialog of a ticket, which keeps what was written, and sends nothing twice', async () => {
    await using window = await house.openSample()
    const { page } = window
    const { ticket } = await call<{ ticket: { id: string } }>(page, 'POST', 'tickets', { title: 'Tap' })
    const other = await call<{ ticket: { number: number } }>(page, 'POST', 'tickets', { title: 'Drip' })
    const { number } = other.ticket
    await page.goto(`${house.url}/tickets/${ticket.id}`)
    const dialog = page.getByRole('dialog')
    const away = dialog.getByRole('alert').getByText(AWAY)
    const mend = await cut(page, '**/api/tickets/**')

    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await dialog.getByLabel('Called').fill('Tap in the yard')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await away.waitFor()
    assert.equal(await dialog.getByLabel('Called').inputValue(), 'Tap in the yard')
    await mend()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Tap in the yard', level: 1 }).waitFor()

    const looks: Route[] = []
    await page.route(/\/api\/tickets\?.*number=/, (route) => void looks.push(route))
    await page.getByRole('button', { name: 'Merge…' }).click()
    const field = dialog.getByLabel('Number of the other ticket')
    await field.fill(String(number))
    await field.press('Enter')
    await field.press('Enter')
    await until(async () => looks.length > 0)
    await page.waitForTimeout(200)
    assert.equal(looks.length, 1)
    await looks[0]?.abort()
    await away.waitFor()
    await page.unroute(/\/api\/tickets\?.*number=/)
    await field.fill('999999')
    await field.press('Enter')
    await dialog.getByText('There is no open or done ticket with this number.').waitFor()
    await field.fill(String(number))
    await field.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Merged into this one').waitFor()

    await page.goto(`${house.url}/tickets`)
    await cut(page, '**/api/tickets')
    await page.getByRole('button', { name: 'New ticket' }).click()
    await dialog.getByLabel('Called').fill('A call nobody recorded')
    await dialog.getByRole('button', { name: 'Open ticket' }).click()
    await away.waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('when a check cannot be begun', async () => {
    await using window = await house.openSample()
    const { page } = window
    await cut(page, '**/api/sync/consistency-check')
    await page.goto(`${house.url}/health`)
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText(AWAY).waitFor()
  })
})
