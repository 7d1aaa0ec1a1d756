import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newFirm, openTestStore, temporaryFolder } from '../../test/kit/store.ts'
import type { Clock } from '../base/clock.ts'
import { silentLog } from '../base/log.ts'
import type { Wire } from '../channels/channels.ts'
import { openMediaFolder } from '../inbox/inbox.ts'
import { addSource, getRun, openItemSeal, startSourceRun } from '../intake/intake.ts'
import { openRunner } from './runner.ts'

/** A clock that is put forward by more than a lease each time anybody looks at it. */
function runawayClock(): Clock {
  let atMs = Date.parse('2026-03-02T16:00:00Z')
  return {
    now: () => {
      atMs += 45_000
      return new Date(atMs)
    },
  }
}

describe('a run at work', () => {
  it('is not taken for abandoned by the process that works on it, however its clock is put forward', async () => {
    await using store = await openTestStore()
    using folder = temporaryFolder()
    const tenantId = await newFirm(store)
    const clock = runawayClock()
    let looks = 0
    const work = Promise.withResolvers<void>()
    const wire: Wire = {
      addresses: async () => ['office@harbor.example'],
      receive: async function* () {
        looks++
        await work.promise
        yield { items: [], setAside: [], listed: 0, cursor: {}, incidents: [] }
      },
      [Symbol.asyncDispose]: async () => undefined,
    }
    const { runId } = await store.write(tenantId, async (tx) => {
      const settings = { host: 'mail.harbor.example', port: 993, secure: true, user: 'office' }
      const id = await addSource(tx, { clock, channel: 'imap', label: 'Office', settings })
      const run = await startSourceRun(tx, {
        ...{ clock, byHand: true },
        source: { id, channel: 'imap', label: 'Office', isNew: true },
      })
      assert.ok(run)
      return run
    })
    const itemSeal = openItemSeal(Buffer.alloc(32), { sealsNew: false })
    await using runner = await openRunner(
      {
        ...{
          store,
          clock,
          log: silentLog,
          erasedKey: Buffer.alloc(32),
          replyKey: Buffer.alloc(32),
          itemSeal,
        },
        media: openMediaFolder(folder.path, Buffer.alloc(32)),
        wires: {
          of: async () => wire,
          drop: async () => undefined,
          [Symbol.asyncDispose]: async () => undefined,
        },
      },
      {
        ...{ concurrentMax: 3, timeoutHours: 24 },
        firms: async () => [{ id: tenantId }],
        onCompleted: async () => undefined,
      },
    )
    for (let time = 0; time < 10; time++) {
      runner.wake(tenantId)
      await pause(20)
    }
    work.resolve()
    const status = async () => (await store.read(tenantId, (db) => getRun(db, runId))).status
    while (['queued', 'running'].includes(await status())) await pause(10)
    assert.deepEqual([looks, await status()], [1, 'completed'])
  })
})
