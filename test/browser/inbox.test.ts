import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { Conversation } from '../../src/contract/conversations.ts'
import { beginningOf } from '../../web/i18n/calendar.ts'
import { barriers, call, type House, openHouse, until } from './house.ts'

let house: House
before(async () => {
  house = await openHouse({}, { sample: true })
})
after(() => house?.[Symbol.asyncDispose]())

const lines = (page: Page) => page.getByRole('list', { name: 'Conversations', exact: true }).getByRole('link')
const titleOf = (line: Locator) => line.locator('.truncate').first().textContent()
const hrefs = (page: Page) =>
  lines(page).evaluateAll((all) => all.map((line) => line.getAttribute('href') ?? ''))
/** Keeps the first answer from here on until it is let go, as the server gave it at once; all others pass. */
async function holdFirst(page: Page, path: string) {
  const free = Promise.withResolvers<void>()
  let asked = 0
  let answered = 0
  await page.route(path, async (route) => {
    const isFirst = ++asked === 1
    const response = await route.fetch()
    if (isFirst) await free.promise
    await route.fulfill({ response })
    answered++
  })
  return { asked: () => asked, answered: () => answered, letGo: () => free.resolve() }
}
const countOf = async (page: Page, status: string) =>
  Number(
    ((await page.getByRole('link', { name: new RegExp(`^${status} \\d`) }).textContent()) ?? '').replace(
      /\D/g,
      '',
    ),
  )

