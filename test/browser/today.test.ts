import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import type { Today } from '../../src/contract/today.ts'
import { atFrontDoor, barriers, call, type House, openHouse, until } from './house.ts'

let house: House
before(async () => {
  house = await openHouse({}, { sample: true })
})
after(() => house?.[Symbol.asyncDispose]())

const openToday = async (page: Page) => {
  await call(page, 'POST', 'analytics/catch-up')
  await page.goto(`${house.url}/today`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('heading', { level: 2 }).first().waitFor()
}

describe('the day', () => {
  it('shows what is on fire, who waits, what was promised and how yesterday went, as the server has it', async () => {
    await using window = await house.openSample()
    const { page } = window
    await openToday(page)
    const { fire, waiting, promises } = await call<Today>(page, 'GET', 'today')
    assert.ok(fire.items.length > 0 && waiting.items.length > 0, 'the sample firm has both')
    for (const [name, items] of [
      ['On fire', fire.items],
      ['Waiting for an answer', waiting.items],
    ] as const) {
      const links = page.getByRole('list', { name }).getByRole('link')
      const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))
      assert.deepEqual(
        addresses,
        items.map(({ id }) => `/inbox/${id}${name === 'On fire' ? '' : '?status=needs_reply'}`),
      )
    }
    const promised = page.getByRole('region', { name: 'Promised for today' })
    assert.equal(await promised.getByRole('listitem').count(), promises?.items.length)
    await page.getByRole('region', { name: /^Yesterday, / }).waitFor()
    await page.getByRole('list', { name: 'On fire' }).getByRole('link').first().click()
    await page.waitForURL(new RegExp(`/inbox/${fire.items[0]?.id}`))
    assert.deepEqual(window.faults, [])
  })

  it('leads from what it shows to the rest, where the rest is', async () => {
    await using window = await house.openSample()
    const { page } = window
    const { fire, promises } = await call<Today>(page, 'GET', 'today')
    assert.ok(
      fire.items.length > 1 && promises && promises.items.length > 1,
      'there is more than one of each',
    )
    await page.route('**/api/today', async (route) => {
      const response = await route.fetch()
      const today: Today = await response.json()
      today.fire.items = today.fire.items.slice(0, 1)
      today.promises?.items.splice(1)
      for (const { party } of today.promises?.items ?? []) party.title = '+15125550142, +15125550143'
      await route.fulfill({ response, json: today })
    })
    await openToday(page)
    const promised = page.getByRole('region', { name: 'Promised for today' })
    await promised.getByText('(512) 555-0142, (512) 555-0143').waitFor()
    await promised.getByText(`and ${promises.total - 1} more, due later than these`).waitFor()
    const burning = page.getByRole('region', { name: 'On fire' })
    const rest = new Set<string>()
    for (const name of [/^and \d+ more$/, /^All (emergencies|dangers)$/]) {
      const way = burning.getByRole('link', { name })
      if ((await way.count()) === 0) continue
      await way.click()
      await page.waitForURL(/\/inbox\?(urgency|danger)=/)
      const links = page.getByRole('list', { name: 'Conversations', exact: true }).getByRole('link')
      await links.first().waitFor()
      for (const line of await links.all()) rest.add((await line.getAttribute('href')) ?? '')
      await page.goBack()
      await burning.waitFor()
    }
    for (const { id } of fire.items.slice(1))
      assert.ok(
        [...rest].some((address) => address.startsWith(`/inbox/${id}`)),
        `${id} is in a list that one is led to`,
      )
    assert.deepEqual(window.faults, [])
  })

  it('is where one arrives, and where Back and Escape lead from what was opened in it', async () => {
    for (const width of [1280, 390] as const) {
      await using window = await house.openSample({ width })
      const { page } = window
      await page.goto(house.url)
      await atFrontDoor(page)
      await page.getByRole('list', { name: 'Waiting for an answer' }).getByRole('link').first().click()
      await page.waitForURL(/\/inbox\/[0-9a-f-]+\?status=needs_reply/)
      await page.getByRole('region', { name: /^Conversation with/ }).waitFor()
      if (width === 390) await page.getByRole('link', { name: 'Back', exact: true }).tap()
      else await page.keyboard.press('Escape')
      await atFrontDoor(page)
    }
  })

  it('follows what happens, without being asked', async () => {
    await using window = await house.openSample()
    const { page } = window
    await openToday(page)
    const rows = page.getByRole('list', { name: 'Waiting for an answer' }).getByRole('link')
    const before = await rows.count()
    const { waiting } = await call<Today>(page, 'GET', 'today')
    await call(page, 'POST', `conversations/${waiting.items[0]?.id}/archive`, {
      version: waiting.items[0]?.version,
    })
    await until(
      async () => (await rows.count()) === Math.min(20, before === 20 ? waiting.total - 1 : before - 1),
    )
    assert.deepEqual(window.faults, [])
  })

  it('is reached by its key and by the thumb, speaks Polish, and keeps nobody out', async () => {
    for (const look of [
      { language: 'en', colours: 'light', width: 1280 },
      { language: 'pl', colours: 'dark', width: 390 },
    ] as const) {
      await using window = await house.openSample(look)
      const { page } = window
      const name = look.language === 'pl' ? 'Dziś' : 'Today'
      const door = page.getByRole('navigation').getByRole('link', { name })
      await door.waitFor()
      if (look.width === 390) await door.tap()
      else {
        await page.keyboard.press('g')
        await page.keyboard.press('t')
      }
      await page.waitForURL(/\/today$/)
      await page.getByRole('heading', { level: 1, name }).waitFor()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      assert.deepEqual(await barriers(page), [])
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.equal(wide, 0, 'nothing is wider than the window')
    }
  })
  it('on a phone, the menu begins with the search, and the way out is within reach', async () => {
    await using window = await house.openSample({ width: 390 })
    const { page } = window
    const menu = page.getByRole('dialog', { name: 'Settings and help' })
    const wayOut = menu.getByRole('button', { name: 'Sign out' })
    const isInSight = async (height: number) => {
      const place = await wayOut.boundingBox()
      return place !== null && place.y >= 0 && place.y + place.height <= height
    }
    await page.getByRole('button', { name: 'Settings and help' }).tap()
    await menu.waitFor()
    assert.equal(await menu.getByRole('button').or(menu.getByRole('link')).first().textContent(), 'Search')
    assert.equal(await isInSight(844), true, 'nothing of the menu is out of sight')
    await page.setViewportSize({ width: 390, height: 640 })
    await until(async () => {
      await wayOut.scrollIntoViewIfNeeded()
      return isInSight(640)
    })
    await menu.getByRole('button', { name: 'Search' }).tap()
    await page.getByRole('combobox').waitFor()
  })
})
