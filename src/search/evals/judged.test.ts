import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { messageKey, readJudged } from './judged.ts'

describe('the judged queries', () => {
  const judged = readJudged()

  it('are eighty, in halves of equal shares, and none is asked twice', () => {
    const shares = Object.groupBy(judged, ({ half, group }) => `${half} ${group}`)
    assert.deepEqual(Object.fromEntries(Object.entries(shares).map(([share, of]) => [share, of?.length])), {
      'tune en': 16,
      'held en': 16,
      'tune pl': 12,
      'held pl': 12,
      'tune crossing': 12,
      'held crossing': 12,
    })
    assert.equal(new Set(judged.map(({ ask }) => ask)).size, judged.length)
  })

  it('have each an answer that is just what was meant, and others that were read and are not', () => {
    for (const { ask, grades } of judged) {
      assert.ok([...grades.values()].includes(3), ask)
      assert.ok([...grades.values()].includes(0), ask)
    }
  })

  it('know messages by when they were said and their words, however these are spaced', () => {
    const at = new Date('2026-11-19T08:12:00.482Z')
    assert.equal(messageKey({ at, words: 'No hot\n water ' }), messageKey({ at, words: 'No hot water' }))
    assert.notEqual(
      messageKey({ at, words: 'No hot water' }),
      messageKey({ at: new Date(at.getTime() + 1), words: 'No hot water' }),
    )
  })
})
