import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { virtualTime } from '../../../test/kit/waiting.ts'
import { backoffMs, retryAfterMs } from './backoff.ts'
import { Pace } from './pace.ts'

const never = new AbortController().signal
const limits = { first: 100, min: 5, max: 250 }

suite('the pace at which a source is asked', () => {
  test('is a burst of one second, and then as many units a second as it begins with', async () => {
    const time = virtualTime()
    const pace = new Pace(time, limits)
    const beganMs = time.clock.now().getTime()
    for (let asked = 0; asked < 60; asked++) await pace.take(5, never) // 300 units
    const tookMs = time.clock.now().getTime() - beganMs
    assert.ok(tookMs >= 2_000 && tookMs < 2_100, `${tookMs}`)
  })

  test('rises by about a unit a second while all is answered, up to its bound', async () => {
    const time = virtualTime()
    const pace = new Pace(time, limits)
    const beganMs = time.clock.now().getTime()
    while (pace.perSecond < 200) {
      await pace.take(5, never)
      pace.answered(5)
    }
    const tookMs = time.clock.now().getTime() - beganMs
    assert.ok(tookMs > 90_000 && tookMs < 110_000, `${tookMs}`)
    for (let more = 0; more < 10_000; more++) pace.answered(5)
    assert.equal(pace.perSecond, 250)
  })

  test('halves once for a burst of refusals, and asks nothing before the time that was told', async () => {
    const time = virtualTime()
    const pace = new Pace(time, limits)
    for (let refusals = 0; refusals < 8; refusals++) pace.refused(7_000)
    assert.equal(pace.perSecond, 50)
    const beganMs = time.clock.now().getTime()
    await pace.take(1, never)
    assert.ok(time.clock.now().getTime() - beganMs >= 7_000)
    for (let burst = 0; burst < 9; burst++) {
      time.clock.advance(2_000)
      pace.refused(0)
    }
    assert.equal(pace.perSecond, 5)
  })

  test('costs little when the clock jumps, whichever way', async () => {
    const time = virtualTime()
    const pace = new Pace(time, limits)
    await pace.take(100, never)
    pace.refused(3_000)
    time.clock.advance(-86_400_000) // somebody set it back a day
    const beganMs = time.clock.now().getTime()
    await pace.take(5, never)
    assert.ok(time.clock.now().getTime() - beganMs <= 3_200)
    time.clock.advance(365 * 86_400_000)
    const forwardMs = time.clock.now().getTime()
    for (let asked = 0; asked < 40; asked++) await pace.take(5, never) // 200 units at 50 a second
    assert.ok(time.clock.now().getTime() - forwardMs >= 2_900) // one second's burst, no year's
  })
})

suite('waiting after a failure', () => {
  test('takes a chance of a bound that doubles up to 32 seconds', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 6, 20].map((failures) => backoffMs(failures, () => 1)),
      [500, 1_000, 2_000, 4_000, 32_000, 32_000],
    )
    assert.equal(
      backoffMs(3, () => 0.25),
      1_000,
    )
    assert.equal(
      backoffMs(20, () => 0),
      0,
    )
  })

  test('heeds Retry-After in seconds and as a date', () => {
    const now = new Date('2026-03-02T15:00:00Z')
    assert.equal(retryAfterMs('120', now), 120_000)
    assert.equal(retryAfterMs('Mon, 02 Mar 2026 15:00:30 GMT', now), 30_000)
    assert.equal(retryAfterMs('Mon, 02 Mar 2026 14:00:00 GMT', now), 0)
    assert.equal(retryAfterMs('soon', now), undefined)
    assert.equal(retryAfterMs(null, now), undefined)
  })
})
