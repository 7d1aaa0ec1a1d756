import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { packEntries, readBlock, termFinder } from './codec.ts'

/** Terms as they are indexed, each with places of a segment. */
const entriesOf = fc
  .uniqueArray(
    fc.record({
      term: fc.stringMatching(/^[=~<%@:]?[a-ząęłó0-9]{1,40}$/u),
      places: fc
        .uniqueArray(fc.nat({ max: 65_535 }), { maxLength: 400 })
        .map((all) => all.sort((a, b) => a - b)),
    }),
    { selector: ({ term }) => term, maxLength: 200 },
  )
  .map((entries) => entries.sort((a, b) => (a.term < b.term ? -1 : 1)))

describe('blocks of terms', () => {
  it('say what was packed, each from its own first term on', () => {
    fc.assert(
      fc.property(entriesOf, (entries) => {
        const read: { term: string; places: number[] }[] = []
        const blocks = packEntries(entries)
        for (const { firstTerm, entries: bytes } of blocks) {
          let isFirst = true
          readBlock(bytes, (term, places) => {
            if (isFirst) assert.equal(term, firstTerm)
            isFirst = false
            read.push({ term, places: [...places()] })
            return true
          })
        }
        assert.deepEqual(
          read,
          entries.map(({ term, places: of }) => ({ term, places: of })),
        )
        const firsts = blocks.map(({ firstTerm }) => firstTerm)
        assert.deepEqual(
          firsts,
          firsts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        )
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  it('are asked for some terms, and for what begins so, and tell of these alone', () => {
    const some = fc.tuple(
      entriesOf,
      fc.infiniteStream(fc.nat({ max: 9 })),
      fc.stringMatching(/^[a-ząęłó]{1,3}$/u),
    )
    fc.assert(
      fc.property(some, ([entries, chance, start]) => {
        const wanted = entries.filter(() => chance.next().value === 0).map(({ term }) => term)
        const exact = new Set([...wanted, 'neverwritten'])
        const read: { term: string; places: number[] }[] = []
        const find = termFinder({ exact, starts: [start] })
        for (const { entries: bytes } of packEntries(entries))
          find(bytes, (term, places) => read.push({ term, places: [...places()] }) > 0)
        assert.deepEqual(
          read,
          entries
            .filter(({ term }) => exact.has(term) || term.startsWith(start))
            .map(({ term, places: of }) => ({ term, places: of })),
        )
      }),
      { seed: 8, numRuns: 100 },
    )
  })

  it('keep a common word of a full segment in less than a byte and a half a document', () => {
    const places = Array.from({ length: 40_000 }, (_, at) => Math.floor(at * 1.6))
    const [block] = packEntries([{ term: 'water', places }])
    assert.ok(block !== undefined && block.entries.length < places.length * 1.5)
  })
})
