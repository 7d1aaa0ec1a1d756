import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { sampleFirmDetails, sampleOwner } from '../../src/app.ts'
import { overApp } from '../../src/command/client.ts'
import { runShape } from '../../src/contract/runs.ts'
import type { Party } from '../../src/demo/page.ts'
import { writeZip } from '../kit/archive.ts'
import { page as pageOf, said } from '../kit/text-pages.ts'
import { barriers, barriersInBothColours, type House, openHouse, until, type Window } from './house.ts'

/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES

const rosa: Party = { number: '+15125550147', name: 'Rosa Alvarez' }
const anna: Party = { number: '+48225550122', name: 'Anna Nowak' }
const bob: Party = { number: '+15125550188', name: 'Bob Lindqvist' }
const FAUCET = 'The faucet in the kitchen keeps dripping, can somebody come?'
const KRAN = 'Dzień dobry, w kuchni cieknie kran, czy ktoś może przyjechać?'
const CEILING = 'The ceiling is wet, the neighbor upstairs has water pouring down'
const SUFIT = 'U sąsiada na dole mokry sufit, leje się z góry'

/** Rosa and pani Nowak have the same trouble, each in her own language. */
describe('what means much the same', () => {
  let house: House
  let office: Window
  before(async () => {
    house = await openHouse({ MESSAGE_VECTORS: 'true' })
    const { app } = house
    const firm = await app.access.makeFirm({ ...sampleFirmDetails, sample: true }, sampleOwner)
    const path = join(house.folder, 'takeout.zip')
    await writeZip(path, [
      pageOf(rosa, [
        said('2026-02-20T15:00:00Z', rosa, FAUCET),
        said('2026-02-20T15:05:00Z', null, 'Ken will be there tomorrow at nine'),
        said('2026-02-20T15:06:00Z', rosa, '👍'),
      ]),
      pageOf(anna, [said('2026-02-24T15:00:00Z', anna, KRAN), said('2026-02-25T15:00:00Z', anna, SUFIT)]),
      pageOf(bob, [
        said('2025-02-26T15:00:00Z', bob, 'Our kitchen faucet was dripping last year, too'),
        said('2026-02-25T16:00:00Z', bob, CEILING),
        said('2026-02-26T15:01:00Z', bob, 'Could you send the invoice for the furnace again?'),
      ]),
    ])
    await using client = overApp(app, firm.slug)
    const { syncId } = runShape.parse(await client.call('POST', '/api/sync/start', { paths: [path] }))
    await until(async () => {
      const { status } = runShape.parse(await client.call('GET', `/api/sync/${syncId}/progress`))
      return status === 'completed'
    })
    for (const stage of [app.stages.indexer, app.stages.embedder]) await stage?.catchUp(firm.id)
    office = await house.openSample()
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const palette = (page: Page) => page.getByRole('dialog', { name: /Search everything|Szukaj wszędzie/ })
  const message = (page: Page, text: string) => page.locator('[data-message]').filter({ hasText: text })
  /** Opens what can be done with a message, by the keyboard. */
  const openActions = async (page: Page, text: string) => {
    const id = await message(page, text).getAttribute('data-message')
    await page.locator(`[data-why="${id}"]`).focus()
    await page.keyboard.press('Enter')
  }
  const results = (page: Page) => page.getByRole('region', { name: /Found|Znalezione/ }).getByRole('listitem')
  const alike =
    /^Means (much the same|something like it) · \d+% alike$|^Znaczy (prawie to samo|coś podobnego) · podobieństwo \d+\s?%$/
  const picture = async (page: Page, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `meaning-${name}.png`) })
  }

  it('is found while one types, in whichever language, and told apart from what has the words', async () => {
    const { page } = office
    await page.goto(`${house.url}/customers`)
    await page.locator('main li a').first().waitFor()
    await page.keyboard.press('ControlOrMeta+k')
    await palette(page).getByRole('combobox').fill('apartment below is getting wet')
    const hit = palette(page).getByRole('option').filter({ hasText: SUFIT })
    await hit.getByText(alike).waitFor()
    await hit.click()
    await page.waitForURL(/\/inbox\/[0-9a-f-]+.*#message-/)
    await message(page, SUFIT).waitFor()
    await page.goto(`${house.url}/search?q=kitchen%20faucet%20drips`)
    await results(page).filter({ hasText: KRAN }).first().waitFor()
    const words = results(page).filter({ hasText: FAUCET }).first()
    assert.equal(await words.getByText(alike).count(), 0)
    await words.getByText('Has the words, and means much the same').waitFor({ state: 'attached' })
  })

  it('is a key away from every message that says something, and leads to the others’ conversations', async () => {
    const { page } = office
    await page.goto(`${house.url}/search?q=kitchen%20faucet%20keeps`)
    await results(page).filter({ hasText: FAUCET }).first().click()
    await message(page, FAUCET).waitFor()
    await openActions(page, FAUCET)
    const more = page.getByRole('link', { name: 'More like this' })
    await more.waitFor()
    await more.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\/like\/[0-9a-f-]+$/)
    await page.getByRole('heading', { name: 'Messages like this one' }).waitFor()
    await page.getByText(FAUCET).waitFor()
    const polish = results(page).filter({ hasText: KRAN })
    await polish.getByText(alike).waitFor()
    await polish.getByText('Anna Nowak').waitFor()
    await polish.locator('time').waitFor()
    assert.equal(await results(page).filter({ hasText: 'invoice' }).count(), 0)
    await polish.getByRole('link').click()
    await page.waitForURL(/\/inbox\/[0-9a-f-]+.*#message-/)
    await message(page, KRAN).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Back to its conversation' }).click()
    await message(page, FAUCET).waitFor()
    assert.deepEqual(office.faults, [])
  })

  it('is not asked of a message that says nothing, and of one that is not there says so', async () => {
    const { page } = office
    await page.goto(`${house.url}/search?q=kitchen%20faucet%20keeps`)
    await results(page).filter({ hasText: FAUCET }).first().click()
    await openActions(page, '👍')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.goto(`${house.url}/search/like/01890000-0000-7000-8000-000000000000`)
    await page.getByRole('alert').getByText('There is no such message.').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  for (const width of [390, 1280] as const)
    for (const language of ['en', 'pl'] as const)
      it(`has no barriers at ${width} in ${language}, in both colours`, async () => {
        await using window = await house.openSample({ width, language })
        const { page } = window
        const barriersOf = (name: string) =>
          barriersInBothColours(page, (colours) => picture(page, `${name}-${width}-${language}-${colours}`))
        const query = language === 'pl' ? 'woda leci do mieszkania poniżej' : 'apartment below is getting wet'
        await page.goto(`${house.url}/search?q=${encodeURIComponent(query)}`)
        await results(page).getByText(alike).first().waitFor()
        assert.deepEqual(await barriersOf('search'), [])
        await results(page).filter({ hasText: SUFIT }).first().click()
        await message(page, SUFIT).waitFor()
        await openActions(page, SUFIT)
        const more = page.getByRole('link', { name: /More like this|Więcej podobnych/ })
        await more.waitFor()
        await page.locator('[data-lit]').waitFor({ state: 'detached' }) // what was jumped to fades
        assert.deepEqual(await barriersOf('message'), [])
        await more.click()
        await results(page).filter({ hasText: CEILING }).waitFor()
        assert.deepEqual(await barriersOf('like'), [])
        assert.deepEqual(window.faults, [])
      })
})
