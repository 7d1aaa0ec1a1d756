import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { systemClock } from '../../src/base/clock.ts'
import { freePort } from '../kit/free-port.ts'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

const DAY_MS = 24 * 60 * 60_000

/** One story of a firm whose chat system learns to call; each test goes on where the one before ended. */
describe('the chat system of Millrace says when a conversation is complete, and its books hear what changes', () => {
  let house: House
  let office: Window
  let conversationId: string
  const secrets: string[] = []
  before(async () => {
    house = await openHouse({}, { sample: true, clock: systemClock }) // the other systems go by the machine's
    office = await house.openSample()
    const { items } = await call<{ items: { id: string }[] }>(office.page, 'GET', 'conversations?limit=1')
    conversationId = items[0]?.id ?? ''
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const settings = () => office.page.goto(`${house.url}/settings/webhooks`)
  /** What the dialog shows this once. */
  const takeSecret = async () => {
    const secret = await office.page.getByRole('dialog').getByLabel('Signing secret').inputValue()
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    secrets.push(secret)
    return secret
  }
  /** Runs the example of the page, with a secret put in, as the people who set the chat system up do. */
  const runExample = async (secret: string, example?: string) => {
    const text = example ?? (await office.page.getByLabel('A signed call, for Node').inputValue())
    const path = join(house.folder, 'example.mjs')
    writeFileSync(path, text.replace('whsec_…', secret).replace("'…'", `'${conversationId}'`))
    const { stdout } = await promisify(execFile)(process.execPath, [path])
    const [, status, body = ''] = /^(\d+) (.*)\n$/s.exec(stdout) ?? []
    return { status: Number(status), body: JSON.parse(body) }
  }

  it('an owner finds where it calls, makes its secret, and is shown it once', async () => {
    const { page } = office
    await settings()
    await page.getByRole('link', { name: 'Webhooks', exact: true }).waitFor()
    await page.getByText('No secret is set: every call is refused.').waitFor()
    const { firm } = await call<{ firm: { id: string } }>(page, 'GET', 'me')
    const url = `${house.url}/api/webhooks/conversation-complete?firm=${firm.id}`
    assert.equal(await page.getByLabel('Address to call').inputValue(), url)
    assert.equal((await runExample(`whsec_${Buffer.alloc(32).toString('base64')}`)).status, 401)
    await button(page, 'Make a secret').click()
    await button(page, 'Make it').click()
    const secret = await takeSecret()
    assert.equal(await page.getByText('The one before').count(), 0)
    assert.deepEqual(await barriers(page), [])
    await page.mouse.click(10, 10)
    await button(page, 'Done').click()
    await page.getByText('Signed calls are taken. Secret made: today.').waitFor()
    assert.equal((await page.content()).includes(secret.slice(6)), false)
    assert.deepEqual(await barriers(page), [])
  })

  it('what the page gives as an example is a signed call, and is taken', async () => {
    const { page, context } = office
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await button(page, 'Copy the example').click()
    await button(page, 'Copied').waitFor()
    const copied = await page.evaluate('navigator.clipboard.readText()')
    const answer = await runExample(secrets[0] ?? '', String(copied))
    assert.equal(answer.status, 200)
    assert.equal(answer.body.conversationId, conversationId)
  })

  it('by the keyboard alone it gets another secret, and the one before goes on until the page says', async () => {
    const { page } = office
    const begunMs = house.clock.now().getTime()
    await button(page, 'Make a new secret').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: 'It signs for 24 hours more' }).focus()
    await page.keyboard.press('ArrowDown')
    assert.ok(await page.getByRole('radio', { name: 'It ends at once' }).isChecked())
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(/^Enter it in the other system by /).waitFor()
    const secret = await takeSecret()
    await page.keyboard.press('Escape')
    await button(page, 'Make a new secret').and(page.locator(':focus')).waitFor()
    const [{ previousEndsAt }] = (
      await call<{ items: [{ previousEndsAt: string }] }>(page, 'GET', 'webhook-secrets')
    ).items
    const endsMs = Date.parse(previousEndsAt) - DAY_MS
    assert.ok(endsMs >= begunMs && endsMs <= house.clock.now().getTime())
    const when = new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/Chicago',
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(previousEndsAt))
    await page.getByText(`Calls signed with the secret before it are taken until ${when}.`).waitFor()
    for (const one of [secrets[0] ?? '', secret]) assert.equal((await runExample(one)).status, 200)
  })

  it('the secret that leaked ends at once', async () => {
    const { page } = office
    await button(page, 'Make a new secret').click()
    await page.getByRole('radio', { name: 'It ends at once' }).check()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Make it').click()
    await page.getByText('The one before has ended').waitFor()
    const secret = await takeSecret()
    await button(page, 'Done').click()
    await page.getByText('Calls signed with the secret before it').waitFor({ state: 'detached' })
    for (const one of secrets.slice(0, 2)) assert.equal((await runExample(one)).status, 401)
    assert.equal((await runExample(secret)).status, 200)
  })

  it('it is removed after asking, once: who comes second is told so, in Polish on a phone as well', async () => {
    const { page } = office
    await using polish = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    await polish.page.goto(`${house.url}/settings/webhooks`)
    await polish.page.getByText('Podpisane wywołania są przyjmowane. Sekret utworzono: dzisiaj.').waitFor()
    await button(polish.page, 'Usuń…').click()
    await polish.page.getByText('także podpisane poprzednim sekretem').waitFor()
    assert.deepEqual(await barriers(polish.page), [])

    await button(page, 'Remove…').click()
    await button(page, 'Cancel').click()
    assert.equal((await runExample(secrets.at(-1) ?? '')).status, 200)
    await button(page, 'Remove…').click()
    await button(page, 'Remove').click()
    await page.getByText('Removed: calls are refused now.').waitFor()
    await page.getByText('No secret is set: every call is refused.').waitFor()
    assert.equal((await runExample(secrets.at(-1) ?? '')).status, 401)

    await button(polish.page, 'Usuń').click()
    await polish.page.getByText('Sekretu już nie ma: ktoś go usunął.').waitFor()
    await polish.page.getByText('Nie ma sekretu: każde wywołanie jest odrzucane.').waitFor()
    assert.deepEqual([...office.faults, ...polish.faults], [])
  })

  it('the books hear what changes here: they check it as the page shows, and have sent again what they missed', async () => {
    const { page } = office
    const port = await freePort()
    await settings()
    await button(page, 'Add a system').click()
    await page.getByLabel('Name', { exact: true }).fill('Books')
    await page.getByLabel('Address that is called').fill(`http://127.0.0.1:${port}/in`)
    await page.getByRole('checkbox', { name: 'Customers: gone' }).uncheck()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Add it').click()
    const secret = await takeSecret()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Done').click()
    const books = page.getByRole('list', { name: 'Calls to other systems' }).getByRole('listitem')
    await books.getByText('Customers: new · Customers: changed · Tickets').waitFor()
    assert.equal((await page.content()).includes(secret.slice(6)), false)

    await page.getByText('How another system checks the calls').click()
    const example = await page.getByLabel('Taking and checking calls, in Node').inputValue()
    const path = join(house.folder, 'receiver.mjs')
    writeFileSync(
      path,
      example.replace('whsec_…', secret).replace('listen(3000)', `listen(${port}, '127.0.0.1')`),
    )
    const start = () => {
      const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
      const stop = async () => {
        child.kill('SIGKILL')
        await once(child, 'close')
      }
      return { said: () => said, [Symbol.asyncDispose]: stop }
    }
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' }).then(
        ({ status }) => status === 401, // it is nobody's call
        () => false,
      )
    const openTicket = (title: string) => call<{ ticket: { id: string } }>(page, 'POST', 'tickets', { title })
    {
      await using receiver = start()
      await until(answers)
      await books.getByRole('button', { name: 'Send a test' }).click()
      await page.getByText('The test arrived: HTTP 204.').waitFor()
      const { ticket } = await openTicket('Mrs Alvarez’s boiler')
      await until(async () => receiver.said().includes(`ticket.added [ '${ticket.id}' ]`))
      await books.getByText('It works.').waitFor()
      assert.match(receiver.said(), /hook\.test \[/)
    }
    await openTicket('Mr Okafor’s tap')
    await books.getByText('The last call failed. It is tried again by itself.').waitFor()
    assert.deepEqual(await barriers(page), [])
    await books.getByRole('button', { name: 'Calls', exact: true }).click()
    const calls = page.getByRole('dialog')
    const missed = calls.getByRole('listitem').filter({ hasText: 'Waiting · it cannot be reached' }).last()
    await page.route('**/api/hook-deliveries/*', (route) => route.fulfill({ status: 500, json: {} }))
    await missed.getByRole('button', { name: 'Look' }).click()
    await missed.getByText('Code: server_failed').waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    await missed.getByRole('button', { name: 'Try again' }).click()
    await calls.getByText('"type": "ticket.').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.route('**/api/hook-deliveries/*/replay', (route) => route.abort(), { times: 1 })
    await calls.getByRole('button', { name: 'Send again' }).last().click()
    await calls.getByRole('alert').getByText('The server cannot be reached.').waitFor()
    await using receiver = start()
    await until(answers)
    await calls.getByRole('button', { name: 'Send again' }).last().click()
    await until(async () => receiver.said().includes('ticket.'))
    await page.keyboard.press('Escape')

    await using polish = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    await polish.page.goto(`${house.url}/settings/webhooks`)
    await polish.page.getByRole('button', { name: 'Wywołania', exact: true }).click()
    await polish.page.getByText('Dotarło · HTTP 204').first().waitFor()
    assert.deepEqual(await barriers(polish.page), [])
    assert.deepEqual([...office.faults, ...polish.faults], [])
  })

  it('all of it stands in the audit trail', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/audit`)
    const list = page.getByRole('region', { name: 'Entries of the trail' })
    await list
      .getByText('Ray Miller removed the secret that calls of another system are signed with')
      .waitFor()
    const made = list.getByText('Ray Miller made the secret that calls of another system are signed with')
    await made.nth(2).waitFor()
    assert.deepEqual([await made.count(), office.faults], [3, []])
  })
})
