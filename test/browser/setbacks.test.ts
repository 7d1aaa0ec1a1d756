import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page, Route } from 'playwright-core'
import type { Question } from '../../src/contract/customers.ts'
import { call, type House, openHouse, until } from './house.ts'
import { makeSmallArchive } from './small-archive.ts'

const AWAY = 'The server cannot be reached.'
const uuid = (n: number) => `0199aaaa-0000-7000-8000-00000000000${n}`
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

/** Holds what is written to addresses like this; each gets through, or fails, when it is said. */
async function hold(page: Page, address: string | RegExp) {
  const held: Route[] = []
  await page.route(address, (route) => (isWrite(route) ? void held.push(route) : route.fallback()))
  return {
    held,
    go: async (how: 'through' | 'nowhere' = 'through') => {
      await until(async () => held.length > 0)
      const route = held.shift()
      await (how === 'through' ? route?.continue() : route?.abort())
    },
  }
}

async function goToToday(page: Page) {
  await page.getByRole('link', { name: 'Today' }).first().click()
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
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
    await dialog.getByLabel('What is it about?').fill('Tap in the yard')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await away.waitFor()
    assert.equal(await page.getByText(AWAY).count(), 1, 'no toast says it a second time')
    assert.equal(await dialog.getByLabel('What is it about?').inputValue(), 'Tap in the yard')
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
    await dialog.getByLabel('What is it about?').fill('A call nobody recorded')
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

  it('when a dialog was closed before the answer came, and nobody is led away from what they do', async () => {
    await using window = await house.openSample()
    const { page } = window
    const { items } = await call<{ items: { id: string; name: string | null }[] }>(page, 'GET', 'customers')
    const { id, name } = items.findLast((customer) => customer.name !== null) ?? items[0] ?? assert.fail()
    await page.goto(`${house.url}/customers/${id}`)
    const erasing = await hold(page, '**/api/customers/*/erase')
    const dialog = page.getByRole('dialog')
    const forget = async () => {
      await page.getByRole('button', { name: 'Forget this person…' }).click()
      await dialog.getByLabel('Type “forget” to go on').fill('forget')
      await dialog.getByRole('button', { name: 'Forget for good' }).click()
      await until(async () => erasing.held.length > 0)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
    await forget()
    assert.equal(await page.getByRole('button', { name: 'Forget this person…' }).isDisabled(), true)
    await erasing.go('nowhere')
    await page.getByText(AWAY).waitFor()

    await forget()
    await goToToday(page)
    await erasing.go()
    await page.getByText(/^Forgotten, with \d+ messages?$/).waitFor()
    await page.waitForTimeout(300)
    assert.match(page.url(), /\/today$/)
    const left = await call<{ items: { id: string }[] }>(page, 'GET', 'customers')
    assert.equal(
      left.items.some((customer) => customer.id === id),
      false,
      name ?? id,
    )
    assert.deepEqual(window.faults, [])
  })

  it('when what was done to a rule cannot be taken back', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.goto(`${house.url}/settings/rules`)
    await page.getByRole('button', { name: 'Add words for danger' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Boiler room')
    await dialog.getByLabel('Words').fill('boiler room')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved: Boiler room').waitFor()
    const mend = await cut(page, '**/api/understanding/rules')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText(AWAY).waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await mend()

    await page.getByRole('button', { name: 'Remove: Boiler room' }).click()
    await page.getByText('Removed: Boiler room').waitFor()
    await goToToday(page)
    await cut(page, '**/api/understanding/rules')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText(AWAY).waitFor()
    assert.deepEqual(window.faults, [])
  })
})

describe('what was shown and did not happen is taken back', () => {
  it('a name that was never saved', async () => {
    await using window = await house.openSample()
    const { page } = window
    const { items } = await call<{ items: { id: string; name: string | null }[] }>(page, 'GET', 'customers')
    const { id, name } = items.find((customer) => customer.name !== null) ?? assert.fail()
    await page.goto(`${house.url}/customers/${id}`)
    await page.getByRole('heading', { name: name ?? '', level: 1 }).waitFor()
    await page.route(`**/api/customers/${id}**`, (route) => route.abort())
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByLabel('Name of the customer').fill('Somebody Else')
    await page.keyboard.press('Enter')
    await page.getByText(AWAY).first().waitFor()
    await page.getByRole('heading', { name: name ?? '', level: 1 }).waitFor({ timeout: 5_000 })
  })

  it('of two answers the one that failed, at its place, and not the other', async () => {
    await using window = await house.openSample()
    const { page } = window
    const one: Omit<Question, 'id'> = {
      contactPoint: { id: uuid(8), kind: 'phone', value: '+15125550100', customerId: null, name: null },
      candidate: { id: uuid(9), name: 'Mrs Kessler' },
      ...{ method: 'fuzzy_name', confidence: 0.7, evidence: [], askedAt: '2026-03-02T10:00:00.000Z' },
    }
    const ids = [1, 2, 3].map(uuid)
    const open = new Set(ids)
    await page.route(/\/api\/questions(\?.*)?$/, (route) =>
      route.fulfill({ json: { items: [...open].map((id) => ({ ...one, id })), next: null } }),
    )
    const answers: Route[] = []
    await page.route('**/api/questions/*/answer', (route) => void answers.push(route))
    await page.goto(`${house.url}/questions`)
    const shown = () =>
      page
        .locator('[id^="question-"]')
        .evaluateAll((all) => all.map(({ id }) => id.slice('question-'.length)))
    await until(async () => (await shown()).length === 3)
    await page.keyboard.press('d')
    await page.keyboard.press('d')
    await until(async () => answers.length === 2)
    await until(async () => (await shown()).join() === ids[2])
    await answers[0]?.abort()
    await page.getByText(AWAY).waitFor()
    await page.waitForTimeout(300)
    assert.deepEqual(await shown(), [ids[0], ids[2]])
    open.delete(ids[1] ?? '')
    await answers[1]?.fulfill({
      json: { mergeId: null, moveId: null },
    })
    await page.waitForTimeout(300)
    assert.deepEqual(await shown(), [ids[0], ids[2]])
  })
})

describe('the panel beside a conversation', () => {
  const headings = (page: Page) =>
    page.getByRole('complementary', { name: 'About the customer' }).getByRole('heading')
  const first = (page: Page) => page.locator('main ul[aria-label] a[href^="/inbox/"]').first()

  it('comes at once when all of it is there, and what has come stays where it is', async () => {
    await using window = await house.openSample({ width: 1600 })
    const { page } = window
    const held: Route[] = []
    await page.route('**/api/conversations/*/analysis', (route) => void held.push(route))
    const said = page.waitForResponse((response) => response.url().endsWith('/analyze'))
    await first(page).click()
    await said
    await until(async () => held.length === 1)
    await page.waitForTimeout(300)
    assert.deepEqual(await headings(page).allTextContents(), [])
    await held[0]?.continue()
    await headings(page).getByText('How it stands').waitFor()
    const places = () =>
      headings(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
    const atFirst = await places()
    assert.ok(atFirst.length >= 5)
    await page.waitForTimeout(500)
    assert.deepEqual(await places(), atFirst)
    assert.deepEqual(window.faults, [])
  })

  it('waits for no part of it for ever', async () => {
    await using window = await house.openSample({ width: 1600 })
    const { page } = window
    await page.route('**/api/conversations/*/analysis', () => {})
    await first(page).click()
    await headings(page).getByText('Contact points').waitFor({ timeout: 10_000 })
    assert.equal(await headings(page).getByText('How it stands').count(), 0)
  })
})

describe('what cannot be fetched takes nothing else with it', () => {
  it('a part of the panel beside a conversation', async () => {
    await using window = await house.openSample({ width: 1600 })
    const { page } = window
    await page.route('**/assets/insight-section-*.js', (route) => route.abort())
    const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('insight-section'))
    await page.locator('main ul[aria-label] a[href^="/inbox/"]').first().click()
    await failed
    await page.waitForTimeout(300)
    await page.getByRole('heading', { name: 'Other conversations' }).first().waitFor({ timeout: 5_000 })
    await page.locator('[data-message]').first().waitFor({ timeout: 5_000 })
  })
})

describe('an upload that fails', () => {
  it('keeps what was chosen, sends nothing again that has arrived, and tells of it in other rooms', async () => {
    await using window = await house.openSample()
    const { page } = window
    const archive = join(house.folder, 'takeout-001.zip')
    await makeSmallArchive(archive, house.clock.now().getTime())
    await page.goto(`${house.url}/import`)
    let uploads = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/api/uploads')) uploads++
    })
    const files = page.getByRole('list', { name: 'Files to import' })

    const uploading = await hold(page, '**/api/uploads')
    await page.setInputFiles('input[type=file]', archive)
    await page.getByLabel('Only try it').check()
    await page.getByRole('button', { name: 'Try it' }).click()
    await until(async () => uploading.held.length > 0)
    await goToToday(page)
    await uploading.go('nowhere')
    await page.getByText(`The import has not begun. ${AWAY}`).waitFor()
    await page.getByRole('link', { name: 'To the import' }).click()
    await files.getByText('takeout-001.zip').waitFor()
    assert.equal(await page.getByLabel('Only try it').isChecked(), true)
    await page.unroute('**/api/uploads')
    assert.equal(uploads, 1)

    const mend = await cut(page, '**/api/sync/start')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByRole('alert').getByText(AWAY).waitFor()
    await files.getByText('takeout-001.zip').waitFor()
    assert.equal(uploads, 2)
    await mend()
    const starting = await hold(page, '**/api/sync/start')
    await page.getByRole('button', { name: 'Try it' }).click()
    await until(async () => starting.held.length > 0)
    await goToToday(page)
    await starting.go()
    await page.getByText('The upload is done, and the import has begun.').waitFor()
    await page.getByRole('link', { name: 'To the import' }).click()
    await page.waitForURL(/\/import\/[0-9a-f-]+$/)
    assert.equal(uploads, 2)
    assert.deepEqual(window.faults, [])
  })
})
