import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES

/** One story of Millrace: a conversation is counted wrongly, and Ray has it repaired after he has seen how. */
describe('whether what Millrace keeps agrees with itself', () => {
  let house: House
  let office: Window
  let firmId: string
  before(async () => {
    house = await openHouse({ SYNC_CONSISTENCY_CHECK_INTERVAL: '0' }, { sample: true })
    office = await house.openSample()
    firmId = (await call<{ firm: { id: string } }>(office.page, 'GET', 'me')).firm.id
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const checks = ['conversations-counted', 'sources-counted', 'threads-walked', 'messages-parsed']
  const check = (page: Window['page'], names = checks) =>
    call(page, 'POST', 'sync/consistency-check', { wait: true, checks: names })
  const damage = (statement: string) => house.app.store.pool.query(statement, [firmId])
  const miscount = async () => {
    await damage(
      `update conversation set message_count = message_count + 1 where tenant_id = $1 and id in
        (select id from conversation where tenant_id = $1 and merged_into is null order by id limit 2)`,
    )
    await damage('update source set message_count = 3 where tenant_id = $1')
  }
  const picture = async ({ page }: Window, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.setViewportSize({ ...(page.viewportSize() ?? { width: 1280 }), height: 1800 })
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }

  it('is said in one sentence, and of each check when it last looked', async () => {
    const { page } = office
    await page.goto(`${house.url}/health`)
    const section = page.getByRole('region', { name: 'Does what is kept agree with itself?' })
    await section.getByText('Not looked at yet.').first().waitFor()
    await section.getByRole('button', { name: 'Check now' }).click()
    await page.getByText('The check has begun').waitFor()
    const whole = { timeout: 180_000 } // all of the sample firm is derived again
    await section.getByRole('status').getByText('All that was looked at agrees.').waitFor(whole)
    await section.getByRole('button', { name: 'Check now' }).waitFor(whole)
    await section.getByText('All checks').click()
    const lines = section.getByRole('list', { name: 'All checks' }).getByRole('listitem')
    await lines.getByText('Each source has as many messages as it says.').waitFor()
    assert.equal(await lines.getByText('Not looked at yet.').count(), 0)
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'checks-sound')
  })

  it('what does not is shown with what would repair it, which is then done and nothing else', async () => {
    const { page } = office
    await miscount()
    await check(page)
    await page.goto(`${house.url}/health`)
    const section = page.getByRole('region', { name: 'Does what is kept agree with itself?' })
    await section.getByText('A conversation does not say of its messages what they are.').waitFor()
    await section.getByText('A source has another number of messages than it says.').waitFor()
    assert.deepEqual(await barriers(page), [])
    await section.getByRole('button', { name: 'Show what would repair it' }).click()
    const dialog = page.getByRole('dialog', { name: 'What repairing does' })
    await dialog.getByText('Nothing has been changed yet.').waitFor()
    await dialog.getByText(/Its messages are threaded again/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'checks-plan')
    const { rows } = await damage('select message_count from source where tenant_id = $1')
    assert.equal(rows[0].message_count, 3, 'shown and not done')
    const repair = dialog.getByRole('button', { name: 'Repair', exact: true, disabled: false })
    for (const _ of [1, 2]) {
      await repair.click()
      await Promise.race([
        dialog.waitFor({ state: 'hidden' }),
        dialog.getByText(/left\. Check again/).waitFor(),
      ])
      await until(async () => !(await dialog.isVisible()) || (await repair.isVisible()))
      if (!(await dialog.isVisible())) break
    }
    await page
      .getByText(/things? repaired/)
      .first()
      .waitFor()
    await check(page)
    await page.goto(`${house.url}/health`)
    await section.getByRole('status').getByText('All that was looked at agrees.').waitFor()
    await page.goto(`${house.url}/settings/audit`)
    await page.getByText('Ray Miller had something repaired that a check had found').first().waitFor()
    assert.deepEqual(office.faults, [])
  })

  for (const { width, colours, language, title } of [
    { width: 390, colours: 'dark', language: 'pl', title: 'Czy zapisane dane są ze sobą zgodne?' },
    { width: 1280, colours: 'dark', language: 'en', title: 'Does what is kept agree with itself?' },
    { width: 390, colours: 'light', language: 'en', title: 'Does what is kept agree with itself?' },
    { width: 1280, colours: 'light', language: 'pl', title: 'Czy zapisane dane są ze sobą zgodne?' },
  ] as const)
    it(`shuts nobody out at ${width} pixels, ${colours}, in ${language}`, async () => {
      await miscount()
      await using window = await house.openSample({ width, colours, language })
      const { page } = window
      await check(page)
      await page.goto(`${house.url}/health`)
      const section = page.getByRole('region', { name: title })
      await section.getByRole('list').first().waitFor()
      assert.deepEqual(await barriers(page), [])
      await section.getByRole('button').last().click()
      await page.getByRole('dialog').getByRole('list').first().waitFor()
      assert.deepEqual(await barriers(page), [])
      const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      assert.equal(sideways, false, 'nothing sticks out')
      await picture(window, `checks-${width}-${colours}-${language}`)
      assert.deepEqual(window.faults, [])
    })
})
