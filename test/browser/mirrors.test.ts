import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

/** One story of a firm that connects its office software; each test goes on where the one before ended. */
describe('Millrace connects its office software', () => {
  let server: TestPostgres
  let crm: pg.Client
  let url: string
  let house: House
  let office: Window
  before(async () => {
    server = await startPostgres()
    url = await server.database()
    crm = new pg.Client({ connectionString: url })
    await crm.connect()
    await crm.query(`create table jobs (job_no serial primary key, what text, stage text not null)`)
    await crm.query(
      `insert into jobs (what, stage) values ('Gutter over the porch', 'TODO'), ('Boiler service', 'LATER'),
         ('Filter for the loft', 'PLANNED'), ('Tap in the yard', 'DONE')`,
    )
    house = await openHouse({}, { sample: true })
    office = await house.openSample()
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await crm?.end()
    await server?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  it('an owner looks at the database first, is told what does not fit, and connects it', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/mirrors`)
    await page.getByText('No other system is connected').waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Connect a database').click()
    await page.getByLabel('What you call it').fill('Office software')
    await page.getByLabel('Connection string').fill(url)
    await button(page, 'Read its tables').click()
    const tickets = page.getByRole('group', { name: 'Tickets' })
    const chosen = (label: string) => tickets.getByLabel(label, { exact: true }).inputValue()
    await tickets.getByLabel('Word there for: Open').waitFor()
    assert.deepEqual(
      [
        await chosen('Table of Tickets'),
        await chosen('Title'),
        await chosen('Status'),
        await chosen('Priority'),
      ],
      ['jobs', 'what', 'stage', ''],
    )
    await until(async () => (await chosen('Word there for: Open')) === 'TODO')
    assert.equal(await chosen('Word there for: Scheduled'), 'PLANNED')
    await tickets.getByText('since they mean nothing here: LATER').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByText('Advanced').click()
    const json = page.getByLabel('Tables and columns')
    const mapping = JSON.parse(await json.inputValue())
    await json.fill('{')
    await page.getByText('This cannot be read: JSON').waitFor()
    await json.fill(JSON.stringify({ ...mapping, ticket: { ...mapping.ticket, key: 'number' } }))
    await button(page, 'Look').click()
    await page.getByText('The tables there are not as the mapping says (no_such_column:number).').waitFor()
    await tickets.getByLabel('Its key, which never changes').selectOption('job_no')
    await button(page, 'Look').click()
    await page.getByText('It fits: 0 customers and 4 tickets are there. Nothing was written.').waitFor()
    const preview = page.getByRole('region', { name: 'Tickets' })
    await preview
      .getByText(/Of the first 4 rows, here already: 0, made here: 3\. 1 cannot be had here/)
      .waitFor()
    await preview.getByText('Title: Gutter over the porch · Status: Open').waitFor()
    assert.match(
      await page.getByLabel('To have changes noted there').inputValue(),
      /create trigger "plumbline_mirror_ticket"/,
    )
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Connect').click()
    await page.getByText('Connected. Both sides are being compared.').waitFor()
    await button(page, 'Bring into step now').click()
    await page.getByText('On both sides, customers: 0, tickets: 3').waitFor()
    await page.getByText('1 of Ticket: a word that is not in the mapping, in the column stage').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('what is changed on both sides waits for a person, who decides and takes it back', async () => {
    const { page } = office
    const { items } = await call<{ items: { id: string; title: string; version: number }[] }>(
      page,
      'GET',
      'tickets?limit=60&sort=newest',
    )
    const gutter = items.find(({ title }) => title === 'Gutter over the porch')
    assert.ok(gutter !== undefined)
    await call(page, 'POST', `sync/tickets/${gutter.id}/status`, {
      status: 'resolved',
      version: gutter.version,
    })
    await crm.query(`update jobs set stage = 'PLANNED' where job_no = 1`)
    const { items: mirrors } = await call<{ items: { id: string }[] }>(page, 'GET', 'mirrors')
    await call(page, 'POST', `mirrors/${mirrors[0]?.id}/sync`, {})
    await page.goto(`${house.url}/questions`)
    await page.getByRole('link', { name: '1 conflict waits for a decision' }).click()
    await page.getByText('Before both: Open').waitFor()
    await page.getByText(/^by Office software/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Take the second').click()
    await page.getByText('Decided: Scheduled holds.').waitFor()
    await page.getByText('Nothing waits').waitFor()
    await page.getByText('Settled', { exact: true }).click()
    await button(page, 'Undo the decision').click()
    await page.getByText('Undone').waitFor()
    await page.getByText('Waiting for you').click()
    await page.getByText(/Holds now: Resolved/).waitFor()
  })

  it('by the keyboard an owner chooses what happens to a field', async () => {
    const { page } = office
    await page.getByLabel('Ticket: status').selectOption({ label: 'The later one holds' })
    await page.getByText('Saved').waitFor()
    const { rules } = await call<{ rules: { field: string; strategy: string }[] }>(
      page,
      'GET',
      'conflicts/rules',
    )
    assert.equal(rules.find(({ field }) => field === 'status')?.strategy, 'latest')
  })

  it('who renames a customer that somebody else has renamed meanwhile is told that theirs is kept, and led to it', async () => {
    const { page } = office
    const { items } = await call<{ items: { id: string; name: string }[] }>(page, 'GET', 'customers?limit=1')
    await page.goto(`${house.url}/customers/${items[0]?.id}`)
    await button(page, 'Rename').click()
    await call(page, 'PATCH', `customers/${items[0]?.id}`, { name: 'Harriet Boone' })
    await page.getByLabel('Name of the customer').fill('Harriet Boon')
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Save').click()
    await page.getByText('Yours is kept for you to decide.').waitFor()
    await page.getByRole('heading', { name: 'Harriet Boone' }).waitFor()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/kept-en-1280.png` })
    await page.getByRole('link', { name: 'Decide' }).click()
    await page.waitForURL(/settings\/conflicts/)
    await page.getByText('Harriet Boon', { exact: true }).waitFor()
  })

  it('a home or a business is chosen beside the name, and u takes it back', async () => {
    const { page } = office
    const { items } = await call<{ items: { id: string; kind: string }[] }>(
      page,
      'GET',
      'customers?limit=100',
    )
    const home = items.find(({ kind }) => kind !== 'business')
    await page.goto(`${house.url}/customers/${home?.id}`)
    await button(page, 'Rename').click()
    await page.getByLabel('Home or business').selectOption('business')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/rename-en-1280.png` })
    await button(page, 'Save').click()
    await page.getByText('Now: Business').waitFor()
    await page.keyboard.press('u')
    await page.getByText('Undone').waitFor()
    const { kind } = await call<{ kind: string }>(page, 'GET', `customers/${home?.id}`)
    assert.equal(kind, home?.kind)
  })

  it('reads well in Polish, on a phone, in the dark', async () => {
    await using polish = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    await polish.page.goto(`${house.url}/settings/conflicts`)
    await polish.page.getByText('Przyjmij drugą').first().waitFor()
    assert.deepEqual(await barriers(polish.page), [])
    assert.equal(await polish.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
    if (process.env.SHOTS)
      await polish.page.screenshot({ path: `${process.env.SHOTS}/conflicts-pl-390-dark.png` })
    await polish.page.goto(`${house.url}/settings/mirrors`)
    await polish.page.getByText('Wiersze, których druga strona nie może mieć').waitFor()
    assert.deepEqual(await barriers(polish.page), [])
    if (process.env.SHOTS)
      await polish.page.screenshot({ path: `${process.env.SHOTS}/mirrors-pl-390-dark.png` })
    await button(polish.page, 'Podłącz bazę danych').click()
    await polish.page.getByLabel('Jak to nazywacie').fill('Biuro')
    await polish.page.getByLabel('Adres połączenia').fill(url)
    await button(polish.page, 'Odczytaj tabele').click()
    await polish.page.getByText('bo tutaj nic nie znaczą: LATER').waitFor()
    await button(polish.page, 'Sprawdź').click()
    await polish.page.getByText(/Z pierwszych 4 wierszy/).waitFor()
    assert.deepEqual(await barriers(polish.page), [])
    assert.equal(await polish.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
    if (process.env.SHOTS) {
      await office.page.screenshot({ path: `${process.env.SHOTS}/conflicts-en-1280.png`, fullPage: true })
      await office.page.goto(`${house.url}/settings/mirrors`)
      await office.page.getByText('Office software').waitFor()
      await office.page.screenshot({ path: `${process.env.SHOTS}/mirrors-en-1280.png` })
    }
    assert.deepEqual([...office.faults, ...polish.faults], [])
  })
})
