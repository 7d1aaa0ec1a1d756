import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import type { Hit, SearchAnswer } from '../../src/contract/search.ts'
import type { Party } from '../../src/demo/page.ts'
import { forgetVectors } from '../../src/embeddings/embeddings.ts'
import { plumbline, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'
import { page, said } from '../kit/text-pages.ts'
import { databases, openTextedFirm, type TextedFirm } from '../kit/texted-firm.ts'

const rosa: Party = { number: '+15125550147', name: 'Rosa Alvarez' }
const anna: Party = { number: '+48225550122', name: 'Anna Nowak' }
const bob: Party = { number: '+15125550188', name: 'Bob Lindqvist' }
const grace: Party = { number: '+15125550190', name: 'Grace Boiler' }

const CEILING = 'Water is coming through my ceiling from the flat above'
const SUFIT = 'U sąsiada na dole mokry sufit, leje się z góry'
const KRAN = 'Dzień dobry, w kuchni cieknie kran, czy ktoś może przyjechać?'
const FAUCET = 'The faucet in the kitchen keeps dripping, can somebody come?'
const INVOICE = 'Could you send the invoice for the furnace again?'
const THANKS = 'Thanks, Ken was great!'
const CODE = 'The model number on the plate is RX-4471'
/** More than a page. */
const HEATERS = Array.from({ length: 36 }, (_, n) => `No hot water in unit ${n + 100} since this morning`)

const MORNING = [
  page(rosa, [
    said('2026-02-20T15:00:00Z', rosa, FAUCET),
    said('2026-02-20T15:05:00Z', null, 'Ken will be there tomorrow at nine'),
    said('2026-02-21T15:00:00Z', rosa, CEILING),
    said('2026-02-21T15:10:00Z', rosa, CODE),
  ]),
  page(anna, [said('2026-02-24T15:00:00Z', anna, KRAN), said('2026-02-25T15:00:00Z', anna, SUFIT)]),
  page(bob, [said('2026-02-26T15:00:00Z', bob, INVOICE), said('2026-02-26T15:01:00Z', bob, THANKS)]),
  page(
    grace,
    HEATERS.map((text, n) => said(new Date(Date.UTC(2025, 0, 1 + n, 15)).toISOString(), grace, text)),
  ),
]

for (const kind of databases)
  describe(`one search by words and by meaning, on ${kind}`, () => {
    let texted: TextedFirm
    let app: TestApp
    let harbor: TestFirm
    const clock = fixedClock('2026-03-02T15:00:00Z')
    before(async () => {
      texted = await openTextedFirm(kind, { clock, pages: MORNING })
      app = texted.app
      harbor = texted.harbor
      await app.app.stages.indexer.catchUp(harbor.id)
      await app.app.stages.embedder?.catchUp(harbor.id)
    })
    after(() => texted?.[Symbol.asyncDispose]())

    const ask = async (q: string, more: Record<string, string> = {}): Promise<SearchAnswer> => {
      const { status, body } = await harbor.ask('GET', `/api/search?${new URLSearchParams({ q, ...more })}`)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    }
    /** As somebody asks who waits for all of it. */
    const search = async (q: string, more: Record<string, string> = {}): Promise<SearchAnswer> => {
      const answer = await ask(q, { waitMs: '10000', ...more })
      assert.notEqual(answer.meaning, 'late', q)
      return answer
    }
    const messagesOf = ({ items }: SearchAnswer) => items.filter(({ kind }) => kind === 'message')
    const textsOf = (answer: SearchAnswer) => messagesOf(answer).map(({ excerpt }) => excerpt?.text)
    const hitOf = (answer: SearchAnswer, text: string): Hit => {
      const hit = messagesOf(answer).find(({ excerpt }) => excerpt?.text === text)
      assert.ok(hit !== undefined, `${text} is not among ${textsOf(answer).join(' | ')}`)
      return hit
    }

    it('asked in English finds what was said in Polish, and the other way round', async () => {
      assert.ok(
        textsOf(await search('apartment below is getting wet'))
          .slice(0, 2)
          .includes(SUFIT),
      )
      assert.ok(textsOf(await search('mokro u lokatora pod nami')).includes(SUFIT))
      assert.ok(textsOf(await search('przecieka sufit, woda leci z góry')).includes(CEILING))
      assert.ok(textsOf(await search('kran w kuchni przecieka')).includes(FAUCET))
    })

    it('says of each what found it, and how alike it is', async () => {
      const answer = await search('apartment below is getting wet')
      assert.equal(answer.meaning, 'used')
      const sufit = hitOf(answer, SUFIT)
      assert.equal(sufit.matched, 'meaning')
      assert.deepEqual(sufit.why.at(-1), {
        asked: 'apartment below is getting wet',
        found: '',
        code: 'meaning',
      })
      assert.ok(sufit.likeness !== null && sufit.likeness > 0.4 && sufit.likeness <= 1)
      const kran = hitOf(await search('kran w kuchni'), KRAN)
      assert.equal(kran.matched, 'both')
      assert.ok(
        kran.likeness !== null && kran.why.some(({ code, found }) => code === 'word' && found === 'kran'),
      )
      const words = hitOf(await search('kran w kuchni', { by: 'words' }), KRAN)
      assert.deepEqual([words.matched, words.likeness], ['words', null])
    })

    it('can be by words, by meaning, or by both', async () => {
      const query = 'kran w kuchni'
      const by = async (by: string) => textsOf(await search(query, { by }))
      assert.deepEqual((await by('words')).toSorted(), [FAUCET, KRAN].toSorted())
      const meaning = await search(query, { by: 'meaning' })
      assert.ok(meaning.items.length >= 2 && meaning.items.every(({ matched }) => matched === 'meaning'))
      const likeness = meaning.items.map((hit) => hit.likeness ?? 0)
      assert.deepEqual(
        likeness,
        likeness.toSorted((a, b) => b - a),
      )
      assert.deepEqual((await by('both')).slice(0, 2), [KRAN, FAUCET])
      assert.equal((await harbor.ask('GET', '/api/search?q=x&by=chance')).status, 400)
    })

    it('puts the very words first, and needs no meaning for a name, a number, a code or a quotation', async () => {
      assert.equal(textsOf(await search('kitchen faucet dripping'))[0], FAUCET)
      for (const query of ['RX-4471', '"kitchen"', '555 0147', 'Anna Nowak', 'invoice', '„leje się”']) {
        const { meaning, items } = await search(query)
        assert.equal(meaning, 'not_needed', query)
        assert.ok(items.length > 0 && items.every(({ matched }) => matched === 'words'), query)
      }
    })

    it('finds nothing for nonsense', async () => {
      for (const query of ['helicopter pilot school', 'qqqq zzzz wwww'])
        assert.deepEqual((await search(query)).items, [], query)
    })

    it('holds to what narrows it', async () => {
      const wet = 'apartment below is getting wet'
      assert.ok(textsOf(await search(`${wet} from:Nowak`)).includes(SUFIT))
      assert.ok(!textsOf(await search(`${wet} from:Lindqvist`)).includes(SUFIT))
      for (const [filter, isIn] of [
        ['since:2026-02-24', true],
        ['before:2026-02-25', false],
        ['channel:google-voice', true],
        ['channel:gmail', false],
        ['has:photo', false],
        ['status:needs_reply', true],
        ['status:archived', false],
        ['from:us', false],
        ['district:Mokotów', false],
        ['-sąsiada', false],
        ['"mokry sufit"', true],
        ['"suchy sufit"', false],
      ] as const)
        assert.equal(textsOf(await search(`${wet} ${filter}`)).includes(SUFIT), isIn, filter)
    })

    it('turns pages of one list: nothing twice, and nothing left out', async () => {
      const query = 'the shower is cold and there is no hot water in the unit'
      const all = await search(query, { limit: '50' })
      assert.ok(all.items.length > 20)
      const pages: Hit[] = []
      let next: string | null | undefined
      do {
        const answer = await search(query, { limit: '7', ...(next && { cursor: next }) })
        pages.push(...answer.items)
        next = answer.next
      } while (next !== null)
      assert.deepEqual(
        pages.map(({ id }) => id),
        all.items.map(({ id }) => id),
      )
    })

    it('tells of each message those like it, page by page', async () => {
      const { messageId } = hitOf(await search(HEATERS[0] ?? '', { by: 'words' }), HEATERS[0] ?? '')
      const { body } = await harbor.ask('GET', `/api/messages/${messageId}/similar?limit=50`)
      assert.deepEqual([body.of.messageId, body.of.with], [messageId, 'Grace Boiler'])
      const ids: string[] = []
      let next: string | null = null
      do {
        const cursor: string = next === null ? '' : `&cursor=${next}`
        const { body: page } = await harbor.ask('GET', `/api/messages/${messageId}/similar?limit=10${cursor}`)
        ids.push(...page.items.map((one: { messageId: string }) => one.messageId))
        next = page.next
      } while (next !== null)
      assert.ok(new Set(ids).size === ids.length && ids.length >= HEATERS.length - 1)
      assert.deepEqual(
        ids,
        body.items.map((one: { messageId: string }) => one.messageId),
      )
      const { body: before } = await harbor.ask(
        'GET',
        `/api/messages/${messageId}/similar?until=2025-01-03T00:00:00Z&direction=in`,
      )
      assert.equal(before.items.length, 1)
    })

    it('on the command line tells its reasons, and what is like a message', async () => {
      const { env } = app
      const found = await plumbline(['search', 'apartment', 'below', 'is', 'getting', 'wet'], { env })
      assert.match(found.stdout, /U sąsiada na dole mokry sufit.*\n +\(means much the same, \d+% alike\)/)
      const { messageId } = hitOf(await search('kran w kuchni'), KRAN)
      const like = await plumbline(['search', '--like', messageId ?? ''], { env })
      assert.match(
        like.stdout,
        /^Like {6}2026-02-24 {2}Anna Nowak.*\n +\d+% {5}2026-02-20 {2}Rosa Alvarez {2}The faucet/,
      )
      assert.equal((await plumbline(['search', '--like', 'x'], { env })).code, 2)
    })

    it('never keeps words waiting: what is late says so, and is there for who waits', async () => {
      const { meaning, items } = await ask('kitchen faucet is dripping all night', { waitMs: '0' })
      assert.ok(items.some(({ excerpt }) => excerpt?.text === FAUCET))
      assert.ok(meaning === 'late' ? items.every(({ matched }) => matched === 'words') : meaning === 'used')
      assert.equal((await search('kitchen faucet is dripping all night')).meaning, 'used')
    })

    it('finds by its words what has not been read for its meaning yet', async () => {
      // Other words each time: which are nearest to a query is remembered for some seconds.
      const matched = async (query: string) => hitOf(await search(query), KRAN).matched
      const { messageId } = hitOf(await search('kran w kuchni'), KRAN)
      assert.equal(await matched('w kuchni kran'), 'both')
      await app.app.store.write(harbor.id, (tx) => forgetVectors(tx, [messageId ?? '']))
      assert.equal(await matched('kran kuchni'), 'words')
      await app.app.stages.embedder?.catchUp(harbor.id)
      assert.equal(await matched('kuchni kran'), 'both')
    })
  })

describe('one search where messages are not compared by meaning', () => {
  it('answers by words, and says so', async () => {
    await using app = await startApp()
    const harbor = await app.makeFirm('Harbor Plumbing')
    using folder = temporaryFolder()
    const path = join(folder.path, 'harbor.zip')
    await writeZip(path, MORNING)
    assert.equal((await harbor.import([path])).status, 'completed')
    await app.app.stages.indexer.catchUp(harbor.id)
    for (const by of ['both', 'meaning', 'words']) {
      const { status, body } = await harbor.ask('GET', `/api/search?q=kitchen+faucet&by=${by}`)
      assert.deepEqual([status, body.meaning], [200, by === 'words' ? 'not_needed' : 'off'])
      assert.equal(body.items[0].excerpt.text, FAUCET)
    }
  })
})
