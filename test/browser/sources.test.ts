import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { atFrontDoor, barriers, call, type House, openHouse, until, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'

/** A database where the agent of a website writes what was said, as n8n does, and a user who may only read it. */
async function openAgent(postgres: TestPostgres) {
  const url = new URL((await postgres.database()).replace('@/', '@localhost/'))
  const admin = new pg.Client({ connectionString: readable(url) })
  await admin.connect()
  await admin.query(`
    create table n8n_chat_histories (id serial primary key, session_id varchar(255) not null, message jsonb not null);
    create role reader login;
    grant select on n8n_chat_histories to reader`)
  url.username = 'reader'
  return {
    url: readable(url),
    elsewhere: readable(url).replace(/\/test_\d+/, '/no_such_database'),
    admin,
    say: (session: string, type: 'human' | 'ai', content: string) =>
      admin.query('insert into n8n_chat_histories (session_id, message) values ($1, $2)', [
        session,
        JSON.stringify({ type, content, additional_kwargs: {}, response_metadata: {} }),
      ]),
    [Symbol.asyncDispose]: () => admin.end(),
  }
}

/** The socket is told in the query; no host before it. */
const readable = (url: URL) => url.href.replace('@localhost/', '@/')

/** One story of a firm whose website got an agent; each test goes on where the one before ended. */
describe('what the agent on Millrace’s website says comes in by itself', () => {
  let postgres: TestPostgres
  let agent: Awaited<ReturnType<typeof openAgent>>
  let house: House
  let office: Window
  before(async () => {
    postgres = await startPostgres()
    agent = await openAgent(postgres)
    house = await openHouse({ CONVERSATION_DISCOVERY_CRON: NEVER }, { sample: true })
    office = await house.openSample()
    await agent.say('web-1', 'human', 'My boiler shows F28 and the radiators are stone cold')
    await agent.say('web-1', 'ai', 'We can come on Friday at nine. Shall I book it?')
    await agent.say('web-2', 'human', 'How much is a new tap?')
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await agent?.[Symbol.asyncDispose]()
    await postgres?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const line = (page: Page) => page.getByRole('listitem', { name: 'Website', exact: true })
  const incidents = (page: Page) =>
    page.getByRole('list', { name: 'What went wrong, and how it was made good' }).getByRole('listitem')
  const choose = async (page: Page, what: string) => {
    await button(page, 'More for Website').click()
    await button(page, what).click()
  }
  const fill = async (page: Page, { crew, url, table }: { crew: string; url: string; table: string }) => {
    await page.getByLabel('What you call this agent').fill(crew)
    await page.getByLabel('Connection string of the database').fill(url)
    await page.getByLabel('Table', { exact: true }).fill(table)
  }
  const countSources = async () =>
    (await call<{ items: unknown[] }>(office.page, 'GET', 'sources')).items.length

  it('the owner finds the sources, and is told at the place what keeps one from being read', async () => {
    const { page } = office
    await page.getByRole('link', { name: 'Sources' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.getByRole('heading', { name: 'Sources', exact: true }).waitFor()
    await page.getByText('Nothing has gone wrong so far.').waitFor()
    await page.getByRole('link', { name: 'Add a source' }).click()
    await page.getByRole('link', { name: /^A Gmail account/ }).click()
    await button(page, 'Go on to Google').click()
    await page.getByText('Plumbline is not known to Google here.').waitFor()
    await page.getByRole('link', { name: 'Add it by IMAP' }).click()
    await page.getByRole('heading', { name: 'Add a mailbox' }).waitFor()
    await page.getByRole('link', { name: 'Another kind' }).click()
    await page.getByRole('link', { name: /^The table of an AI agent/ }).click()
    assert.equal(await button(page, 'Add it').isDisabled(), true)

    await fill(page, { crew: 'Website?', url: agent.elsewhere, table: 'n8n_chat_historys' })
    await button(page, 'Check').click()
    const crew = page.getByLabel('What you call this agent').and(page.locator('[aria-invalid=true]'))
    await crew.and(page.locator(':focus')).waitFor()
    await page.getByText('Use letters, digits, spaces, dots and dashes only.').waitFor()
    await crew.fill('Website')
    const table = page.getByLabel('Table', { exact: true })
    for (const url of [agent.elsewhere, agent.url]) {
      await page.getByLabel('Connection string of the database').fill(url)
      await button(page, 'Check').click()
      await page.getByText('There is no such table, or no such database.').waitFor()
      await table.and(page.locator('[aria-invalid=true]:focus')).waitFor()
    }
    const described = (await table.getAttribute('aria-describedby'))?.split(' ')[0] ?? ''
    assert.match(
      (await page.locator(`[id="${described}"]`).textContent()) ?? '',
      /^There is no such table.*Check both names/,
    )
    assert.equal(await page.getByLabel('Connection string of the database').inputValue(), agent.url)
    assert.deepEqual(await barriers(page), [])
    assert.equal(await countSources(), 1, 'only the archive of the sample: a check keeps nothing')
  })

  it('a check tells what is there, for what was checked and not for what is typed over it', async () => {
    const { page } = office
    const table = page.getByLabel('Table', { exact: true })
    await table.fill('n8n_chat_histories')
    await page.keyboard.press('Enter')
    const found = page.getByRole('region', { name: 'It can be read' })
    await found.getByText('public.n8n_chat_histories').waitFor()
    await found.getByText('as n8n writes it').waitFor()
    await found.getByText(/^Rows do not tell when they were written/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await table.fill('n8n_chat_histories_2')
    await found.waitFor({ state: 'detached' })
    assert.equal(await button(page, 'Add it').isDisabled(), true)
    await table.fill('n8n_chat_histories')
    await found.waitFor()
    await button(page, 'Add it').click()
    await page.getByText('Added: Website. What is there comes in now.').waitFor()
    await line(page).getByText('Up to date and complete').waitFor()
    await line(page).getByText('3 messages').waitFor()
    assert.equal((await page.content()).includes(agent.url), false)
    assert.deepEqual(await barriers(page), [])
  })

  it('its conversations are in the inbox, and its ledger adds up', async () => {
    const { page } = office
    await line(page).getByRole('link', { name: 'Ledger of the last run: Website' }).click()
    await page.getByText('Everything that the source handed over is accounted for.').waitFor()
    await page.getByText('agrees').waitFor()
    await page.goto(`${house.url}/inbox?text=stone+cold`)
    await page.locator('main li a').first().click()
    await page.getByText('We can come on Friday at nine.').last().waitFor()
    await page.goto(`${house.url}/sources`)
    await line(page).getByText('Up to date and complete').waitFor()
  })

  it('asked by hand it says what came, and nothing jumps while it is asked', async () => {
    const { page } = office
    const height = async () => (await line(page).boundingBox())?.height
    const still = await height()
    await agent.say('web-1', 'human', 'Yes please, it leaks as well')
    await agent.admin.query('begin; lock table n8n_chat_histories in access exclusive mode')
    await button(page, 'Ask now: Website').click()
    await page.getByRole('progressbar', { name: 'Progress of Website' }).waitFor()
    await line(page).getByText('asking for what is new').waitFor()
    assert.equal(await height(), still)
    assert.deepEqual(await barriers(page), [])
    await agent.admin.query('rollback')
    await page.getByText('Website: 1 new message', { exact: true }).waitFor()
    await line(page).getByText('4 messages').waitFor()
    assert.equal(await height(), still)
    await button(page, 'Ask now: Website').click()
    await page.getByText('Website: nothing new', { exact: true }).waitFor()
  })

  it('by the keyboard alone it is paused, and goes on where it was when it is resumed', async () => {
    const { page } = office
    await button(page, 'More for Website').focus()
    await page.keyboard.press('Enter')
    await button(page, 'Pause').and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await line(page).getByText('Paused', { exact: true }).waitFor()
    await agent.say('web-2', 'human', 'And with fitting it?')
    assert.equal(await button(page, 'Ask now: Website').count(), 0)
    await button(page, 'Resume: Website').focus()
    await page.keyboard.press('Enter')
    await page.getByText('Resumed: Website').waitFor()
    await line(page).getByText('5 messages').waitFor()
    await line(page).getByText('Up to date and complete').waitFor()
  })

  it('a table that is away is told of, with why and until when; once it is back, what was made good', async () => {
    const { page } = office
    await agent.admin.query('alter table n8n_chat_histories rename to elsewhere')
    await button(page, 'Ask now: Website').click()
    const trouble = line(page).getByRole('status')
    await trouble.getByText('The table, or its database, is not there.').waitFor()
    await trouble.getByText('It failed once.').waitFor()
    await trouble.getByText(/^Next try soon after /).waitFor()
    await line(page).getByText('Waits after a failure').waitFor()
    await incidents(page).getByText('Not over yet.').waitFor()
    assert.equal(await line(page).getByText('complete').count(), 0)
    assert.deepEqual(await barriers(page), [])
    await agent.admin.query('alter table elsewhere rename to n8n_chat_histories')
    await agent.say('web-2', 'human', 'Hello?')
    await button(page, 'Ask now: Website').click()
    await line(page).getByText('Up to date and complete').waitFor()
    await incidents(page).getByText('Made good: 1 message was taken in after it.').waitFor()
    await incidents(page).getByText('Not over yet.').waitFor({ state: 'detached' })
    await until(async () => (await trouble.textContent()) === '')
  })

  it('a database that refuses us needs a person, who sets anew what opens it right there', async () => {
    const { page } = office
    await agent.admin.query('revoke select on n8n_chat_histories from reader')
    await agent.say('web-2', 'human', 'Is anybody there?')
    await button(page, 'Ask now: Website').click()
    await line(page).getByText('Needs you').waitFor()
    await page.getByRole('img', { name: '1 source needs you' }).waitFor()
    await button(page, 'Set the connection string anew…').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Connection string of the database').fill(agent.elsewhere)
    await button(page, 'Try and set it').click()
    await dialog.getByRole('alert').getByText('no such database').waitFor()
    assert.deepEqual(await barriers(page), [])
    await agent.admin.query('grant select on n8n_chat_histories to reader')
    await dialog.getByLabel('Connection string of the database').fill(agent.url)
    await button(page, 'Try and set it').click()
    await page.getByText('Website is asked again').waitFor()
    await line(page).getByText('Up to date and complete').waitFor()
    await line(page).getByText('7 messages').waitFor()
    await page.getByRole('img', { name: '1 source needs you' }).waitFor({ state: 'detached' })
  })

  it('who only reads sees how sources are, and is offered nothing', async () => {
    const { url } = await call<{ url: string }>(office.page, 'POST', 'invitations', {
      email: 'dana@millrace.example',
      role: 'dispatcher',
    })
    await using desk = await house.open()
    const { page } = desk
    await page.goto(url)
    await page.getByLabel('Your name').fill('Dana Whitfield')
    await page.getByLabel('Choose a password').fill('left at the stopcock')
    await button(page, 'Join').click()
    await atFrontDoor(page)
    await page.getByRole('link', { name: 'Sources' }).click()
    await line(page).getByText('Up to date and complete').waitFor()
    assert.equal(await page.locator('main').getByRole('button').count(), 0)
    assert.equal(await page.getByRole('link', { name: 'Add a source' }).count(), 0)
    await page.goto(`${house.url}/sources/add`)
    await page.getByText('Your role in this firm does not allow this.').waitFor()
    assert.deepEqual(desk.faults, [])
  })

  it('it is taken away after asking, in Polish on a phone; what came stays', async () => {
    await using polish = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    const { page } = polish
    await button(page, 'Ustawienia i pomoc').click() // at the thumb are the rooms that a phone is for
    await page.getByRole('dialog').getByRole('link', { name: 'Źródła' }).click()
    await line(page).getByText('Aktualne i kompletne').waitFor()
    await button(page, 'Więcej dla: Website').click()
    await button(page, 'Usuń źródło…').click()
    await page.getByText(/Zostaje 7 wiadomości, które z niego przyszły/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Usuń źródło').click()
    await page.getByText('Usunięto: Website').waitFor()
    await line(page).waitFor({ state: 'detached' })
    await page.goto(`${house.url}/inbox?text=stone+cold`)
    await page.locator('main li a').first().waitFor()
    await page.goto(`${house.url}/sources`)
    await page.getByText('źródło, które usunięto').first().waitFor()
    assert.deepEqual([await countSources(), polish.faults], [1, []])

    await office.page.goto(`${house.url}/sources/add?channel=chat-history`)
    await fill(office.page, { crew: 'Website', url: agent.url, table: 'public.n8n_chat_histories' })
    await button(office.page, 'Check').click()
    await button(office.page, 'Add it').and(office.page.locator(':enabled')).click()
    await line(office.page).getByText('Up to date and complete').waitFor()
  })

  it('a dialog closes to the button it was opened from', async () => {
    const { page } = office
    await page.goto(`${house.url}/sources`)
    await choose(page, 'Take away…')
    await button(page, 'Cancel').click()
    await button(page, 'More for Website').and(page.locator(':focus')).waitFor()
    await choose(page, 'Set the connection string anew…')
    await page.keyboard.press('Escape')
    await button(page, 'More for Website').and(page.locator(':focus')).waitFor()
  })

  it('all of it stands in the audit trail', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/audit`)
    const list = page.getByRole('region', { name: 'Entries of the trail' })
    for (const sentence of [
      'Ray Miller took a source away',
      'Ray Miller set anew what opens a source',
      'Ray Miller paused a source',
      'Ray Miller added a source of messages',
    ])
      await list.getByText(sentence).first().waitFor()
    assert.deepEqual(office.faults, [])
  })
})
