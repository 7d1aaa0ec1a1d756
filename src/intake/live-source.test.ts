import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import {
  addSource,
  askByClock,
  askSource,
  cancelRun,
  claimRun,
  finishRun,
  pauseSource,
  removeSource,
  renewLease,
  resumeSource,
  showSource,
} from './intake.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** Harbor Plumbing’s mailbox, from which mail is brought in just now. */
async function openOffice() {
  const tenantId = await newFirm(store)
  const clock = fixedClock('2026-03-02T16:00:00Z')
  const settings = { host: 'mail.harbor.example', port: 993, secure: true, user: 'office' }
  const write = <T>(work: (tx: Parameters<Parameters<Store['write']>[1]>[0]) => Promise<T>) =>
    store.write(tenantId, work)
  const add = () => write((tx) => addSource(tx, { clock, channel: 'imap', label: 'Office', settings }))
  const sourceId = await add()
  const runId = await write((tx) => askSource(tx, { clock, sourceId }))
  const claim = () => write((tx) => claimRun(tx, { clock, holder: runId, atWork: [] }))
  assert.equal((await claim())?.runId, runId)
  return {
    ...{ clock, sourceId, runId, add, claim, write },
    /** Whether the run at work may go on. */
    goesOn: () => write((tx) => renewLease(tx, { clock, holder: runId, runId, secondsMore: 1 })),
    end: (status: 'completed' | 'cancelled') =>
      write((tx) => finishRun(tx, { clock, runId, status, secondsMore: 1 })),
    status: async () => (await store.read(tenantId, (db) => showSource(db, sourceId))).run?.status,
  }
}

describe('a source from which mail is brought in just now', () => {
  it('that is paused and at once resumed is asked again, once what was stopped has ended', async () => {
    const { clock, sourceId, write, goesOn, end, claim, status } = await openOffice()
    await write((tx) => pauseSource(tx, { clock, sourceId }))
    assert.equal(await goesOn(), false)
    await write((tx) => resumeSource(tx, { clock, sourceId }))
    await end('cancelled')
    assert.equal(await status(), 'queued')
    await claim()
    assert.equal(await goesOn(), true)
  })

  it('that is taken away and at once added again is asked again as well', async () => {
    const { clock, sourceId, write, add, end, status } = await openOffice()
    await write((tx) => removeSource(tx, { clock, sourceId }))
    assert.equal(await add(), sourceId)
    await write((tx) => askSource(tx, { clock, sourceId }))
    await end('cancelled')
    assert.equal(await status(), 'queued')
  })

  it('stays stopped by a person, whatever was new before, and whatever the clock asks for after', async () => {
    const { clock, sourceId, runId, write, end, status } = await openOffice()
    await write((tx) => askByClock(tx, { clock, sourceId }))
    await write((tx) => cancelRun(tx, { clock, runId }))
    await write((tx) => askByClock(tx, { clock, sourceId }))
    await end('cancelled')
    assert.equal(await status(), 'cancelled')
  })
})

describe('a source that waits for a person', () => {
  it('is not asked by the clock, nor by news that come late', async () => {
    const { clock, sourceId, write, end, status } = await openOffice()
    await end('completed')
    await write((tx) => pauseSource(tx, { clock, sourceId }))
    assert.equal(await write((tx) => askByClock(tx, { clock, sourceId })), undefined)
    await write((tx) => removeSource(tx, { clock, sourceId }))
    assert.equal(await write((tx) => askByClock(tx, { clock, sourceId })), undefined)
    await write((tx) => addSource(tx, { ...anew, clock }))
    assert.equal(await status(), 'completed')
  })
  const anew = {
    channel: 'imap',
    label: 'Office',
    settings: { host: 'mail.harbor.example', port: 993, secure: true, user: 'office' },
  }
})
