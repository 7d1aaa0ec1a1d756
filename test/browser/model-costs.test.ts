import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { emptyBuckets } from '../../src/metrics/metrics.ts'
import { openModel } from '../../src/models/models.ts'
import { type ModelServer, startModelServer } from '../kit/model-server.ts'
import { barriers, call, type House, openHouse, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'
/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES
const MODELS = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-opus-5'] as const

/** Ray looks at what the models of Millrace cost this month, and sets a budget. */
describe('what language models cost Millrace', () => {
  let provider: ModelServer
  let house: House
  let office: Window
  let firmId: string
  before(async () => {
    provider = await startModelServer(() => ({ says: {} }))
    house = await openHouse(
      {
        ...{ MODEL_PROVIDER: 'anthropic', MODEL_API_KEY: 'sk-for-tests', MODEL_BASE_URL: provider.url },
        ...{ MODEL_PRICE_INPUT_USD: '100', MODEL_PRICE_OUTPUT_USD: '100', MODEL_UNSURE_BELOW: '0.001' },
        ...{ CONVERSATION_DISCOVERY_CRON: NEVER, ENABLE_SUGGESTIONS: 'false' },
      },
      { sample: true },
    )
    office = await house.openSample()
    firmId = (await call<{ firm: { id: string } }>(office.page, 'GET', 'me')).firm.id
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await provider?.[Symbol.asyncDispose]()
  })

  /** A month of it: each day until yesterday some models, at 0.20 a day and model. */
  const giveMonth = () =>
    house.app.store.write(firmId, async (tx) => {
      const today = house.clock.now().toISOString().slice(0, 10)
      for (let date = 1; date < Number(today.slice(8)); date++)
        for (const model of MODELS.slice(0, 1 + (date % MODELS.length)))
          await tx
            .insertInto('modelDay')
            .values({
              ...{ day: `${today.slice(0, 8)}${String(date).padStart(2, '0')}`, purpose: 'refine', model },
              ...{ provider: 'anthropic', outcome: 'ok', calls: 100, unpricedCalls: 0 },
              ...{ inputTokens: 200_000, outputTokens: 30_000, costUsd: 0.2, budgetedUsd: 0.2 },
              ...{ unpricedUsdMax: 0, latencyMaxMs: 1_900, latencyBuckets: emptyBuckets().with(12, 100) },
            })
            .execute()
    })
  const ask = async () => {
    const { config, store, clock, log } = house.app
    assert.ok(config.model)
    await using model = openModel({ store, clock, log }, config.model)
    assert.ok(model)
    return await model.ask({
      ...{ tenantId: firmId, purpose: 'suggestion', messageId: null, system: 'Answer', prompt: 'When?' },
      ...{ schema: { type: 'object' }, read: () => 'At two' },
    })
  }
  const section = ({ page }: Window, name = 'Language models') =>
    page.getByRole('region', { name, exact: true })
  const picture = async ({ page }: Window, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.setViewportSize({ ...(page.viewportSize() ?? { width: 1280 }), height: 2600 })
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
  }

  it('is told with the model that is asked, before it ever was', async () => {
    const { page } = office
    await page.goto(`${house.url}/health`)
    await section(office).getByText('anthropic/claude-haiku-5-5 is asked.').waitFor()
    await section(office).getByText('$0.00 of $5.00').waitFor()
    await section(office).getByText('$0.00, without a limit').waitFor()
    await section(office).getByRole('figure', { name: 'Cost by day: nothing in this time' }).waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('is shown by day, model and purpose, once it was', async () => {
    const { page } = office
    await giveMonth()
    await ask()
    await page.reload()
    await section(office).getByText('$0.11 of $5.00').waitFor()
    const purposes = section(office).getByRole('list', { name: 'What for' })
    await purposes.getByText('Suggesting answers').waitFor()
    const models = section(office).getByRole('list', { name: 'By model' }).getByRole('listitem')
    await models.filter({ hasText: 'claude-haiku-5-5' }).first().waitFor()
    const { total } = await call<{ total: { costUsd: number } }>(page, 'GET', 'models/costs')
    const told = `$${total.costUsd.toFixed(2)}`
    await section(office)
      .getByRole('figure', { name: `Cost by day: ${told} in all` })
      .waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'models-1280-light-en')
  })

  it('stops at the budget that Ray sets, and he is told so until he raises it', async () => {
    const { page } = office
    const set = async (day: string) => {
      await section(office).getByRole('button', { name: 'Set budgets…' }).click()
      await page.getByLabel('US dollars a day').fill(day)
      assert.deepEqual(await barriers(page), [])
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    await set('0.2')
    await section(office).getByText('$0.11 of $0.20').waitFor()
    await section(office).getByText('Chosen by Ray Miller').waitFor()
    assert.deepEqual(await ask(), { answer: undefined, later: true })
    await house.app.watch.look()
    await page.reload()
    await section(office).getByText('Used up. All goes on without language models until').waitFor()
    const alerts = page.getByRole('list', { name: 'What needs a look', exact: true })
    await alerts.getByText('The budget for language models is used up: 0.11 of 0.2 US dollars.').waitFor()
    await picture(office, 'models-used-up')
    await set('')
    await section(office).getByText('$0.11 of $5.00').waitFor()
    await section(office).getByText('Used up').waitFor({ state: 'hidden' })
    await page.goto(`${house.url}/settings/audit`)
    await page.getByText('Ray Miller chose what language models may cost').first().waitFor()
    assert.deepEqual(office.faults, [])
  })

  for (const { width, colours, language, name, set } of [
    { width: 390, colours: 'dark', language: 'pl', name: 'Modele językowe', set: 'Ustaw budżety…' },
    { width: 1280, colours: 'dark', language: 'en', name: 'Language models', set: 'Set budgets…' },
    { width: 390, colours: 'light', language: 'en', name: 'Language models', set: 'Set budgets…' },
  ] as const)
    it(`shuts nobody out at ${width} pixels, ${colours}, in ${language}`, async () => {
      await using window = await house.openSample({ width, colours, language })
      const { page } = window
      await page.goto(`${house.url}/health`)
      await section(window, name).getByRole('figure').waitFor()
      assert.deepEqual(await barriers(page), [])
      const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      assert.equal(sideways, false, 'nothing sticks out')
      await picture(window, `models-${width}-${colours}-${language}`)
      await section(window, name).getByRole('button', { name: set }).click()
      await page.getByRole('dialog').waitFor()
      assert.deepEqual(await barriers(page), [])
      await picture(window, `models-set-${width}-${colours}-${language}`)
      assert.deepEqual(window.faults, [])
    })
})
