import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Fuzzed, fuzzApi } from './api-fuzz.ts'

const REQUESTS = 1_000

describe(`${REQUESTS} requests with something wrong in nearly each`, () => {
  it('are answered as documented or refused in a sentence, and leave the firm whole', async () => {
    const fuzzed: Fuzzed = await fuzzApi({ requests: REQUESTS, seed: 20_260_302 })
    assert.deepEqual(fuzzed.wrong, [])
    assert.equal(fuzzed.asked, REQUESTS)
    assert.ok((fuzzed.byStatus[200] ?? 0) > REQUESTS / 20, 'some of them are good')
  })
})
