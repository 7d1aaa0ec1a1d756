import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { barriersInBothColours, type House, openHouse, until, type Window } from './house.ts'

/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES

describe('one search', () => {
  let house: House
  let office: Window
  before(async () => {
    house = await openHouse({}, { sample: true })
    const [firm] = await house.app.access.listFirms()
    await house.app.stages.indexer.catchUp(firm?.id ?? '')
    office = await house.openSample()
    await office.page.locator('main li a').first().waitFor()
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const palette = (page: Page) => page.getByRole('dialog', { name: /Search everything|Szukaj wszędzie/ })
  const options = (page: Page) => palette(page).getByRole('option')
  const field = (page: Page) => palette(page).getByRole('combobox')
  const open = async (page: Page) => {
    await page.keyboard.press('ControlOrMeta+k')
    await palette(page).waitFor()
  }
  const picture = async (page: Page, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }

  it('opens with the keyboard, answers while one types, and leads to the message, lit up in its thread', async () => {
    const { page } = office
    await open(page)
    await field(page).pressSequentially('boiler airplane', { delay: 15 })
    await options(page).filter({ hasText: 'sound like an airplane' }).waitFor()
    const first = options(page).first()
    assert.equal(await first.getAttribute('aria-selected'), 'true')
    assert.equal(await field(page).getAttribute('aria-activedescendant'), await first.getAttribute('id'))
    assert.deepEqual((await first.locator('mark').allTextContents()).sort(), ['airplane', 'boiler'])
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/inbox\/[0-9a-f-]+.*#message-/)
    await page.locator('[data-message]').filter({ hasText: 'sound like an airplane' }).waitFor()
    await until(() => page.locator('[data-message]').filter({ hasText: 'airplane' }).first().isVisible())
    await palette(page).waitFor({ state: 'detached' })
  })

  it('tells every slip that it mended, and marks what it took for each, over the page and on its own', async () => {
    await using other = await house.openSample()
    const { page } = other
    await page.locator('main li a').first().waitFor()
    const both = 'watter: taken as water · heeter: taken as heater'
    const marksOf = async (hit: Locator) =>
      new Set((await hit.locator('mark').allTextContents()).map((word) => word.toLowerCase()))
    await open(page)
    await field(page).fill('watter heeter')
    const first = options(page).first()
    await first.getByText(both).waitFor()
    assert.deepEqual([...(await marksOf(first))].sort(), ['heater', 'water'])
    await field(page).fill('Bozena Marcinak')
    await options(page).filter({ hasText: 'marcinak: taken as Marciniak' }).first().waitFor()
    for (const hit of await options(page).filter({ hasText: 'marcinak: taken as Marciniak' }).all())
      assert.deepEqual([...(await marksOf(hit))].sort(), ['bożena', 'marciniak'])
    await page.goto(`${house.url}/search?q=watter%20heeter`)
    const hits = page.getByRole('region', { name: 'Found' }).getByRole('listitem')
    await hits.first().getByText(both).waitFor()
    for (const hit of await hits.all())
      assert.ok(
        (await marksOf(hit)).isSupersetOf(new Set(['water', 'heater'])),
        (await hit.textContent()) ?? '',
      )
    assert.deepEqual(other.faults, [])
  })

  it('takes what is typed before its code has come, and none of it for the keys of the page', async () => {
    await using other = await house.openSample()
    const { page } = other
    await page.locator('main li a').first().waitFor()
    await page.keyboard.press('j')
    await page.waitForURL(/\/inbox\/[0-9a-f-]+/)
    let letThrough = () => {}
    const wanted = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await page.route('**/assets/palette-*.js', (route) => wanted.then(() => route.continue()))
    const before = page.url()
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('water', { delay: 30 })
    await page.keyboard.press('ControlOrMeta+k') // nothing has come: once more
    await page.keyboard.type(' e', { delay: 30 })
    letThrough()
    await palette(page).waitFor()
    await page.keyboard.type('mergency', { delay: 5 })
    assert.equal(await field(page).inputValue(), 'water emergency')
    await page.keyboard.press('Escape')
    await palette(page).waitFor({ state: 'detached' })
    assert.equal(page.url(), before)
    await page.keyboard.press('k')
    assert.equal(
      await page
        .getByRole('status')
        .filter({ hasText: /archived/i })
        .count(),
      0,
    )
    assert.deepEqual(other.faults, [])
  })

  it('shows what was searched for before, only on this device, until it is forgotten', async () => {
    const { page } = office
    await open(page)
    await options(page).filter({ hasText: 'boiler airplane' }).click()
    assert.equal(await field(page).inputValue(), 'boiler airplane')
    await field(page).fill('')
    await palette(page).getByRole('button', { name: 'Forget these' }).click()
    await until(async () => (await options(page).count()) === 0)
    await page.keyboard.press('Escape')
    await palette(page).waitFor({ state: 'detached' })
  })

  it('never lets a late answer take the place of a newer one', async () => {
    const { page } = office
    let hold = true
    await page.route('**/api/search?*', async (route) => {
      if (hold && /q=dialy(&|$)/.test(route.request().url())) {
        hold = false
        await until(async () => (await options(page).filter({ hasText: 'thermocouple' }).count()) > 0)
      }
      await route.continue().catch(() => undefined) // given up by the page
    })
    await open(page)
    const asked = page.waitForRequest(/q=dialy(&|$)/)
    await field(page).fill('dialy')
    await asked
    await field(page).fill('thermocouple')
    await options(page).filter({ hasText: 'thermocouple' }).first().waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    assert.equal(await options(page).filter({ hasText: 'dialysis' }).count(), 0)
    await page.keyboard.press('Escape')
  })

  it('opens by Enter what is found for all that was typed, not for what was there before', async () => {
    const { page } = office
    await open(page)
    await field(page).fill('dialy')
    await options(page).filter({ hasText: 'dialysis' }).first().waitFor()
    let letThrough = () => {}
    const wanted = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await page.route(/api\/search\?.*q=airplane/, (route) => wanted.then(() => route.continue()))
    await field(page).fill('airplane')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(300)
    assert.equal(await palette(page).isVisible(), true)
    letThrough()
    await palette(page).waitFor({ state: 'detached' })
    await page.locator('[data-message]').filter({ hasText: 'airplane' }).first().waitFor()
    await page.unrouteAll({ behavior: 'wait' })
  })

  it('goes on to a page that narrows by kind and filters, which stand in the query', async () => {
    const { page } = office
    await open(page)
    await field(page).fill('water')
    await options(page).first().waitFor()
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.waitForURL(/\/search\?q=water/)
    await page.getByRole('heading', { name: 'Search' }).waitFor()
    const found = page.getByRole('region', { name: 'Found' })
    await found.getByRole('listitem').first().waitFor()
    await page.getByRole('button', { name: /^Messages/ }).click()
    await page.waitForURL(/kind=message/)
    await page.getByRole('button', { name: 'With a photo' }).click()
    await page.waitForURL(/has%3Aphoto/)
    const asked = page.getByRole('searchbox', { name: 'Search everything' })
    await until(async () => (await asked.inputValue()) === 'water has:photo')
    await page.getByRole('button', { name: 'With a photo' }).click()
    await page.getByRole('searchbox', { name: 'Search everything' }).fill('from:Nobodyatall')
    await page.getByText('Nobody is called Nobodyatall.').waitFor()
    assert.deepEqual(office.faults, [])
  })

  it('says so where the next page does not come, and asks for that page again', async () => {
    await using other = await house.openSample()
    const { page } = other
    await page.route(/\/api\/search\?.*cursor=/, (route) => route.fulfill({ status: 500, json: {} }))
    await page.goto(`${house.url}/search?q=water`)
    const hits = page.getByRole('region', { name: 'Found' }).getByRole('listitem')
    await hits.nth(29).waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    const alert = page.getByRole('main').getByRole('alert')
    await alert.getByText('Code: server_failed').waitFor()
    assert.equal(await hits.count(), 30, 'what had come stays')
    await page.unrouteAll({ behavior: 'wait' })
    const asked = page.waitForRequest('**/api/search?*')
    await alert.getByRole('button', { name: 'Try again' }).click()
    assert.match((await asked).url(), /cursor=/)
    await hits.nth(30).waitFor()
    await alert.waitFor({ state: 'detached' })
    assert.deepEqual(other.faults, [])
  })

  for (const width of [390, 1280] as const)
    for (const language of ['en', 'pl'] as const)
      it(`has no barriers at ${width} in ${language}, in both colours`, async () => {
        await using window = await house.openSample({ width, language })
        const { page } = window
        const barriersOf = (name: string) =>
          barriersInBothColours(page, (colours) => picture(page, `${name}-${width}-${language}-${colours}`))
        await page.goto(`${house.url}/search?q=${language === 'pl' ? 'łazienka' : 'alvarez'}`)
        await page
          .getByRole('region', { name: /Found|Znalezione/ })
          .getByRole('listitem')
          .first()
          .waitFor()
        assert.deepEqual(await barriersOf('search-page'), [])
        if (width === 390) {
          await page.getByRole('button', { name: /Settings and help|Ustawienia i pomoc/ }).click()
          await page.getByRole('button', { name: /^(Search|Szukaj)$/ }).click()
        } else await page.keyboard.press('ControlOrMeta+k')
        await field(page).fill(language === 'pl' ? 'bojler' : 'whitfeld')
        await options(page).first().waitFor()
        assert.deepEqual(await barriersOf('palette'), [])
        assert.deepEqual(window.faults, [])
      })

  it('fits a phone, however many kinds were found', async () => {
    await using phone = await house.openSample({ width: 390, language: 'pl' })
    const { page } = phone
    await page.goto(`${house.url}/search?q=water%20heater`)
    await page.locator('main section li').first().waitFor()
    await page.getByRole('button', { name: /^Rozmowy/ }).waitFor()
    assert.equal(
      await page
        .locator('main > div:has(h1)')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      0,
    )
  })
})
