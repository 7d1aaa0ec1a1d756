import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Conflict } from '../../src/contract/conflicts.ts'
import type { Customer, CustomerDetail } from '../../src/contract/customers.ts'
import type { Party } from '../../src/demo/page.ts'
import { type TakeoutFile, writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'
import { page, said } from '../kit/text-pages.ts'
import { finish, type Given, giveMessages, start, upload } from './api-messages.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, startApi } from './api-server.ts'

describe('a customer, over HTTP,', () => {
  let server: ApiServer
  let as: Credentials
  let firmId: string
  let given: Given
  before(async () => {
    server = await startApi({ works: true })
    const ken = await claimForKen(server)
    ;({ as, firmId } = ken)
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

  describe('of whom the office writes by hand,', () => {
    const kowalska: Party = { number: '+15125550142', name: 'Mrs Kowalska' }
    /** Her second number, that no contact has. */
    const second: Party = { number: '+15125550143', name: '' }
    const nowak: Party = { number: '+15125550144', name: 'Jan Nowak' }
    const archive = [
      page(kowalska, [said('2026-03-01T10:00:00Z', kowalska, 'The boiler drips')]),
      page(nowak, [said('2026-03-01T11:00:00Z', nowak, 'Is Friday free?')]),
    ]
    let hers: string
    const importing = async (pieces: TakeoutFile[]) => {
      using folder = temporaryFolder()
      const zip = await readFile(await writeZip(join(folder.path, 'takeout.zip'), pieces))
      const uploadId = await upload(server, as, { 'takeout.zip': zip })
      const run = await finish(server, as, await start(server, as, { uploadId }))
      assert.equal(run.status, 'completed', JSON.stringify(run.error))
    }
    const found = async (text: string): Promise<string[]> => {
      const { items } = (await server.ask('GET', `/api/customers?text=${encodeURIComponent(text)}`, { as }))
        .body
      return items.map(({ id }: Customer) => id)
    }
    const ask = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
      server.ask(method, `/api/customers/${hers}/${path}`, { as, ...(body && { body }) })
    before(async () => {
      await importing(archive)
      ;[hers = ''] = await found('Kowalska')
    })

    it('has a second number, by which she is found, and which is refused to others by her name', async () => {
      const added = await ask('POST', 'contact-points', { address: '512-555-0143' })
      assert.equal(added.status, 200, added.text)
      assert.deepEqual(numbersOf(added.body.customer), ['+15125550142', '+15125550143'])
      const again = await ask('POST', 'contact-points', { address: '+1 512 555 0143' })
      assert.deepEqual([again.body.contactPointId, again.body.isNew], [added.body.contactPointId, false])
      assert.deepEqual(await found('0143'), [hers])
      const [his = ''] = await found('Nowak')
      const refused = await server.ask('POST', `/api/customers/${his}/contact-points`, {
        as,
        body: { address: '(512) 555-0143' },
      })
      assert.deepEqual(
        [refused.status, refused.body.error.code, refused.body.error.about.customerId],
        [409, 'address_taken', hers],
      )
      const [told] = await server.audit.list({ tenantId: firmId, limit: 1, action: 'customer.point_' })
      assert.deepEqual(
        [told?.action, told?.subject],
        ['customer.point_added', { kind: 'customer', id: hers }],
      )
      assert.ok(!JSON.stringify(told?.details).includes('555'), 'the number itself is sealed')
    })

    it('keeps it through imports; a text from it lands with her, and from then on it stays as it is', async () => {
      const { contactPoints } = await customer(hers)
      await importing(archive)
      assert.deepEqual((await customer(hers)).contactPoints, contactPoints)
      const text = page(second, [said('2026-03-02T10:00:00Z', second, 'It is me, from the other phone')])
      await importing([...archive, text])
      const told = (await server.ask('GET', `/api/customers/${hers}/timeline`, { as })).body
      assert.ok(JSON.stringify(told).includes('from the other phone'))
      const after: CustomerDetail = await customer(hers)
      const point = after.contactPoints.find(({ value }) => value === second.number)
      assert.deepEqual([point?.method, point?.isUsed], ['person', true])
      for (const refused of [
        await ask('DELETE', `contact-points/${point?.id}`),
        await ask('PUT', `contact-points/${point?.id}`, { address: '512-555-0149' }),
      ])
        assert.deepEqual([refused.status, refused.body.error.code], [409, 'address_in_use'])
    })

    it('keeps all of it when she is merged and parted again, and an import is run anew', async () => {
      const place = { address: '14 Quarry Rd, Apt 3, Austin', accessNote: 'Gate 4471#' }
      assert.equal((await ask('POST', 'properties', place)).body.isNew, true)
      assert.equal((await ask('POST', 'contact-points', { address: 'ANNA@Kowalska.example' })).status, 200)
      const { version: _, ...before } = await customer(hers)
      const [his = ''] = await found('Nowak')
      const merged = await server.ask('POST', `/api/customers/${his}/merge`, {
        as,
        body: { absorbedId: hers },
      })
      assert.equal((await customer(his)).properties[0].accessNote, 'Gate 4471#')
      assert.deepEqual(await found('14 quarry'), [his])
      await importing(archive)
      assert.equal(
        (await ask('POST', 'contact-points', { address: 'x@y.example' })).body.error.code,
        'customer_merged',
      )
      const undone = await server.ask('POST', `/api/customer-merges/${merged.body.mergeId}/undo`, { as })
      assert.equal(undone.status, 200, undone.text)
      await importing(archive)
      const { version: __, ...parted } = await customer(hers)
      assert.deepEqual(parted, before)
      assert.deepEqual(await found('anna@kowalska.example'), [hers])
    })

    it('loses what was wrong, and not the place that a ticket is of', async () => {
      const at = async () => (await customer(hers)) as CustomerDetail
      const mail = (await at()).contactPoints.find(({ kind }) => kind === 'email')?.id
      for (let n = 0; n < 2; n++) assert.equal((await ask('DELETE', `contact-points/${mail}`)).status, 200)
      assert.ok(!(await at()).contactPoints.some(({ kind }) => kind === 'email'))
      const propertyId = (await at()).properties[0]?.id
      const ticket = { title: 'Boiler', customerId: hers, propertyId }
      assert.equal((await server.ask('POST', '/api/tickets', { as, body: ticket })).status, 200)
      assert.equal((await ask('DELETE', `properties/${propertyId}`)).body.error.code, 'property_in_use')
      const corrected = await ask('PUT', `properties/${propertyId}`, {
        address: '16 Quarry Rd, Apt 3, Austin',
      })
      assert.deepEqual(corrected.body.properties, [
        { id: propertyId, address: '16 Quarry Rd, Apt 3, Austin', accessNote: 'Gate 4471#' },
      ])
    })

    it('is told of to who listens, as a change of hers, without what it is', async () => {
      const told = async () =>
        (
          await server.store.read(firmId, (db) =>
            db
              .selectFrom('event')
              .select(['kind', 'ids', 'changes'])
              .orderBy('id', 'desc')
              .limit(1)
              .execute(),
          )
        )[0]
      const { propertyId } = (await ask('POST', 'properties', { address: '5 Alder St, Austin' })).body
      for (const work of [
        () => ask('PUT', `properties/${propertyId}`, { address: '6 Alder St, Austin' }),
        () => ask('DELETE', `properties/${propertyId}`),
      ]) {
        const before = await told()
        assert.deepEqual([before?.kind, before?.ids, before?.changes], ['customer.changed', [hers], null])
        assert.equal((await work()).status, 200)
      }
      assert.deepEqual((await told())?.ids, [hers])
    })

    it('is not added twice: who has a number of another’s is not added at all', async () => {
      const add = (body: object) => server.ask('POST', '/api/customers', { as, body })
      const zofia = {
        ...{
          name: 'Zofia Zalewska',
          kind: 'residential',
          contactPoints: ['(512) 555-0188', 'zofia@example.com'],
        },
        property: { address: '412 Alder St, Austin' },
      }
      const added = await add(zofia)
      assert.equal(added.status, 201, added.text)
      assert.deepEqual(
        [added.body.name, added.body.kind, numbersOf(added.body), added.body.properties[0].address],
        ['Zofia Zalewska', 'residential', ['zofia@example.com', '+15125550188'], '412 Alder St, Austin'],
      )
      const again = await add({ ...zofia, name: 'Zosia' })
      assert.deepEqual(
        [again.body.error.code, again.body.error.about.customerId],
        ['address_taken', added.body.id],
      )
      assert.deepEqual(await found('Zosia'), [])
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
