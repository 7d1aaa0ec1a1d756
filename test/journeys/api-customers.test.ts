import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Customer } from '../../src/contract/customers.ts'
import { type Given, giveMessages } from './api-messages.ts'
import { type ApiServer, type Credentials, claimForKen, startApi } from './api-server.ts'

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
    const { kind, version } = await customer(id)
    const said = kind === 'business' ? 'residential' : 'business'
    assert.equal((await set({ kind: said, version })).body.kind, said)
    assert.equal((await set({ kind: said, version })).body.error.code, 'customer_changed')
    assert.equal((await set({ kind: 'unknown' })).body.kind, kind)
    assert.equal((await set({ kind: 'castle' })).status, 400)
  })
})
