import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, claimForKen, joinAs, ken, secondFirm, signedIn, startApi } from './api-server.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const password = 'turn it clockwise'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())
const clock = fixedClock('2026-03-02T08:00:00Z')
const start = async () => startApi({ databaseUrl: await postgres.database(), clock })

const me = (server: ApiServer, as: { cookie: string }) => server.ask('GET', '/api/me', { as })
const tokenOf = (url: string) => url.split('#')[1] ?? ''

describe('an invitation', () => {
  it('says who asks, lets somebody new in once, in the role that was meant, and is gone', async () => {
    await using server = await start()
    const { as, firmId } = await claimForKen(server)
    const made = await server.ask('POST', '/api/invitations', {
      as,
      body: { email: 'Dana@Harbor.example', role: 'dispatcher' },
    })
    assert.equal(made.status, 201)
    assert.match(made.body.url, /\/join#[\w-]{43}$/)
    const token = tokenOf(made.body.url)
    const seen = await server.ask('POST', '/api/invitations/open', { body: { token } })
    assert.deepEqual(seen.body, {
      firmName: 'Harbor Plumbing',
      madeBy: 'Ken Alvarez',
      role: 'dispatcher',
      email: 'dana@harbor.example',
      known: false,
    })
    const accept = (more: object) =>
      server.ask('POST', '/api/invitations/accept', { body: { token, password, ...more } })
    const cutInPasting = { token: token.slice(0, 12) }
    const cut = await server.ask('POST', '/api/invitations/open', { body: cutInPasting })
    assert.equal(cut.body.error.code, 'invitation_invalid')
    assert.equal((await accept({})).body.error.code, 'name_needed')
    assert.equal((await accept({ name: 'Dana', password: 'short' })).body.error.code, 'password_short')
    const joined = await accept({ name: 'Dana Whitfield' })
    assert.equal(joined.status, 204)
    const { body } = await me(server, { cookie: joined.cookie ?? '' })
    assert.equal(body.person.name, 'Dana Whitfield')
    assert.equal(body.firm.id, firmId)
    assert.equal(body.role, 'dispatcher')
    assert.equal((await accept({ name: 'Dana' })).body.error.code, 'invitation_invalid')
    assert.deepEqual((await server.ask('GET', '/api/invitations', { as })).body.items, [])
    const { items } = (await server.ask('GET', '/api/people', { as })).body
    assert.deepEqual(
      items.map(({ name, role }: { name: string; role: string }) => [name, role]),
      [
        ['Ken Alvarez', 'owner'],
        ['Dana Whitfield', 'dispatcher'],
      ],
    )
    const { rows } = await server.store.pool.query('select token_hash from auth.invitation')
    assert.deepEqual(rows, [])
  })

  it('to somebody who can sign in here already asks for their password, and gives them a second firm', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const mokotow = await secondFirm(server)
    const made = await server.ask('POST', '/api/invitations', {
      as: mokotow.as,
      body: { email: ken.email, role: 'read_only' },
    })
    const token = tokenOf(made.body.url)
    assert.equal((await server.ask('POST', '/api/invitations/open', { body: { token } })).body.known, true)
    const accept = (given: string) =>
      server.ask('POST', '/api/invitations/accept', { body: { token, password: given } })
    assert.equal((await accept('not his password')).body.error.code, 'wrong_credentials')
    assert.equal((await accept(ken.password)).status, 204)
    const firms = (await server.ask('GET', '/api/firms', { as })).body.items
    assert.equal(firms.length, 2)
    await server.ask('POST', `/api/firms/${mokotow.firmId}/switch`, { as })
    assert.equal((await server.ask('GET', '/api/me', { as })).body.role, 'read_only')
  })

  it('ends after a week, when it is taken back, and when the address is asked again', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const ask = async () => {
      const { body } = await server.ask('POST', '/api/invitations', {
        as,
        body: { email: 'lou@harbor.example', role: 'technician' },
      })
      return { id: body.id, token: tokenOf(body.url) }
    }
    const status = async (token: string) =>
      (await server.ask('POST', '/api/invitations/open', { body: { token } })).status
    const first = await ask()
    const second = await ask()
    assert.deepEqual([await status(first.token), await status(second.token)], [403, 200])
    assert.equal((await server.ask('DELETE', `/api/invitations/${second.id}`, { as })).status, 204)
    assert.equal((await server.ask('DELETE', `/api/invitations/${second.id}`, { as })).status, 404)
    assert.equal(await status(second.token), 403)
    const third = await ask()
    clock.advance(7 * DAY_MS)
    assert.equal(await status(third.token), 403)
    assert.deepEqual((await server.ask('GET', '/api/invitations', { as })).body.items, [])
  })

  it('ends with the right of whoever made it: removed, nobody lets themselves in again', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const other = await joinAs(server, as, 'owner')
    const otherId = (await server.ask('GET', '/api/me', { as: other })).body.person.id
    const invite = (role: string) =>
      server.ask('POST', '/api/invitations', { as: other, body: { email: `${role}@private.example`, role } })
    const open = async () =>
      (await server.ask('GET', '/api/invitations', { as })).body.items
        .map(({ role }: { role: string }) => role)
        .sort()
    const setRole = (role: string) => server.ask('PUT', `/api/people/${otherId}/role`, { as, body: { role } })
    await invite('owner')
    const back = await invite('manager')
    await setRole('manager')
    assert.deepEqual(await open(), ['manager'])
    await setRole('dispatcher')
    assert.deepEqual(await open(), [])
    await setRole('manager')
    const last = await invite('technician')
    assert.equal((await server.ask('DELETE', `/api/people/${otherId}`, { as })).status, 204)
    for (const { body } of [back, last]) {
      const accepted = await server.ask('POST', '/api/invitations/accept', {
        body: { token: tokenOf(body.url), name: 'Somebody', password },
      })
      assert.equal(accepted.body.error.code, 'invitation_invalid')
    }
  })

  it('is used once by two at the same moment', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const made = await server.ask('POST', '/api/invitations', {
      as,
      body: { email: 'lou@harbor.example', role: 'technician' },
    })
    const body = { token: tokenOf(made.body.url), name: 'Lou', password }
    const both = await Promise.all([1, 2].map(() => server.ask('POST', '/api/invitations/accept', { body })))
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 403])
  })
})

