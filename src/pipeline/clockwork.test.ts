import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { systemClock } from '../base/clock.ts'
import { silentLog } from '../base/log.ts'
import { addSource, keepCursor, listRuns, noteFailure } from '../intake/intake.ts'
import { openClockwork } from './clockwork.ts'

const NEW_YEAR = '0 0 1 1 *'
const WAIT_MS = 1_500
const LATE_MS_MAX = 4_000

describe('a source that could not be reached', () => {
  it('is asked again when its wait is over, and not only when the clock says so for all', async () => {
    await using store = await openTestStore()
    const tenantId = await newFirm(store)
    const clock = systemClock
    const tryAt = new Date(Date.now() + WAIT_MS)
    await store.write(tenantId, async (tx) => {
      const settings = { crew: 'Website', table: 'n8n_chat_histories' }
      const sourceId = await addSource(tx, { clock, channel: 'chat-history', label: 'Website', settings })
      await keepCursor(tx, { sourceId, cursor: {}, now: clock.now(), news: false })
      await noteFailure(tx, { sourceId, fault: 'unreachable', tryAt, failures: 1 })
    })
    await using clockwork = openClockwork(
      {
        ...{ store, clock, log: silentLog },
        secrets: {
          seal: () => assert.fail('nothing is sealed'),
          unseal: () => assert.fail('nothing is opened'),
        },
        google: undefined,
        runner: { wake: () => undefined },
      },
      { schedule: NEW_YEAR, firms: async () => [{ id: tenantId }] },
    )
    clockwork.start()
    const runs = async () => (await store.read(tenantId, (db) => listRuns(db, { limit: 10 }))).items
    const startedMs = Date.now()
    while ((await runs()).length === 0 && Date.now() - startedMs < LATE_MS_MAX) await pause(10)
    const [run] = await runs()
    assert.equal(run?.status, 'queued')
    assert.ok(Date.parse(run.madeAt) >= tryAt.getTime())
  })
})
