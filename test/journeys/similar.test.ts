import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { fixedClock } from '../../src/base/clock.ts'
import type { SimilarAnswer } from '../../src/contract/similar.ts'
import type { Party } from '../../src/demo/page.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { page, said } from '../kit/text-pages.ts'
import { databases, openTextedFirm, type TextedFirm } from '../kit/texted-firm.ts'

const rosa: Party = { number: '+15125550147', name: 'Rosa Alvarez' }
const anna: Party = { number: '+48225550122', name: 'Anna Nowak' }
const bob: Party = { number: '+15125550188', name: 'Bob Lindqvist' }

const DRIPS = 'The faucet in the kitchen keeps dripping, can somebody come?'
const CIEKNIE = 'Dzień dobry, w kuchni cieknie kran, czy ktoś może przyjechać?'
const DRIPPED = 'Our kitchen faucet was dripping last year, too'

const MORNING = [
  page(rosa, [
    said('2026-02-20T15:00:00Z', rosa, DRIPS),
    said('2026-02-20T15:05:00Z', null, 'Ken will be there tomorrow at nine'),
    said('2026-02-20T15:06:00Z', rosa, '👍'),
  ]),
  page(anna, [said('2026-02-25T15:00:00Z', anna, CIEKNIE)]),
  page(bob, [
    said('2025-02-26T15:00:00Z', bob, DRIPPED),
    said('2026-02-26T15:00:00Z', bob, 'Could you send the invoice for the furnace again?'),
  ]),
]

for (const kind of databases)
  describe(`messages like one another, on ${kind}`, () => {
    let texted: TextedFirm
    let app: TestApp
    let harbor: TestFirm
    const clock = fixedClock('2026-03-02T15:00:00Z')
    before(async () => {
      texted = await openTextedFirm(kind, { clock, pages: MORNING })
      app = texted.app
      harbor = texted.harbor
      await app.app.stages.embedder?.catchUp(harbor.id)
    })
    after(() => texted?.[Symbol.asyncDispose]())

    const idOf = async (text: string) => {
      const { id } = await app.app.store.read(harbor.id, (db) =>
        db.selectFrom('message').select('id').where('body', '=', text).executeTakeFirstOrThrow(),
      )
      return id
    }
    const like = async (text: string, more: Record<string, string> = {}): Promise<SimilarAnswer> => {
      const path = `/api/messages/${await idOf(text)}/similar?${new URLSearchParams(more)}`
      const { status, body } = await harbor.ask('GET', path)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    }
    const textsOf = ({ items }: SimilarAnswer) => items.map(({ text }) => text)
    const countVectors = async () => {
      const { rows } = await app.app.store.read(harbor.id, (db) =>
        sql<{ n: number }>`select count(vector)::integer as n from message_vector`.execute(db),
      )
      return rows[0]?.n
    }

    it('are found whatever their words and language, the most alike first', async () => {
      const { items, complete } = await like(DRIPS)
      assert.ok(complete)
      assert.deepEqual(new Set(items.map(({ text }) => text)), new Set([CIEKNIE, DRIPPED]))
      for (const { similarity } of items) assert.ok(similarity >= 0.3 && similarity <= 1, `${similarity}`)
      assert.deepEqual(
        items.map(({ similarity }) => similarity),
        items.map(({ similarity }) => similarity).toSorted((a, b) => b - a),
      )
      assert.ok(textsOf(await like(CIEKNIE)).includes(DRIPS))
      const anna = items.find(({ text }) => text === CIEKNIE)
      assert.deepEqual([anna?.with, anna?.direction, anna?.channel], ['Anna Nowak', 'in', 'google-voice'])
      assert.ok(anna?.customerId != null && anna.conversationId != null)
    })

    it('are no more than asked for, and no less alike', async () => {
      assert.equal((await like(DRIPS, { limit: '1' })).items.length, 1)
      assert.equal((await like(DRIPS, { floor: '0', limit: '50' })).items.length, 4)
      assert.deepEqual((await like(DRIPS, { floor: '1' })).items, [])
    })

    it('can be those of one customer, of one channel, or since a time', async () => {
      const { items } = await like(DRIPS)
      const annaId = items.find(({ text }) => text === CIEKNIE)?.customerId ?? ''
      assert.deepEqual(textsOf(await like(DRIPS, { customer: annaId })), [CIEKNIE])
      assert.deepEqual(textsOf(await like(DRIPS, { since: '2026-01-01T00:00:00Z' })), [CIEKNIE])
      assert.deepEqual(textsOf(await like(DRIPS, { channel: 'gmail' })), [])
    })

    it('of one that says nothing are none, and of none is refused', async () => {
      assert.deepEqual((await like('👍', { floor: '0' })).items, [])
      const nobody = await harbor.ask('GET', `/api/messages/${harbor.id}/similar`)
      assert.deepEqual([nobody.status, nobody.body.error.code], [404, 'message_not_found'])
      const id = await idOf(DRIPS)
      for (const bad of ['floor=2', 'floor=x', 'limit=0', 'limit=51', 'since=monday', 'customer=bob'])
        assert.equal((await harbor.ask('GET', `/api/messages/${id}/similar?${bad}`)).status, 400, bad)
    })

    it('are never another firm’s', async () => {
      const other = await app.makeFirm('Ogrzewanie Nowak')
      const { status } = await other.ask('GET', `/api/messages/${await idOf(DRIPS)}/similar`)
      assert.equal(status, 404)
    })

    it('are found before the stage has come to the one that is asked about', async () => {
      const id = await idOf(DRIPPED)
      await app.app.store.write(harbor.id, (tx) =>
        tx.deleteFrom('messageVector').where('messageId', '=', id).execute(),
      )
      assert.ok(textsOf(await like(DRIPPED)).includes(DRIPS))
      await app.app.stages.embedder?.catchUp(harbor.id)
      assert.ok(textsOf(await like(DRIPS)).includes(DRIPPED)) // and it is found, though what was read is in memory
    })

    it('get their vectors once, however often the stage looks', async () => {
      const before = await countVectors()
      await app.app.stages.embedder?.catchUp(harbor.id)
      assert.equal(await countVectors(), before)
      assert.equal(before, 5)
    })

    it('are never those of whom was erased', async () => {
      const { items } = await like(DRIPS)
      const annaId = items.find(({ text }) => text === CIEKNIE)?.customerId
      const erased = await harbor.ask('POST', `/api/customers/${annaId}/erase`, {})
      assert.equal(erased.status, 200, JSON.stringify(erased.body))
      assert.deepEqual(textsOf(await like(DRIPS)), [DRIPPED])
      assert.equal(await countVectors(), 4)
    })

    it('leave the firm with no export: whoever restores it has them made anew', async () => {
      const { tables } = await harbor.export()
      assert.ok(!Object.keys(tables).some((name) => name.startsWith('message_vector')))
    })
  })

describe('messages like one another, where that is not wanted', () => {
  it('are refused with what to do about it', async () => {
    await using app = await startApp()
    const harbor = await app.makeFirm('Harbor Plumbing')
    const { status, body } = await harbor.ask('GET', `/api/messages/${harbor.id}/similar`)
    assert.deepEqual([status, body.error.code], [409, 'not_compared'])
    assert.match(body.error.next, /MESSAGE_VECTORS/)
  })
})