describe('a morning in the inbox', () => {
  it('who waits is first; j and k walk, e archives and goes on, u takes it back', async () => {
    await using window = await house.openSample()
    const { page } = window
    await lines(page).first().waitFor()
    const waiting = await countOf(page, 'Needs reply')
    const first = await titleOf(lines(page).nth(0))
    const second = await titleOf(lines(page).nth(1))
    await page.keyboard.press('j')
    await page.waitForURL(/\/inbox\/[0-9a-f-]{36}/)
    const opened = page.url()
    await page.keyboard.press('j')
    await until(async () => page.url() !== opened)
    await page.keyboard.press('k')
    await page.waitForURL(opened)
    await page.keyboard.press('e')
    await page.getByText(/^Archived: /).waitFor()
    await until(async () => page.url() !== opened)
    await until(async () => (await titleOf(lines(page).first())) === second)
    await until(async () => (await countOf(page, 'Needs reply')) === waiting - 1)
    await page.keyboard.press('u')
    await page.getByText('Undone').waitFor()
    await until(async () => (await titleOf(lines(page).first())) === first)
    await until(async () => (await countOf(page, 'Needs reply')) === waiting)
    assert.deepEqual(window.faults, [])
  })

  it('what was asked for before e, and is answered after it, brings nothing back', async () => {
    await using window = await house.openSample()
    const { page } = window
    await lines(page).nth(2).waitFor()
    const [gone = '', next = '', other = ''] = (await hrefs(page)).map((href) => href.slice(0, 43))
    await lines(page).first().click()
    await page.waitForURL(`${house.url}${gone}*`)
    const list = await holdFirst(page, '**/api/conversations?*')
    await call(page, 'POST', `conversations/${other.slice(7)}/archive`, {}) // news: the list is asked for
    await until(async () => list.asked() === 1)
    await page.keyboard.press('e')
    await page.getByText(/^Archived: /).waitFor()
    await until(async () => (await hrefs(page))[0]?.startsWith(next) === true)
    await until(async () => list.asked() > 1) // told of by the server, so the server has it
    const before = list.asked()
    list.letGo()
    await until(async () => list.answered() > before)
    assert.ok((await hrefs(page))[0]?.startsWith(next), 'a line that was archived came back')
    await page.keyboard.press('u')
    await until(async () => (await hrefs(page))[0]?.startsWith(gone) === true)
    await call(page, 'POST', `conversations/${other.slice(7)}/unarchive`, {})
    assert.deepEqual(window.faults, [])
  })

  it('a page that is on its way when e is pressed brings nothing back either', async () => {
    await using window = await house.openSample()
    const { page } = window
    const [news] = (await call<{ items: Conversation[] }>(page, 'GET', 'conversations?status=needs_reply'))
      .items
    await page.goto(`${house.url}/inbox?status=archived`)
    await lines(page).nth(2).waitFor()
    const held: (() => void)[] = []
    const asked = { pages: 0, heads: 0, answered: 0 }
    let holdsHeads = false
    await page.route('**/api/conversations?*', async (route) => {
      const isPage = route.request().url().includes('cursor=')
      asked[isPage ? 'pages' : 'heads']++
      if (isPage || holdsHeads) await new Promise<void>((resolve) => held.push(resolve))
      await route.continue().catch(() => undefined) // one that was given up
      asked.answered++
    })
    await lines(page).nth(2).hover()
    await page.mouse.wheel(0, 100_000)
    await until(async () => asked.pages === 1)
    await call(page, 'POST', `conversations/${news?.id}/archive`, {})
    await until(async () => asked.heads > 0 && asked.answered === asked.heads)
    await page.mouse.wheel(0, -100_000)
    await until(async () => (await hrefs(page)).some((href) => href.includes(news?.id ?? '')))
    const [gone = '', next = ''] = (await hrefs(page)).map((href) => href.slice(0, 43))
    await lines(page).first().focus()
    holdsHeads = true
    await page.keyboard.press('e')
    await page.getByText(/^Back in the inbox: /).waitFor()
    await page.waitForTimeout(300) // nothing that is asked for is answered now
    assert.ok((await hrefs(page))[0]?.startsWith(next), 'a line that was moved came back')
    assert.ok(!(await hrefs(page)).some((href) => href.startsWith(gone)))
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    for (const letGo of held) letGo()
    await page.reload()
    await lines(page).first().waitFor()
    await call(page, 'POST', `conversations/${gone.slice(7)}/archive`, {})
    await call(page, 'POST', `conversations/${news?.id}/unarchive`, {})
    assert.deepEqual(window.faults, [])
  })

  it('what cannot be archived is not said to be, nor counted so', async () => {
    await using window = await house.openSample()
    const { page } = window
    await lines(page).first().waitFor()
    const waiting = await countOf(page, 'Needs reply')
    const before = await hrefs(page)
    await page.keyboard.press('j')
    await page.waitForURL(/\/inbox\/[0-9a-f-]{36}/)
    await page.getByRole('button', { name: /^Archive/ }).waitFor()
    await page.context().setOffline(true)
    await page.keyboard.press('e')
    await page.getByText('The server cannot be reached.').first().waitFor()
    await page.getByText(/^Archived: /).waitFor({ state: 'detached' })
    assert.equal(await countOf(page, 'Needs reply'), waiting)
    assert.deepEqual(await hrefs(page), before)
    await page.context().setOffline(false)
  })

  it('a key that is held down archives one, and no more', async () => {
    await using window = await house.openSample()
    const { page } = window
    await lines(page).nth(3).waitFor()
    let asked = 0
    await page.route('**/archive', (route) => {
      asked++
      return route.fulfill({ status: 503, json: {} })
    })
    await page.keyboard.press('j')
    await page.waitForURL(/\/inbox\/[0-9a-f-]{36}/)
    for (let held = 0; held < 5; held++) await page.keyboard.down('e')
    await page.keyboard.up('e')
    await page.getByRole('alert').or(page.getByText('Archived').first()).first().waitFor()
    assert.equal(asked, 1)
  })

  it('is where it was when one comes back from another room', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.goto(`${house.url}/inbox?status=archived`)
    await lines(page).nth(5).waitFor()
    await lines(page).nth(2).click()
    await page.waitForURL(/\/inbox\/[0-9a-f-]{36}/)
    await lines(page).nth(5).hover()
    await page.mouse.wheel(0, 3_000)
    const top = () =>
      page.evaluate<number>(`document.querySelector('li[data-key]')?.closest('div').scrollTop`)
    await until(async () => (await top()) === 3_000)
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL(/\/customers/)
    await page.goBack()
    await page.waitForURL(/\/inbox/)
    await lines(page).first().waitFor()
    await until(async () => (await top()) === 3_000)
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await until(async () => (await top()) === 0) // who comes anew sees what is first
  })

  it('every conversation tells why it begins where it does', async () => {
    await using window = await house.openSample()
    const { page } = window
    await lines(page).first().click()
    await page
      .getByRole('button', { name: /Why here\?/ })
      .first()
      .waitFor()
    await page.keyboard.press('w')
    const why = page.getByRole('dialog', { name: 'Why is it here?' })
    await why.getByText(/Begins a new conversation|Goes on/).waitFor()
    await page.keyboard.press('Escape')
    await why.waitFor({ state: 'detached' })
    assert.deepEqual(window.faults, [])
  })

  it('a conversation is split at a message, and u makes it one again', async () => {
    await using window = await house.openSample()
    const { page } = window
    const archived = await call<{ items: Conversation[] }>(page, 'GET', 'conversations?status=archived')
    const long = archived.items.find(({ messageCount }) => messageCount > 3)
    await page.goto(`${house.url}/inbox/${long?.id}?status=archived`)
    const thread = page.getByRole('region', { name: /^Conversation with/ })
    await thread
      .getByText(/\d+ messages?/)
      .first()
      .waitFor()
    const signs = thread.getByRole('button', { name: 'About this message' })
    await signs.first().waitFor()
    const before = await signs.count()
    await signs.last().click()
    await page.getByRole('button', { name: 'Split here' }).click()
    await page.getByText('Split in two').waitFor()
    await until(async () => (await signs.count()) < before)
    await page.keyboard.press('u')
    await page.getByText('One conversation again').waitFor()
    await until(async () => (await signs.count()) === before)
    assert.deepEqual(window.faults, [])
  })

  it('a conversation is merged with an earlier one of the same people, and parted from the panel', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.goto(`${house.url}/inbox?status=archived`)
    await lines(page).nth(5).click()
    await page.getByRole('region', { name: /^Conversation with/ }).waitFor()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('searchbox').fill('filter')
    await dialog.locator('li button').first().click()
    await page.getByText('Merged into one').waitFor()
    await page.getByText('Changed by hand').waitFor()
    await page.getByRole('complementary').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Two conversations again').waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('who seems to need no answer stands apart, one tap away; kinds of work and channels narrow the list', async () => {
    await using window = await house.openSample()
    const { page } = window
    await lines(page).first().waitFor()
    type Listed = { items: { id: string }[] }
    const listed = async (query: string) =>
      (await call<Listed>(page, 'GET', `conversations?spam=false&limit=100&${query}`)).items.map(
        ({ id }) => `/inbox/${id}`,
      )
    const shown = async () => (await hrefs(page)).map((href) => href.slice(0, 43))
    const settled = await listed('status=needs_reply&settled=true')
    assert.ok(settled.length > 1)
    assert.ok(!(await shown()).some((href) => settled.includes(href)))
    await page.getByRole('link', { name: `${settled.length} probably need no answer` }).click()
    await until(async () => JSON.stringify(await shown()) === JSON.stringify(settled))
    await page.getByRole('heading', { name: 'Probably settled' }).waitFor()
    await page.getByRole('link', { name: 'Back to who waits' }).click()
    await page.getByRole('button', { name: /^Kind:/ }).click()
    await page.getByLabel('Kind of work').selectOption({ label: 'Water heater' })
    await page.waitForURL(/service=water_heater/)
    const heaters = await listed('status=needs_reply&settled=false&service=water_heater')
    await until(async () => JSON.stringify(await shown()) === JSON.stringify(heaters))
    await page.getByLabel('Came by').selectOption('Postmark')
    await page.getByText('Nothing fits these filters').waitFor()
    assert.equal(await page.getByLabel('District').count(), 0, 'those that are known are of Warsaw')
    assert.deepEqual(await barriers(page), [])
    assert.deepEqual(window.faults, [])
  })

  it('words, time and customer narrow the list, and the address bar holds them', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.goto(`${house.url}/inbox`)
    await lines(page).first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('boiler')
    await page.waitForURL(/text=boiler/)
    await page.getByRole('button', { name: /^Since:/ }).click()
    await page.getByRole('button', { name: 'Last 12 months' }).click()
    await page.waitForURL(/since=365d/)
    await page.reload()
    assert.equal(await page.getByRole('searchbox').inputValue(), 'boiler')
    await page.getByRole('searchbox').fill('no such words anywhere')
    await page.getByText('Nothing fits these filters').waitFor()
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await page.getByRole('button', { name: /^Customer:/ }).click()
    await page.getByRole('dialog').getByRole('searchbox').fill('corbett')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Corbett/i })
      .first()
      .click()
    await page.waitForURL(/customer=/)
    await until(async () => /Corbett/i.test((await lines(page).first().textContent()) ?? ''))
    assert.deepEqual(window.faults, [])
  })

  it('more conversations come as one scrolls, and only those in sight are drawn', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.goto(`${house.url}/inbox`)
    await lines(page).first().waitFor()
    await lines(page).first().hover()
    const deep = page.locator('main li[aria-posinset="200"]')
    await until(async () => {
      await page.mouse.wheel(0, 800)
      return (await deep.count()) === 1
    })
    assert.ok((await lines(page).count()) < 60)
  })

  it('Polish and the dark are one switch away and stay', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.getByRole('button', { name: 'Settings and help' }).click()
    await page.getByText('Polski').click()
    await page.getByText('Ciemne').click()
    await page.reload()
    await page.getByRole('link', { name: /^Do odpowiedzi( \d+)?$/ }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'pl')
    assert.equal(await page.evaluate('getComputedStyle(document.body).colorScheme'), 'dark')
    assert.match((await polishLines(page).first().textContent()) ?? '', /czeka \d/)
    assert.deepEqual(window.faults, [])
  })

  it('in Polish every reason is said in Polish, down to its figures', async () => {
    await using window = await house.openSample({ language: 'pl' })
    const { page } = window
    await page.goto(`${house.url}/inbox?status=archived`)
    await polishLines(page).first().waitFor()
    const said = new Set<string>()
    for (let n = 0; n < 12; n++) {
      const line = polishLines(page).nth(n)
      const path = await line.getAttribute('href')
      await line.click()
      await page.waitForURL(`${house.url}${path}`)
      const signs = page.getByRole('button', { name: /Dlaczego tutaj\?|O tej wiadomości/ })
      await signs.first().waitFor()
      for (const sign of [signs.first(), signs.last()]) {
        await sign.click()
        const why = page.getByRole('dialog', { name: 'Dlaczego jest tutaj?' })
        await why.getByText(/Wersja reguły/).waitFor()
        for (const line of await why.locator('p').allInnerTexts()) said.add(line)
        await page.keyboard.press('Escape')
        await why.waitFor({ state: 'detached' })
      }
    }
    const all = [...said].join('\n')
    assert.match(all, /Zaczyna nową rozmowę – przede wszystkim|Z tymi osobami nic nie było otwarte/)
    assert.match(all, /godz\.|dni|min/)
    assert.doesNotMatch(all, /\b(the|it|is|of|since|words?|before|conversation|hours?|days)\b/i)
    assert.deepEqual(window.faults, [])
  })

  it('in Polish a refusal is said in Polish', async () => {
    await using window = await house.openSample({ language: 'pl' })
    const { page } = window
    await page.goto(`${house.url}/inbox/018f0000-0000-7000-8000-000000000000`)
    await page.getByRole('alert').getByText('Nie ma takiej rozmowy.').waitFor()
  })

  it('on a phone a long name leaves room for Undo', async () => {
    await using window = await house.openSample({ width: 390 })
    const { page } = window
    const { items } = await call<{ items: Conversation[] }>(page, 'GET', 'conversations?status=needs_reply')
    const isOne = ({ party }: Conversation) => party.kind === 'one' && party.members[0]?.customerId != null
    const { id, party } = items.find(isOne) ?? assert.fail()
    const name = `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(3)} Property Management`
    const customer = `customers/${party.members[0]?.customerId}`
    await call(page, 'PATCH', customer, { name })
    await page.goto(`${house.url}/inbox/${id}`)
    await page.getByRole('button', { name: 'Archive', exact: true }).tap()
    const undo = page.getByRole('button', { name: /^Undo/ })
    const { x, width } = (await undo.boundingBox()) ?? assert.fail()
    assert.ok(x >= 0 && x + width <= 390)
    const close = await page.getByRole('button', { name: 'Close' }).last().boundingBox()
    assert.ok(close !== null && close.x + close.width <= 390)
    await undo.tap()
    await page.getByText('Undone').waitFor()
    await call(page, 'PATCH', customer, { name: party.title })
    assert.deepEqual(window.faults, [])
  })

  it('on a phone the conversation has the screen, and Back leads to the list', async () => {
    await using window = await house.openSample({ width: 390 })
    const { page } = window
    await lines(page).first().tap()
    await page.getByRole('region', { name: /^Conversation with/ }).waitFor()
    await until(async () => (await lines(page).count()) === 0) // the list is out of reach
    await page.getByRole('button', { name: 'Show the customer' }).tap()
    await page.getByRole('dialog').getByText('Contact points').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap()
    await page.getByRole('link', { name: 'Back', exact: true }).tap()
    await lines(page).first().waitFor()
    assert.deepEqual(window.faults, [])
  })
})

