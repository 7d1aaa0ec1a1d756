import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import type { Hit } from '../../contract/search.ts'
import { march, openInbox, type Said, say } from '../../inbox/firm.fixture.ts'
import type { Store } from '../../store/store.ts'
import { updateIndex } from '../index/update.ts'
import { search } from './search.ts'

const ALVAREZ = '+15125550101'
const MARCINIAK = '+15125550104'
const LONG_AGO = '2014-03-04T09:00:00Z'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** A firm that heard this, and what its messages answer. */
async function openHarbor(...heard: Said[]) {
  const { firm: tenantId, clock, hear } = await openInbox(store)
  await hear(...heard)
  await updateIndex({ store, clock }, { tenantId })
  return async (query: string): Promise<Hit[]> => {
    const kinds = new Set(['message'] as const)
    const { items } = await search(
      { store },
      { tenantId, query, by: 'words', kinds, limit: 30, now: clock.now() },
    )
    return items
  }
}

/** So many say this that its words weigh little. */
const often = (text: string) =>
  Array.from({ length: 30 }, (_, day) => say(march(1 + (day % 9), '09:30'), ALVAREZ, `${text} ${day}`))
const textsOf = (hits: readonly Hit[]) => hits.map(({ excerpt }) => excerpt?.text)
const marked = ({ text, spans }: Hit['title']) => spans.map(({ start, end }) => text.slice(start, end))
const taken = ({ why }: Hit) => why.map(({ asked, found, code }) => `${asked} ${code} ${found}`)

describe('slips of the finger in a query', () => {
  it('are each told and marked, in what was said and in whose name', async () => {
    const find = await openHarbor(
      say(march(4, '09:30'), ALVAREZ, 'The water heater is leaking', { name: 'Rosa Alvarez' }),
      say(march(5, '09:30'), MARCINIAK, 'ok', { name: 'Bożena Marciniak' }),
    )
    const [said] = await find('watter heeter leakng')
    assert.ok(said?.excerpt)
    assert.deepEqual(taken(said), ['watter typo water', 'heeter typo heater', 'leakng typo leaking'])
    assert.deepEqual(marked(said.excerpt), ['water', 'heater', 'leaking'])
    const [named] = await find('Bozena Marcinak')
    assert.ok(named)
    assert.deepEqual(taken(named), ['bozena who Bożena', 'marcinak typo Marciniak'])
    assert.deepEqual(marked(named.title), ['Bożena', 'Marciniak'])
  })

  it('leave what has all the words, mended or not, before what has fewer', async () => {
    const both = 'The thermocouple by the expansion tank is broken'
    const find = await openHarbor(
      say(LONG_AGO, ALVAREZ, both),
      say(march(4, '09:30'), ALVAREZ, 'thremocuple, how do you write it'),
      say(march(5, '09:30'), ALVAREZ, 'That expansion is nothing to us'),
    )
    const found = await find('thremocuple expanssionn')
    assert.equal(found.length, 3)
    assert.equal(found[0]?.excerpt?.text, both)
  })

  it('stand behind the words as they were typed, however old these are', async () => {
    const asTyped = 'the watter heater drips'
    const find = await openHarbor(
      say(LONG_AGO, ALVAREZ, asTyped),
      ...often('No water'),
      ...often('the water heater drips'),
    )
    assert.deepEqual(textsOf(await find('watter heater')).slice(0, 1), [asTyped])
  })

  it('leave what has more of the words before what has fewer, however rare these are', async () => {
    const two = 'The water heater, again'
    const find = await openHarbor(
      say(LONG_AGO, ALVAREZ, two),
      say(march(4, '09:30'), ALVAREZ, 'A thermocouple'),
      ...often('No water'),
      ...often('A heater'),
    )
    assert.equal((await find('thermocuple watter heater'))[0]?.excerpt?.text, two)
  })

  it('are found where the two letters in the middle of a word are swapped, too', async () => {
    const find = await openHarbor(say(march(4, '09:30'), ALVAREZ, 'The toilet in the flat runs'))
    for (const query of ['toliet', 'falt', 'toliet falt'])
      assert.deepEqual(textsOf(await find(query)), ['The toilet in the flat runs'], query)
  })

  it('are shown where most of the words stand, in what was said at length', async () => {
    const talk = 'and so on and on it went while I was out with the dog '.repeat(6)
    const find = await openHarbor(
      say(march(4, '09:30'), ALVAREZ, `There was water, ${talk} then the water heater broke, ${talk}`),
    )
    const [hit] = await find('watter heeter')
    assert.ok(hit?.excerpt)
    assert.deepEqual(marked(hit.excerpt), ['water', 'heater'])
  })
})
