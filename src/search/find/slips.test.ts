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
