import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/routes.ts'
import { fixedClock } from '../../src/base/clock.ts'
import {
  type Permission,
  permissionNames,
  permissions,
  roles,
  scopeNames,
} from '../../src/contract/permissions.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, startApi } from './api-server.ts'

const DAY_MS = 24 * 60 * 60 * 1000

let server: ApiServer
let ken: Credentials
const clock = fixedClock('2026-03-02T08:00:00Z')
before(async () => {
  server = await startApi({ clock })
  ken = (await claimForKen(server)).as
})
after(() => server[Symbol.asyncDispose]())

const isPermission = (who: string): who is Permission => permissionNames.some((name) => name === who)

/** Asks for something that cannot be meant, so that nothing changes: only whether one may ask is looked at. */
const knock = ({ method, path }: Endpoint, as: Credentials) =>
  server.ask(method, path.replace(/:\w+/g, 'x'), { as, ...(method === 'GET' ? {} : { body: '[' }) })

async function madeKey(scopes: Permission[], more: object = {}): Promise<{ id: string; as: Credentials }> {
  const { body } = await server.ask('POST', '/api/keys', { as: ken, body: { name: 'x', scopes, ...more } })
  return { id: body.id, as: { authorization: `Bearer ${body.key}` } }
}

describe('the table of permissions', () => {
  it('has no permission that nothing needs, and gives an owner all of them', () => {
    const needed = new Set(endpoints.map(({ who }) => who))
    assert.deepEqual(
      permissionNames.filter((name) => !needed.has(name)),
      [],
    )
    for (const name of permissionNames) assert.ok(permissions[name].roles.includes('owner'), name)
  })

  for (const role of roles) {
    it(`holds at every endpoint for somebody who is ${role}`, async () => {
      const as = role === 'owner' ? ken : await joinAs(server, ken, role)
      const me = await server.ask('GET', '/api/me', { as })
      assert.equal(me.body.role, role)
      for (const endpoint of endpoints) {
        const { name, who } = endpoint
        if (who === 'nobody') continue
        const { status, body } = await knock(endpoint, as)
        const may = who === 'member' || (isPermission(who) && permissions[who].roles.includes(role))
        if (may) assert.ok(![401, 403].includes(status), `${name}: ${status} ${body?.error?.code}`)
        else {
          assert.equal(status, 403, name)
          assert.equal(body.error.code, isPermission(who) ? 'not_permitted' : 'only_command_line', name)
        }
        assert.equal(me.body.permissions.includes(who), isPermission(who) && may, name)
      }
    })
  }

  it('holds at every endpoint for a key of each scope alone', async () => {
    for (const scope of scopeNames) {
      const key = await madeKey([scope])
      for (const endpoint of endpoints) {
        const { name, who } = endpoint
        if (!isPermission(who)) continue
        const { status, body } = await knock(endpoint, key.as)
        if (who === scope) assert.ok(![401, 403].includes(status), `${scope} at ${name}: ${status}`)
        else assert.deepEqual([status, body.error.code], [403, 'not_permitted'], `${scope} at ${name}`)
      }
    }
  })

  it('lets no key be made with more than its maker has, nor with what is for people only', async () => {
    const manager = await joinAs(server, ken, 'manager')
    const make = (as: Credentials, scopes: string[]) =>
      server.ask('POST', '/api/keys', { as, body: { name: 'x', scopes } })
    assert.equal((await make(manager, ['rules.write'])).status, 201)
    assert.equal((await make(ken, ['keys.manage'])).status, 400)
    assert.equal((await make(ken, ['everything'])).status, 400)
    assert.equal((await make(ken, [])).status, 400)
    const operator = { authorization: `Bearer ${server.access.operatorKey}` }
    assert.equal((await make(operator, scopeNames)).status, 201)
  })
})

describe('a key that has ended', () => {
  it('is nobody’s at every endpoint, whether it was revoked or its day has passed', async () => {
    const revoked = await madeKey(scopeNames)
    const expired = await madeKey(scopeNames, { expiresInDays: 1 })
    assert.equal((await server.ask('GET', '/api/me', { as: expired.as })).status, 200)
    await server.ask('DELETE', `/api/keys/${revoked.id}`, { as: ken })
    clock.advance(DAY_MS)
    for (const endpoint of endpoints) {
      if (endpoint.who === 'nobody') continue
      for (const { as } of [revoked, expired]) {
        const { status, body } = await knock(endpoint, as)
        assert.deepEqual([status, body.error.code], [401, 'sign_in_first'], endpoint.name)
      }
    }
  })
})
