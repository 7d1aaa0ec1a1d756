import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { openTestStore } from '../../test/kit/store.ts'
import { type Clock, fixedClock, systemClock } from '../base/clock.ts'
import { silentLog } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import { type Limits, openLimits } from './limits.ts'

const MINUTE_MS = 60_000
/** Longer than counts take to be known everywhere: each process shares its own every second. */
const KNOWN_EVERYWHERE_MS = 2_500

describe('counts of requests', () => {
  let postgres: TestPostgres
  let store: Store
  before(async () => {
    postgres = await startPostgres()
    store = await openTestStore(await postgres.database())
  })
  after(async () => {
    await store[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
  })
  const open = async (clock: Clock = systemClock) =>
    await openLimits({ pool: store.pool, clock, log: silentLog })
  const by = (subject: string, max: number) => ({ subject, max, windowMs: MINUTE_MS })
  const rows = async (like: string) => {
    const query = 'select subject, count from auth.rate_limit where subject like $1 order by subject'
    return (await store.pool.query<{ subject: string; count: number }>(query, [like])).rows
  }
  /** How many of so many attempts at once get through. */
  const admitted = async (
    attempts: number,
    attempt: (index: number) => ReturnType<Limits['countExactly']>,
  ) => {
    const all = await Promise.all(Array.from({ length: attempts }, (_, index) => attempt(index)))
    return all.filter((standings) => standings.every(({ remaining }) => remaining >= 0)).length
  }

  it('tell how many are left and when the window ends, and begin anew after it', async () => {
    const clock = fixedClock('2026-03-02T08:00:00Z')
    const limits = await open(clock)
    const ask = () => limits.count(by('address:198.51.100.1', 2))
    assert.deepEqual(ask(), { max: 2, remaining: 1, resetMs: MINUTE_MS })
    clock.advance(20_000)
    assert.deepEqual(ask(), { max: 2, remaining: 0, resetMs: 40_000 })
    assert.deepEqual(ask(), { max: 2, remaining: -1, resetMs: 40_000 })
    clock.advance(39_999)
    assert.equal(ask().remaining, -1)
    clock.advance(1)
    assert.deepEqual(ask(), { max: 2, remaining: 1, resetMs: MINUTE_MS })
    await limits.close()
  })

  it('are shared by processes within seconds, and known again after a restart', async () => {
    const [one, other] = [await open(), await open()]
    const limit = by('person:ken', 100)
    for (let request = 0; request < 60; request++) one.count(limit)
    other.count(limit)
    await pause(KNOWN_EVERYWHERE_MS)
    other.count(limit)
    await pause(KNOWN_EVERYWHERE_MS)
    assert.equal(other.count(limit).remaining, 37)
    await Promise.all([one.close(), other.close()])
    assert.deepEqual(await rows('person:ken'), [{ subject: 'person:ken', count: 63 }])
    const again = await open()
    assert.equal(again.count(limit).remaining, 99)
    await again.close()
    assert.equal(again.count(limit).remaining, 35)
    await again.close()
  })

  it('that are used up are known to every process, new ones too, before they count any', async () => {
    const [one, other] = [await open(), await open()]
    const limit = by('key:busy', 5)
    for (let request = 0; request < 5; request++) one.count(limit)
    await pause(KNOWN_EVERYWHERE_MS)
    const another = await open()
    for (const limits of [one, other, another]) assert.equal(limits.count(limit).remaining, -1)
    await Promise.all([one, other, another].map((limits) => limits.close()))
  })

  it('of secrets let not one attempt too many through, over several processes at once', async () => {
    const processes = [await open(), await open(), await open()]
    const attempt = (index: number) =>
      (processes[index % 3] as Limits).countExactly([by('secret:198.51.100.1', 1_000), by('account:ken', 7)])
    assert.equal(await admitted(60, attempt), 7)
    assert.equal(await admitted(60, attempt), 0)
    const counted = async () => (await rows('account:ken'))[0]?.count
    const before = await counted()
    assert.equal(await admitted(60, attempt), 0)
    assert.equal(await counted(), before, 'what is used up is not written again')
  })

  it('locked in any order by many processes at once do not block one another', async () => {
    const processes = [await open(), await open(), await open(), await open()]
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `secret:${name}`)
    const attempt = (index: number) => {
      const turned = index % 2 === 0 ? names : names.toReversed()
      return (processes[index % 4] as Limits).countExactly(turned.map((name) => by(name, 1_000)))
    }
    assert.equal(await admitted(200, attempt), 200)
    assert.deepEqual(new Set((await rows('secret:_')).map(({ count }) => count)), new Set([200]))
  })

  it('are kept until the database answers again', async () => {
    const limits = await open()
    const limit = by('key:books', 10)
    await store.pool.query('alter table auth.rate_limit rename to rate_limit_gone')
    try {
      limits.count(limit)
      await limits.close()
      assert.equal(limits.count(limit).remaining, 8)
    } finally {
      await store.pool.query('alter table auth.rate_limit_gone rename to rate_limit')
    }
    await limits.close()
    assert.deepEqual(await rows('key:books'), [{ subject: 'key:books', count: 2 }])
  })

  it('that are over are deleted', async () => {
    const clock = fixedClock('2020-01-01T00:00:00Z')
    const limits = await open(clock)
    for (const name of ['x', 'y']) limits.count(by(`old:${name}`, 10))
    await limits.close()
    assert.equal((await rows('old:%')).length, 2)
    clock.advance(2 * MINUTE_MS)
    limits.count(by('old:z', 10))
    await limits.close()
    assert.deepEqual(await rows('old:%'), [{ subject: 'old:z', count: 1 }])
  })
})