const polishLines = (page: Page) => page.getByRole('list', { name: 'Rozmowy', exact: true }).getByRole('link')

describe('the firm’s clock', () => {
  it('is the one by which the inbox looks back to a day, whatever this device goes by', async () => {
    await using window = await house.openSample()
    const { page } = window
    const { firm } = await call<{ firm: { timeZone: string } }>(page, 'GET', 'me')
    const asked = page.waitForRequest(/\/api\/conversations\?.*since=/)
    await page.goto(`${house.url}/inbox?since=2026-03-03`)
    assert.equal(
      new URL((await asked).url()).searchParams.get('since'),
      new Date(beginningOf('2026-03-03', firm.timeZone)).toISOString(),
    )
    await page.getByRole('button', { name: 'Since: Since Mar 3, 2026' }).waitFor()
  })
})

describe('on a slow line', () => {
  it('the inbox needs less than 250 KB of program, packed, in a few files', async () => {
    await using window = await house.openSample()
    const { page } = window
    await lines(page).first().waitFor()
    const scripts = await page.evaluate<string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('.js'))",
    )
    const dist = join(import.meta.dirname, '../../web/dist')
    const bytes = scripts.reduce((sum, path) => sum + statSync(join(dist, `${path}.gz`)).size, 0)
    assert.ok(scripts.length > 3 && scripts.length < 30, `${scripts.length} files`)
    assert.ok(bytes < 250 * 1024, `${bytes} bytes`)
  })
})

