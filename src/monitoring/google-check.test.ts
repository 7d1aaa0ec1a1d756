import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startGmailServer } from '../../test/kit/gmail-server.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Store } from '../store/store.ts'
import { checkGoogle, googleTokenUrl } from './google-check.ts'
import { reportHealth } from './health-report.ts'

describe('Google', () => {
  const clock = fixedClock('2026-03-02T08:00:00Z')
  let store: Store
  let firm: Id
  before(async () => {
    store = await openTestStore()
    firm = await newFirm(store)
  })
  after(() => store[Symbol.asyncDispose]())

  const found = async (knowsGoogle = true) => {
    const reading = {
      ...{ memoryBytes: 1, rssBytes: 1, eventLoopP50: 0, eventLoopP99: 0, diskFreeBytes: null },
      pool: { used: 0, idle: 0, waiting: 0 },
    }
    const io = { store, clock, reading: async () => reading }
    const input = { tenantId: firm, memoryMbMax: 512, knowsGoogle, alerts: [] }
    const { checks } = await reportHealth(io, input)
    const google = checks.find(({ name }) => name === 'google')
    return `${google?.status} ${google?.code}`
  }

  it('is at its own address, unless a test says where; nowhere where Plumbline is not known to it', () => {
    const client = { clientId: 'x' }
    assert.equal(googleTokenUrl(client), 'https://oauth2.googleapis.com/token')
    assert.equal(
      googleTokenUrl({ ...client, endpoints: { token_endpoint: 'http://127.0.0.1:1/' } }),
      'http://127.0.0.1:1/',
    )
    assert.equal(googleTokenUrl(undefined), undefined)
  })

  it('is well once its token endpoint answered, and not when it is away; that is kept, and grows old', async () => {
    assert.equal(await found(false), 'unknown not_set_up')
    assert.equal(await found(), 'unknown not_checked')
    {
      await using google = await startGmailServer()
      await checkGoogle({ store, clock }, google.client.endpoints.token_endpoint)
      assert.equal(await found(), 'healthy reachable')
    }
    await checkGoogle({ store, clock }, 'http://127.0.0.1:1/token')
    assert.equal(await found(), 'unknown unreachable')
    clock.advance(17 * 60_000)
    assert.equal(await found(), 'unknown not_checked')
  })

  it('is as its accounts are, where there are any, and matters then', async () => {
    const id = newId(clock)
    await store.write(firm, (tx) =>
      tx
        .insertInto('source')
        .values({
          ...{ id, channel: 'gmail', label: 'ken@harbor.example', addresses: [], settings: '{}' },
          ...{ state: 'active', failures: 1, madeAt: clock.now() },
        })
        .execute(),
    )
    assert.equal(await found(), 'degraded failing')
    await store.write(firm, (tx) => tx.updateTable('source').set({ failures: 0 }).execute())
    await checkGoogle({ store, clock }, 'http://127.0.0.1:1/token')
    assert.equal(await found(), 'degraded unreachable')
    await store.write(firm, (tx) => tx.updateTable('source').set({ state: 'broken' }).execute())
    assert.equal(await found(), 'degraded consent_needed')
    await store.write(firm, (tx) => tx.updateTable('source').set({ state: 'paused' }).execute())
    assert.equal(await found(false), 'unknown not_set_up')
  })
})
