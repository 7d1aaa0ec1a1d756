import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Dovecot, dovecotMissing, startDovecot } from '../kit/dovecot.ts'
import { mailOf } from '../kit/mails.ts'
import { barriers, call, type House, openHouse } from './house.ts'

const MAILS = 12

describe('Millrace’s mailbox, before it is added', { skip: dovecotMissing() }, () => {
  let dovecot: Dovecot
  let house: House
  before(async () => {
    dovecot = await startDovecot()
    const taken = [
      'Authentication-Results: mx.millrace.example; dmarc=pass header.from=alvarez.example',
      'Received: from out.alvarez.example by mx.millrace.example; Mon, 2 Mar 2026 15:30:00 +0000',
      '',
    ].join('\r\n')
    dovecot.fill(
      Array.from({ length: MAILS }, (_, number) => Buffer.concat([Buffer.from(taken), mailOf(number)])),
    )
    house = await openHouse({}, { sample: true })
  })
  after(async () => {
    await house?.[Symbol.asyncDispose]()
    await dovecot?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const check = async (
    page: Page,
    [user, password, host, port, encryption, go]: [string, RegExp, string, string, string, string],
  ) => {
    await page.goto(`${house.url}/sources/add?channel=imap`)
    await page.getByLabel(user, { exact: true }).fill(dovecot.user)
    await page.getByLabel(password).fill(dovecot.password)
    await page.getByLabel(host, { exact: true }).fill(dovecot.host)
    await page.getByLabel(encryption, { exact: true }).selectOption('starttls')
    await page.getByLabel(port, { exact: true }).fill(`${dovecot.port}`)
    await button(page, go).click()
  }

  it('shows who its mails say vouches for senders; who adds it believes that by a press, or not', async () => {
    await using office = await house.openSample()
    const { page } = office
    await check(page, ['User name', /^Password/, 'Mail server (IMAP)', 'Port', 'Encryption', 'Check'])
    await page.getByText(/Under the name mx\.millrace\.example/).waitFor()
    const field = page.getByLabel('Who vouches for senders (optional)')
    assert.equal(await field.inputValue(), '')
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Believe it').click()
    await page.getByText('mx.millrace.example is believed on who sent a mail.').waitFor()
    assert.equal(await field.inputValue(), 'mx.millrace.example')
    await button(page, 'Add it').and(page.locator(':enabled')).click() // it need not be checked again
    await page.getByRole('listitem', { name: dovecot.user, exact: true }).waitFor()
    const { items } = await call<{ items: { channel: string; settings: { authServers: string[] } }[] }>(
      page,
      'GET',
      'sources',
    )
    const added = items.find(({ channel }) => channel === 'imap')
    assert.deepEqual([added?.settings.authServers, office.faults], [['mx.millrace.example'], []])
  })

  it('says the same in Polish on a phone', async () => {
    await using polish = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    const { page } = polish
    await check(page, [
      'Nazwa użytkownika',
      /^Hasło/,
      'Serwer poczty (IMAP)',
      'Port',
      'Szyfrowanie',
      'Sprawdź',
    ])
    await page.getByText(/Pod nazwą mx\.millrace\.example/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Wierz mu').click()
    await page.getByText(/wierzymy temu, co pisze mx\.millrace\.example/).waitFor()
    assert.deepEqual(polish.faults, [])
  })
})
