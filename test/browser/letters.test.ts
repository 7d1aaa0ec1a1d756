import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import type { Page } from 'playwright-core'
import { type MailServer, startMailServer } from '../kit/mail-server.ts'
import { atFrontDoor, barriers, call, type House, openHouse, type Window } from './house.ts'

const anna = { name: 'Anna Nowak', email: 'anna@mokotow.example' }
const piotr = { name: 'Piotr Zieliński', email: 'piotr@mokotow.example', password: 'klucz francuski' }

/** One story of a firm in Warsaw whose server mails; each test goes on where the one before ended. */
describe('where letters are sent', () => {
  let mail: MailServer
  let house: House
  let office: Window
  before(async () => {
    mail = await startMailServer()
    house = await openHouse({ SMTP_URL: mail.url, MAIL_FROM: 'plumbline@mokotow.example' })
    const details = { name: 'Mokotów Ciepło', timeZone: 'Europe/Warsaw', region: 'PL' }
    const { ownerId } = await house.app.access.makeFirm(details, anna)
    office = await house.open({ language: 'pl' })
    const link = new URL((await house.app.access.signInLink(ownerId ?? '')).url)
    await office.page.goto(`${house.url}${link.pathname}${link.hash}`)
    await atFrontDoor(office.page)
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await mail?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  it('an invitation goes by mail, and no link is shown to hand over', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/people`)
    await button(page, 'Zaproś kogoś').click()
    await page.getByLabel('E-mail').fill(piotr.email)
    await button(page, 'Zaproś').click()
    await page.getByText(`Link został wysłany na adres ${piotr.email}.`).waitFor()
    assert.equal(await page.getByLabel('Link do dołączenia').count(), 0)
    await button(page, 'Gotowe').click()

    await using window = await house.open({ language: 'pl', width: 390, colours: 'dark' })
    const { token } = await mail.next()
    await window.page.goto(`${house.url}/join#${token}`)
    await window.page.getByRole('heading', { name: 'Dołącz do: Mokotów Ciepło' }).waitFor()
    assert.deepEqual(await barriers(window.page), [])
    await window.page.getByLabel('Imię i nazwisko').fill(piotr.name)
    await window.page.getByLabel('Wybierz hasło').fill(piotr.password)
    await button(window.page, 'Dołącz').click()
    await atFrontDoor(window.page)
    await window.page.getByText('Nie ma jeszcze rozmów').waitFor()
  })

  it('one’s own address is proved by a link', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/account`)
    await button(page, 'Wyślij mi link').click()
    await page.getByText(`Link jest w drodze na adres ${anna.email}.`).waitFor()
    const { token } = await mail.next()
    await page.goto(`${house.url}/email-proof#${token}`)
    await page.getByText('Jest potwierdzony.').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.goto(`${house.url}/settings/account`)
    await button(page, 'Zmień hasło').waitFor()
    assert.equal(await button(page, 'Wyślij mi link').count(), 0)
    await page.goto(`${house.url}/email-proof#${token}`)
    await page.getByText('Ten link jest nieważny').waitFor()
  })

  it('a lost password is helped by mail, and the second factor is asked for all the same', async () => {
    const { secret } = await call<{ secret: string }>(office.page, 'POST', 'me/second-factor', {})
    const otp = createOTP(new TextDecoder().decode(base32.decode(secret)))
    const step = Math.floor(house.clock.now().getTime() / 30_000)
    await call(office.page, 'POST', 'me/second-factor/confirm', { code: await otp.hotp(step) })

    await using window = await house.open()
    const { page } = window
    await page.goto(`${house.url}/sign-in`)
    await button(page, 'Lost the password?').click()
    await page.getByLabel('Your e-mail address').fill(anna.email)
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Mail me a link').click()
    await page.getByText('the link is on its way').waitFor()
    const { token } = await mail.next()
    await page.goto(`${house.url}/login#${token}`)
    await page.getByText('Your account asks for a second proof.').waitFor()
    await page.getByLabel('Code', { exact: true }).fill(await otp.hotp(step + 1))
    await button(page, 'Sign in').click()
    await atFrontDoor(page)
    await page.goto(`${house.url}/settings/account`)
    await button(page, 'Change the password').click()
    await page.getByLabel('New password').fill('nowy klucz francuski')
    await button(page, 'Save').click()
    await page.getByText('The password is changed.').waitFor()
    assert.deepEqual(window.faults, [])
  })
})
