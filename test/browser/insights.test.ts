import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Id } from '../../src/base/ids.ts'
import type { ConversationPage } from '../../src/contract/conversations.ts'
import type { ConversationInsight, LostWorkPage } from '../../src/contract/insights.ts'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES

/** One story of Millrace: what was let slip over the years, and what the figures say. */
describe('insights of Millrace', () => {
  let house: House
  let office: Window
  before(async () => {
    house = await openHouse({}, { sample: true })
    office = await house.openSample()
    await call(office.page, 'POST', 'analytics/catch-up')
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const picture = async ({ page }: Window, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    const { width } = page.viewportSize() ?? { width: 1280 }
    await page.setViewportSize({ width, height: 1500 })
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }
  const listed = () => call<LostWorkPage>(office.page, 'GET', 'lost-work')

  it('list what was let slip, with the reason, and lead to the words', async () => {
    const { page } = office
    await page.getByRole('link', { name: 'Insights', exact: true }).click()
    await page.getByRole('heading', { name: 'Insights', exact: true }).waitFor()
    const list = page.getByRole('list', { name: 'Lost work', exact: true })
    await list.getByRole('listitem').first().waitFor()
    const { total, counts } = await listed()
    assert.ok(
      counts.request_unanswered > 0 && counts.quote_not_followed_up > 0 && counts.promise_not_kept > 0,
    )
    await page.getByText(`All (${total})`).waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'insights-lost')
    await page.getByRole('radio', { name: /^Promises/ }).check({ force: true })
    await list.getByText('Promise not kept.').first().waitFor()
    await until(async () => (await list.getByText('Unanswered request.').count()) === 0)
    await list.getByRole('link', { name: 'Answer now' }).first().click()
    await page.waitForURL(/\/inbox\/[0-9a-f-]+.*#/)
    await page.goBack()
  })

  it('are put aside with a reason, and come back when that is taken back', async () => {
    const { page } = office
    await page.goto(`${house.url}/insights`)
    const before = (await listed()).total
    const put = page.getByRole('button', { name: /^Put aside: / }).first()
    const name = (await put.getAttribute('aria-label'))?.replace('Put aside: ', '') ?? ''
    await put.click()
    await page.getByRole('radio', { name: 'Not work of ours' }).check()
    await page.getByLabel('Note for your colleagues (optional)').fill('He sells hoses')
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'insights-dismiss')
    await page.getByRole('button', { name: 'Put aside', exact: true }).click()
    await page.getByText(`All (${before - 1})`).waitFor()
    await page.getByRole('button', { name: 'Show what was put aside' }).click()
    await page.getByText(/^Not work of ours, says .* · He sells hoses$/).waitFor()
    await page.getByRole('button', { name: `Take back: ${name}` }).click()
    await page.getByText('Nothing was put aside.').waitFor()
    await until(async () => (await listed()).total === before)
  })

  it('show figures that lead to the conversations behind them', async () => {
    const { page } = office
    await page.goto(`${house.url}/insights?tab=figures`)
    await page.getByRole('region', { name: 'Requests' }).waitFor()
    await page.getByRole('radio', { name: '90 days' }).check({ force: true })
    const volume = page.getByRole('figure', {
      name: /^Messages that came in: at most \d+ messages; lately \d+ messages?/,
    })
    await volume.waitFor()
    await page.getByRole('figure', { name: /^By hour of the day: at most \d+/ }).waitFor()
    await page.getByRole('list').filter({ hasText: 'Water heater' }).first().waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'insights-figures')
    await page.getByRole('button', { name: 'Its conversations' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('link').first().waitFor()
    assert.deepEqual(await barriers(page), [])
    await dialog.getByRole('link').first().click()
    await page.waitForURL(/\/inbox\/[0-9a-f-]+/)
  })

  it('say of each part whether it is coming, did not come, or has nothing in it', async () => {
    await using window = await house.openSample()
    const { page } = window
    const shown = Promise.withResolvers<void>()
    await page.route('**/api/analytics?*by=hour*', (route) => route.fulfill({ status: 500, json: {} }))
    await page.route('**/api/analytics?*by=service*', (route) => shown.promise.then(() => route.continue()))
    await page.route('**/api/analytics?*by=topic*', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...(await response.json()), groups: [] } })
    })
    await page.goto(`${house.url}/insights?tab=figures`)
    const part = (name: string) => page.getByRole('region', { name, exact: true })
    const hours = part('By hour of the day')
    await hours.getByRole('alert').getByText('Code: server_failed').waitFor()
    assert.equal(await hours.getByRole('figure').count(), 0, 'no hours without messages are drawn')
    await part('What they talk of').getByText('Nothing in this time.').waitFor()
    await part('By kind of work').getByRole('status', { name: 'Loading' }).waitFor()
    shown.resolve()
    await part('By kind of work').getByRole('listitem').first().waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.unroute('**/api/analytics?*by=hour*')
    await hours.getByRole('button', { name: 'Try again' }).click()
    await hours.getByRole('figure').waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('do not say that nothing was let slip where that is not known', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.route('**/api/lost-work?*', (route) => route.abort())
    await page.goto(`${house.url}/insights`)
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor()
    const kinds = page.getByRole('group', { name: 'What was let slip' })
    assert.deepEqual(await kinds.locator('label').allTextContents(), [
      ...['All', 'Unanswered', 'Quotes', 'Promises'],
    ])
    await page.unroute('**/api/lost-work?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText(/^All \(\d+\)$/).waitFor()
    await page.route('**/api/lost-work?*', (route) => route.abort())
    await page.getByText(/^Quotes \(\d+\)$/).click()
    await page.getByText('The server cannot be reached.').waitFor()
    await page.getByText(/^All \([1-9]\d*\)$/).waitFor()
  })

  it('show how the firm answers, and whether suggested answers are as sure as they say', async () => {
    const { page } = office
    await page.goto(`${house.url}/insights?tab=replies`)
    await page.getByText('Nobody has decided on a suggested answer yet.').waitFor()
    await decideOnSuggestions()
    await page.reload()
    await page.getByRole('region', { name: 'First answer within' }).waitFor()
    const curve = page.getByRole('list', { name: 'How often suggestions are right, by confidence' })
    await curve.getByText('60% to 70% sure', { exact: true }).waitFor()
    await curve
      .getByText(/^40% to 50% sure: 12 of 48 right \(25%; the true share lies between 15% and 39%\)/)
      .waitFor()
    await page.getByText('Confidence follows your 240 newest decisions').waitFor()
    await page.getByText(/^Brier score 0\.\d+; it would be 0\.\d+ without your decisions/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'insights-replies')
  })
  /** As if people had decided on 240 suggested answers, of five confidences, and found those of 45 % less often right. */
  const decideOnSuggestions = async () => {
    const now = house.clock.now()
    const { firm } = await call<{ firm: { id: Id } }>(office.page, 'GET', 'me')
    await house.app.store.write(firm.id, (tx) =>
      sql`
      insert into suggestion (id, conversation_id, message_id, state, body, language, source, confidence, prior, reasons, made_at,
        decided_at, reply_id, rejection, edit_distance)
      select gen_random_uuid(), conversation_id, message_id, case when good then 'approved' else 'rejected' end, 'Hello', 
        case when n % 3 = 0 then 'pl' else 'en' end, (array['template', 'past_replies', 'model'])[1 + n % 3], 0.25 + 0.1 * (n % 5),
        0.35 + 0.05 * (n % 5), '[]', ${now}::timestamptz - make_interval(hours => n::int), ${now}::timestamptz - make_interval(hours => n::int),
        case when good then gen_random_uuid() end, case when good then null else 'wrong' end, case when good then 0 end
      from (select *, (n / 5) % 4 < case n % 5 when 2 then 1 when 3 then 3 when 4 then 3 else 1 end as good
        from (select conversation_id, message_id, row_number() over (order by message_id) - 1 as n from thread_entry limit 240) e) f`.execute(
        tx,
      ),
    )
  }

  it('stand beside a conversation: whose turn it is, and what was promised', async () => {
    const { page } = office
    const promised = await call<LostWorkPage>(page, 'GET', 'lost-work?kind=promise_not_kept')
    const ours = await Array.fromAsync(promised.items, async ({ conversationId }) => {
      const { resolution } = await call<ConversationInsight>(
        page,
        'GET',
        `conversations/${conversationId}/analysis`,
      )
      const isByPromise = !resolution.reasons.some(({ code }) => code === 'they_wait')
      return resolution.status === 'waiting_for_us' && isByPromise ? [conversationId] : []
    })
    const [first] = ours.flat()
    assert.ok(first, 'somebody waits for what was promised')
    await page.goto(`${house.url}/inbox/${first}`)
    const panel = page
      .getByRole('region', { name: 'What we promised' })
      .or(page.getByText('What we promised'))
    await panel.first().waitFor()
    await page
      .getByText(/^“.+”$/)
      .first()
      .waitFor()
    await page.getByText('We promised something').first().waitFor()
    await page
      .getByText(/^not kept; was due /)
      .first()
      .waitFor()
    assert.deepEqual(await barriers(page), [])
    await picture(office, 'insights-panel')
    await using polish = await house.openSample({ language: 'pl' })
    await polish.page.goto(`${house.url}/inbox/${first}`)
    await polish.page
      .getByText(/^„.+”$/)
      .first()
      .waitFor()
  })

  it('say nothing beside an archived conversation that speaks against its being done', async () => {
    const { page } = office
    const { items } = await call<ConversationPage>(page, 'GET', 'conversations?status=archived&limit=100')
    const said = [
      items.find(({ spam }) => spam),
      items.find(({ last, messageCount }) => last.kind === 'voicemail' && messageCount === 1),
      ...items.filter(({ spam, messageCount }) => !spam && messageCount > 3).slice(0, 4),
    ]
    await page.setViewportSize({ width: 1600, height: 900 })
    const panel = page.getByRole('complementary', { name: 'About the customer' })
    for (const { id } of said.flatMap((conversation) => conversation ?? [])) {
      await page.goto(`${house.url}/inbox/${id}`)
      await panel.getByRole('heading', { name: 'How it stands' }).waitFor()
      const words = (await panel.textContent()) ?? ''
      assert.doesNotMatch(words, /asks for a ticket:|is owed|100%|have not said anything|never said/)
    }
    await page.setViewportSize({ width: 1280, height: 860 })
  })

  it('call people and hours as the rest of the house does', async () => {
    await using window = await house.openSample()
    const { page } = window
    const called = ['+15125550142, +15125550143', '']
    await page.route(/\/api\/(lost-work|analytics\/conversations)\?/, async (route) => {
      const response = await route.fetch()
      const found: { items: { party: { title: string } }[] } = await response.json()
      for (const [index, { party }] of found.items.entries()) party.title = called[index] ?? party.title
      await route.fulfill({ response, json: found })
    })
    await page.goto(`${house.url}/insights`)
    for (const name of ['(512) 555-0142, (512) 555-0143', 'Unknown caller'])
      await page.getByRole('heading', { name, exact: true }).first().waitFor()
    await page.goto(`${house.url}/insights?tab=figures`)
    const hours = page.getByRole('region', { name: 'By hour of the day' })
    for (const end of ['12:00 AM', '11:00 PM'])
      await hours.getByText(end, { exact: true }).and(page.locator('span')).waitFor()
    await page.getByRole('button', { name: 'Its conversations' }).click()
    await page.getByRole('dialog').getByText('(512) 555-0142, (512) 555-0143').waitFor()
    assert.deepEqual(window.faults, [])
  })

  for (const { width, colours, language } of [
    { width: 390, colours: 'dark', language: 'en' },
    { width: 390, colours: 'light', language: 'pl' },
    { width: 1280, colours: 'dark', language: 'pl' },
  ] as const)
    it(`shut nobody out at ${width} pixels, ${colours}, in ${language}`, async () => {
      await using window = await house.openSample({ width, colours, language })
      const { page } = window
      for (const tab of ['lost', 'figures', 'replies'] as const) {
        await page.goto(`${house.url}/insights?tab=${tab}`)
        const there = { lost: 'listitem', figures: 'figure', replies: 'listitem' } as const
        await page.getByRole('main').getByRole(there[tab]).first().waitFor()
        assert.deepEqual(await barriers(page), [])
        const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
        assert.equal(sideways, false, 'nothing sticks out')
        await picture(window, `insights-${tab}-${width}-${colours}-${language}`)
      }
      assert.deepEqual(window.faults, [])
    })
})
