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
