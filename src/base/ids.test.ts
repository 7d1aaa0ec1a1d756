import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Clock, systemClock } from './clock.ts'
import { isId, newId } from './ids.ts'

const noon = Date.parse('2026-03-02T12:00:00Z')
const at = (ms: () => number): Clock => ({ now: () => new Date(ms()) })
const idsBy = (clock: Clock, count: number) => Array.from({ length: count }, () => newId(clock))
const msOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

describe('ids', () => {
  for (const [when, clock] of [
    ['as time goes on', systemClock],
    ['while it stands still', at(() => noon)],
  ] as const) {
    it(`sort as they were made, ${when}`, () => {
      const ids = idsBy(clock, 20_000)
      assert.deepEqual(ids.toSorted(), ids)
      assert.equal(new Set(ids).size, ids.length)
      assert.ok(ids.every(isId))
      assert.ok(ids.every((id) => id[14] === '7' && /[89ab]/.test(id[19] ?? '')))
    })
  }

  it('sort as they were made when the clock is set back, and tell its time once it is past again', () => {
    let ms = noon
    const clock = at(() => ms)
    const before = newId(clock)
    ms = noon - 60_000
    const during = newId(clock)
    ms = noon + 1
    const past = newId(clock)
    assert.deepEqual([past, during, before].sort(), [before, during, past])
    assert.deepEqual([before, during, past].map(msOf), [noon, noon, noon + 1])
  })

  it('of one clock say nothing of the time of another', () => {
    newId(at(() => noon))
    const earlier = newId(at(() => noon - 86_400_000))
    assert.equal(msOf(earlier), noon - 86_400_000)
  })
})
