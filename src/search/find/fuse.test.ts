import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Hit } from '../../contract/search.ts'
import type { NearHit } from './by-meaning.ts'
import { fuse, WEIGHED } from './fuse.ts'

const base: Omit<Hit, 'id' | 'score' | 'why'> = {
  ...{ kind: 'message', at: null, title: { text: 'Rosa Alvarez', spans: [] }, excerpt: null },
  ...{ matched: 'words', likeness: null, conversationId: null, messageId: null, customerId: null },
  ...{ ticketId: null, channel: null, messageKind: 'text', direction: 'in' },
}
type Code = Hit['why'][number]['code']
const met = (...codes: Code[]): Hit['why'] => codes.map((code) => ({ asked: 'leak', found: 'leak', code }))
const worded = (id: string, score: number, ...codes: Code[]): Hit => ({
  ...base,
  id,
  score,
  why: met(...codes),
})
const alike = (id: string, likeness: number, ...codes: Code[]): NearHit => ({
  ...base,
  ...{ id, likeness, score: likeness, matched: 'meaning', why: met(...codes, 'meaning') },
})
const idsOf = (hits: readonly Hit[]) => hits.map(({ id }) => id)

/** Somebody asks for two words. */
const WANTED = { wanted: 2, isMended: false }

describe('hits by words and by meaning', () => {
  it('stand with what both found before what one of them found', () => {
    const words = [worded('a', 0.5, 'synonym'), worded('b', 0.5, 'synonym')]
    const near = [alike('c', 0.5), alike('b', 0.5)]
    const fused = fuse({ words, near }, WANTED)
    assert.equal(fused[0]?.id, 'b')
    assert.deepEqual(fused.map(({ matched }) => matched).toSorted(), ['both', 'meaning', 'words'].toSorted())
    assert.equal(fused[0]?.likeness, 0.5)
    assert.deepEqual(
      fused[0]?.why.map(({ code }) => code),
      ['synonym', 'meaning'],
    )
  })

  it('never stand before the very words where they are only somewhat alike, however bad the words’ place', () => {
    const words = Array.from({ length: 20 }, (_, n) => worded(`w${n}`, 0.9 - n / 100, 'word', 'form'))
    const near = [alike('vague', 0.55), alike('same', 0.9)]
    const ids = idsOf(fuse({ words, near }, WANTED))
    assert.equal(ids.at(-1), 'vague')
    assert.ok(ids.indexOf('same') < ids.indexOf('w19'))
  })

  it('are left out where more have the very words than are weighed, and they are only somewhat alike', () => {
    const words = Array.from({ length: WEIGHED + 5 }, (_, n) => worded(`w${n}`, 0.9, 'word', 'word'))
    const near = [alike('vague', 0.55), alike('same', 0.9), alike('w27', 0.5, 'word', 'word')]
    const fused = fuse({ words, near }, WANTED)
    assert.ok(!idsOf(fused).includes('vague') && idsOf(fused).includes('same'))
    assert.equal(new Set(idsOf(fused)).size, fused.length)
    assert.equal(fused.find(({ id }) => id === 'w27')?.matched, 'both')
  })

  it('stand the same however many hits by words are known behind those that are weighed', () => {
    const words = Array.from({ length: WEIGHED + 60 }, (_, n) => worded(`w${n}`, 0.5 - n / 500, 'synonym'))
    const near = Array.from({ length: 10 }, (_, n) =>
      alike(n % 2 === 0 ? `w${n * 9}` : `m${n}`, 0.5 - n / 50),
    )
    const all = idsOf(fuse({ words, near }, WANTED))
    const some = idsOf(fuse({ words: words.slice(0, WEIGHED + 30), near }, WANTED))
    assert.deepEqual(some, all.slice(0, some.length))
  })

  it('stand behind what has all the words, if mended or in other words, and are not lost however many have', () => {
    for (const code of ['typo', 'synonym'] as const) {
      const words = Array.from({ length: WEIGHED + 5 }, (_, n) => worded(`w${n}`, 0.2, 'word', code))
      const fused = fuse({ words, near: [alike('vague', 0.55), alike('part', 0.5, 'word')] }, WANTED)
      assert.deepEqual(idsOf(fused).slice(WEIGHED + 5), ['vague', 'part'], code)
    }
  })

  it('stand behind what has more of the words, where one of them is a slip: they are like the slip as well', () => {
    const words = [worded('two', 0.1, 'word', 'typo'), worded('one', 0.05, 'typo')]
    const near = [alike('none', 0.55), alike('typed', 0.35, 'typo'), alike('same', 0.9)]
    const fused = idsOf(fuse({ words, near }, { ...WANTED, isMended: true }))
    assert.deepEqual(fused.slice(0, 2).sort(), ['same', 'two'])
    assert.deepEqual(fused.slice(2, 4).sort(), ['one', 'typed'])
    assert.equal(fused.at(-1), 'none')
  })

  it('have scores that fall, so that records stand where they stood among the words', () => {
    const words = [worded('a', 0.9, 'word', 'word'), worded('b', 0.4, 'synonym')]
    const fused = fuse({ words, near: [alike('c', 0.55), alike('d', 0.35)] }, WANTED)
    const scores = fused.map(({ score }) => score)
    assert.deepEqual(
      scores,
      scores.toSorted((x, y) => y - x),
    )
    assert.equal(fused[0]?.score, 0.9)
  })

  it('are fewer where nothing has any of the words: what is hardly alike is likely to be nothing', () => {
    const near = [alike('a', 0.5), alike('b', 0.33)]
    assert.deepEqual(idsOf(fuse({ words: [], near }, WANTED)), ['a'])
    assert.ok(idsOf(fuse({ words: [worded('w', 0.1, 'synonym')], near }, WANTED)).includes('b'))
  })
})
