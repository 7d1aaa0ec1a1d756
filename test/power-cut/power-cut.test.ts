import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { cutPowerAside } from './aside.ts'
import { type Recorded, recordWorkload } from './cuts.ts'

/** `npm run torture` does the same at thousands of places. */
describe('when the power goes while texts are taken in by a sealed database', () => {
  let recorded: Recorded & Disposable
  before(async () => {
    recorded = await recordWorkload({ messages: 30, isSealed: true })
  })
  after(() => recorded[Symbol.dispose]())

  it('nothing that was acknowledged is lost, and nothing is corrupt', async () => {
    const { examples, ...tally } = await cutPowerAside({ recorded, cuts: 8, seed: 1 })
    assert.deepEqual(tally, { cuts: 8, lost: 0, corrupt: 0 }, examples.join('\n'))
  })

  it('both happen on a disk that is told of no syncs: the test can tell', async () => {
    const { lost, corrupt } = await cutPowerAside({ recorded, cuts: 3, seed: 1, deaf: 'all' })
    assert.ok(lost > 0 && corrupt > 0, `lost ${lost}, corrupt ${corrupt}`)
  })
})
