import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { refusalSentences } from '../../web/sign-in/refusal-sentences.ts'
import { type OpenIdProvider, startOpenIdProvider } from '../kit/openid-provider.ts'
import { atFrontDoor, barriers, call, type House, type Look, openHouse, type Window } from './house.ts'

const ken = { name: 'Ken Alvarez', email: 'ken@harbor.example' }
const dana = { sub: 'dana-1', email: 'dana@harbor.example', email_verified: true, name: 'Dana Whitfield' }

/** One story of a firm that has accounts of its own; each test goes on where the one before ended. */
describe('the people of Harbor Plumbing sign in with the accounts they have from the firm', () => {
  let house: House
  let idp: OpenIdProvider
  let office: Window
  before(async () => {
    house = await openHouse()
    idp = await startOpenIdProvider(`${house.url}/api/oidc/callback`)
    const details = { name: 'Harbor Plumbing', timeZone: 'America/Chicago', region: 'US' }
    const { ownerId } = await house.app.access.makeFirm(details, ken)
    office = await house.open()
    const link = new URL((await house.app.access.signInLink(ownerId ?? '')).url)
    await office.page.goto(`${house.url}${link.pathname}${link.hash}`)
    await atFrontDoor(office.page)
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await idp?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const settings = () => office.page.goto(`${house.url}/settings/sign-in`)
  const save = async () => {
    const answer = office.page.waitForResponse((one) => one.request().method() === 'PUT') // what an earlier one said may still stand there
    await button(office.page, 'Look it up and save').click()
    assert.equal((await answer).status(), 200)
    await office.page.getByText('Saved: the provider answers.').last().waitFor()
  }
  /** Goes to the provider in a browser in which `person` is signed in there. */
  const comeBy = async (person: OpenIdProvider['person'], look?: Look) => {
    idp.person = person
    const window = await house.open(look)
    const isPolish = look?.language === 'pl'
    await window.page.goto(`${house.url}/sign-in`)
    await button(
      window.page,
      isPolish ? 'Zaloguj się kontem firmowym' : 'Sign in with my firm’s account',
    ).click()
    await window.page
      .getByLabel(isPolish ? 'Twój firmowy adres e-mail' : 'Your e-mail address at the firm')
      .fill(person.email)
    await window.page.keyboard.press('Enter')
    return window
  }

  it('an owner is told plainly which provider cannot be used, and sets the one that can', async () => {
    const { page } = office
    await settings()
    await page.getByText('No provider is set.').waitFor()
    assert.equal(await page.getByLabel('Callback address').inputValue(), `${house.url}/api/oidc/callback`)
    await page.getByLabel('Issuer').fill('http://id.harbor.example')
    await page.getByLabel('Client ID').fill(idp.clientId)
    await page.getByLabel('Client secret').fill(idp.clientSecret)
    await page.getByLabel('E-mail domains').fill('harbor')
    await page.getByLabel('Who is new').selectOption('Joins as: Technician')
    await button(page, 'Look it up and save').click()
    await page.getByText('“harbor” is not a domain such as harbor.example.').waitFor()
    await page.getByLabel('E-mail domains').fill('@harbor.example, Harbor-hvac.example')
    await button(page, 'Look it up and save').click()
    await page.getByText('The address of the provider is not one that can be trusted.').waitFor()
    const elsewhere = idp.issuer.replace('127.0.0.1', 'localhost')
    await page.getByLabel('Issuer').fill(elsewhere)
    await button(page, 'Look it up and save').click()
    await page.getByText(`At ${elsewhere} there is no OpenID provider that answers by this name.`).waitFor()
    await page.getByLabel('Issuer').fill(idp.issuer)
    await save()
    await page.getByText(`People can sign in by ${idp.issuer}. Set: today.`).waitFor()
    assert.equal(await page.getByLabel('Client secret').inputValue(), '')
    assert.equal(await page.getByLabel('E-mail domains').inputValue(), 'harbor.example, harbor-hvac.example')
    await button(page, 'Test it').click()
    await page.getByText('The provider answers. Whether it takes').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('a newcomer comes in by it, in the role that newcomers have', async () => {
    await using window = await comeBy(dana)
    await atFrontDoor(window.page)
    const { person, role } = await call<{ person: { name: string }; role: string }>(window.page, 'GET', 'me')
    assert.deepEqual([person.name, role], ['Dana Whitfield', 'technician'])
    await window.page.goto(`${house.url}/settings/sign-in`)
    await window.page.getByText('Your role in this firm does not allow this.').waitFor()
    assert.deepEqual(window.faults, [])
  })

  it('who may not come in is told why and what to do, in their language', async () => {
    await using pub = await comeBy({
      ...dana,
      sub: 'pat-1',
      email: 'pat@harbor.example',
      email_verified: false,
    })
    await pub.page.getByText('does not vouch for your e-mail address.').waitFor()
    await pub.page.getByText('Have the address proved there, or sign in with a password.').waitFor()
    assert.deepEqual(await barriers(pub.page), [])
    const look: Look = { width: 390, colours: 'dark', language: 'pl' }
    await settings()
    await office.page.getByLabel('Who is new').selectOption('Comes in only when invited')
    await save()
    await using obcy = await comeBy({ ...dana, sub: 'ola-1', email: 'ola@harbor.example' }, look)
    await obcy.page.getByText('nie pracuje ona tutaj w tej firmie').waitFor()
    await obcy.page.getByText('Poproś właściciela lub kierownika firmy o zaproszenie').waitFor()
    await obcy.page.getByLabel('Twój firmowy adres e-mail').waitFor()
    assert.deepEqual(await barriers(obcy.page), [])
    await obcy.page.goto(`${house.url}/sign-in?refused=something_new`)
    await obcy.page.getByText('Logowanie kontem firmowym się nie udało.').waitFor()
    assert.deepEqual([...pub.faults, ...obcy.faults], [])
  })

  it('whom their address does not lead there, the short name of the firm does', async () => {
    await using window = await comeBy({ ...dana, email: 'dana@elsewhere.example' })
    const { page } = window
    await page.getByText('No sign-in provider of a firm is known for this.').waitFor()
    idp.person = dana
    await office.page.getByText('gives the firm’s short name at signing in: harbor-plumbing').waitFor()
    await page.getByLabel('Or the firm’s short name').fill('harbor-plumbing')
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('Enter')
    await atFrontDoor(page)
  })

  it('another one is set only after asking twice, as it is removed', async () => {
    const { page } = office
    await settings()
    await page.getByLabel('Client ID').fill('another')
    await page.getByLabel('Client secret').fill('and its secret')
    await button(page, 'Look it up and save').click()
    await page.getByRole('dialog', { name: 'Set another provider?' }).waitFor()
    await page.keyboard.press('Escape')
    await button(page, 'Remove the provider…').click()
    await page.getByRole('dialog', { name: 'Remove the provider?' }).waitFor()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Remove the provider').click()
    await page.getByText('No provider is set.').waitFor()
    assert.equal(await page.getByLabel('Issuer').inputValue(), '')
    assert.deepEqual(office.faults, [])
  })
})

describe('the sign-in page has', () => {
  it('the server’s own words for everything that coming back from a provider is refused with', () => {
    const thrown = ['admit', 'provider-client', 'provider-sign-in'].flatMap((name) => {
      const text = readFileSync(join(import.meta.dirname, `../../src/access/${name}.ts`), 'utf8')
      return [...text.matchAll(/new Refusal\(\s*'(provider_\w+)',\s*'([^']+)',\s*'([^']+)'/g)]
    })
    const told = thrown
      .map(([, code = '', message, next]) => [code, { message, next }] as const)
      .filter(([code]) => code !== 'provider_not_set_up') // before one goes there
    const { too_many_requests, ...provider } = Object.fromEntries(refusalSentences)
    assert.ok(too_many_requests, 'which comes from no provider')
    assert.deepEqual(Object.fromEntries(told), provider)
  })
})
