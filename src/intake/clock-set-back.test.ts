import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import {
  addSource,
  claimRun,
  finishRun,
  noteFailure,
  showSource,
  sourcesToAsk,
  startSourceRun,
} from './intake.ts'

const HOUR_MS = 60 * 60_000
const YEAR_MS = 365 * 24 * HOUR_MS

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** Harbor Plumbing’s mailbox, on a machine whose clock is a year ahead. */
async function openOffice() {
  const tenantId = await newFirm(store)
  const clock = fixedClock('2027-03-02T16:00:00Z')
  const settings = { host: 'mail.harbor.example', port: 993, secure: true, user: 'office' }
  const sourceId = await store.write(tenantId, (tx) =>
    addSource(tx, { clock, channel: 'imap', label: 'Office', settings }),
  )
  const source = { id: sourceId, channel: 'imap', label: 'Office', isNew: false }
  const ask = async ({ byHand }: { byHand: boolean }) =>
    (await store.write(tenantId, (tx) => startSourceRun(tx, { clock, source, byHand })))?.runId
  return {
    tenantId,
    clock,
    sourceId,
    ask,
    toAsk: () => store.read(tenantId, (db) => sourcesToAsk(db, clock.now())),
    shown: () => store.read(tenantId, (db) => showSource(db, sourceId)),
    complete: async (runId: string | undefined) => {
      assert.ok(runId)
      await store.write(tenantId, async (tx) => {
        await claimRun(tx, { clock, holder: runId, atWork: [] })
        await finishRun(tx, { clock, runId, status: 'completed', secondsMore: 1 })
      })
    },
  }
}

describe('a source, once the clock of its machine is set back to the right time', () => {
  it('is asked again, though it failed at a time that is not yet', async () => {
    const { tenantId, clock, sourceId, toAsk } = await openOffice()
    const tryAt = new Date(clock.now().getTime() + HOUR_MS)
    await store.write(tenantId, (tx) =>
      noteFailure(tx, { sourceId, fault: 'unreachable', tryAt, failures: 1 }),
    )
    assert.equal((await toAsk()).length, 0)
    clock.advance(-YEAR_MS)
    assert.equal((await toAsk()).length, 1)
  })

  it('has one run at a time, the one that is shown', async () => {
    const { clock, ask, shown, complete } = await openOffice()
    const ahead = await ask({ byHand: true })
    await complete(ahead)
    clock.advance(-YEAR_MS)
    const now = await ask({ byHand: true })
    assert.notEqual(now, ahead)
    assert.equal(await ask({ byHand: true }), now)
    assert.equal(await ask({ byHand: false }), now)
    assert.deepEqual((await shown()).run, { syncId: now, status: 'queued' })
  })

  it('has one run for all that the clock asks for on a day', async () => {
    const { clock, ask, complete } = await openOffice()
    await complete(await ask({ byHand: false }))
    clock.advance(-YEAR_MS)
    const first = await ask({ byHand: false })
    await complete(first)
    assert.equal(await ask({ byHand: false }), first)
  })
})
