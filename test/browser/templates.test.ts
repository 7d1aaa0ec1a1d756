import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { mailOf } from '../kit/mails.ts'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'

/** One story: each test goes on where the one before ended. */
describe('templates for replies', () => {
  let google: GmailServer
  let house: House
  let office: Window
  let answerable = ''
  before(async () => {
    google = await startGmailServer()
    google.put(mailOf(1))
    house = await openHouse(
      { CONVERSATION_DISCOVERY_CRON: NEVER, REPLY_UNDO_SECONDS: '60' },
      { sample: true, google: { client: google.client, apiUrl: google.baseUrl } },
    )
    office = await house.openSample()
    const { page } = office
    const { url } = await call<{ url: string }>(page, 'POST', 'sources/gmail', {})
    await call(page, 'POST', 'sources/gmail/consent', { search: (await google.visit(url)).search })
    await until(async () => {
      const path = `conversations?text=${encodeURIComponent('for the 1th time')}`
      const { items } = await call<{ items: { id: string }[] }>(page, 'GET', path)
      answerable = items[0]?.id ?? ''
      return answerable !== ''
    })
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await google?.[Symbol.asyncDispose]()
  })
  const button = (name: string) => office.page.getByRole('button', { name, exact: true })
  const save = () => button('Save template').click()

  it('are added, changed and taken away in the settings', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/templates`)
    await page.getByText('No template yet.').waitFor()
    for (const title of ['On our way', 'Closed today']) {
      await button('Add a template').click()
      await page.getByLabel('Title').fill(title)
      await page.getByLabel('Text').fill('Hello ')
      await button('Customer’s first name').click()
      await page.getByLabel('Text').press('End')
      await page.getByLabel('Text').pressSequentially(', we come. ')
      await button('Name of the firm').click()
      await page.getByLabel('Kind of work').selectOption({ label: 'Water heater' })
      assert.deepEqual(await barriers(page), [])
      await save()
      await page.getByRole('heading', { name: title }).waitFor()
    }
    await page.getByText('Hello {first_name}, we come. {firm}').first().waitFor()
    await button('Change “Closed today”').click()
    await page.getByLabel('Title').fill('Closed')
    await save()
    await button('Remove “Closed”').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Template removed').waitFor()
    await page.getByRole('heading', { name: 'Closed' }).waitFor({ state: 'detached' })
    assert.deepEqual(await barriers(page), [])
  })

  it('by key t one is put where the cursor stands in the draft, with the names filled in', async () => {
    const { page } = office
    await page.goto(`${house.url}/inbox/${answerable}`)
    const field = page.getByRole('textbox', { name: 'Reply', exact: true })
    await field.fill('')
    await field.blur()
    await button('Templates').waitFor() // whose key it is
    await page.keyboard.press('t')
    const menu = page.getByRole('dialog', { name: 'Templates' })
    const { items } = await call<{ items: { id: string }[] }>(page, 'GET', 'customers?text=rosa%40alvarez')
    assert.equal(items.length, 1)
    await menu.getByRole('button', { name: /On our way/ }).waitFor()
    assert.deepEqual(await barriers(page), [])
    await menu.getByRole('button', { name: /On our way/ }).click()
    const filled = 'Hello Rosa, we come. Millrace Plumbing & Heating'
    await until(async () => (await field.inputValue()) === filled)
    await field.press('Home')
    await field.pressSequentially('Good morning. ')
    await button('Templates').click()
    await menu.getByRole('button', { name: /On our way/ }).click()
    await until(async () => (await field.inputValue()) === `Good morning. ${filled}${filled}`)
    assert.deepEqual(office.faults, [])
  })

  it('with something to fill in that nothing fills in, one is not saved, and it is told while it is typed', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/templates`)
    await button('Add a template').click()
    await page.getByLabel('Title').fill('Price')
    await page.getByLabel('Text').fill('Hello {name}, that is {price}.')
    const told = page.getByText('Nothing is filled in for {name} and {price}.')
    await told.waitFor()
    assert.deepEqual(await barriers(page), [])
    await save()
    assert.equal(await page.getByLabel('Text').evaluate((field) => field.matches(':focus')), true)
    await page.getByLabel('Text').fill('Hello {first_name}.')
    await told.waitFor({ state: 'detached' })
    await save()
    await page.getByRole('heading', { name: 'Price' }).waitFor()
  })

  it('are saved once by a double click', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/templates`)
    await button('Add a template').click()
    await page.getByLabel('Title').fill('Twice')
    await page.getByLabel('Text').fill('Hello.')
    await button('Save template').dblclick()
    await page.getByRole('heading', { name: 'Twice' }).first().waitFor()
    type Listed = { items: { title: string }[] }
    const { items } = await call<Listed>(page, 'GET', 'reply-templates')
    assert.equal(items.filter(({ title }) => title === 'Twice').length, 1)
  })

  it('words with something still to be filled in are not sent before somebody says so', async () => {
    const { page } = office
    await page.goto(`${house.url}/inbox/${answerable}`)
    const field = page.getByRole('textbox', { name: 'Reply', exact: true })
    const onTheWay = page.getByRole('list', { name: 'Not sent yet' }).getByRole('listitem')
    await field.fill('Hello {name}, we come.')
    await field.press('Control+Enter')
    const asked = page.getByRole('alert').filter({ hasText: '{name} is not filled in.' })
    await asked.waitFor()
    await field.press('Control+Enter')
    assert.deepEqual(await barriers(page), [])
    await button('Change it').click()
    await field.fill('Hello Rosa, we come {soon}.')
    await asked.waitFor({ state: 'detached' })
    await button('Send').click()
    await button('Send as it is').click()
    await onTheWay.getByText('Hello Rosa, we come {soon}.').waitFor()
    assert.equal(await onTheWay.count(), 1)
    assert.deepEqual(office.faults, [])
  })
})