describe('roles', () => {
  it('change from the next request on; who is an owner only owners say, and one always stays', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const manager = await joinAs(server, as, 'manager')
    const idOf = async (who: { cookie: string }) => (await me(server, who)).body.person.id
    const [kenId, managerId] = [
      await idOf(as as { cookie: string }),
      await idOf(manager as { cookie: string }),
    ]
    const setRole = (who: typeof as, id: string, role: string) =>
      server.ask('PUT', `/api/people/${id}/role`, { as: who, body: { role } })
    assert.equal((await setRole(manager, managerId, 'owner')).body.error.code, 'only_owners')
    assert.equal((await setRole(manager, kenId, 'read_only')).body.error.code, 'only_owners')
    assert.equal(
      (await server.ask('DELETE', `/api/people/${kenId}`, { as: manager })).body.error.code,
      'only_owners',
    )
    assert.equal(
      (
        await server.ask('POST', '/api/invitations', {
          as: manager,
          body: { email: 'x@harbor.example', role: 'owner' },
        })
      ).body.error.code,
      'only_owners',
    )
    assert.equal((await setRole(as, kenId, 'manager')).body.error.code, 'last_owner')
    assert.equal((await setRole(as, managerId, 'owner')).status, 204)
    assert.equal((await setRole(as, kenId, 'technician')).status, 204)
    assert.equal((await server.ask('GET', '/api/keys', { as })).body.error.code, 'not_permitted')
    assert.equal((await server.ask('DELETE', `/api/people/${kenId}`, { as: manager })).status, 204)
    assert.equal((await server.ask('GET', '/api/me', { as })).status, 401)
    assert.equal((await setRole(manager, kenId, 'owner')).status, 404)
  })

  it('keep an owner when two owners show one another the door', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const other = await joinAs(server, as, 'owner')
    const ids = await Promise.all(
      [as, other].map(async (who) => (await server.ask('GET', '/api/me', { as: who })).body.person.id),
    )
    const ends = await Promise.all([
      server.ask('DELETE', `/api/people/${ids[1]}`, { as }),
      server.ask('DELETE', `/api/people/${ids[0]}`, { as: other }),
    ])
    // The other is either refused, or asks when they do not work here any more.
    assert.equal(ends.filter(({ status }) => status === 204).length, 1)
    const { rows } = await server.store.pool.query(`select 1 from auth.member where role = 'owner'`)
    assert.equal(rows.length, 1)
  })

  it('of another firm’s people cannot be touched, nor told from nobody', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const kenId = (await server.ask('GET', '/api/me', { as })).body.person.id
    const mokotow = await secondFirm(server)
    const theirs = await server.ask('DELETE', `/api/people/${kenId}`, { as: mokotow.as })
    const nobodys = await server.ask('DELETE', '/api/people/0199b0a0-0000-7000-8000-000000000000', {
      as: mokotow.as,
    })
    assert.equal(theirs.status, 404)
    assert.deepEqual(theirs.body, nobodys.body)
  })
})

