import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../src/base/ids.ts'
import { barriers, call, type House, openHouse, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'
/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES

/** One story of Millrace: its mailbox stops letting Plumbline in, and Ray sees to it. */
describe('whether all is well with Millrace', () => {
  let house: House
  let office: Window
  let firmId: string
  let sourceId: string
  before(async () => {
    house = await openHouse({ CONVERSATION_DISCOVERY_CRON: NEVER }, { sample: true })
    office = await house.openSample()
    firmId = (await call<{ firm: { id: string } }>(office.page, 'GET', 'me')).firm.id
    sourceId = newId(house.clock)
    await house.app.store.write(firmId, (tx) =>
      tx
        .insertInto('source')
        .values({
          ...{ id: sourceId, channel: 'imap', label: 'ray@millrace.example', addresses: [], settings: '{}' },
          ...{ state: 'active', madeAt: house.clock.now(), lookedAt: house.clock.now() },
        })
        .execute(),
    )
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const setSource = (values: object) =>
    house.app.store.write(firmId, (tx) =>
      tx.updateTable('source').set(values).where('id', '=', sourceId).execute(),
    )
  const look = async ({ page }: Window) => {
    await house.app.watch.look()
    await page.goto(`${house.url}/health`)
    await page.getByRole('region', { name: 'What was looked at' }).waitFor()
  }
  const picture = async ({ page }: Window, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.setViewportSize({ ...(page.viewportSize() ?? { width: 1280 }), height: 1800 })
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }

  it('is said in one sentence, with what was looked at and figures of what was brought in', async () => {
    const { page } = office
    await house.app.watch.look()
    await page.getByRole('link', { name: 'Health', exact: true }).click()
    await page.getByRole('heading', { name: 'Health', exact: true }).waitFor()
    await page.getByRole('status').filter({ hasText: 'All is well' }).waitFor()
    const checks = page.getByRole('list', { name: 'What was looked at' }).getByRole('listitem')
    assert.deepEqual(
      (await checks.allTextContents()).map(
        (text) => /^(Database|Google|What waits|Memory|Disk)/.exec(text)?.[1],
      ),
      ['Database', 'Google', 'What waits', 'Memory', 'Disk'],
    )
    await page.getByText('Nothing needs a look.').waitFor()
    await page.getByText('Nobody is mailed: this installation sends no e-mail.').waitFor()
    const messages = page.getByRole('region', { name: 'New messages' })
    await messages.getByRole('img', { name: /^New messages: at most [\d,]+; lately/ }).waitFor()
    await page.getByText(/^3,\d{3} messages ever brought in$/).waitFor()
    await page.getByRole('radio', { name: 'Day' }).check({ force: true })
    await messages.getByRole('img', { name: /^New messages: at most [\d,]+; lately/ }).waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('what is not well says what to do, in the rail as well, and is over by itself when it heals', async () => {
    const { page } = office
    await setSource({ failures: 4, troubleCode: 'unreachable' })
    await look(office)
    const alerts = page.getByRole('list', { name: 'What needs a look', exact: true }).getByRole('listitem')
    await alerts.getByText('ray@millrace.example could not be read 4 times in a row.').waitFor()
    await alerts.getByText('Under Sources it says why.').waitFor()
    await page.getByText('It works, but something needs a look').waitFor()
    await page.getByRole('img', { name: '1 alert' }).waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'health-alert')
    await setSource({ failures: 0, troubleCode: null })
    await house.app.watch.look()
    await page.getByText('Nothing needs a look.').waitFor() // without a reload
    await page
      .getByRole('list', { name: 'What needed a look before' })
      .getByText('It is over by itself.')
      .waitFor()
  })

  it('Ray says that he has seen to it, with a note that the trail has too', async () => {
    const { page } = office
    await setSource({ state: 'broken', failures: 1, troubleCode: 'credentials_refused' })
    await look(office)
    await page
      .getByRole('button', { name: /^I have seen to it: ray@millrace\.example does not take/ })
      .click()
    await page.getByLabel('Note for your colleagues (optional)').fill('New password on Monday')
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('dialog').getByRole('button', { name: 'I have seen to it', exact: true }).click()
    await page.getByText('Noted', { exact: true }).waitFor()
    await page.getByText('Nothing needs a look.').waitFor()
    const past = page.getByRole('list', { name: 'What needed a look before' }).getByRole('listitem').first()
    await past.getByText('Ray Miller has seen to it. It is still so. Note: New password on Monday').waitFor()
    await page.goto(`${house.url}/settings/audit`)
    await page.getByText('Ray Miller resolved an alert').waitFor()
    await page.getByText('Reason: New password on Monday').waitFor()
    assert.deepEqual(office.faults, [])
  })

  for (const { width, colours, language, title } of [
    { width: 390, colours: 'dark', language: 'pl', title: 'Kondycja' },
    { width: 1280, colours: 'dark', language: 'en', title: 'Health' },
    { width: 390, colours: 'light', language: 'en', title: 'Health' },
  ] as const)
    it(`shuts nobody out at ${width} pixels, ${colours}, in ${language}`, async () => {
      await setSource({ state: 'active', failures: 7, troubleCode: 'unreachable' })
      await house.app.watch.look()
      await using window = await house.openSample({ width, colours, language })
      const { page } = window
      await page.goto(`${house.url}/health`)
      await page.getByRole('heading', { name: title, exact: true }).waitFor()
      await page.getByText('ray@millrace.example').first().waitFor()
      await page.locator('main svg[role=img]').first().waitFor()
      assert.deepEqual(await barriers(page), [])
      const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      assert.equal(sideways, false, 'nothing sticks out')
      await picture(window, `health-${width}-${colours}-${language}`)
      assert.deepEqual(window.faults, [])
    })
})
