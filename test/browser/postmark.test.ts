import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { callWebhook, inboundJson, type PostmarkServer, startPostmarkServer } from '../kit/postmark-server.ts'
import { barriers, type House, openHouse, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'

/** One story of a firm whose mail comes by Postmark; each test goes on where the one before ended. */
describe('Millrace’s mail comes in by Postmark', () => {
  let postmark: PostmarkServer
  let house: House
  let office: Window
  let webhook = ''
  before(async () => {
    postmark = await startPostmarkServer()
    house = await openHouse(
      { CONVERSATION_DISCOVERY_CRON: NEVER },
      { postmarkUrl: postmark.baseUrl, sample: true },
    )
    office = await house.openSample()
    postmark.put(inboundJson(1, { TextBody: 'The boiler shows F28.' }))
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await postmark?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const line = (page: Page) => page.getByRole('listitem', { name: 'office@millrace.example', exact: true })

  it('the owner is told at the place what is wrong, and what a check has found', async () => {
    const { page } = office
    await page.goto(`${house.url}/sources/add`)
    await page.getByRole('link', { name: /^Mail by Postmark/ }).click()
    await page.getByRole('heading', { name: 'Add mail by Postmark' }).waitFor()
    await page.getByLabel('Address that customers write to').fill('office@millrace')
    await page.getByLabel('Server API token').fill('guess')
    await button(page, 'Check').click()
    await page.getByText('This is no e-mail address.').waitFor()
    await page.getByLabel('Address that customers write to').fill('office@millrace.example')
    await page.getByLabel('Message stream for answers').fill('Out Bound')
    await button(page, 'Check').click()
    await page.getByText('The id of a stream is small letters').waitFor()
    await page.getByLabel('Message stream for answers').fill('outbound')
    await button(page, 'Check').click()
    await page.getByText('Postmark does not take this token.').waitFor()
    await page.getByLabel('Server API token').and(page.locator('[aria-invalid=true]:focus')).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByLabel('Server API token').fill(postmark.serverToken)
    await button(page, 'Check').click()
    const found = page.getByRole('region', { name: 'It can be read' })
    await found.getByText(/It takes mail in at .*@inbound\.postmarkapp\.com\./).waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('once it is added, its webhook address is shown, and where it belongs; this once', async () => {
    const { page } = office
    await button(page, 'Add it').click()
    const dialog = page.getByRole('dialog', { name: 'Tell Postmark where to call' })
    webhook = await dialog.getByLabel('Webhook address').inputValue()
    assert.match(
      webhook,
      /^http:\/\/plumbline:[\w-]{43}@localhost:\d+\/api\/webhooks\/postmark\/[\w-]{36}\?firm=/,
    )
    await dialog.getByText(/^Then have the mail of office@millrace\.example forwarded to /).waitFor()
    await dialog.getByText(/^This address does not begin with https/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Done').click()
    await line(page).getByText('Up to date and complete').waitFor()
    await line(page).getByText('1 message').waitFor()
    const { password } = new URL(webhook)
    const content = await page.content()
    assert.deepEqual([content.includes(postmark.serverToken), content.includes(password)], [false, false])
  })

  it('a mail that is handed over is in the inbox', async () => {
    const { page } = office
    const json = inboundJson(2, { TextBody: 'Now there is water on the floor.' })
    assert.equal(await callWebhook(webhook, json), 200)
    await page.goto(`${house.url}/inbox?text=water+on+the+floor`)
    await page.locator('main li a').first().click()
    await page.getByText('Now there is water on the floor.').last().waitFor()
    await page.goto(`${house.url}/sources`)
    await line(page).getByText('2 messages').waitFor()
  })

  it('another address takes the place of the one before, in Polish on a phone', async () => {
    await using polish = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    const { page } = polish
    await page.goto(`${house.url}/sources`)
    await line(page).getByText('Poczta przez Postmark').waitFor()
    await button(page, 'Więcej dla: office@millrace.example').click()
    await button(page, 'Utwórz nowy adres webhooka…').click()
    await page.getByText(/Nowy zastępuje poprzedni/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Utwórz').click()
    const dialog = page.getByRole('dialog', { name: 'Powiedz Postmarkowi, co ma wywoływać' })
    const other = await dialog.getByLabel('Adres webhooka').inputValue()
    assert.deepEqual(await barriers(page), [])
    assert.equal(await callWebhook(webhook, inboundJson(3)), 401)
    assert.equal(await callWebhook(other, inboundJson(3)), 200)
    await button(page, 'Gotowe').click()
    await button(page, 'Więcej dla: office@millrace.example').and(page.locator(':focus')).waitFor()
    assert.deepEqual([polish.faults, office.faults], [[], []])
  })
})