describe('when something goes wrong', () => {
  it('an unreachable server is said to be so, and Try again helps', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.route('**/api/customers?*', (route) => route.abort())
    await page.goto(`${house.url}/customers`)
    const alert = page.getByRole('alert')
    await alert.getByText('The server cannot be reached.').waitFor()
    await alert.getByText('Check that Plumbline runs').waitFor()
    await page.unroute('**/api/customers?*')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('list', { name: 'Customers' }).getByRole('link').first().waitFor()
  })

  it('a conversation that is not there says what to do', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.goto(`${house.url}/inbox/018f0000-0000-7000-8000-000000000000`)
    await page
      .getByRole('alert')
      .getByText(/Code: /)
      .waitFor()
  })

  it('a session that is over leads to the sign-in page, and says so', async () => {
    await using window = await house.openSample()
    const { page, context } = window
    await lines(page).first().waitFor()
    await context.clearCookies()
    await page.keyboard.press('j')
    await page.getByText('Your session is over.').waitFor()
    assert.match(page.url(), /back=%2Finbox/)
  })

  it('a link used twice says why it does not work', async () => {
    await using window = await house.open()
    const { page } = window
    await page.goto(`${house.url}/login#${'x'.repeat(43)}`)
    await page.getByRole('alert').waitFor()
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
  })
})