describe('sessions', () => {
  it('are listed, and ended one by one or all but one’s own', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const kenId = (await server.ask('GET', '/api/me', { as })).body.person.id
    const [phone, laptop] = [await signedIn(server, kenId), await signedIn(server, kenId)]
    const list = async () => (await server.ask('GET', '/api/me/sessions', { as })).body.items
    const sessions = await list()
    assert.equal(sessions.length, 3)
    assert.equal(sessions.filter(({ current }: { current: boolean }) => current).length, 1)
    const other = sessions.find(({ current }: { current: boolean }) => !current)
    assert.equal((await server.ask('DELETE', `/api/me/sessions/${other.id}`, { as })).status, 204)
    const works = await Promise.all(
      [phone, laptop].map(async (who) => (await server.ask('GET', '/api/me', { as: who })).status),
    )
    assert.deepEqual(works.sort(), [200, 401])
    assert.equal((await server.ask('DELETE', '/api/me/sessions', { as })).status, 204)
    assert.equal((await list()).length, 1)
    const mokotow = await secondFirm(server)
    const [mine] = await list()
    assert.equal((await server.ask('DELETE', `/api/me/sessions/${mine.id}`, { as: mokotow.as })).status, 404)
  })

  it('are a person’s: a key and the command line have none', async () => {
    await using server = await start()
    await claimForKen(server)
    const as = { authorization: `Bearer ${server.access.operatorKey}` }
    assert.equal((await server.ask('GET', '/api/me/sessions', { as })).body.error.code, 'only_people')
  })
})

describe('a password', () => {
  it('is changed by who knows it, which ends the other sessions', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const kenId = (await server.ask('GET', '/api/me', { as })).body.person.id
    const phone = await signedIn(server, kenId)
    clock.advance(2 * 60 * 60 * 1000)
    const set = (who: typeof as, body: object) => server.ask('PUT', '/api/me/password', { as: who, body })
    assert.equal((await set(as, { password: 'a new wrench' })).body.error.code, 'wrong_password')
    assert.equal((await set(phone, { password: 'a new wrench' })).body.error.code, 'wrong_password')
    assert.equal(
      (await set(as, { current: 'guess', password: 'a new wrench' })).body.error.code,
      'wrong_password',
    )
    assert.equal((await set(as, { current: ken.password, password: 'a new wrench' })).status, 204)
    assert.equal((await server.ask('GET', '/api/me', { as })).status, 200)
    assert.equal((await server.ask('GET', '/api/me', { as: phone })).status, 401)
    const signIn = (given: string) =>
      server.ask('POST', '/api/sign-in', { body: { email: ken.email, password: given } })
    assert.equal((await signIn(ken.password)).status, 401)
    assert.equal((await signIn('a new wrench')).status, 204)
  })

  it('is set anew within an hour of signing in by a link, by who lost it or never had one', async () => {
    await using server = await start()
    await claimForKen(server)
    const mokotow = await secondFirm(server)
    const set = await server.ask('PUT', '/api/me/password', {
      as: mokotow.as,
      body: { password: 'klucz francuski' },
    })
    assert.equal(set.status, 204)
    const signIn = await server.ask('POST', '/api/sign-in', {
      body: { email: 'anna@mokotow.example', password: 'klucz francuski' },
    })
    assert.equal(signIn.status, 204)
  })
})

