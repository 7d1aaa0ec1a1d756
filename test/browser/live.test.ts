import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import type { Conversation } from '../../src/contract/conversations.ts'
import { call, type House, openHouse, until } from './house.ts'

let house: House
before(async () => {
  house = await openHouse({}, { sample: true })
})
after(() => house?.[Symbol.asyncDispose]())

const lines = (page: Page) => page.getByRole('list', { name: 'Conversations', exact: true }).getByRole('link')
const hrefs = (page: Page) =>
  lines(page).evaluateAll((all) => all.map((line) => line.getAttribute('href') ?? ''))
const shows = async (page: Page, id: string) => (await hrefs(page)).some((href) => href.includes(id))
const waiting = async (page: Page, limit = 100): Promise<Conversation[]> =>
  (
    await call<{ items: Conversation[] }>(
      page,
      'GET',
      `conversations?status=needs_reply&settled=false&spam=false&limit=${limit}`,
    )
  ).items
/** Requests to the API from here on, by path. */
const requestsOf = (page: Page) => {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push(pathname)
  })
  return asked
}

describe('two windows on one inbox', () => {
  it('what one archives goes out of the other, and the line that is held there stays held', async () => {
    await using rays = await house.openSample()
    await using robins = await house.openSample({ colours: 'dark' })
    const [kept, moved] = await waiting(rays.page)
    assert.ok(kept !== undefined && moved !== undefined)
    for (const { page } of [rays, robins]) {
      await page.goto(`${house.url}/inbox/${kept.id}?status=needs_reply`)
      await lines(page).first().waitFor()
    }
    const held = lines(robins.page).and(robins.page.locator(`[href*="${kept.id}"]`))
    await held.focus()
    await until(() => shows(robins.page, moved.id))
    await call(rays.page, 'POST', `conversations/${moved.id}/archive`, {})
    await until(async () => !(await shows(robins.page, moved.id)))
    assert.ok(await held.evaluate((line) => line.matches(':focus')), 'who works by keys is where they were')
    await until(async () => !(await shows(rays.page, moved.id)))
    await call(rays.page, 'POST', `conversations/${moved.id}/unarchive`, {})
    await until(() => shows(robins.page, moved.id))
    assert.deepEqual([...rays.faults, ...robins.faults], [])
  })

  it('what is scrolled to stays where it is while the list changes', async () => {
    await using window = await house.openSample()
    const { page } = window
    const all = await call<{ items: Conversation[] }>(page, 'GET', 'conversations?spam=false&limit=100')
    const [first] = all.items
    await page.goto(`${house.url}/inbox`)
    await lines(page).first().waitFor()
    const list = page.getByRole('list', { name: 'Conversations', exact: true })
    await lines(page).last().scrollIntoViewIfNeeded()
    const top = (): Promise<number> =>
      list.evaluate((element) => {
        for (let at = element; at !== null; at = at.parentElement as typeof element)
          if (at.scrollTop > 0) return at.scrollTop
        return 0
      })
    await until(async () => (await top()) > 0)
    const scrolled = await top()
    const asked = requestsOf(page)
    await call(page, 'POST', `conversations/${first?.id}/archive`, {})
    await until(async () => asked.some((path) => path === '/api/conversations/counts'))
    await call(page, 'POST', `conversations/${first?.id}/unarchive`, {})
    await until(async () => asked.filter((path) => path === '/api/conversations/counts').length > 1)
    assert.ok(Math.abs((await top()) - scrolled) < 200, `scrolled from ${scrolled} to ${await top()}`)
    assert.deepEqual(window.faults, [])
  })

  it('nothing is asked for while nothing happens, and as before where nobody tells', async () => {
    await using window = await house.openSample()
    const { page } = window
    await call(page, 'POST', 'understanding/catch-up', {}) // else there is news
    const asked = requestsOf(page)
    const looks = () => asked.filter((path) => path === '/api/conversations/counts').length
    await page.clock.install()
    const isOpen = new Promise<void>((resolve) =>
      page.once('websocket', (line) => line.once('framereceived', () => resolve())),
    )
    await page.goto(`${house.url}/inbox`)
    await isOpen
    await lines(page).first().waitFor()
    await page.clock.fastForward(10_000) // what changed just before is shown
    await call(page, 'GET', 'conversations/counts')
    const before = looks()
    await page.clock.fastForward(40_000)
    await call(page, 'GET', 'conversations/counts') // is asked after all that the clock had asked
    assert.equal(looks(), before + 1)
    await page.routeWebSocket('**/api/live', (route) => route.close())
    await page.goto(`${house.url}/inbox`)
    await lines(page).first().waitFor()
    const deaf = looks()
    await page.clock.fastForward(45_000)
    await until(async () => looks() > deaf)
    assert.deepEqual(window.faults, [])
  })

  it('tickets, conflicts and figures are not asked for by the clock either, and a moved ticket is told of', async () => {
    await using window = await house.openSample()
    const { page } = window
    await call(page, 'POST', 'understanding/catch-up', {})
    await call(page, 'POST', 'analytics/catch-up', {})
    const asked = requestsOf(page)
    const asksOf = (path: string) => asked.filter((one) => one === path).length
    await page.clock.install()
    for (const [screen, path] of [
      ['settings/conflicts', '/api/conflicts'],
      ['insights', '/api/lost-work'],
      ['tickets', '/api/tickets'],
    ] as const) {
      const isOpen = new Promise<void>((resolve) =>
        page.once('websocket', (line) => line.once('framereceived', () => resolve())),
      )
      await page.goto(`${house.url}/${screen}`)
      await isOpen
      await until(async () => asksOf(path) > 0)
      await page.clock.fastForward(10_000) // what changed just before is shown
      await call(page, 'GET', 'me')
      const before = asksOf(path)
      await page.clock.fastForward(100_000)
      await call(page, 'GET', 'me') // is asked after all that the clock had asked
      assert.equal(asksOf(path), before, screen)
    }
    const { items } = await call<{ items: { id: string; status: string }[] }>(
      page,
      'GET',
      'tickets?open=true&limit=1',
    )
    const [ticket] = items
    const to = ticket?.status === 'scheduled' ? 'In progress' : 'Scheduled'
    const column = page.getByRole('region', { name: new RegExp(`^${to}: \\d`) })
    await column.waitFor()
    const status = to.toLowerCase().replace(' ', '_')
    await call(page, 'POST', `sync/tickets/${ticket?.id}/status`, { status })
    await column.locator(`a[href*="${ticket?.id}"]`).waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('a window goes on by itself after the server was away, with what changed meanwhile', async () => {
    await using window = await house.openSample()
    const { page } = window
    const [moved] = await waiting(page)
    await page.goto(`${house.url}/inbox?status=needs_reply`)
    await lines(page).first().waitFor()
    await until(() => shows(page, moved?.id ?? ''))
    const cookies = (await window.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    await house.restart()
    const archived = await fetch(`${house.url}/api/conversations/${moved?.id}/archive`, {
      method: 'POST',
      headers: { cookie: cookies, origin: house.url, 'content-type': 'application/json' },
      body: '{}',
    })
    assert.equal(archived.status, 200)
    await until(async () => !(await shows(page, moved?.id ?? '')))
    assert.deepEqual(window.faults, [])
  })
})
