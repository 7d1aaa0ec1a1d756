import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { type MailServer, startMailServer } from '../kit/mail-server.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, type Credentials, claimForKen, ken, secondFirm, startApi } from './api-server.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let postgres: TestPostgres
let mail: MailServer
before(async () => {
  postgres = await startPostgres()
  mail = await startMailServer()
})
after(async () => {
  await mail[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})
beforeEach(() => {
  mail.mood = 'takes'
})
const clock = fixedClock('2026-03-02T08:00:00Z')
const start = async (smtpUrl = mail.url) =>
  startApi({ databaseUrl: await postgres.database(), clock, smtpUrl })

const person = async (server: ApiServer, as: Credentials) =>
  (await server.ask('GET', '/api/me', { as })).body.person
const actions = async (server: ApiServer, as: Credentials): Promise<string[]> =>
  (await server.ask('GET', '/api/audit', { as })).body.items.map(({ action }: { action: string }) => action)
const invite = (server: ApiServer, as: Credentials, email = 'dana@harbor.example') =>
  server.ask('POST', '/api/invitations', { as, body: { email, role: 'dispatcher' } })

/** Ken, whose address is proved. */
async function provedKen(server: ApiServer): Promise<Credentials> {
  const { as } = await claimForKen(server)
  assert.equal((await server.ask('POST', '/api/me/email-proof', { as })).status, 204)
  const { token } = await mail.next()
  assert.equal((await server.ask('POST', '/api/email-proof', { body: { token } })).status, 204)
  return as
}

describe('an invitation', () => {
  it('is mailed and not shown, and proves the address of who accepts it', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const made = await invite(server, as)
    assert.deepEqual([made.status, made.body.mailed, made.body.url], [201, true, null])
    const letter = await mail.next()
    assert.deepEqual(letter.to, ['dana@harbor.example'])
    assert.match(
      letter.text,
      /Ken Alvarez asks you to join Harbor Plumbing.*\n\nhttp:\/\/127\.0\.0\.1\/join#/,
    )
    const body = { token: letter.token, name: 'Dana Whitfield', password: 'turn it clockwise' }
    const joined = await server.ask('POST', '/api/invitations/accept', { body })
    assert.equal(joined.status, 204)
    assert.equal((await person(server, { cookie: joined.cookie ?? '' })).emailVerified, true)
    assert.deepEqual((await actions(server, as)).slice(0, 3), [
      'invitation.accepted',
      'invitation.mailed',
      'invitation.made',
    ])
  })

  it('is Polish from a firm in Poland', async () => {
    await using server = await start()
    await claimForKen(server)
    const mokotow = await secondFirm(server)
    await invite(server, mokotow.as, 'piotr@mokotow.example')
    assert.match((await mail.next()).text, /^Dzień dobry,\n\nAnna Nowak zaprasza do firmy Mokotów Klima/)
  })

  it('is shown, and proves nothing, when the mail server refuses it or none is set', async () => {
    mail.mood = 'refuses'
    await using refused = await start()
    await using unset = await startApi({ databaseUrl: await postgres.database(), clock })
    assert.equal((await refused.ask('GET', '/api/setup')).body.mail, true)
    assert.equal((await unset.ask('GET', '/api/setup')).body.mail, false)
    for (const server of [refused, unset]) {
      const { as } = await claimForKen(server)
      const { body } = await invite(server, as)
      assert.equal(body.mailed, false)
      const joined = await server.ask('POST', '/api/invitations/accept', {
        body: { token: body.url.split('#')[1], name: 'Dana', password: 'turn it clockwise' },
      })
      assert.equal((await person(server, { cookie: joined.cookie ?? '' })).emailVerified, false)
    }
  })
})

describe('one’s address', () => {
  it('is proved by the link that went there, once, within a day', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    assert.equal((await person(server, as)).emailVerified, false)
    const send = () => server.ask('POST', '/api/me/email-proof', { as })
    const prove = (token: string) => server.ask('POST', '/api/email-proof', { body: { token } })
    await send()
    const late = await mail.next()
    assert.deepEqual(late.to, [ken.email.toLowerCase()])
    clock.advance(24 * HOUR_MS)
    assert.equal((await prove(late.token)).body.error.code, 'email_proof_invalid')
    assert.equal((await prove(late.token.slice(0, 12))).body.error.code, 'email_proof_invalid')
    await send()
    const [first, second] = [await mail.next(), await send().then(() => mail.next())]
    const both = await Promise.all([prove(first.token), prove(first.token)])
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 403])
    assert.equal((await person(server, as)).emailVerified, true)
    assert.equal((await prove(second.token)).status, 403)
    assert.equal((await send()).body.error.code, 'email_proved')
    const told = await actions(server, as)
    assert.equal(told.filter((action) => action === 'email.proved').length, 1)
    assert.equal(told.filter((action) => action === 'email_proof.mailed').length, 3)
    const { rows } = await server.store.pool.query('select * from auth.email_proof')
    assert.deepEqual(rows, [])
  })

  it('gets three such letters a day, and one that was not taken counts for none', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const send = async () => (await server.ask('POST', '/api/me/email-proof', { as })).body?.error.code
    mail.mood = 'refuses'
    assert.equal(await send(), 'mail_failed')
    mail.mood = 'takes'
    assert.deepEqual(
      [await send(), await send(), await send(), await send()],
      [undefined, undefined, undefined, 'too_many_letters'],
    )
    for (let letter = 0; letter < 3; letter++) await mail.next()
  })
})

