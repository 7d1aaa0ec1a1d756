import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { above, chunksOf, formatUids, parseUidSet } from './uid-set.ts'

const uids = fc
  .uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1 })
  .map((some) => some.sort((a, b) => a - b))
const all = (text: string) => [...chunksOf(parseUidSet(text), 1_000)].flat()

suite('a set of UIDs', () => {
  test('is read as it was written, whatever is in it', () => {
    fc.assert(fc.property(uids, (some) => assert.deepEqual(all(formatUids(some)), some)))
  })

  test('is read in rising order, each once, from whatever order a server writes', () => {
    assert.deepEqual(all('9:7,2,8,3:4,2'), [2, 3, 4, 7, 8, 9])
    assert.deepEqual(all(''), [])
    assert.deepEqual(all('*,5'), [5])
    assert.deepEqual(all('4294967295'), [4_294_967_295])
  })

  test('is cut above a UID, and into parts of a size', () => {
    fc.assert(
      fc.property(
        uids,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 9 }),
        (some, uid, size) => {
          const chunks = [...chunksOf(above(parseUidSet(formatUids(some)), uid), size)]
          assert.deepEqual(
            chunks.flat(),
            some.filter((each) => each > uid),
          )
          for (const chunk of chunks.slice(0, -1)) assert.equal(chunk.length, size)
        },
      ),
    )
  })

  test('comes in parts that grow', () => {
    const sizes = [...chunksOf(parseUidSet('5:1000'), 16, 500)].map(({ length }) => length)
    assert.deepEqual(sizes, [16, 32, 64, 128, 256, 500])
  })

  test('of a million mails takes three numbers', () => {
    assert.equal(parseUidSet('1:1000000').length, 1)
    assert.equal(formatUids([1, 2, 3, 7, 9, 10]), '1:3,7,9:10')
  })
})
