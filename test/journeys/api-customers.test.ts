import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Conflict } from '../../src/contract/conflicts.ts'
import type { Customer } from '../../src/contract/customers.ts'
import { type Given, giveMessages } from './api-messages.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, startApi } from './api-server.ts'

describe('a customer, over HTTP,', () => {
  let server: ApiServer
  let as: Credentials
  let given: Given
  before(async () => {
    server = await startApi({ works: true })
    const ken = await claimForKen(server)
    as = ken.as
    given = await giveMessages(server, ken)
  })
  after(() => server[Symbol.asyncDispose]())
  const customer = async (id: string) => (await server.ask('GET', `/api/customers/${id}`, { as })).body
  const reassign = (pointId: string, customerId: string | null) =>
    server.ask('POST', `/api/contact-points/${pointId}/reassign`, { as, body: { customerId } })
  const numbersOf = ({ contactPoints }: Customer) => contactPoints.map(({ value }) => value)

  it('loses a number to somebody else, with the messages, and gets it back exactly', async () => {
    const { customerId: id, otherCustomerId: otherId } = given
    const before = await customer(id)
    const moved = await reassign(given.contactPointId, otherId)
    assert.equal(moved.status, 200, moved.text)
    assert.equal(moved.body.customerId, otherId)
    const other = await customer(otherId)
    assert.ok(numbersOf(other).includes(numbersOf(before)[0] ?? ''))
    assert.deepEqual(
      other.moves.map((move: { id: string; movedBy: string }) => [move.id, move.movedBy]),
      [[moved.body.moveId, 'Ken Alvarez']],
    )
    const told = await server.ask('GET', `/api/conversations?customerId=${id}`, { as })
    assert.deepEqual(told.body.items, [])
    assert.equal((await reassign(given.contactPointId, otherId)).body.error.code, 'nothing_to_move')
    const late = await server.ask('POST', `/api/contact-points/${given.contactPointId}/reassign`, {
      as,
      body: { customerId: null, seenCustomerId: id },
    })
    assert.deepEqual([late.status, late.body.error.code], [409, 'moved_meanwhile'])
    const undone = await server.ask('POST', `/api/customer-moves/${moved.body.moveId}/undo`, { as })
    assert.equal(undone.status, 204, undone.text)
    const again = await customer(id)
    assert.deepEqual(again.contactPoints, before.contactPoints)
    assert.notEqual(again.moves[0].undoneAt, null)
  })

  it('gives a number to a customer made for it', async () => {
    const moved = await reassign(given.contactPointId, null)
    assert.equal((await customer(moved.body.customerId)).contactPoints[0].id, given.contactPointId)
    await server.ask('POST', `/api/customer-moves/${moved.body.moveId}/undo`, { as })
  })

  it('is a household or a business because somebody says so, until that is withdrawn', async () => {
    const { customerId: id } = given
    const set = (body: object) => server.ask('PUT', `/api/customers/${id}/kind`, { as, body })
    const { kind } = await customer(id)
    const said = kind === 'business' ? 'residential' : 'business'
    assert.equal((await set({ kind: said, seen: kind })).body.kind, said)
    assert.equal((await set({ kind: 'unknown' })).body.kind, kind)
    assert.equal((await set({ kind: 'castle' })).status, 400)
  })

  describe('that Ken and Robin have open at once,', () => {
    let robin: Credentials
    before(async () => {
      robin = await joinAs(server, as, 'dispatcher')
    })
    const open = async (): Promise<Conflict[]> =>
      (await server.ask('GET', `/api/conflicts?state=open&entityId=${given.otherCustomerId}`, { as })).body
        .items
    const put = async (who: Credentials, body: { name: string; seen?: string | null }) =>
      (await server.ask('PATCH', `/api/customers/${given.otherCustomerId}`, { as: who, body })).body

    it('keeps the name of who was first; what the second wrote waits with both names and both people', async () => {
      const { name: seen } = await customer(given.otherCustomerId)
      assert.deepEqual(pick(await put(as, { name: 'Rosa Alvarez', seen })), ['Rosa Alvarez', 0])
      for (let n = 0; n < 2; n++)
        assert.deepEqual(pick(await put(robin, { name: 'Rose Alvares', seen })), ['Rosa Alvarez', 1])
      assert.deepEqual(pick(await put(robin, { name: 'Rosa Alvarez', seen })), ['Rosa Alvarez', 0])
      const [conflict, ...more] = await open()
      assert.deepEqual(more, [])
      assert.deepEqual(
        [conflict?.field, conflict?.first, conflict?.second, conflict?.firstBy, conflict?.secondBy],
        ['name', 'Rosa Alvarez', 'Rose Alvares', 'Ken Alvarez', 'Robin, dispatcher'],
      )
      const settle = `/api/conflicts/${conflict?.id}/settle`
      await server.ask('POST', settle, { as, body: { choose: 'second' } })
      assert.equal((await customer(given.otherCustomerId)).name, 'Rose Alvares')
      assert.deepEqual(await open(), [])
    })

    it('takes the later of two kinds, and lists that the first did not hold', async () => {
      const set = async (who: Credentials, kind: string, seen: string) =>
        (
          await server.ask('PUT', `/api/customers/${given.otherCustomerId}/kind`, {
            as: who,
            body: { kind, seen },
          })
        ).body
      const { kind: seen } = await customer(given.otherCustomerId)
      const [one, two] = ['residential', 'business', 'unknown'].filter((kind) => kind !== seen)
      await set(as, one ?? '', seen)
      const { kind, waiting } = await set(robin, two ?? '', seen)
      assert.notEqual(kind, one)
      assert.equal(waiting, 0)
    })

    it('is called as somebody says who does not tell what they saw', async () => {
      assert.deepEqual(pick(await put(robin, { name: 'Mrs Alvarez' })), ['Mrs Alvarez', 0])
      assert.equal(
        (await put(robin, { name: '+1 512 555 0199', seen: 'Mrs Alvarez' })).error.code,
        'name_empty',
      )
    })
  })

  it('of many tickets that are moved at once, one that somebody else has moved waits for a person; one undo takes the others back', async () => {
    const { items } = (await server.ask('GET', '/api/tickets?open=true&limit=3', { as })).body
    const tickets: { id: string; version: number; status: string }[] = items.slice(0, 2)
    const [elsewhere, other] = tickets
    assert.ok(elsewhere !== undefined && other !== undefined)
    const body = { status: 'waiting_customer', version: elsewhere.version }
    await server.ask('POST', `/api/sync/tickets/${elsewhere.id}/status`, { as, body })
    const moved = await server.ask('POST', '/api/tickets/status', {
      as,
      body: { status: 'in_progress', tickets: tickets.map(({ id, version }) => ({ id, version })) },
    })
    assert.equal(moved.status, 200, moved.text)
    const standing = () =>
      Promise.all(
        tickets.map(async ({ id }) => (await server.ask('GET', `/api/tickets/${id}`, { as })).body.status),
      )
    assert.equal(moved.body.waiting, 1)
    assert.deepEqual(await standing(), ['waiting_customer', 'in_progress'])
    const undone = await server.ask('POST', `/api/ticket-changes/${moved.body.changeId}/undo`, {
      as,
      body: {},
    })
    assert.equal(undone.status, 200, undone.text)
    assert.deepEqual(await standing(), ['waiting_customer', other.status])
  })
})

const pick = ({ name, waiting }: { name: string; waiting: number }) => [name, waiting]