describe('a second factor', () => {
  const codeAt = async (secret: string, ms: number) => {
    const { createOTP } = await import('@better-auth/utils/otp')
    const { base32 } = await import('@better-auth/utils/base32')
    return createOTP(new TextDecoder().decode(base32.decode(secret))).hotp(Math.floor(ms / 30_000))
  }
  const now = (steps = 0) => clock.now().getTime() + steps * 30_000
  const begin = async (server: ApiServer) => {
    const { as } = await claimForKen(server)
    const begun = await server.ask('POST', '/api/me/second-factor', {
      as,
      body: { password: ken.password },
    })
    assert.equal(begun.status, 201)
    const confirm = (code: string) =>
      server.ask('POST', '/api/me/second-factor/confirm', { as, body: { code } })
    const signIn = (code?: string) =>
      server.ask('POST', '/api/sign-in', {
        body: { email: ken.email, password: ken.password, ...(code === undefined ? {} : { code }) },
      })
    return { as, begun: begun.body, confirm, signIn }
  }

  it('is not begun by who finds a browser left open', async () => {
    await using server = await start()
    const { as } = await claimForKen(server)
    const begin = (body: object) => server.ask('POST', '/api/me/second-factor', { as, body })
    assert.equal((await begin({})).body.error.code, 'wrong_password')
    assert.equal((await begin({ password: 'a guess' })).body.error.code, 'wrong_password')
    const { items } = (await server.ask('GET', '/api/audit', { as })).body
    assert.equal(items[0].action, 'password.refused')
    const kenId = (await server.ask('GET', '/api/me', { as })).body.person.id
    const linked = await signedIn(server, kenId)
    const begun = await server.ask('POST', '/api/me/second-factor', { as: linked, body: {} })
    assert.equal(begun.status, 201)
  })

  it('is asked for once a first code has confirmed it, and each code lets in once', async () => {
    await using server = await start()
    const { as, begun, confirm, signIn } = await begin(server)
    assert.match(begun.uri, /^otpauth:\/\/totp\/Plumbline:ken%40harbor\.example\?secret=/)
    assert.equal((await signIn()).status, 204) // not confirmed yet
    assert.equal((await confirm('000000')).body.error.code, 'wrong_code')
    const first = await codeAt(begun.secret, now())
    const confirmed = await confirm(first)
    assert.equal(confirmed.body.recoveryCodes.length, 10)
    assert.equal((await signIn(first)).body.error.code, 'wrong_code')
    assert.equal((await server.ask('GET', '/api/me', { as })).body.person.secondFactor, true)

    assert.equal((await signIn()).body.error.code, 'second_factor_needed')
    assert.equal((await signIn('123456')).body.error.code, 'wrong_code')
    const code = await codeAt(begun.secret, now(1))
    assert.equal((await signIn(code)).status, 204)
    assert.equal((await signIn(code)).body.error.code, 'wrong_code')
    clock.advance(5 * 60_000)
    const stale = await codeAt(begun.secret, now(-3))
    assert.equal((await signIn(stale)).body.error.code, 'wrong_code')
    const [recovery] = confirmed.body.recoveryCodes
    const both = await Promise.all([signIn(recovery), signIn(recovery)])
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 401])

    const { rows } = await server.store.pool.query('select * from auth.second_factor')
    assert.ok(!JSON.stringify(rows).includes(recovery))
    await server.secrets.rotate()
    clock.advance(60_000)
    assert.equal((await signIn(await codeAt(begun.secret, now()))).status, 204)
  })

  it('ends for who knows the password, and by an owner for who lost it; a link from the server needs none', async () => {
    await using server = await start()
    const { as, begun, confirm, signIn } = await begin(server)
    await confirm(await codeAt(begun.secret, now()))
    const again = await server.ask('POST', '/api/me/second-factor', { as, body: { password: ken.password } })
    assert.equal(again.body.error.code, 'second_factor_on')
    const end = (password: string) =>
      server.ask('DELETE', '/api/me/second-factor', { as, body: { password } })
    assert.equal((await end('guess')).body.error.code, 'wrong_password')
    assert.equal((await end(ken.password)).status, 204)
    assert.equal((await signIn()).status, 204)

    const dana = await joinAs(server, as, 'dispatcher')
    const danaId = (await server.ask('GET', '/api/me', { as: dana })).body.person.id
    const { body } = await server.ask('POST', '/api/me/second-factor', { as: dana, body: { password } })
    await server.ask('POST', '/api/me/second-factor/confirm', {
      as: dana,
      body: { code: await codeAt(body.secret, now()) },
    })
    const linked = await signedIn(server, danaId)
    assert.equal((await server.ask('GET', '/api/me', { as: linked })).body.person.secondFactor, true)
    assert.equal((await server.ask('DELETE', `/api/people/${danaId}/second-factor`, { as })).status, 204)
    assert.equal((await server.ask('GET', '/api/me', { as: linked })).body.person.secondFactor, false)
  })

  it('does not end for oneself without the password, nor by one firm for who works for another as well', async () => {
    await using server = await start()
    const { as, begun, confirm, signIn } = await begin(server)
    await confirm(await codeAt(begun.secret, now()))
    const kenId = (await server.ask('GET', '/api/me', { as })).body.person.id
    const end = (who: typeof as) => server.ask('DELETE', `/api/people/${kenId}/second-factor`, { as: who })
    assert.equal((await end(as)).body.error.code, 'own_second_factor')
    const mokotow = await secondFirm(server)
    const invited = await server.ask('POST', '/api/invitations', {
      as: mokotow.as,
      body: { email: ken.email, role: 'technician' },
    })
    const code = await codeAt(begun.secret, now(1))
    const joined = await server.ask('POST', '/api/invitations/accept', {
      body: { token: tokenOf(invited.body.url), password: ken.password, code },
    })
    assert.equal(joined.status, 204)
    assert.equal((await end(mokotow.as)).body.error.code, 'second_factor_elsewhere')
    const local = { authorization: `Bearer ${server.access.operatorKey}`, 'x-plumbline-firm': mokotow.firmId }
    assert.equal((await signIn()).body.error.code, 'second_factor_needed')
    assert.equal(
      (await server.ask('DELETE', `/api/people/${kenId}/second-factor`, { as: local })).status,
      204,
    )
    assert.equal((await signIn()).status, 204)
    for (const firm of [as, mokotow.as]) {
      const { items } = (await server.ask('GET', '/api/audit?action=second_factor.removed', { as: firm }))
        .body
      assert.equal(items.length, 1)
    }
  })
})

