import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fixedClock } from '../../src/base/clock.ts'
import type { Permission } from '../../src/contract/permissions.ts'
import type { Hit, SearchAnswer } from '../../src/contract/search.ts'
import type { Party } from '../../src/demo/page.ts'
import { readBlock } from '../../src/search/index/codec.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'
import { page, said } from '../kit/text-pages.ts'

const PATIENCE_MS = 60_000
const rosa: Party = { number: '+15125550147', name: 'Rosa Alvarez' }
const anna: Party = { number: '+48225550122', name: 'Anna Nowak' }
const bob: Party = { number: '+15125550188', name: 'Bob Lindqvist' }

/** One morning at Harbor Plumbing: three customers, and what Ken looks for. */
describe('one search', () => {
  const opened = new AsyncDisposableStack()
  let app: TestApp
  let harbor: TestFirm
  const clock = fixedClock('2026-03-02T15:00:00Z')
  before(async () => {
    const folder = opened.use(temporaryFolder())
    app = opened.use(await startApp({ clock }))
    harbor = await app.makeFirm('Harbor Plumbing')
    const path = join(folder.path, 'harbor.zip')
    await writeZip(path, [
      page(rosa, [
        said('2026-02-20T15:00:00Z', rosa, 'Good morning, the boiler in the basement is leaking'),
        said('2026-02-20T15:05:00Z', null, 'Ken is on his way, please close the valve'),
        said('2026-02-20T15:06:00Z', rosa, 'The back door code is 4471'),
      ]),
      page(anna, [
        said('2026-02-25T15:00:00Z', anna, 'Dzień dobry, w łazience cieknie kran'),
        said('2026-02-25T15:05:00Z', null, 'Będziemy jutro o 9'),
      ]),
      page(bob, [said('2026-02-26T15:00:00Z', bob, 'Could you send the invoice again?')]),
    ])
    assert.equal((await harbor.import([path])).status, 'completed')
    await isFound('invoice') // the stage has been woken by the import's end
    await app.app.stages.indexer.catchUp(harbor.id)
  })
  after(() => opened.disposeAsync())

  const search = async (q: string, more: Record<string, string> = {}, as = harbor): Promise<SearchAnswer> => {
    const { status, body } = await as.ask('GET', `/api/search?${new URLSearchParams({ q, ...more })}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const isFound = async (q: string) => {
    const endMs = Date.now() + PATIENCE_MS
    while ((await search(q)).items.length === 0) {
      assert.ok(Date.now() < endMs, `${q} is not found`)
      await pause(50)
    }
  }
  const marked = ({ text, spans }: Hit['title']) => spans.map(({ start, end }) => text.slice(start, end))
  const messagesOf = ({ items }: SearchAnswer) =>
    items.filter(({ kind }) => kind === 'message').map(({ excerpt }) => excerpt?.text)

  it('finds what was said by its words in any form, marks them, and leads to the message', async () => {
    const { items, complete } = await search('boilers leak')
    const hit = items.find(({ kind }) => kind === 'message')
    assert.ok(complete && hit !== undefined && hit.excerpt !== null)
    assert.deepEqual(marked(hit.excerpt), ['boiler', 'leaking'])
    assert.equal(hit.title.text, 'Rosa Alvarez')
    const { body } = await harbor.ask('GET', `/api/conversations/${hit.conversationId}/messages`)
    assert.ok(body.items.some(({ id }: { id: string }) => id === hit.messageId))
  })

  it('finds Polish without its marks, in other cases, and by what others call it', async () => {
    for (const query of ['lazienka', 'łazienki kran', 'bathroom faucet', 'kran przecieka', 'łazienkę'])
      assert.deepEqual(
        messagesOf(await search(query)).slice(0, 1),
        ['Dzień dobry, w łazience cieknie kran'],
        query,
      )
  })

  it('finds people by a part of their name or number, mistyped too', async () => {
    for (const [query, kind] of [
      ['alv', 'customer'],
      ['Alvares', 'customer'],
      ['0147', 'contact_point'],
      ['555 01 47', 'contact_point'],
      ['(512) 555-0147', 'contact_point'],
    ] as const) {
      const [hit] = (await search(query)).items
      assert.equal(hit?.kind, kind, query)
      assert.ok(hit !== undefined && marked(hit.title).length > 0, query)
    }
    const [warsaw] = (await search('+48 22')).items
    assert.equal(warsaw?.title.text, '+48 22 555 01 22')
    assert.deepEqual(marked(warsaw.title), ['48 22'])
  })

  it('holds to what was quoted, excluded and narrowed', async () => {
    assert.deepEqual(messagesOf(await search('"back door code"')), ['The back door code is 4471'])
    assert.deepEqual(messagesOf(await search('"door back code"')), [])
    assert.equal(
      messagesOf(await search('the -boiler from:rosa')).some((text) => text?.includes('boiler')),
      false,
    )
    assert.deepEqual(messagesOf(await search('from:us with:alvarez')), [
      'Ken is on his way, please close the valve',
    ])
    for (const who of ['rosa', 'Alvares', '0147']) {
      const found = messagesOf(await search(`boiler from:${who}`))
      assert.ok(found.length > 0 && found.every((text) => text?.includes('boiler')), who)
    }
    assert.deepEqual(messagesOf(await search('boiler from:anna')), [])
    assert.deepEqual(messagesOf(await search('przecieka from:nowak')), [
      'Dzień dobry, w łazience cieknie kran',
    ])
    assert.deepEqual(messagesOf(await search('after:2026-02-25')), ['Could you send the invoice again?'])
    assert.deepEqual((await search('from:Nobodyatall boiler')).issues, [
      { code: 'nobody', text: 'Nobodyatall' },
    ])
  })

  it('says how many there are of each kind, and turns pages without showing anything twice', async () => {
    const first = await search('a* the ken kran boiler code', { limit: '2' })
    assert.ok(first.totals.length > 0)
    const seen = new Set<string>()
    for (let answer = first; ; ) {
      for (const { kind, id } of answer.items) {
        assert.ok(!seen.has(`${kind} ${id}`), `${kind} twice`)
        seen.add(`${kind} ${id}`)
      }
      if (answer.next === null) break
      answer = await search('a* the ken kran boiler code', { limit: '2', cursor: answer.next })
    }
    const kinds = await search('alvarez', { kinds: 'customer' })
    assert.deepEqual([...new Set(kinds.items.map(({ kind }) => kind))], ['customer'])
  })

  it('knows what came in, was renamed or merged as soon as the stage has seen it', async () => {
    const [hit] = (await search('lindqvist', { kinds: 'customer' })).items
    await harbor.ask('PATCH', `/api/customers/${hit?.id}`, { name: 'Robert Sandstrom' })
    await app.app.stages.indexer.catchUp(harbor.id)
    assert.deepEqual((await search('lindqvist', { kinds: 'message' })).items, [])
    const found = await search('sandstrom invoice')
    assert.deepEqual(messagesOf(found), ['Could you send the invoice again?'])
    const [rosaHit] = (await search('alvarez', { kinds: 'customer' })).items
    await harbor.ask('POST', `/api/customers/${rosaHit?.id}/merge`, { absorbedId: hit?.id })
    await app.app.stages.indexer.catchUp(harbor.id)
    const { items } = await search('0188', { kinds: 'contact_point' })
    assert.equal(items[0]?.customerId, rosaHit?.id)
  })

  it('knows a number and a place that somebody wrote down, and no longer what was taken away', async () => {
    const [anna] = (await search('anna', { kinds: 'customer' })).items
    const hers = `/api/customers/${anna?.customerId}`
    const { contactPointId } = (
      await harbor.ask('POST', `${hers}/contact-points`, { address: '(737) 555-0199' })
    ).body
    const { propertyId } = (
      await harbor.ask('POST', `${hers}/properties`, { address: '88 Tannery Ln, Austin' })
    ).body
    await app.app.stages.indexer.catchUp(harbor.id)
    for (const [q, kinds] of [
      ['7375550199', 'contact_point'],
      ['tannery', 'property'],
    ] as const)
      assert.equal((await search(q, { kinds })).items[0]?.customerId, anna?.customerId, q)
    await harbor.ask('PUT', `${hers}/properties/${propertyId}`, { address: '88 Quarry Rd, Austin' })
    await harbor.ask('DELETE', `${hers}/contact-points/${contactPointId}`)
    await app.app.stages.indexer.catchUp(harbor.id)
    for (const q of ['7375550199', 'tannery']) assert.deepEqual((await search(q)).items, [], q)
    assert.equal((await search('quarry', { kinds: 'property' })).items[0]?.id, propertyId)
  })

  it('hears of what somebody changes in psql within moments', async () => {
    const [hit] = (await search('anna', { kinds: 'customer' })).items
    await app.app.store.pool.query("update customer set name = 'Anna Kowalczyk-Wrona' where id = $1", [
      hit?.customerId,
    ])
    await isFound('kowalczyk')
    await app.app.store.pool.query("update customer set name = 'Anna Nowak' where id = $1", [hit?.customerId])
    await app.app.stages.indexer.catchUp(harbor.id)
  })

  it('shows each only what they may read, and notes who looked', async () => {
    const keyFor = async (scopes: Permission[]) => {
      const owner = await harbor.join('owner')
      const { body } = await owner.ask('POST', '/api/keys', { name: 'Reader', scopes })
      return fetch(`${app.url}/api/search?q=alvarez`, { headers: { authorization: `Bearer ${body.key}` } })
    }
    const answer = await keyFor(['conversations.read'])
    const { items } = (await answer.json()) as SearchAnswer
    assert.ok(items.length > 0 && items.every(({ kind }) => kind === 'message' || kind === 'conversation'))
    assert.equal((await keyFor(['imports.read'])).status, 403)
    await app.app.audit.reads.flush()
    const { body } = await harbor.ask('GET', '/api/audit?action=data.read')
    assert.ok(JSON.stringify(body).includes('"search"'))
  })

  it('finds nothing for what cannot be looked for, and refuses nothing that somebody types', async () => {
    for (const query of ['x'.repeat(60), '𗀀𗀀', '""', '::', '-', '%', 'a '.repeat(400)]) {
      const { items } = await search(query, { kinds: 'message,customer' })
      assert.deepEqual(
        items.filter(({ why }) => why.length === 0),
        [],
        query,
      )
    }
    assert.deepEqual((await search('')).items, [])
    assert.ok((await search('-boiler')).items.every(({ excerpt }) => !excerpt?.text.includes('boiler')))
  })

  it('shows another firm nothing of it', async () => {
    const other = await app.makeFirm('Mokotów Klima')
    await app.app.stages.indexer.catchUp(other.id)
    const { items, totals } = await search('boiler alvarez 0147', {}, other)
    assert.deepEqual({ items, totals }, { items: [], totals: [] })
  })

  it('forgets who is erased: nothing of them is found, and none of their words is left in the index', async () => {
    const [hit] = (await search('nowak', { kinds: 'customer' })).items
    const { status } = await harbor.ask('POST', `/api/customers/${hit?.id}/erase`, {})
    assert.equal(status, 200)
    for (const query of ['nowak', 'lazienka', '5550122'])
      assert.deepEqual((await search(query)).items, [], query)
    const { rows } = await app.app.store.pool.query<{ entries: Buffer }>(
      'select entries from search_term_block',
    )
    const kept: string[] = []
    for (const { entries } of rows)
      readBlock(entries, (term) => {
        kept.push(term)
        return true
      })
    for (const word of ['azien', 'owak', '%012']) assert.ok(!kept.some((term) => term.includes(word)), word)
    assert.ok(kept.includes('boiler'))
  })
})
