import assert from 'node:assert/strict'
import { it } from 'node:test'
import { HOOK_TRIES_MAX } from '../contract/hooks.ts'
import { WAITS_MS, waitAfter } from './waits.ts'

const HOUR_MS = 60 * 60_000

it('twelve tries go over three days, ever later, and never two of them together by chance alone', () => {
  assert.equal(WAITS_MS.length, HOOK_TRIES_MAX - 1)
  assert.deepEqual(
    WAITS_MS,
    WAITS_MS.toSorted((a, b) => a - b),
  )
  for (const chance of [0, 0.5, 1]) {
    const waits = WAITS_MS.map((_, failed) => waitAfter(failed + 1, { chance, retryAfterMs: undefined }) ?? 0)
    const hours = waits.reduce((sum, ms) => sum + ms, 0) / HOUR_MS
    assert.ok(hours > 64 && hours < 80, `${hours}`)
  }
  assert.equal(waitAfter(HOOK_TRIES_MAX, { chance: 0.5, retryAfterMs: 1_000 }), null)
})

it('who asks to wait is waited for, an hour at most; nobody is called sooner for it', () => {
  const wait = (retryAfterMs: number) => waitAfter(1, { chance: 0.5, retryAfterMs })
  assert.deepEqual(
    [wait(0), wait(1_000), wait(60_000), wait(100 * HOUR_MS)],
    [10_000, 10_000, 60_000, HOUR_MS],
  )
})
