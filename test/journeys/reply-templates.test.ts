import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type ReplyTemplate, TEMPLATES_MAX } from '../../src/contract/reply-templates.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, startApi } from './api-server.ts'

let server: ApiServer
let ken: Credentials
let firmId: string
before(async () => {
  server = await startApi()
  const claimed = await claimForKen(server)
  ken = claimed.as
  firmId = claimed.firmId
})
after(() => server[Symbol.asyncDispose]())

const ONWAY = { title: 'On our way', text: 'Hello {first_name}, we are on our way. {firm}', language: 'en' }
const list = async (as = ken): Promise<ReplyTemplate[]> =>
  (await server.ask('GET', '/api/reply-templates', { as })).body.items
const add = (body: unknown, as = ken) => server.ask('POST', '/api/reply-templates', { as, body })

/** One story: each test goes on where the one before ended. */
describe('templates for replies', () => {
  it('are added, found by title, changed and taken away', async () => {
    const added = await add(ONWAY)
    assert.equal(added.status, 201, added.text)
    assert.deepEqual(
      { ...added.body, id: '', changedAt: '' },
      { ...ONWAY, service: null, id: '', changedAt: '' },
    )
    const dojazd = { title: 'Dojazd', text: 'Już jedziemy.', language: 'pl', service: 'gas_line' }
    assert.equal((await add(dojazd)).status, 201)
    assert.deepEqual(
      (await list()).map(({ title }) => title),
      ['Dojazd', 'On our way'],
    )
    const path = `/api/reply-templates/${added.body.id}`
    const changed = await server.ask('PUT', path, { as: ken, body: { ...ONWAY, title: 'Coming' } })
    assert.equal(changed.body.title, 'Coming')
    assert.equal((await server.ask('DELETE', path, { as: ken })).status, 204)
    assert.deepEqual(
      (await list()).map(({ title }) => title),
      ['Dojazd'],
    )
    for (const method of ['PUT', 'DELETE']) {
      const again = await server.ask(method, path, { as: ken, ...(method === 'PUT' && { body: ONWAY }) })
      assert.deepEqual([again.status, again.body.error.code], [404, 'template_not_found'])
    }
  })

  it('leave their title in the audit trail, and what they said sealed there', async () => {
    const trail = await server.audit.list({ tenantId: firmId, limit: 20 })
    const done = trail.filter(({ action }) => action.startsWith('reply_template.'))
    assert.deepEqual(
      done.map(({ action, details }) => [action, details?.title]),
      [
        ['reply_template.removed', 'Coming'],
        ['reply_template.changed', 'Coming'],
        ['reply_template.added', 'Dojazd'],
        ['reply_template.added', 'On our way'],
      ],
    )
  })

  it('are refused without a title or words, in another language, and where there is no body', async () => {
    for (const body of [
      null,
      {},
      { ...ONWAY, title: ' ' },
      { ...ONWAY, text: '' },
      { ...ONWAY, language: 'de' },
    ])
      assert.equal((await add(body)).status, 400, JSON.stringify(body))
  })

  it('are refused with something to fill in that nothing fills in, and told what is', async () => {
    const told = { code: 'unknown_placeholder', message: 'Nothing is filled in for {name}.' }
    const own = await add({ ...ONWAY, title: 'Ours' })
    for (const [method, path] of [
      ['POST', '/api/reply-templates'],
      ['PUT', `/api/reply-templates/${own.body.id}`],
    ] as const) {
      const body = { ...ONWAY, title: 'Ours', text: 'Hello {name}, {first_name} {firm}' }
      const { status, body: answer } = await server.ask(method, path, { as: ken, body })
      const { code, message, next } = answer.error
      assert.deepEqual([status, { code, message }], [400, told])
      assert.match(next, /\{first_name\} and \{firm\}/)
    }
    assert.equal((await list()).find(({ title }) => title === 'Ours')?.text, ONWAY.text)
    await server.ask('DELETE', `/api/reply-templates/${own.body.id}`, { as: ken })
  })

  it('are for who may answer customers', async () => {
    const lou = await joinAs(server, ken, 'technician')
    assert.equal((await server.ask('GET', '/api/reply-templates', { as: lou })).status, 403)
    assert.equal((await add(ONWAY, lou)).status, 403)
    assert.equal((await list(await joinAs(server, ken, 'dispatcher'))).length, 1)
  })

  it('are so many that people still find one', async () => {
    for (let made = (await list()).length; made < TEMPLATES_MAX; made++)
      assert.equal((await add({ ...ONWAY, title: `No. ${made}` })).status, 201)
    const more = await add(ONWAY)
    assert.deepEqual([more.status, more.body.error.code], [409, 'too_many_templates'])
  })
})
