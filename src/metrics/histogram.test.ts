import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { BOUNDS_MS, bucketOf, emptyBuckets, quantile } from './histogram.ts'

it('a quantile lies in the bucket of the time that it stands for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 90_000, noNaN: true }), { minLength: 1, maxLength: 300 }),
      fc.constantFrom(0.5, 0.95, 0.99),
      (times, q) => {
        const buckets = emptyBuckets()
        for (const ms of times) buckets[bucketOf(ms)] = (buckets[bucketOf(ms)] ?? 0) + 1
        const sorted = times.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(q * times.length) - 1] ?? 0
        const told = quantile(buckets, q, Math.max(...times)) ?? -1
        const bucket = bucketOf(exact)
        assert.ok(told >= (BOUNDS_MS[bucket - 1] ?? 0), `${told} for ${exact}`)
        assert.ok(told <= (BOUNDS_MS[bucket] ?? Number.POSITIVE_INFINITY), `${told} for ${exact}`)
        assert.ok(told <= Math.max(...times) + 1e-9)
      },
    ),
    { examples: [[[0.001, 0.001, 0.2, 0.2, 0.001, 0.001, 0.2, 0.001, 0.2, 0.001, 0.2, 0.2], 0.5]] },
  )
})

it('of nothing there is no quantile', () => {
  assert.equal(quantile(emptyBuckets(), 0.5, 0), null)
})
