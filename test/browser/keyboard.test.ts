import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { call, type House, openHouse, until, type Window } from './house.ts'

const TABS_MAX = 120

describe('an office without a mouse', () => {
  let house: House
  let office: Window
  before(async () => {
    house = await openHouse({}, { sample: true })
    office = await house.openSample()
    await office.page.locator('main li a').first().waitFor()
  })
  after(async () => {
    assert.deepEqual(office?.faults, [])
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })

  /** What the focus is on, as it is read out, and whether one sees that it is there. */
  const focused = (page: Page) =>
    page.evaluate<{ name: string; place: string; isSeen: boolean }>(`(() => {
      const element = document.activeElement
      const of = (id) => document.getElementById(id)?.textContent ?? ''
      const name = element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby')?.split(' ').map(of).join(' ')
        ?? element.labels?.[0]?.textContent ?? element.textContent
      const looks = (one) => {
        const { outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(one)
        return [outlineStyle, outlineStyle === 'none' ? '' : outlineColor, boxShadow, borderColor, backgroundColor].join()
      }
      const other = element.cloneNode(false)
      element.after(other)
      for (const one of document.getAnimations()) one.finish()
      const isBrowsers = !element.matches(':focus') // a part of the field that the browser draws, such as a calendar's button
      const isSeen = isBrowsers || looks(element) !== looks(other)
      other.remove()
      return { name: name.trim().replaceAll(/\\s+/g, ' '), place: element.tagName.toLowerCase(), isSeen }
    })()`)
  /** Goes on with Tab until the focus is on something of that name, and is seen all the way. */
  const tabTo = async (page: Page, name: RegExp) => {
    const passed: string[] = []
    for (let tab = 0; tab < TABS_MAX; tab++) {
      await page.keyboard.press('Tab')
      const found = await focused(page)
      if (found.place !== 'body')
        assert.ok(found.isSeen, `nobody sees the focus on ${found.place} “${found.name}”`)
      if (name.test(found.name)) return found
      passed.push(found.name.slice(0, 40))
    }
    return assert.fail(`Tab never comes to ${name}: ${passed.join(' · ')}`)
  }
  const go = async (page: Page, keys: string, path: RegExp) => {
    for (const key of keys) await page.keyboard.press(key)
    await page.waitForURL(path)
  }

  it('opens who waits, lays them away and takes that back', async () => {
    const { page } = office
    await go(page, 'gi', /\/inbox/)
    await page.keyboard.press('j')
    await page.waitForURL(/\/inbox\/[0-9a-f-]{36}/)
    const statusOf = async (id: string) =>
      (await call<{ status: string }>(page, 'GET', `conversations/${id}`)).status
    const id = /inbox\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
    const before = await statusOf(id)
    await page.keyboard.press('e')
    await until(async () => (await statusOf(id)) === 'archived')
    await page.keyboard.press('u')
    await until(async () => (await statusOf(id)) === before)
  })

  it('moves a ticket on the board, and changes it on its page', async () => {
    const { page } = office
    await page.goto(`${house.url}/today`)
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor()
    await tabTo(page, /^Tickets/)
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Board of tickets' }).getByRole('listitem').first().waitFor()
    const { name } = await tabTo(page, /^Move ticket #\d+ to$/)
    const number = Number(/#(\d+)/.exec(name)?.[1])
    type Listed = { items: { id: string; number: number; status: string; title: string }[] }
    const ticket = async () =>
      (await call<Listed>(page, 'GET', 'tickets?limit=200')).items.find((one) => one.number === number)
    await page.keyboard.press('Enter')
    const places = page.getByRole('dialog', { name })
    await places.waitFor()
    await until(async () => (await focused(page)).name === 'Open')
    await tabTo(page, /^Scheduled$/)
    assert.notEqual((await ticket())?.status, 'scheduled', 'nothing moves before one has chosen')
    await page.keyboard.press('Enter')
    await until(async () => (await ticket())?.status === 'scheduled')
    const column = page.getByRole('region', { name: /^Scheduled:/ })
    await column.getByRole('button', { name, exact: true }).waitFor()
    await until(async () => (await focused(page)).name === name)
    await page.goto(`${house.url}/tickets/${(await ticket())?.id}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await tabTo(page, /^Change$/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    if (!/^What is it about/.test((await focused(page)).name)) await tabTo(page, /^What is it about/)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Trap under the sink')
    await tabTo(page, /^Save$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Trap under the sink', level: 1 }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('looks for the other of two customers, thinks better of it, and is where it was', async () => {
    const { page } = office
    await go(page, 'gc', /\/customers/)
    await page.getByRole('link', { name: /Abernathy/ }).waitFor()
    await page.keyboard.press('j')
    await page.waitForURL(/\/customers\/[0-9a-f-]{36}/)
    await tabTo(page, /^Merge with/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    assert.match((await focused(page)).name, /^Find the other customer/)
    await page.keyboard.type('Omar Obr')
    const found = page.getByRole('dialog').getByRole('listitem')
    await found.getByText('Omar Obrien').waitFor()
    await until(async () => (await found.count()) === 1, 10_000)
    await page.keyboard.press('Escape')
    await found.nth(3).waitFor() // what was typed is gone, and the dialog is not
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.match((await focused(page)).name, /^Merge with/)
  })

  it('comes to a list once by Tab, goes through it by arrows, and past it by Tab again', async () => {
    const { page } = office
    await page.goto(`${house.url}/customers`)
    const list = page.getByRole('list', { name: 'Customers' })
    await list.getByRole('link').nth(5).waitFor()
    const line = () =>
      page.evaluate<number>(
        `Number(document.activeElement.closest('[aria-label="Customers"] li')?.getAttribute('aria-posinset') ?? 0)`,
      )
    const tabs = async () => {
      for (let tab = 0; tab < TABS_MAX && (await line()) === 0; tab++) await page.keyboard.press('Tab')
    }
    await tabs()
    assert.equal(await line(), 1)
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key)
    assert.equal(await line(), 2)
    await page.keyboard.press('End')
    await until(async () => (await line()) > 20)
    const last = await line()
    await page.keyboard.press('ArrowUp')
    assert.equal(await line(), last - 1)

    await list.getByRole('link').nth(12).hover()
    await page.mouse.wheel(0, -100_000)
    const top = list.locator('li[aria-posinset="1"], li[aria-posinset="2"]').getByRole('link')
    await until(async () => (await top.count()) === 2)
    assert.equal(await line(), last - 1, 'the focus stays where it was while the list is scrolled')
    await page.keyboard.press('Home')
    await until(async () => (await line()) === 1)
    await page.keyboard.press('Tab')
    assert.equal(await line(), 0)
    await page.keyboard.press('Shift+Tab')
    assert.equal(await line(), 1)

    await page.keyboard.press('Enter')
    await list.locator('li[aria-posinset="1"] [aria-current]').waitFor()
    await page.keyboard.press('j')
    await until(async () => (await line()) === 2)
    await page.keyboard.press('Tab')
    assert.equal(await line(), 0)
  })

  it('does what a key says to the line that has the focus, not to another', async () => {
    const { page } = office
    await page.goto(`${house.url}/inbox?status=needs_reply`)
    const list = page.getByRole('list', { name: 'Conversations', exact: true })
    const nameOf = async (line: number) =>
      (await list.locator(`li[aria-posinset="${line}"] .truncate`).first().textContent())?.trim() ?? ''
    await list.getByRole('link').nth(5).waitFor()
    const [first, second, third] = [await nameOf(1), await nameOf(2), await nameOf(3)]
    await page.keyboard.press('j')
    await page.waitForURL(/\/inbox\/[0-9a-f-]{36}/)
    await list.getByRole('link').first().focus()
    for (let down = 0; down < 2; down++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('e')
    await page.getByText(`Archived: ${third}`).waitFor()
    const line = () =>
      page.evaluate<number>(
        `Number(document.activeElement.closest('li[data-key]')?.getAttribute('aria-posinset') ?? 0)`,
      )
    await until(async () => (await line()) === 3) // on what stands in its place
    await page.keyboard.press('k')
    await page.getByRole('heading', { name: second, level: 1 }).waitFor()
    assert.equal(await line(), 2)
    await page.keyboard.press('u')
    await page.getByText('Undone').waitFor()
    await until(async () => (await nameOf(3)) === third)
    assert.equal(await nameOf(1), first)
  })

  it('switches the keys of one letter off, and on again', async () => {
    const { page } = office
    const letters = page.getByRole('checkbox', { name: 'Keys of one letter' })
    await page.keyboard.press('?')
    await letters.uncheck()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { pathname } = new URL(page.url())
    for (const key of ['g', 'c', '?']) await page.keyboard.press(key)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search everything' }).waitFor() // in a word, what came before is over
    await page.keyboard.press('Escape')
    assert.equal(new URL(page.url()).pathname, pathname)
    await page.getByRole('button', { name: /Ray Miller/ }).click()
    await page.getByRole('button', { name: 'Keys', exact: true }).click()
    await letters.check()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await go(page, 'gc', /\/customers/)
  })

  it('goes to tickets, insights and health by two keys, which are on the sheet, each in its box', async () => {
    const { page } = office
    await go(page, 'gk', /\/tickets$/)
    await go(page, 'gf', /\/insights$/)
    await go(page, 'gh', /\/health$/)
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    for (const words of ['Go to tickets', 'Go to insights', 'Go to health'])
      await sheet.getByText(words).waitFor()
    const broken = await page.evaluate<string[]>(`[...document.querySelectorAll('dialog kbd')]
      .filter((key) => key.scrollWidth > key.clientWidth || key.scrollHeight > key.clientHeight)
      .map(({ textContent }) => textContent)`)
    assert.deepEqual(broken, [])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })

  it('chooses among figures with the arrows, and sets when the firm works', async () => {
    const { page } = office
    await page.goto(`${house.url}/insights`)
    await page.getByRole('heading', { name: 'Insights' }).waitFor()
    await tabTo(page, /Lost work/)
    await page.keyboard.press('ArrowRight')
    await page.getByText('Messages that came in').waitFor()
    await page.goto(`${house.url}/settings/hours`)
    await page.getByLabel('Saturday').waitFor()
    await tabTo(page, /^Works on Saturday$/)
    await page.keyboard.press('Space')
    await tabTo(page, /^Save hours$/)
    await page.keyboard.press('Enter')
    await until(async () => {
      const { week } = await call<{ week: unknown[][] }>(page, 'GET', 'working-hours')
      return (week[5]?.length ?? 0) > 0
    })
  })

  it('keeps the focus on what is under way, which nobody begins a second time', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/hours`)
    await page.getByLabel('Works on Sunday').waitFor()
    let asked = 0
    const answered = Promise.withResolvers<void>()
    await page.route('**/api/working-hours', async (route) => {
      if (route.request().method() === 'PUT') {
        asked++
        await answered.promise
      }
      await route.continue()
    })
    await tabTo(page, /^Works on Sunday$/)
    await page.keyboard.press('Space')
    await tabTo(page, /^Save hours$/)
    await page.keyboard.press('Enter')
    const busy = page.locator('main [aria-busy=true]')
    await busy.waitFor()
    await page.keyboard.press('Enter')
    assert.equal((await focused(page)).name, 'Save hours')
    await page.getByLabel('Sunday, to').press('Enter')
    await page.getByRole('button', { name: 'Save hours' }).focus()
    answered.resolve()
    await page.getByText('Hours saved').waitFor()
    await busy.waitFor({ state: 'detached' })
    assert.equal(asked, 1)
    await until(async () => (await focused(page)).name === 'Save hours')
  })

  it('is somewhere still when what it was on has gone', async () => {
    const { page } = office
    const isOn = (name: RegExp) => until(async () => name.test((await focused(page)).name), 10_000)
    await page.goto(`${house.url}/customers`)
    await page.getByRole('link', { name: /Abernathy/ }).press('Enter')
    for (const end of ['Enter', 'Escape']) {
      await page.getByRole('button', { name: 'Rename' }).press('Enter')
      await page.getByLabel('Name of the customer').press(end)
      await isOn(/^Rename$/)
    }

    await page.goto(`${house.url}/tickets`)
    const choice = page.getByRole('checkbox', { name: /^Choose ticket/ }).first()
    await choice.press('Space')
    await page.getByRole('button', { name: 'Choose none' }).press('Enter')
    await isOn(/^Choose ticket/)

    await page.goto(`${house.url}/search`)
    await page.getByRole('button', { name: 'from:Alvarez' }).press('Enter')
    await isOn(/^Search everything$/)
    await page.getByRole('button', { name: 'Clear' }).press('Enter')
    await isOn(/^Search everything$/)

    await page.goto(`${house.url}/inbox?urgency=high`)
    await page.getByRole('button', { name: 'Clear filters' }).press('Enter')
    await isOn(/^Search/)

    await page.goto(`${house.url}/settings/keys`)
    await page.getByRole('button', { name: 'Make a key' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').first().fill('Bookkeeping')
    await dialog.getByRole('checkbox').first().check()
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Done' }).waitFor()
    await page.keyboard.press('Escape')
    await isOn(/^Make a key$/)

    await page.goto(`${house.url}/settings/templates`)
    await page.getByRole('button', { name: 'Add a template' }).press('Enter')
    await dialog.getByLabel('Title').fill('On our way')
    await dialog.getByLabel('Text').fill('We are on our way.')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByRole('button', { name: 'Remove “On our way”' }).press('Enter')
    await dialog.getByRole('button', { name: 'Remove' }).press('Enter')
    await page.getByRole('heading', { name: 'On our way', exact: true }).waitFor({ state: 'detached' })
    await isOn(/^Add a template$/)

    await call(page, 'POST', 'invitations', { email: 'lou.ferris@harbor.example', role: 'technician' })
    await page.goto(`${house.url}/settings/people`)
    const takeBack = page.getByRole('button', { name: /^Take back: lou\.ferris/ })
    await takeBack.press('Enter')
    await takeBack.waitFor({ state: 'detached' })
    await isOn(/^Invite somebody$/)

    await page.goto(`${house.url}/tickets?view=list`)
    for (const at of [0, 1])
      await page
        .getByRole('checkbox', { name: /^Choose ticket/ })
        .nth(at)
        .press('Space')
    await page.getByRole('button', { name: 'Move them to' }).press('Enter')
    await dialog.getByRole('button').first().press('Enter')
    await page.getByText(/^2 tickets moved to: /).waitFor()
    await until(async () => (await focused(page)).place !== 'body', 10_000)
  })

  it('comes with the screen to its heading, but not away from where it is', async () => {
    const { page } = office
    await page.goto(`${house.url}/today`)
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor()
    assert.equal((await focused(page)).place, 'body')
    await go(page, 'gc', /\/customers/)
    await until(async () => (await focused(page)).place === 'h1')
    const line = page.getByRole('link', { name: /Abernathy/ })
    await line.press('Enter')
    await page.getByRole('article', { name: /Abernathy/ }).waitFor()
    assert.match((await focused(page)).name, /Abernathy/)
    assert.equal((await focused(page)).place, 'a')
    await page.getByRole('link', { name: 'All in the inbox' }).press('Enter')
    await page.waitForURL(/\/inbox/)
    await until(async () => (await focused(page)).place === 'h1')

    await using phone = await house.openSample({ width: 390 })
    await phone.page.goto(`${house.url}/customers`)
    await phone.page.getByRole('link', { name: /Abernathy/ }).press('Enter')
    await phone.page.getByRole('link', { name: 'Back', exact: true }).press('Enter')
    await until(async () => /Abernathy/.test((await focused(phone.page)).name))
    await phone.page.getByRole('button', { name: /^Settings and help/ }).press('Enter')
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Search' }).press('Enter')
    await phone.page.getByRole('combobox').press('Escape')
    await until(async () => /^Settings and help/.test((await focused(phone.page)).name))
  })
})
