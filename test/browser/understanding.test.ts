import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { Conversation, Message } from '../../src/contract/conversations.ts'
import { call, type House, type Look, openHouse, until } from './house.ts'

/** In this time a tip comes up, if nothing moved. */
const TIP_MS_MAX = 2_000

let house: House
before(async () => {
  house = await openHouse({}, { sample: true })
})
after(() => house?.[Symbol.asyncDispose]())

/** A window in which all that came in is understood, with the conversations that wait, the most pressing first. */
async function openUnderstood(look?: Look) {
  const window = await house.openSample(look)
  await call(window.page, 'POST', 'understanding/catch-up', {})
  await window.page.goto(`${house.url}/inbox?status=needs_reply`)
  await lines(window.page).first().waitFor()
  return window
}

const lines = (page: Page) => page.locator('main ul[aria-label] a[href^="/inbox/"]')
const tip = (page: Page) => page.getByRole('tooltip')
/** Rests the mouse on words until their tip tells so: what opens above them moves them from under a mouse that stands still. */
const restOn = (page: Page, words: Locator, told: string | RegExp) =>
  until(async () => {
    await page.mouse.move(0, 0)
    await words.hover()
    await tip(page)
      .waitFor({ timeout: TIP_MS_MAX })
      .catch(() => {})
    return (await tip(page).getByText(told).count()) > 0
  })
/** The words that are lit up; '' when none are. */
const lit = (page: Page) => page.evaluate<string>("[...(CSS.highlights.get('lit') ?? [])].map(String).join()")
const wordsOf = ({ text, transcript }: Message) => (text === '' ? (transcript ?? '') : text)
const understoodOf = async (page: Page) => {
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { items } = await call<{ items: Message[] }>(page, 'GET', `conversations/${id}/messages?limit=100`)
  return items.flatMap((message) =>
    message.understanding === null ? [] : [{ message, ...message.understanding }],
  )
}
/** Opens the newest emergency: which line it has among the dangers changes with the hour of the day. */
const openEmergency = async (page: Page) => {
  const { items } = await call<{ items: Conversation[] }>(
    page,
    'GET',
    'conversations?status=needs_reply&settled=false&spam=false&urgency=emergency&limit=1',
  )
  const line = page.locator(`main ul[aria-label] a[href^="/inbox/${items[0]?.id}"]`)
  await (page.viewportSize()?.width === 390 ? line.tap() : line.click())
  await page.locator('[data-mark]').first().waitFor()
}
/** The places that findings take, those that overlap as one. */
function placesOf(findings: readonly { start: number; end: number }[]): [number, number][] {
  const places: [number, number][] = []
  for (const { start, end } of findings
    .filter((one) => one.end > one.start)
    .sort((a, b) => a.start - b.start)) {
    const last = places.at(-1)
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end)
    else places.push([start, end])
  }
  return places
}

