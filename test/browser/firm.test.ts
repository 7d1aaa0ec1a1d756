import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, barriersInBothColours, call, type House, openHouse, until, type Window } from './house.ts'

type Firm = { name: string; slug: string; timeZone: string; region: string }

/** One story: each test goes on where the one before ended. */
describe('the firm', () => {
  let house: House
  let office: Window
  let beside: Window
  before(async () => {
    house = await openHouse({}, { sample: true })
    office = await house.openSample()
    beside = await house.openSample({ language: 'pl', width: 390 })
  })
  after(async () => {
    await beside?.[Symbol.asyncDispose]()
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const open = async (page: Page, title: string) => {
    await page.goto(`${house.url}/settings/firm`)
    await page.getByRole('heading', { name: title, exact: true }).waitFor()
    await page.locator('main form').waitFor()
  }
  const held = (page: Page) => call<Firm>(page, 'GET', 'firm')

  it('is the first page of the settings, and says what stays and why', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings`)
    await page.waitForURL(/\/settings\/firm$/)
    await page.getByText('Its short name stays millrace-plumbing-heating').waitFor()
    assert.equal(await page.getByLabel('Country').isDisabled(), true)
    await page.getByText('It stays: phone numbers were read as numbers of this country.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled(), true)
    assert.deepEqual(await barriersInBothColours(page), [])
  })

  it('gets another name, which every open window has at once; what is typed there stays', async () => {
    const { page } = office
    await open(beside.page, 'Firma')
    await beside.page.getByLabel('Strefa czasowa').selectOption('America/Denver')
    await page.getByLabel('Name of the firm').fill('  Millrace & Daughters ')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved', { exact: true }).first().waitFor()
    await page.getByRole('navigation', { name: 'Rooms' }).getByText('Millrace & Daughters').first().waitFor()
    await until(
      async () => (await beside.page.getByLabel('Nazwa firmy').inputValue()) === 'Millrace & Daughters',
    )
    assert.equal(await beside.page.getByLabel('Strefa czasowa').inputValue(), 'America/Denver')
  })

  it('goes by another clock, in Polish and on a phone, and keeps the name that a colleague gave it', async () => {
    const { page } = beside
    assert.deepEqual(await barriersInBothColours(page), [])
    await page.getByRole('button', { name: 'Zapisz', exact: true }).click()
    await page.getByText('Zapisano', { exact: true }).first().waitFor()
    const { name, slug, timeZone } = await held(page)
    assert.deepEqual(
      [name, slug, timeZone],
      ['Millrace & Daughters', 'millrace-plumbing-heating', 'America/Denver'],
    )
    await until(async () => (await office.page.getByLabel('Time zone').inputValue()) === 'America/Denver')
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    assert.ok(width <= 390, `${width} pixels wide`)
  })

  it('says why it could not be saved, and keeps what was typed', async () => {
    const { page } = office
    await page.route('**/api/firm', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({
            status: 400,
            json: {
              error: {
                code: 'unknown_time_zone',
                message: 'The time zone is not one that is known.',
                next: 'x',
              },
            },
          })
        : route.continue(),
    )
    await page.getByLabel('Time zone').selectOption('America/Chicago')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page
      .locator('main form [role=alert]')
      .getByText('The time zone is not one that is known.')
      .waitFor()
    assert.equal(await page.getByLabel('Time zone').inputValue(), 'America/Chicago')
    assert.deepEqual(await barriers(page), [])
    await page.unroute('**/api/firm')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await until(async () => (await held(page)).timeZone === 'America/Chicago')
    assert.deepEqual(beside.faults, [])
  })
})
