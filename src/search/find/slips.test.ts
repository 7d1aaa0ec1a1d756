import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import type { Hit } from '../../contract/search.ts'
import { march, openInbox, type Said, say } from '../../inbox/firm.fixture.ts'
import type { Store } from '../../store/store.ts'
import { updateIndex } from '../index/update.ts'
import { search } from './search.ts'

const ALVAREZ = '+15125550101'

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

describe('slips of the finger in a query', () => {
  it('are found where the two letters in the middle of a word are swapped, too', async () => {
    const find = await openHarbor(say(march(4, '09:30'), ALVAREZ, 'The toilet in the flat runs'))
    for (const query of ['toliet', 'falt', 'toliet falt'])
      assert.deepEqual(textsOf(await find(query)), ['The toilet in the flat runs'], query)
  })
})