describe('what a message says is seen on its words', () => {
  it('every finding is underlined where it stands, and the words stay as they came', async () => {
    await using window = await openUnderstood()
    const { page } = window
    const danger: string[] = []
    for (let at = 0; at < 6; at++) {
      await lines(page).nth(at).click()
      await page.locator('[data-words]').first().waitFor()
      for (const { message, findings } of await understoodOf(page)) {
        const words = page.locator(`[data-words="${message.id}"]`)
        assert.equal(await words.textContent(), wordsOf(message))
        assert.deepEqual(
          await words.locator('[data-mark]').allTextContents(),
          placesOf(findings).map(([start, end]) => wordsOf(message).slice(start, end)),
        )
        danger.push(...(await words.locator('[data-tone="danger"]').allTextContents()))
      }
      await page.goBack()
    }
    assert.ok(danger.length > 2, 'dangers are among them')
    assert.deepEqual(window.faults, [])
  })

  it('words are selected and copied exactly, over marks and all', async () => {
    await using window = await openUnderstood()
    const { page } = window
    await openEmergency(page)
    const said = (await understoodOf(page)).find(({ findings }) => placesOf(findings).length > 2)
    assert.ok(said)
    const copied = await page.evaluate(
      `(() => { getSelection().selectAllChildren(document.querySelector('[data-words="${said.message.id}"]')); return getSelection().toString() })()`,
    )
    assert.equal(copied, wordsOf(said.message))
  })

  it('Tab leads to the words; the tip tells what, how, how sure and by whom; Esc puts it away and nothing else', async () => {
    await using window = await openUnderstood()
    const { page } = window
    await openEmergency(page)
    await page
      .getByRole('button', { name: /Why here\?/ })
      .first()
      .focus()
    await until(async () => {
      await page.keyboard.press('Tab')
      return page.evaluate("document.activeElement?.hasAttribute('data-mark') === true")
    })
    await tip(page).waitFor()
    const told = (await tip(page).textContent()) ?? ''
    assert.match(told, /^(Danger|Work|When|Address|Name)/)
    const pointedAt = await page.evaluate<string>('document.activeElement.textContent')
    const [, quoted = pointedAt] = /“([^”]+)”/.exec(told) ?? []
    assert.ok(pointedAt.includes(quoted), `${quoted} is of the words ${pointedAt}`)
    assert.match(told, /(stated|concluded) · \d+% sure · Found by the/)
    const described = await page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert.equal(described, await tip(page).getAttribute('id'))
    const address = page.url()
    await page.keyboard.press('Escape')
    await tip(page).waitFor({ state: 'detached' })
    assert.equal(page.url(), address, 'the conversation stays open')
    await page.keyboard.press('Enter')
    await tip(page).waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('the mouse has only to rest on the words, a finger to touch them', async () => {
    await using wide = await openUnderstood()
    await openEmergency(wide.page)
    await restOn(wide.page, wide.page.locator('[data-tone="danger"]').first(), /happening now/)
    await wide.page.mouse.move(5, 5)
    await tip(wide.page).waitFor({ state: 'detached' })

    await using phone = await openUnderstood({ width: 390 })
    await openEmergency(phone.page)
    await phone.page.locator('[data-tone="danger"]').first().tap()
    await tip(phone.page)
      .getByText(/happening now/)
      .first()
      .waitFor()
    await phone.page.locator('h1').tap()
    await tip(phone.page).waitFor({ state: 'detached' })
    await phone.page.getByRole('button', { name: 'Show the customer' }).tap()
    await phone.page.getByRole('dialog').getByRole('link', { name: 'Emergency' }).tap()
    await phone.page.getByRole('dialog').waitFor({ state: 'detached' })
    await phone.page.locator('[data-message][data-lit]').waitFor()
    assert.deepEqual([...wide.faults, ...phone.faults], [])
  })

  it('the quiet line opens on the reasons, and each lights up its words', async () => {
    await using window = await openUnderstood()
    const { page } = window
    await openEmergency(page)
    const urgent = (await understoodOf(page)).find(({ urgency }) => urgency.value === 'emergency')
    assert.ok(urgent)
    const line = page.locator(`[data-reading="${urgent.message.id}"]`)
    assert.match((await line.textContent()) ?? '', /^Emergency · /)
    await line.click()
    const reading = page.getByRole('region', { name: 'What this message says' })
    const reason = reading.locator('[data-span]').first()
    await reason.focus()
    const words = await reason.textContent()
    await until(async () => `“${await lit(page)}”` === words)
    await line.focus()
    await until(async () => (await lit(page)) === '')
    for (const judgement of ['Urgency', 'Reads like work', 'Mood', 'Style', 'Writes as']) {
      const traced = reading.locator(`dt:text-is("${judgement}") + dd [data-span]`)
      await traced.first().focus()
      assert.ok(wordsOf(urgent.message).includes(await lit(page)), judgement)
      assert.notEqual(await lit(page), '', judgement)
    }
    assert.deepEqual(window.faults, [])
  })

  it('a message not yet understood says nothing, and nothing moves once it is', async () => {
    await using window = await openUnderstood()
    const { page } = window
    let late = true
    await page.route('**/api/conversations/*/messages?*', async (route) => {
      const response = await route.fetch()
      const body = (await response.json()) as { items: Message[] }
      if (late) for (const message of body.items) message.understanding = null
      await route.fulfill({ response, json: body })
    })
    await lines(page).first().click()
    await page.locator('[data-words]').first().waitFor()
    await page.getByRole('textbox', { name: 'Reply' }).waitFor()
    await page.waitForLoadState('networkidle') // an answer may be suggested, which takes its room
    const heights = () =>
      page.evaluate<number[]>(
        "[...document.querySelectorAll('[data-message]')].map((row) => row.getBoundingClientRect().top)",
      )
    assert.equal(await page.locator('[data-reading], [data-mark]').count(), 0)
    const before = await heights()
    late = false
    // Somebody hears that it was understood: the screen asks for nothing by itself.
    const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4}/.exec(page.url()) ?? []
    await house.app.store.pool.query(
      `update understanding set version = 'before' where message_id = (
         select u.message_id from understanding u join thread_entry e on e.tenant_id = u.tenant_id and e.message_id = u.message_id
         where e.conversation_id = $1 limit 1)`,
      [id],
    )
    await page.locator('[data-reading]').first().waitFor()
    assert.deepEqual(await heights(), before)
  })
})

describe('what is pressing', () => {
  it('is on top as the server has it, and can be looked at alone', async () => {
    await using window = await openUnderstood()
    const { page } = window
    const asked = await call<{ items: Conversation[] }>(
      page,
      'GET',
      'conversations?status=needs_reply&settled=false&spam=false&limit=12',
    )
    for (const [at, { id }] of asked.items.entries())
      assert.match((await lines(page).nth(at).getAttribute('href')) ?? '', new RegExp(`^/inbox/${id}`))
    await page.getByRole('button', { name: 'Urgency: Any urgency' }).click()
    const high = page.getByRole('dialog').getByRole('button', { name: /^High \d/ })
    const many = Number(((await high.textContent()) ?? '').replace(/\D/g, ''))
    await high.click()
    await page.waitForURL(/urgency=high/)
    const { items } = await call<{ items: Conversation[] }>(
      page,
      'GET',
      'conversations?status=needs_reply&settled=false&spam=false&urgency=high&limit=100',
    )
    await until(async () => (await lines(page).count()) === items.length)
    assert.ok(items.length > 0 && items.length <= many)
    await page.getByRole('link', { name: /open emergenc/ }).click()
    await page.waitForURL(/urgency=emergency|danger=true/)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.waitForURL((address) => !/urgency|danger/.test(address.search))
    assert.deepEqual(window.faults, [])
  })

  it('leads from the head and the panel to the message it comes from, however far up', async () => {
    await using window = await openUnderstood()
    const { page } = window
    await openEmergency(page)
    const panel = page.getByRole('complementary')
    await panel.getByText('Waits for us').waitFor()
    await panel.getByRole('link', { name: 'Emergency' }).click()
    await page.waitForURL(/#message-/)
    const id = new URL(page.url()).hash.replace('#message-', '')
    await page.locator(`[data-message="${id}"][data-lit]`).waitFor()
    await page.locator(`[data-message="${id}"]`).getByText('Emergency').waitFor()
    const why = panel.getByRole('link', { name: /^Why: “/ })
    const [, quoted] = /“(.+)”/.exec((await why.textContent()) ?? '') ?? []
    await why.click()
    await until(async () => (await lit(page)) === quoted)

    const { items } = await call<{ items: Conversation[] }>(page, 'GET', 'conversations?limit=200')
    const long = items.toSorted((a, b) => b.messageCount - a.messageCount)[0]
    assert.ok(long)
    const first = await call<{ items: Message[] }>(
      page,
      'GET',
      `conversations/${long.id}/messages?order=oldest_first&limit=1`,
    )
    await page.goto(`${house.url}/inbox/${long.id}#message-${first.items[0]?.id}`)
    await page.locator(`[data-message="${first.items[0]?.id}"][data-lit]`).waitFor()
    assert.deepEqual(window.faults, [])
  })
})

describe('the firm’s own rules', () => {
  it('are tried on past messages, refused in plain words when unsafe, saved, seen on the words, and taken back', async () => {
    await using window = await openUnderstood()
    const { page } = window
    await page.getByRole('button', { name: 'Settings and help' }).click()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Rules' }).click()
    await page.getByRole('heading', { level: 1, name: 'Rules' }).waitFor()
    await page.getByRole('button', { name: 'Add words for danger' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Give the rule a name and words.').waitFor()

    await dialog.getByLabel('Name').fill('Heat')
    await dialog.getByLabel('Words').fill('(boiler+)+x')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('It repeats something that itself repeats').waitFor()
    await dialog.getByText('Write plain words with | between them').waitFor()

    await dialog.getByLabel('Words').fill('boiler|furnace')
    await dialog.getByRole('button', { name: 'Try on past messages' }).click()
    const result = dialog.getByRole('region', { name: 'Result of the trial' })
    const heading = (await result.getByRole('heading').textContent()) ?? ''
    const fired = Number(/on these (\d+) messages/.exec(heading)?.[1])
    assert.ok(fired > 0, heading)
    const examples = result.getByRole('listitem')
    assert.equal(await examples.count(), Math.min(20, fired))
    for (const found of await examples.locator('mark').allTextContents())
      assert.match(found, /boiler|furnace/i)

    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved: Heat').waitFor()
    await page.getByRole('button', { name: 'Change: Heat' }).click()
    await dialog.getByRole('button', { name: 'Try on past messages' }).click()
    await call(page, 'POST', 'understanding/catch-up', {})
    await examples.first().getByRole('link').click()
    await page.waitForURL(/\/inbox\/.*#message-/)
    const id = new URL(page.url()).hash.replace('#message-', '')
    const words = page
      .locator(`[data-message="${id}"] [data-tone="danger"]`)
      .filter({ hasText: /boiler|furnace/i })
    await restOn(page, words.first(), 'Your rule')

    await page.goBack()
    await page.getByRole('button', { name: 'Remove: Heat' }).click()
    await page.getByText('Removed: Heat').waitFor()
    await page.keyboard.press('u')
    await page.getByRole('button', { name: 'Remove: Heat' }).waitFor()
    await page.getByRole('button', { name: 'Remove: Heat' }).click()
    await page.getByText('None yet. For a boiler room').waitFor()
    assert.deepEqual(window.faults, [])
  })
})

describe('in Polish', () => {
  it('urgency, work, reasons, tips and rules speak it, with the right plurals', async () => {
    await using window = await openUnderstood({ language: 'pl', colours: 'dark' })
    const { page } = window
    await openEmergency(page)
    await page.getByRole('complementary').getByText('Czego potrzebują').waitFor()
    await page.locator('[data-reading]').first().click()
    const said = page.getByRole('region', { name: 'Co mówi ta wiadomość' })
    await said.getByText('dzieje się teraz').first().waitFor()
    await said.getByText('Czytana po angielsku').waitFor()
    await restOn(
      page,
      page.locator('[data-tone="danger"]').first(),
      /(powiedziane wprost|wywnioskowane) · pewność \d+% · Źródło: reguły niebezpieczeństw/,
    )
    await page.goto(`${house.url}/settings/rules`)
    await page.getByRole('button', { name: 'Dodaj rodzaj pracy' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Rodzaj pracy').fill('Podgrzewacz wody')
    await dialog.getByLabel('Słowa, jeden wzór w wierszu').fill('boiler')
    await dialog.getByRole('button', { name: 'Wypróbuj na dawnych wiadomościach' }).click()
    await dialog
      .getByText(/^Zadziałałaby na (tę 1 wiadomość|te \d*[2-4] wiadomości|tych \d+ wiadomości)$/)
      .waitFor()
    assert.deepEqual(window.faults, [])
  })
})