describe('a lost password', () => {
  const lost = (server: ApiServer, email = ken.email) =>
    server.ask('POST', '/api/lost-password', { body: { email } })
  const open = (server: ApiServer, token: string, code?: string) =>
    server.ask('POST', '/api/login-link', { body: { token, ...(code === undefined ? {} : { code }) } })

  it('is replaced within an hour by who opens the mailed link, which works once', async () => {
    await using server = await start()
    await provedKen(server)
    assert.equal((await lost(server)).status, 204)
    const letter = await mail.next()
    assert.deepEqual(letter.to, [ken.email.toLowerCase()])
    const opened = await open(server, letter.token)
    assert.equal(opened.status, 204)
    const as = { cookie: opened.cookie ?? '' }
    assert.equal((await open(server, letter.token)).body.error.code, 'sign_in_link_invalid')
    const set = await server.ask('PUT', '/api/me/password', { as, body: { password: 'a new wrench' } })
    assert.equal(set.status, 204)
    assert.deepEqual((await actions(server, as)).slice(0, 3), [
      'password.set',
      'session.opened',
      'sign_in_link.mailed',
    ])
    await lost(server)
    const late = await mail.next()
    clock.advance(HOUR_MS)
    assert.equal((await open(server, late.token)).status, 403)
  })

  it('answers the same, and at once, for who is known, unknown or unproved, and is mailed only to a proved address', async () => {
    await using server = await start()
    await provedKen(server)
    const mokotow = await secondFirm(server)
    const count = mail.letters.length
    await lost(server, 'anna@mokotow.example')
    await lost(server, 'nobody@harbor.example')
    await server.access[Symbol.asyncDispose]()
    assert.equal(mail.letters.length, count)
    assert.ok(!(await actions(server, mokotow.as)).includes('sign_in_link.mailed'))
    assert.equal((await lost(server, 'not an address')).status, 400)
    mail.mood = 'silent'
    const answers = []
    for (const email of [ken.email, 'nobody@harbor.example', 'anna@mokotow.example']) {
      const began = Date.now()
      const { status, text, headers } = await lost(server, email)
      answers.push([status, text, headers.get('set-cookie')])
      assert.ok(Date.now() - began < 1_000, email)
    }
    assert.deepEqual(answers, Array(3).fill([204, '', null]))
    await server.access[Symbol.asyncDispose]()
    const { rows } = await server.store.pool.query('select * from auth.sign_in_link where mailed')
    assert.deepEqual(rows, [])
  })

  it('sends three letters an hour at most, and is tried as often as a password may be', async () => {
    await using server = await start()
    await provedKen(server)
    const count = mail.letters.length
    const statuses = []
    for (let i = 0; i < 32; i++) {
      statuses.push((await lost(server)).status)
      await server.access[Symbol.asyncDispose]()
    }
    assert.deepEqual([statuses[29], statuses[30]], [204, 429])
    assert.equal(mail.letters.length, count + 3)
    for (let letter = 0; letter < 3; letter++) await mail.next()
  })

  it('still asks for the second factor of who has one; a link from the server does not', async () => {
    const { createOTP } = await import('@better-auth/utils/otp')
    const { base32 } = await import('@better-auth/utils/base32')
    await using server = await start()
    const as = await provedKen(server)
    const { body } = await server.ask('POST', '/api/me/second-factor', {
      as,
      body: { password: ken.password },
    })
    const codeNow = () =>
      createOTP(new TextDecoder().decode(base32.decode(body.secret))).hotp(
        Math.floor(clock.now().getTime() / 30_000),
      )
    await server.ask('POST', '/api/me/second-factor/confirm', { as, body: { code: await codeNow() } })
    clock.advance(MINUTE_MS)

    await lost(server)
    const { token } = await mail.next()
    assert.equal((await open(server, token)).body.error.code, 'second_factor_needed')
    assert.equal((await open(server, token, '000000')).body.error.code, 'wrong_code')
    assert.equal((await open(server, token, await codeNow())).status, 204)
    assert.deepEqual((await actions(server, as)).slice(0, 2), ['session.opened', 'session.refused'])

    const { id } = await person(server, as)
    const fromServer = await server.access.signInLink(id)
    assert.equal((await open(server, fromServer.token)).status, 204)
  })

  it('counts guesses at the second factor with those at the password, and lets links from the server through', async () => {
    await using server = await startApi({
      databaseUrl: await postgres.database(),
      ...{ clock, smtpUrl: mail.url },
      settings: { accountSignInsPerHourMax: 5 }, // one goes to the password at the beginning
    })
    const as = await provedKen(server)
    await lost(server)
    const { token } = await mail.next()
    const { body } = await server.ask('POST', '/api/me/second-factor', {
      as,
      body: { password: ken.password },
    })
    assert.ok(body.secret)
    await server.store.pool.query('update auth.second_factor set confirmed_at = now()')
    const guesses = []
    for (let i = 0; i < 4; i++) guesses.push((await open(server, token, `00000${i}`)).status)
    assert.deepEqual(guesses, [401, 401, 401, 429])
    const { id } = await person(server, as)
    const fromServer = await server.access.signInLink(id)
    assert.equal((await open(server, fromServer.token)).status, 204)
  })

  it('says so where no mail is set up, whoever asks', async () => {
    await using server = await startApi({ databaseUrl: await postgres.database(), clock })
    await claimForKen(server)
    for (const email of [ken.email, 'nobody@harbor.example'])
      assert.equal((await lost(server, email)).body.error.code, 'mail_not_set_up')
  })
})
