import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openTestStore } from '../../../test/kit/store.ts'
import { fixedClock } from '../../base/clock.ts'
import { openEncoder } from '../../embeddings/embeddings.ts'
import { updateIndex } from '../index/update.ts'
import { answerSample } from './answer-sample.ts'
import { type JudgedQuery, judgedAt, readJudged } from './judged.ts'
import type { Grade } from './measures.ts'
import {
  type AnsweredQuery,
  answerJudged,
  keysOfMessages,
  lostMessages,
  type Ranker,
  relevanceOf,
} from './relevance.ts'
import { relevanceTable } from './relevance-table.ts'
import { sampleFirm } from './sample.fixture.ts'

/** What is worth something to the queries that are held back, and half of what is not: reading all for their meaning takes a minute. */
const isKept = ([key, grade]: [string, Grade]) => grade > 0 || key < '8'

/** Of those messages: a little under what is measured. */
const FLOORS = { words: 0.345, meaning: 0.275, both: 0.41 }

describe('the search, asked the judged queries', () => {
  it('orders its answers no worse than it did', async () => {
    const clock = fixedClock(judgedAt)
    await using store = await openTestStore()
    await using encoder = openEncoder()
    const judged = readJudged().filter(({ half }) => half === 'held')
    const keys = new Set(judged.flatMap(({ grades }) => [...grades].filter(isKept).map(([key]) => key)))
    const { tenantId } = await sampleFirm(store, clock.now(), { keys })
    await updateIndex({ store, clock }, { tenantId })
    const { held } = relevanceOf(await answerSample({ store, clock, encoder }, { tenantId, judged }))
    const all = held.groups.find(({ group }) => group === 'all')
    for (const by of ['words', 'meaning', 'both'] as const) {
      const found = all?.by[by].ndcg ?? 0
      assert.ok(found >= FLOORS[by], `by ${by}: nDCG@10 is ${found.toFixed(3)}, not ${FLOORS[by]}`)
    }
    assert.ok(held.gain.words.mean > 0 && held.gain.meaning.mean > 0, 'both are worth more than each alone')
  })
})

describe('the messages that were judged', () => {
  it('are those of the sample firm still', async () => {
    await using store = await openTestStore()
    const { tenantId } = await sampleFirm(store, judgedAt)
    const keys = await store.read(tenantId, keysOfMessages)
    assert.equal(new Set(keys.values()).size, keys.size)
    assert.deepEqual(lostMessages(readJudged(), new Set(keys.values())), [])
  })
})

describe('figures of judged queries', () => {
  const query = (half: JudgedQuery['half'], ask: string, grades: Record<string, Grade>): JudgedQuery => ({
    ...{ half, ask, group: 'en' },
    grades: new Map(Object.entries(grades)),
  })
  const judged = [query('tune', 'boiler', { aa: 3, bb: 1, cc: 0 }), query('held', 'kran', { dd: 2 })]
  const rank: Ranker = async (ask, by) => {
    if (ask === 'kran') return by === 'words' ? [] : ['dd']
    return by === 'meaning' ? ['zz', 'cc'] : ['cc', 'aa']
  }
  const answer = (): Promise<AnsweredQuery[]> => answerJudged(judged, rank)

  it('are means of each half, with what nobody judged counted', async () => {
    const { tune, held, all } = relevanceOf(await answer())
    const of = (part: typeof tune) => part.groups.find(({ group }) => group === 'all')?.by
    assert.equal(of(tune)?.words.reciprocalRank, 1 / 2)
    assert.equal(of(tune)?.meaning.unjudged, 1)
    assert.equal(of(held)?.both.ndcg, 1)
    assert.equal(of(all)?.both.recall, 1)
    assert.deepEqual(held.gain.words, { mean: 1, low: 1, high: 1 })
  })

  it('are told by language, and what both ways are worth above each', async () => {
    const table = relevanceTable(relevanceOf(await answer()))
    assert.match(table, /^held .*nDCG@10.*MRR.*recall@10.*unjudged$/m)
    assert.match(table, /^English +1 +0\.000 +1\.000 +1\.000/m)
    assert.match(
      table,
      /both above words: \+1\.000 nDCG@10; in 95 of 100 samples of such queries \+1\.000 to \+1\.000/,
    )
  })
})
