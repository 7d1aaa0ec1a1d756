import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Suggestion } from '../../src/contract/suggestions.ts'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'
/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES
type Listed<T> = { items: T[] }

/** Customers write to Millrace; the office answers with what is suggested, or does not. */
describe('a suggested answer', () => {
  let google: GmailServer
  let house: House
  let office: Window
  before(async () => {
    google = await startGmailServer()
    house = await openHouse(
      { CONVERSATION_DISCOVERY_CRON: NEVER, REPLY_UNDO_SECONDS: '60', SUGGESTION_QUIET_SECONDS: '0' },
      { sample: true, google: { client: google.client, apiUrl: google.baseUrl } },
    )
    office = await house.openSample()
    const { page } = office
    const { url } = await call<{ url: string }>(page, 'POST', 'sources/gmail', {})
    await call(page, 'POST', 'sources/gmail/consent', { search: (await google.visit(url)).search })
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await google?.[Symbol.asyncDispose]()
  })

  let written = 0
  /** A mail of a customer's comes in, in answer to the one before where `again`; the conversation that it is in. */
  const comes = async (name: string, body: string, { again = false } = {}): Promise<string> => {
    const user = name.split(' ')[0]?.toLowerCase()
    const id = (number: number) => `<${user}.${number}@customers.example>`
    const head = [
      `From: ${name} <${user}@customers.example>`,
      'To: Millrace <office@harbor.example>',
      `Subject: ${again ? 'Re: ' : ''}From ${name}`,
      `Date: ${house.clock.now().toUTCString()}`,
      `Message-ID: ${id(++written)}`,
      ...(again ? [`In-Reply-To: ${id(written - 1)}`] : []),
      'Content-Type: text/plain; charset=utf-8',
    ]
    google.put(Buffer.from([...head, '', body, ''].join('\r\n')))
    const { page } = office
    const { items } = await call<Listed<{ id: string; channel: string }>>(page, 'GET', 'sources')
    await call(page, 'POST', `sources/${items.find(({ channel }) => channel === 'gmail')?.id}/sync`, {})
    let found: string | undefined
    await until(async () => {
      const query = `conversations?text=${encodeURIComponent(body.slice(0, 40))}`
      found = (await call<Listed<{ id: string }>>(page, 'GET', query)).items[0]?.id
      return found !== undefined
    })
    return found ?? assert.fail()
  }
  const open = (id: string) => office.page.goto(`${house.url}/inbox/${id}`)
  const card = ({ page } = office, name: string | RegExp = 'Suggested answer') =>
    page.getByRole('region', { name, exact: true })
  const field = () => office.page.getByRole('textbox', { name: 'Reply', exact: true })
  const holds = (pattern: RegExp) => until(async () => pattern.test(await field().inputValue()))
  const onTheWay = () => office.page.getByRole('list', { name: 'Not sent yet' }).getByRole('listitem')
  const press = (keys: string) => office.page.keyboard.press(keys)
  const inState = async (state: string) =>
    (await call<Listed<Suggestion>>(office.page, 'GET', `suggestions?state=${state}`)).items
  const sentTo = (user: string) =>
    google.sent.filter(({ raw }) => new RegExp(`^To: .*${user}@customers`, 'm').test(raw.toString())).length
  /** What waits is sent now, rather than in a minute. */
  const hurry = async () => {
    await house.app.store.pool.query("update reply set send_at = $1 where state = 'waiting'", [
      house.clock.now(),
    ])
    house.app.sender.wake()
    await onTheWay().waitFor({ state: 'detached' })
  }
  const picture = async ({ page }: Window, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `suggestion-${name}.png`) })
  }

  it('stands above the field with what it rests on, and nothing is sent by itself', async () => {
    const { page } = office
    await open(await comes('Rosa Alvarez', 'Our kitchen faucet drips all day. What can be done?'))
    await card().getByText('Hi Rosa,').waitFor()
    await card().getByText('a draft, not sent').waitFor()
    await card()
      .getByText(
        /^From a template · Faucet repair · in English( · ticket #\d+ is open)? · (may need|probably needs) a change$/,
      )
      .waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, '1280-light-en')
    await press('?')
    await page.getByRole('dialog').getByText('Send the suggested answer').waitFor()
    await press('Escape')
    assert.equal(google.sent.length, 0)
  })

  it('is sent as it is by one key, once, and can be taken back until then', async () => {
    const { page } = office
    await press('a')
    await press('a')
    await card().waitFor({ state: 'detached' })
    await onTheWay().getByText('Hi Rosa,').waitFor()
    assert.equal(await onTheWay().count(), 1)
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'on-the-way')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await holds(/^Hi Rosa,/)
    await onTheWay().waitFor({ state: 'detached' })
    assert.equal(await card().count(), 0, 'it was decided on')
    await field().press('Control+Enter')
    await onTheWay().getByText('Hi Rosa,').waitFor()
    await hurry()
    await page.getByRole('article').getByText('Hi Rosa,').waitFor()
    assert.equal(sentTo('rosa'), 1)
    const [approved] = await inState('approved')
    assert.equal(approved?.decidedBy, 'Ray Miller')
  })

  it('is edited in the field, also over a reload, and sent as an edit of it', async () => {
    const { page } = office
    await open(await comes('Lena Ortiz', 'The toilet in our hall runs all the time, can you help?'))
    await card().getByText('Hi Lena,').waitFor()
    await press('r')
    await page.keyboard.type('acnx')
    assert.equal(await card().count(), 1, 'who writes is left alone')
    await field().fill('')
    await card().getByRole('button', { name: 'Edit' }).click()
    await holds(/^Hi Lena,/)
    await page.locator('textarea:focus').waitFor()
    await page.getByText('You are editing the suggested answer.').waitFor()
    await page.getByRole('button', { name: 'Put it back' }).click()
    await card().getByText('Hi Lena,').waitFor()
    await holds(/^$/)
    await press('c')
    await holds(/^Hi Lena,/)
    await page.keyboard.press('End')
    await page.keyboard.type(' Ken will call you.')
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'editing')
    await page.reload()
    await page.getByText('You are editing the suggested answer.').waitFor()
    await holds(/Ken will call you\./)
    await field().press('Control+Enter')
    await onTheWay().getByText('Ken will call you.').waitFor()
    await holds(/^$/)
    await hurry()
    assert.equal(sentTo('lena'), 1)
    const [edited] = await inState('edited')
    assert.deepEqual([edited?.decidedBy, edited?.text.includes('Ken will call')], ['Ray Miller', false])
  })

  it('that is not wanted gives way to another, or to none, once somebody says why', async () => {
    const { page } = office
    await open(await comes('Sam Reed', 'Our thermostat shows nothing any more.'))
    const first = await card().getByText('Hi Sam,').textContent()
    await press('n')
    const suggest = card().getByRole('button', { name: 'Suggest another' })
    assert.ok(await suggest.isDisabled())
    assert.equal(await card().getByRole('radio', { name: 'Needs no answer' }).count(), 0)
    await press('Escape')
    await card().getByRole('button', { name: 'Another' }).click()
    await card().getByText('Something is missing').click()
    await card().getByRole('textbox').fill('Ask for a photo.')
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'another')
    await suggest.click()
    await until(async () => ![first, undefined].includes(await textOf()))
    await press('x')
    await card().getByText('Needs no answer').click()
    await card().getByRole('button', { name: 'Put it aside' }).click()
    await card().waitFor({ state: 'detached' })
    await until(async () => (await inState('rejected')).length === 2)
    const rejected = (await inState('rejected')).map(({ rejection, note }) => [rejection, note])
    assert.deepEqual(rejected, [
      ['no_answer_needed', null],
      ['incomplete', 'Ask for a photo.'],
    ])
    await press('u')
    await card().getByText('Hi Sam,').waitFor()
    const [back] = (await inState('pending')).filter(({ rejection }) => rejection !== null)
    assert.equal(back?.rejection, 'no_answer_needed', 'why it was not wanted stays')
    await call(page, 'POST', `suggestions/${back?.id}/reject`, { reason: 'other' })
    assert.equal(sentTo('sam'), 0)
  })
  const textOf = async () =>
    (await card().locator('p[lang]').allTextContents()).find((text) => text.startsWith('Hi'))

  it('that a colleague decides on is gone here as well', async () => {
    await open(await comes('Gus Weber', 'Our furnace filter needs changing, do you do that?'))
    await card().getByText('Hi Gus,').waitFor()
    const [one] = await inState('pending')
    await call(office.page, 'POST', `suggestions/${one?.id}/reject`, { reason: 'call_instead' })
    await card().waitFor({ state: 'detached' })
  })

  it('overtaken while somebody edits it leaves them their words, and says so', async () => {
    const { page } = office
    await open(await comes('Ida Moss', 'Our dishwasher drain is clogged again.'))
    await card().getByText('Hi Ida,').waitFor()
    await press('c')
    await holds(/^Hi Ida,/)
    await comes('Ida Moss', 'Forget the drain. But the sink leaks now.', { again: true })
    await page.getByRole('article').getByText('But the sink leaks now.').waitFor()
    await page.getByText('What was suggested no longer stands.').waitFor()
    await holds(/^Hi Ida,/)
    await card().getByText('Hi Ida,').waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'overtaken')
    await field().fill('We look at the sink, then.')
    await field().press('Control+Enter')
    await onTheWay().getByText('We look at the sink, then.').waitFor()
    await card().waitFor({ state: 'detached' })
    await hurry()
    assert.equal(sentTo('ida'), 1)
  })

  it('overtaken as it is being sent is not sent: what came is shown, and the words are kept', async () => {
    const { page } = office
    await open(await comes('Tom Burke', 'Our toilet leaks at the base.'))
    await card().getByText('Hi Tom,').waitFor()
    let asked = false
    await page.route('**/api/suggestions/*/approve', async (route) => {
      asked = true
      await comes('Tom Burke', 'Never mind, it was the dog.', { again: true })
      await route.continue()
    })
    await until(async () => {
      if (!asked) await press('a') // which does nothing while one cannot have read it
      return asked
    })
    await page.getByRole('alert').getByText('reply_overtaken').waitFor()
    await page.unrouteAll()
    await page.getByRole('article').getByText('it was the dog').waitFor()
    await holds(/^Hi Tom,/)
    assert.equal(sentTo('tom'), 0)
    await field().fill('')
    assert.deepEqual(office.faults, [])
  })

  it('in danger is the fixed text, shown as such', async () => {
    const { page } = office
    await open(await comes('Vic Chan', 'There is a strong smell of gas in our basement right now!'))
    await card().getByText('Suggested answer: fixed safety text · Gas').waitFor()
    await card()
      .getByText(/ call 911 and your gas company from outside\./)
      .waitFor()
    await card()
      .getByText(/^Always these words, with the emergency number/)
      .waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'danger')
  })

  describe('on other screens', () => {
    let byAnna: string
    let byVic: string
    before(async () => {
      byAnna = await comes('Anna Nowak', 'Dzień dobry, cieknie nam kran w kuchni, proszę o pomoc.')
      byVic = (await inState('pending')).find(({ text }) => text.includes('911'))?.conversationId ?? ''
    })
    for (const look of [
      { width: 390, colours: 'dark', language: 'pl' },
      { width: 390, colours: 'light', language: 'en' },
      { width: 1280, colours: 'dark', language: 'en' },
      { width: 1280, colours: 'light', language: 'pl' },
    ] as const)
      it(`shuts nobody out at ${look.width} pixels, ${look.colours}, in ${look.language}`, async () => {
        await using window = await house.openSample(look)
        const { page } = window
        const [name, none] =
          look.language === 'pl' ? ['Proponowana odpowiedź', 'Nie ta'] : ['Suggested answer', 'Not this']
        for (const [id, what] of [
          [byAnna, 'polish'],
          [byVic, 'danger'],
        ] as const) {
          await page.goto(`${house.url}/inbox/${id}`)
          await card(window, name).waitFor()
          assert.deepEqual(await barriers(page), [])
          await picture(window, `${what}-${look.width}-${look.colours}-${look.language}`)
        }
        await card(window, name).getByRole('button', { name: none }).click()
        await card(window, name).getByRole('radio').first().waitFor()
        assert.deepEqual(await barriers(page), [])
        await picture(window, `why-${look.width}-${look.colours}-${look.language}`)
        const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
        assert.equal(sideways, false, 'nothing sticks out')
        assert.deepEqual(window.faults, [])
      })
  })

  it('is shown to who may not send, without what they could not do', async () => {
    const { page } = office
    const { pool } = house.app.store
    const was = await pool.query("select id, role from auth.member where role = 'owner'")
    await pool.query("update auth.member set role = 'read_only' where role = 'owner'")
    await until(async () => (await call<{ role: string }>(page, 'GET', 'me')).role === 'read_only')
    await open((await inState('pending')).find(({ text }) => text.includes('911'))?.conversationId ?? '')
    await card().getByText('call 911').waitFor()
    assert.equal(await card().getByRole('button').count(), 0)
    await press('a')
    assert.deepEqual(await barriers(page), [])
    assert.equal(sentTo('vic'), 0)
    for (const { id, role } of was.rows)
      await pool.query('update auth.member set role = $1 where id = $2', [role, id])
  })
})
