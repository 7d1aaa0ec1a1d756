import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, type House, openHouse, until, type Window } from './house.ts'

/** One story of a technician in a cellar; each test goes on where the one before ended. */
describe('without a connection', () => {
  let house: House
  let van: Window
  let page: Page
  before(async () => {
    house = await openHouse({}, { sample: true })
    van = await house.openSample({ width: 390, offline: true })
    page = van.page
  })
  after(async () => {
    await van?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const kept = (path: string) =>
    page.evaluate<boolean>(
      `caches.open('plumbline-answers').then((cache) => cache.keys()).then((keys) => keys.some(({ url }) => url.includes('${path}')))`,
    )
  const day = () => page.getByRole('list', { name: 'Waiting for an answer' }).getByRole('link')
  const banner = () => page.getByText('No connection to Plumbline. This is how things stood on')

  it('what can be put on the home screen keeps itself and what was looked at', async () => {
    await page.goto(`${house.url}/today`)
    const manifest = await page.evaluate<{ start_url: string; icons: { src: string }[] }>(
      "fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())",
    )
    assert.equal(manifest.start_url, '/today')
    for (const { src } of manifest.icons)
      assert.equal(await page.evaluate((src) => fetch(src).then(({ ok }) => ok), src), true, src)
    await page.evaluate('navigator.serviceWorker.ready.then(() => {})')
    await page.reload()
    await day().first().click()
    await page.getByRole('region', { name: /^Conversation with/ }).waitFor()
    for (const path of ['/api/me', '/api/today', '/messages?']) await until(() => kept(path))
    assert.equal(await banner().count(), 0)
  })

  it('shows the last state, says of when it is, and goes on by itself', async () => {
    await house.restart(async () => {
      await page.reload()
      await page.getByRole('region', { name: /^Conversation with/ }).waitFor()
      await banner().waitFor()
      await page.goto(`${house.url}/`)
      await day().first().waitFor()
      await banner().waitFor()
      assert.deepEqual(await barriers(page), [])
      await page.goto(`${house.url}/settings/hours`) // never looked at: its program is there, its contents are not
      await page.getByText('The server cannot be reached.').waitFor()
      await page.goto(`${house.url}/today`)
      await day().first().waitFor()
    })
    await banner().waitFor({ state: 'detached' })
    await day().first().waitFor()
    assert.deepEqual(van.faults, [])
  })

  it('keeps nothing of the firm once one has signed out', async () => {
    assert.equal(await kept('/api/'), true)
    await page.getByRole('button', { name: 'Settings and help' }).tap()
    await page.getByRole('button', { name: 'Sign out' }).tap()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await until(async () => !(await kept('/api/')))
  })
})

/** As in an office network without TLS, where browsers keep nothing. */
describe('without a connection and with nothing kept', () => {
  let house: House
  before(async () => {
    house = await openHouse({}, { sample: true })
  })
  after(() => house?.[Symbol.asyncDispose]())
  const insights = (page: Page) => page.getByRole('link', { name: 'Insights' })
  const refusal = (page: Page) => page.getByRole('alert').getByText('This page could not be loaded.')
  const again = (page: Page) => page.getByRole('button', { name: 'Try again' })
  const heading = (page: Page) => page.getByRole('heading', { name: 'Insights', level: 1 })
  const loadsOf = (page: Page) => {
    const loads = { count: 0 }
    page.on('load', () => loads.count++)
    return loads
  }

  it('a page never opened is said not to load, the rest stays, and it loads once there is a connection again', async () => {
    await using office = await house.openSample()
    const { page, context } = office
    await insights(page).waitFor()
    const loads = loadsOf(page)
    await context.setOffline(true)
    await insights(page).click()
    await refusal(page).waitFor()
    assert.deepEqual(await barriers(page), [])
    await again(page).click()
    await refusal(page).waitFor()
    await page.getByRole('link', { name: /^Inbox/ }).click()
    await page.getByRole('list', { name: 'Conversations' }).waitFor()
    await insights(page).click()
    await refusal(page).waitFor()
    assert.equal(loads.count, 0, 'the window was never left')
    await context.setOffline(false)
    await again(page).click()
    await heading(page).waitFor()
  })

  it('a window older than the server is reloaded, but not twice; one of the same version waits for a person', async () => {
    for (const [parts, reloads] of [
      ['["/assets/of-another-version.js"]', 1],
      [null, 0],
    ] as const) {
      await using office = await house.openSample()
      const { page } = office
      await insights(page).waitFor()
      await page.route('**/assets/insights-screen-*', (route) => route.fulfill({ status: 404 }))
      if (parts !== null) await page.route('**/parts.json', (route) => route.fulfill({ body: parts }))
      const loads = loadsOf(page)
      await insights(page).click()
      await refusal(page).waitFor()
      await page.waitForTimeout(500)
      assert.equal(loads.count, reloads)
      await page.unrouteAll({ behavior: 'wait' })
      await again(page).click()
      await heading(page).waitFor()
    }
  })
})