describe('the audit trail', () => {
  it('tells who signed in, who was refused, and who changed whose role', async () => {
    await using server = await start()
    const { as, firmId } = await claimForKen(server)
    const dana = await joinAs(server, as, 'dispatcher')
    const danaId = (await server.ask('GET', '/api/me', { as: dana })).body.person.id
    await server.ask('PUT', `/api/people/${danaId}/role`, { as, body: { role: 'technician' } })
    await server.ask('POST', '/api/sign-in', { body: { email: ken.email, password: 'a wrong guess' } })
    await server.ask('POST', '/api/sign-in', { body: { email: ken.email, password: ken.password } })
    const { items } = (await server.ask('GET', '/api/audit', { as })).body
    assert.deepEqual(
      items.map(({ actor, action }: { actor: { label: string }; action: string }) => [actor.label, action]),
      [
        ['Ken Alvarez', 'session.opened'],
        ['Ken Alvarez', 'session.refused'],
        ['Ken Alvarez', 'person.role_set'],
        ['Robin, dispatcher', 'invitation.accepted'],
        ['Ken Alvarez', 'invitation.made'],
        ['Ken Alvarez', 'firm.claimed'],
      ],
    )
    assert.deepEqual(items[2].subject, { kind: 'person', id: danaId })
    assert.deepEqual(items[2].details, { before: 'dispatcher', after: 'technician' })
    assert.deepEqual(items[0].details, { by: 'password', secondFactor: 'none' })
    const narrowed = await server.ask('GET', `/api/audit?limit=1&subjectKind=person&subjectId=${danaId}`, {
      as,
    })
    assert.equal(narrowed.body.items.length, 1)
    assert.equal((await server.ask('GET', '/api/audit', { as: dana })).status, 403)
    const verdict = await server.ask('POST', '/api/audit/verify', { as, body: {} })
    assert.deepEqual([verdict.body.entries, verdict.body.faultCount], [6, 0])
    await server.store.pool.query(
      `update audit_entry set actor_label = 'Somebody' where tenant_id = $1 and seq = 3`,
      [firmId],
    )
    const found = await server.ask('POST', '/api/audit/verify', { as, body: {} })
    assert.deepEqual(found.body.faults, [{ kind: 'changed', seq: 3 }])
  })
})
