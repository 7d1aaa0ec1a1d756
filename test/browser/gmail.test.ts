import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { mailOf } from '../kit/mails.ts'
import { barriers, type House, openHouse, type Window } from './house.ts'

/** One story of a firm whose mail is at Google; each test goes on where the one before ended. */
describe('the mail of Millrace is read once its owner has consented at Google', () => {
  let google: GmailServer
  let house: House
  let office: Window
  before(async () => {
    google = await startGmailServer()
    for (let number = 1; number <= 5; number++) google.put(mailOf(number))
    house = await openHouse(
      { CONVERSATION_DISCOVERY_CRON: '0 0 29 2 *' },
      { sample: true, google: { client: google.client, apiUrl: google.baseUrl } },
    )
    office = await house.openSample()
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await google?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const line = (page: Page) => page.getByRole('listitem', { name: google.address, exact: true })

  it('who does not consent is told so, and can begin again', async () => {
    const { page } = office
    google.person.agrees = false
    await page.goto(`${house.url}/sources`)
    await page.getByRole('link', { name: 'Add a source' }).click()
    await page.getByRole('link', { name: /^A Gmail account/ }).click()
    assert.deepEqual(await barriers(page), [])
    await page.getByLabel('E-mail address (optional)').fill(google.address)
    await button(page, 'Go on to Google').click()
    await page.waitForURL(/\/sources\/consent/)
    await page.getByRole('alert').getByText('Code: consent_denied').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.reload()
    await page.getByText('Begin again.').waitFor()
    await page.getByRole('link', { name: 'Begin again' }).click()
    await button(page, 'Go on to Google').waitFor()
  })

  it('who consents comes back to the sources, and the mail comes in', async () => {
    const { page } = office
    google.person.agrees = true
    await button(page, 'Go on to Google').click()
    await page.getByText(`Added: ${google.address}. What is there comes in now.`).waitFor()
    await page.waitForURL(/\/sources$/)
    await line(page).getByText('Up to date and complete').waitFor()
    await line(page).getByText('5 messages').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('a consent that was taken back is given anew right there, and it goes on where it was', async () => {
    const { page } = office
    google.revoke()
    google.put(mailOf(6))
    await button(page, `Ask now: ${google.address}`).click()
    await line(page).getByText('Needs you').waitFor()
    await line(page).getByText('the consent was taken back, or has run out').waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Consent anew at Google…').click()
    await page.waitForURL(/\/sources$/)
    await line(page).getByText('Up to date and complete').waitFor()
    await line(page).getByText('6 messages').waitFor()
    assert.deepEqual(office.faults, [])
  })
})
