import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import type { Page } from 'playwright-core'
import { sampleFirmDetails } from '../../src/app.ts'
import { overApp } from '../../src/command/client.ts'
import { madeInvitationShape } from '../../src/contract/people.ts'
import { atFrontDoor, barriers, call, type House, openHouse, until, type Window } from './house.ts'

const STEP_MS = 30_000
const lou = { name: 'Lou Petrie', email: 'lou@millrace.example', password: 'righty tighty, lefty loosey' }

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const rooms = (page: Page) => page.getByRole('navigation', { name: 'Rooms' })
const conversations = (page: Page) => page.locator('main ul[aria-label] a[href^="/inbox/"]')

/** One story of a firm that gets its second person; each test goes on where the one before ended. */
describe('Lou comes to work at Millrace', () => {
  let house: House
  /** The code of an authenticator app, so many steps of half a minute from now. */
  const codeOf = (secret: string, steps = 0) =>
    createOTP(new TextDecoder().decode(base32.decode(secret))).hotp(
      Math.floor(house.clock.now().getTime() / STEP_MS) + steps,
    )
  let office: Window
  let van: Window
  let link = ''
  let secret = ''
  let recoveryCodes: string[] = []
  let second = { id: '', slug: '' }
  before(async () => {
    house = await openHouse({}, { sample: true })
    office = await house.openSample()
    van = await house.open()
  })
  after(async () => {
    await van?.[Symbol.asyncDispose]()
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const people = async () => {
    await office.page.goto(`${house.url}/settings/people`)
    await office.page.getByRole('list', { name: 'People of the firm' }).waitFor()
  }
  const makeLou = async (role: string) => {
    await people()
    await button(office.page, `Change: ${lou.name}`).click()
    await office.page.getByRole('radio', { name: role }).check()
    await button(office.page, 'Save').click()
    await office.page.getByText(`${lou.name}: ${role}`).first().waitFor()
    await until(async () => (await rolesNow()).includes(role.toLowerCase()))
  }
  const rolesNow = async () => {
    const { items } = await call<{ items: { role: string }[] }>(office.page, 'GET', 'people')
    return items.map(({ role }) => role)
  }
  const signIn = async (page: Page, code?: string) => {
    await page.goto(`${house.url}/sign-in`)
    await page.getByLabel('E-mail').fill(lou.email)
    await page.getByLabel('Password').fill(lou.password)
    await button(page, /^Sign in$/).click()
    if (code === undefined) return
    await page.getByLabel('Code', { exact: true }).fill(code)
    await button(page, /^Sign in$/).click()
  }

  it('the office asks him by a link, which says what he is asked to be, and leads him into the inbox', async () => {
    await people()
    await button(office.page, 'Invite somebody').click()
    const dialog = office.page.getByRole('dialog')
    await dialog.getByLabel('E-mail').fill(lou.email)
    await dialog.getByText('Reads what customers said and who they are').click()
    await button(office.page, 'Invite').last().click()
    link = await dialog.getByLabel('Link to join').inputValue()
    assert.deepEqual(await barriers(office.page), [])
    await button(office.page, 'Done').click()
    await office.page
      .getByRole('list', { name: 'Invited, not here yet' })
      .getByText(/Technician · by Ray Miller/)
      .waitFor()

    const { page } = van
    await page.goto(link)
    await heading(page, 'Join Millrace Plumbing & Heating').waitFor()
    assert.equal(page.url(), `${house.url}/join`, 'the token stays out of the history')
    await page.getByText('Ray Miller asks you to work here as: Technician.').waitFor()
    assert.equal(await page.getByLabel('E-mail').inputValue(), lou.email)
    await page.getByLabel('Your name').fill(lou.name)
    await page.getByLabel('Choose a password').fill(lou.password)
    await button(page, 'Join').click()
    await atFrontDoor(page)
    await conversations(page).first().waitFor()

    await using late = await house.open()
    await late.page.goto(`${house.url}/join`)
    await late.page.getByText('There is no invitation in this link.').waitFor()
    await late.page.goto(link)
    await late.page.getByText('This invitation is not valid').waitFor()
    assert.deepEqual(await barriers(late.page), [])
  })

  it('a technician reads, and is offered nothing that he may not do', async () => {
    const { page } = van
    assert.equal(
      await rooms(page)
        .getByRole('link', { name: /^(Questions|Import)$/ })
        .count(),
      0,
    )
    await conversations(page).first().click()
    await page.locator('[data-why]').first().waitFor()
    await button(page, 'Hide the customer').waitFor()
    assert.equal(await button(page, /^(Archive|Merge with…)$/).count(), 0)
    await page.locator('[data-why]').last().click()
    await page.getByRole('dialog', { name: 'Why is it here?' }).waitFor()
    assert.equal(await button(page, 'Split here').count(), 0)
    await page.keyboard.press('Escape')
    const opened = page.url()
    for (const key of ['e', 'm']) await page.keyboard.press(key)
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.equal(page.url(), opened)

    await page.goto(`${house.url}/customers`)
    await page.locator('main li a').first().click()
    await page.locator('article').waitFor()
    assert.equal(await button(page, /^(Rename|Merge with…|Same person)$/).count(), 0)

    await button(page, 'Settings and help').click()
    await page.getByRole('link', { name: 'Your account' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Settings' }).count(), 0)
    await page.goto(`${house.url}/settings/rules`)
    await page.getByText('Your role in this firm does not allow this.').waitFor()
    assert.deepEqual(van.faults, [])
  })

  it('another role is there at once; what it no longer allows is refused in words, and then not offered', async () => {
    const { page } = van
    await makeLou('Dispatcher')
    await page.goto(`${house.url}/inbox?status=needs_reply`)
    await conversations(page).first().click()
    await button(page, 'Archive').waitFor()
    await rooms(page).getByRole('link', { name: 'Questions' }).waitFor()
    await makeLou('Technician')
    await button(page, 'Archive').click()
    await page.getByText(/may not archive, merge and split conversations/).waitFor()
    await button(page, 'Archive').waitFor({ state: 'detached' })
    assert.equal(await rooms(page).getByRole('link', { name: 'Questions' }).count(), 0)
  })

  it('who manages people is not offered what only owners say', async () => {
    const { page } = van
    await makeLou('Manager')
    await page.goto(`${house.url}/settings`)
    await page.waitForURL(/\/settings\/firm/)
    assert.equal(await page.getByLabel('Name of the firm').isDisabled(), true)
    await page.getByText('Only an owner of the firm changes this.').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('link', { name: 'People', exact: true }).click()
    await page.waitForURL(/\/settings\/people/)
    const list = page.getByRole('list', { name: 'People of the firm' })
    await list.getByText('Ray Miller').waitFor()
    assert.equal(await list.getByRole('button').count(), 0)
    await button(page, 'Invite somebody').click()
    await page.getByRole('radio', { name: /^Manager/ }).waitFor()
    assert.equal(await page.getByRole('radio', { name: /^Owner/ }).count(), 0)
    await page.keyboard.press('Escape')
  })

  it('finds nothing on a shared device that another left there, unsent or searched for', async () => {
    await using desk = await house.openSample()
    const { page } = desk
    const left = () =>
      page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('plumbline.draft.')).length + localStorage['plumbline.searches']",
      )
    const searched = page.getByRole('dialog').getByRole('option', { name: 'water heater', exact: true })
    await page.locator('main li a').first().waitFor()
    await page.evaluate("localStorage.setItem('plumbline.draft.any', 'Dear Mrs Alvarez')")
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('dialog').getByRole('combobox').fill('water heater')
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.waitForURL(/\/search/)
    await page.reload()
    await heading(page, 'Search').waitFor()
    assert.equal(await left(), '1["water heater"]')

    await desk.context.clearCookies() // her session has run out
    await signIn(page)
    await atFrontDoor(page)
    await heading(page, 'Today').waitFor()
    assert.equal(await left(), '0[]')
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    assert.equal(await searched.count(), 0)
    await page.getByRole('dialog').getByRole('combobox').fill('water heater')
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.waitForURL(/\/search/)
    await button(page, 'Settings and help').click()
    await button(page, 'Sign out').click()
    await heading(page, 'Sign in').waitFor()
    await until(async () => (await left().catch(() => '')) === '0[]') // a fresh page is on its way
  })

  it('a second factor is set up with the app, and asked for at signing in', async () => {
    const { page } = van
    await page.goto(`${house.url}/settings/account`)
    await button(page, 'Set it up').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Present password').fill('not the wrench')
    await dialog.getByRole('button', { name: 'Set it up' }).click()
    await page.getByText('This is not the password there is.').waitFor()
    assert.deepEqual(await barriers(page), [])
    await dialog.getByLabel('Present password').fill(lou.password)
    await dialog.getByRole('button', { name: 'Set it up' }).click()
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    secret = await page.getByLabel('Or type this secret in').inputValue()
    await page.getByLabel('Code that the app shows now').fill('000000')
    await button(page, 'Confirm').click()
    await page.getByText('This code is not right, or was used already.').waitFor()
    await page.getByLabel('Code that the app shows now').fill(await codeOf(secret))
    await button(page, 'Confirm').click()
    const codes = page.getByRole('list', { name: 'Your recovery codes' })
    await codes.waitFor()
    recoveryCodes = await codes.getByRole('listitem').allTextContents()
    assert.equal(recoveryCodes.length, 10)
    const file = (await page.getByRole('link', { name: 'Download' }).getAttribute('href')) ?? ''
    for (const code of recoveryCodes) assert.ok(decodeURIComponent(file).includes(code))
    assert.deepEqual(await barriers(page), [])
    await button(page, 'I have kept them').click()
    await button(page, 'Turn it off').waitFor()

    await using phone = await house.open({ width: 390 })
    await signIn(phone.page)
    await phone.page.getByText('Your account asks for a second proof.').waitFor()
    const field = phone.page.getByLabel('Code', { exact: true })
    assert.equal(await field.getAttribute('autocomplete'), 'one-time-code')
    assert.deepEqual(await barriers(phone.page), [])
    await field.fill('000000')
    await button(phone.page, /^Sign in$/).click()
    await phone.page.getByText('This code is not right, or was used already.').waitFor()
    await field.fill(await codeOf(secret, 1)) // the one that confirmed the app lets nobody in
    await button(phone.page, /^Sign in$/).click()
    await atFrontDoor(phone.page)

    await using lost = await house.open()
    await signIn(lost.page)
    await button(lost.page, /Use a recovery code/).click()
    await lost.page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
    await button(lost.page, /^Sign in$/).click()
    await atFrontDoor(lost.page)
  })

  it('he sees where he is signed in, and signs the others out', async () => {
    await using left = await house.open()
    await signIn(left.page, recoveryCodes[2])
    await atFrontDoor(left.page)
    const { page } = van
    await page.goto(`${house.url}/settings/account`)
    const devices = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')
    await devices.nth(3).waitFor()
    assert.match((await devices.first().textContent()) ?? '', /Chrome on .*this one/)
    await devices.nth(1).getByRole('button', { name: 'Sign out' }).click()
    await until(async () => (await devices.count()) === 3)
    await button(page, 'Sign out all others').click()
    await page.getByText('All other devices are signed out.').waitFor()
    await until(async () => (await devices.count()) === 1)
    await left.page.reload()
    // Where nobody has claimed the installation, as here, the door is the welcome.
    await left.page.waitForURL(/\/(sign-in|welcome)/)
  })

  it('a new password needs the old one, and is the one that counts', async () => {
    const { page } = van
    await button(page, 'Change the password').click()
    await page.getByLabel('Present password').fill('not his password')
    await page.getByLabel('New password').fill('measure twice, cut once')
    await button(page, 'Save').click()
    await page.getByText('This is not the password there is.').waitFor()
    await page.getByLabel('Present password').fill(lou.password)
    await button(page, 'Save').click()
    await page.getByText('The password is changed.').waitFor()
    lou.password = 'measure twice, cut once'
  })

  it('who is known here joins a second firm with what they show at signing in', async () => {
    second = await house.app.access.makeFirm({ ...sampleFirmDetails, name: 'Harbor Heating' })
    await using client = overApp(house.app, second.slug)
    const made = madeInvitationShape.parse(
      await client.call('POST', '/api/invitations', { email: lou.email, role: 'read_only' }),
    )
    const { hash } = new URL(made.url ?? '')
    await using window = await house.open()
    const { page } = window
    await page.goto(`${house.url}/join${hash}`)
    await heading(page, 'Join Harbor Heating').waitFor()
    await page.getByLabel('Your password').fill(lou.password)
    await button(page, 'Join').click()
    await page.getByText('Your account asks for a second proof.').waitFor()
    await button(page, /Use a recovery code/).click()
    await page.getByLabel('Recovery code').fill(recoveryCodes[1] ?? '')
    await button(page, 'Join').click()
    await atFrontDoor(page)
  })

  it('the office ends a second factor that was lost', async () => {
    await people()
    const { page } = office
    await page.getByRole('img', { name: 'second factor' }).waitFor()
    await button(page, `Change: ${lou.name}`).click()
    await button(page, /^Remove the second factor/).click()
    await page.getByText('For somebody who has lost their phone').waitFor()
    await button(page, 'Remove the second factor').click()
    await page.getByText('This person’s authenticator app protects more than this firm.').waitFor()
    await house.app.store.pool.query('delete from auth.member where organization_id = $1', [second.id])
    await button(page, 'Remove the second factor').click()
    await page.getByText(`The second factor of ${lou.name} is removed.`).waitFor()
    await signIn(van.page)
    await atFrontDoor(van.page)
  })

  it('a key may do what was ticked, is shown once, and ends when it is revoked', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/keys`)
    await button(page, 'Make a key').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Bookkeeping')
    await button(page, 'Make it').click()
    await page.getByText('Tick at least one thing that it may do.').waitFor()
    await dialog.getByLabel('Read customers and open questions').check()
    await dialog.getByLabel('Ends').selectOption('90')
    await dialog.getByLabel('Requests a minute').fill('60')
    await button(page, 'Make it').click()
    const key = await dialog.getByLabel('Bookkeeping').inputValue()
    assert.deepEqual(await barriers(page), [])
    await button(page, 'Done').click()
    const ask = async (path: string) =>
      (await fetch(`${house.url}/api/${path}`, { headers: { authorization: `Bearer ${key}` } })).status
    assert.deepEqual([await ask('customers'), await ask('conversations')], [200, 403])
    const line = page.getByRole('list', { name: 'API keys of the firm' }).getByRole('listitem')
    assert.match((await line.textContent()) ?? '', /Read customers.*ends .*60 requests a minute/)
    assert.equal(await page.getByText(key).count(), 0)
    await button(page, 'Revoke: Bookkeeping').click()
    await button(page, 'Revoke').last().click()
    await page.getByText('Revoked: Bookkeeping').waitFor()
    await heading(page, 'API keys').waitFor()
    await until(async () => (await ask('customers')) === 401)
  })

  it('all of it stands in the audit trail, in words, and the trail is whole', async () => {
    const { page } = office
    await page.goto(`${house.url}/settings/audit`)
    const list = page.getByRole('region', { name: 'Entries of the trail' })
    for (const sentence of [
      'Ray Miller revoked the API key “Bookkeeping”',
      `Ray Miller removed the second factor of ${lou.name}`,
      `${lou.name} set a new password`,
      `${lou.name} signed in with a recovery code`,
      `Ray Miller changed the role of ${lou.name}: Technician → Dispatcher`,
      `${lou.name} joined as: Technician`,
      `Ray Miller invited ${lou.email} as: Technician`,
    ])
      await list.getByText(sentence).first().waitFor()
    assert.equal(await list.getByText('looked at:').count(), 0)
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'Who looked at data' })
    await page.waitForURL(/action=data\./)
    await list
      .getByText(/looked at: conversations/)
      .first()
      .waitFor()
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'Signing in' })
    await page.getByLabel('Who', { exact: true }).selectOption({ label: lou.name })
    await page.waitForURL(/actor=/)
    await until(
      async () => (await list.getByRole('listitem').filter({ hasText: 'Ray Miller' }).count()) === 0,
    )
    await list.getByText(`${lou.name} was not let in: wrong code`).first().waitFor()
    await button(page, 'Check the trail').click()
    await page.getByText(/^The trail is whole: \d+ entries\.$/).waitFor()
    assert.deepEqual(await barriers(page), [])

    await using polish = await house.openSample({ language: 'pl', width: 390 })
    await polish.page.goto(`${house.url}/settings/audit`)
    await polish.page.getByText(`Ray Miller: zmiana roli osoby ${lou.name}: Technik → Dyspozytor`).waitFor()
    await polish.page.getByRole('button', { name: 'Sprawdź dziennik' }).click()
    await polish.page.getByText(/^Dziennik jest cały: \d+ (wpisy|wpisów)\.$/).waitFor()
  })

  it('the office takes out all it keeps about a customer, and forgets them for good', async () => {
    const { page } = office
    await page.goto(`${house.url}/customers`)
    const first = page.locator('main a[href^="/customers/"]').first()
    await first.click()
    const [path] = [await first.getAttribute('href')]
    const saving = page.waitForEvent('download')
    await button(page, 'Take out all of it').click()
    assert.match((await saving).suggestedFilename(), /^person-.*\.zip$/)
    await button(page, 'Forget this person…').click()
    await page.getByRole('dialog').waitFor()
    assert.deepEqual(await barriers(page), [])
    const forget = button(page, 'Forget for good')
    assert.equal(await forget.isDisabled(), true)
    await page.getByLabel('Why (optional)').fill('asked by letter')
    await page.getByLabel('Type “forget” to go on').fill('forget')
    await forget.click()
    await page.getByText(/^Forgotten, with \d+ messages?$/).waitFor()
    await until(async () => (await page.locator(`main a[href="${path}"]`).count()) === 0)

    await using polish = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    await polish.page.goto(`${house.url}/customers`)
    await polish.page.locator('main a[href^="/customers/"]').first().click()
    await polish.page.getByRole('button', { name: 'Usuń dane tej osoby…' }).click()
    await polish.page.getByLabel('Wpisz „usuń”, by przejść dalej').waitFor()
    assert.deepEqual(await barriers(polish.page), [])
  })

  it('he leaves, and is out at once', async () => {
    await people()
    const { page } = office
    await button(page, `Change: ${lou.name}`).click()
    await button(page, /^Remove from the firm/).click()
    await heading(page, `Remove ${lou.name}?`).waitFor()
    await button(page, 'Remove from the firm').click()
    await page.getByText(`${lou.name} no longer works here.`).waitFor()
    await until(
      async () =>
        (await page.getByRole('list', { name: 'People of the firm' }).getByRole('listitem').count()) === 1,
    )
    assert.deepEqual([...office.faults, ...van.faults], [])
  })
})
