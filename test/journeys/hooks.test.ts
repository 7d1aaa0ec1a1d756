import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { hookSubscriber } from '../../src/hooks/hooks.ts'
import { type HookReceiver, startHookReceiver } from '../kit/hook-receiver.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, secondFirm, startApi } from './api-server.ts'

const HOUR_MS = 60 * 60_000
const clock = fixedClock('2026-03-02T15:00:00Z')

/** Ken's bookkeeping program is told of tickets; each test goes on where the one before ended. */
describe('Harbor Plumbing has its books told of tickets', () => {
  let server: ApiServer
  let ken: { as: Credentials; firmId: string }
  let books: HookReceiver
  let works = true
  let hookId: string
  let secret: string
  before(async () => {
    books = await startHookReceiver(() => ({ status: works ? 200 : 503, body: works ? 'noted' : 'closed' }))
    server = await startApi({ clock, subscribers: [hookSubscriber({ clock })], hooks: { chance: () => 0.5 } })
    ken = await claimForKen(server)
  })
  after(async () => {
    await server?.[Symbol.asyncDispose]()
    await books?.[Symbol.asyncDispose]()
  })
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await server.ask(method, path, { as: ken.as, ...(body === undefined ? {} : { body }) })
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`)
    return answer.body
  }
  const settle = async () => {
    await ask('GET', '/api/me')
    await server.subscribers.catchUp(ken.firmId)
    await server.hooks.deliverDue(ken.firmId)
  }

  it('an owner adds them, sees the secret once, and tries it; nothing of it is in lists or in the trail', async () => {
    const added = await ask('POST', '/api/hooks', { name: 'Books', url: books.url, kinds: ['ticket.*'] })
    hookId = added.hook.id
    secret = added.secret
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    const { ms, ...tried } = await ask('POST', `/api/hooks/${hookId}/test`)
    assert.deepEqual(tried, { at: clock.now().toISOString(), status: 200, trouble: null, answer: 'noted' })
    assert.ok(ms >= 0)
    assert.deepEqual(
      books.received.map(({ body }) => body.type),
      ['hook.test'],
    )
    const { items } = await ask('GET', '/api/audit?limit=20')
    const told = items.filter(({ action }: { action: string }) => action.startsWith('hook.'))
    assert.deepEqual(
      told.map(({ action, subject }: { action: string; subject: { id: string } }) => [action, subject.id]),
      [
        ['hook.tested', hookId],
        ['hook.added', hookId],
      ],
    )
    const shown = JSON.stringify([items, await ask('GET', '/api/hooks')])
    assert.ok(!shown.includes(secret.slice(6)))
    assert.ok(!JSON.stringify(items).includes('/plumbline'), 'the trail names the host alone')
  })

  it('a ticket’s life is told: ids, states and who, and no word of it', async () => {
    const { ticket } = await ask('POST', '/api/tickets', { title: 'Mrs Alvarez’s boiler' })
    const { id, version } = ticket
    await ask('POST', `/api/sync/tickets/${id}/status`, { status: 'scheduled', version })
    await settle()
    const [, opened, scheduled] = books.received
    assert.deepEqual([opened?.body.type, opened?.body.data.ids], ['ticket.added', [id]])
    assert.deepEqual(scheduled?.body.data.changes[id].status, ['new', 'scheduled'])
    assert.match(scheduled?.body.data.actor, /^person:/)
    assert.ok(books.received.every(({ text }) => !/boiler|Alvarez/.test(text)))
    const { items } = await ask('GET', `/api/hooks/${hookId}/deliveries?state=delivered&limit=1`)
    const detail = await ask('GET', `/api/hook-deliveries/${items[0].id}`)
    assert.deepEqual(detail.body, books.received.at(-1)?.body)
    assert.deepEqual([detail.attempts.length, detail.attempts[0].answer], [1, 'noted'])
  })

  it('what could not be told is listed with its reason, page by page, and told again by one press', async () => {
    works = false
    for (const title of ['Tap', 'Drain', 'Toilet']) await ask('POST', '/api/tickets', { title })
    await settle()
    const waiting = await ask('GET', `/api/hooks/${hookId}/deliveries?state=waiting&limit=2`)
    assert.equal(waiting.items.length, 2)
    const rest = await ask(
      'GET',
      `/api/hooks/${hookId}/deliveries?state=waiting&limit=2&cursor=${waiting.next}`,
    )
    const all = [...waiting.items, ...rest.items]
    assert.deepEqual(
      [all.length, rest.next, all.at(-1).last.status, all.at(-1).last.answer],
      [3, null, 503, 'closed'],
    )
    const early = await server.ask('POST', `/api/hook-deliveries/${all[0].id}/replay`, { as: ken.as })
    assert.deepEqual([early.status, early.body.error.code], [409, 'delivery_waiting'])
    for (let hours = 0; hours < 80 && (await ask('GET', '/api/hooks')).items[0].state === 'on'; hours += 4) {
      clock.advance(4 * HOUR_MS)
      await settle()
    }
    const [off] = (await ask('GET', '/api/hooks')).items
    assert.deepEqual([off.state, off.offReason, off.waiting, off.dead], ['off', 'failing', 0, 3])
    const alerts = async () => {
      await server.watch.look()
      return (await ask('GET', '/api/monitoring/alerts')).alerts.map(
        ({ alertType }: { alertType: string }) => alertType,
      )
    }
    assert.deepEqual(await alerts(), ['hook_off'])
    const refused = await server.ask('POST', `/api/hooks/${hookId}/replay`, { as: ken.as, body: {} })
    assert.deepEqual([refused.status, refused.body.error.code], [409, 'hook_is_off'])
    works = true
    await ask('PATCH', `/api/hooks/${hookId}`, { state: 'on' })
    assert.deepEqual(await alerts(), [])
    const before = books.received.length
    assert.deepEqual(await ask('POST', `/api/hooks/${hookId}/replay`, {}), { count: 3 })
    await settle()
    const again = books.received.slice(before).map(({ headers }) => headers['webhook-id'])
    assert.deepEqual(again, all.map(({ id }: { id: string }) => id).toReversed())
  })

  it('is for those who manage keys, of this firm; a key cannot do it', async () => {
    const technician = await joinAs(server, ken.as, 'technician')
    const { body: key } = await server.ask('POST', '/api/keys', {
      as: ken.as,
      body: { name: 'n8n', scopes: ['tickets.read', 'events.read'] },
    })
    for (const as of [technician, { authorization: `Bearer ${key.key}` }])
      for (const [method, path] of [
        ['GET', '/api/hooks'],
        ['DELETE', `/api/hooks/${hookId}`],
        ['GET', `/api/hooks/${hookId}/deliveries`],
        ['POST', `/api/hooks/${hookId}/test`],
      ] as const) {
        const { status, body } = await server.ask(method, path, { as })
        assert.deepEqual([status, body.error.code], [403, 'not_permitted'], path)
      }
    const anna = await secondFirm(server)
    assert.deepEqual((await server.ask('GET', '/api/hooks', { as: anna.as })).body.items, [])
    const foreign = await server.ask('DELETE', `/api/hooks/${hookId}`, { as: anna.as })
    assert.deepEqual([foreign.status, foreign.body.error.code], [404, 'hook_not_found'])
    await server.ask('POST', '/api/tickets', { as: anna.as, body: { title: 'Klimatyzacja' } })
    const before = books.received.length
    await server.subscribers.catchUp(anna.firmId)
    await server.hooks.deliverDue(anna.firmId)
    assert.equal(books.received.length, before, 'another firm’s changes are not told')
  })
})

it('where many firms share an installation, none has anything inside called', async () => {
  const resolve = async () => ['10.0.0.7']
  await using server = await startApi({ sourceHosts: 'public', hooks: { resolve } })
  const { as } = await claimForKen(server)
  const add = (url: string) =>
    server.ask('POST', '/api/hooks', { as, body: { name: 'x', url, kinds: ['*'] } })
  for (const url of [server.url, 'https://127.0.0.1/', 'https://[::1]/', 'https://books.harbor.example/']) {
    const { status, body } = await add(url)
    assert.deepEqual([status, body.error.code], [400, 'hook_host_refused'], url)
  }
  assert.deepEqual((await server.ask('GET', '/api/hooks', { as })).body.items, [])
})
