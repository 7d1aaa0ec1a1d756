import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestStore } from '../../test/kit/store.ts'
import { sourceFor } from '../intake/intake.ts'
import type { Store } from '../store/store.ts'
import { march, openInbox, say } from './firm.fixture.ts'
import { awaitedFiles, fileStored } from './inbox.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

describe('the files of attachments', () => {
  it('of two accounts do not cross, though both archives call them the same', async () => {
    const { firm, clock, sourceId: office, receive, receiveFrom } = await openInbox(store)
    const { id: van } = await store.write(firm, (tx) =>
      sourceFor(tx, { clock, channel: 'van', addresses: ['+15125550177'], label: 'Van' }),
    )
    const path = 'takeout.zip/Takeout/Voice/Calls/Mrs Alvarez - Text - 2024-03-18T09_00_00Z-1-1.jpg'
    const picture = { kind: 'image', reference: 'x', place: { state: 'resolved', path } } as const
    await receive(say(march(18, '09:00'), '+15125551001', 'To the office', { attachments: [picture] }))
    await receiveFrom(van, say(march(18, '09:00'), '+15125551001', 'To Ken', { attachments: [picture] }))
    await store.write(firm, (tx) =>
      fileStored(tx, {
        sourceId: office,
        now: clock.now(),
        files: [{ path, sha256: 'a'.repeat(64), mediaType: 'image/jpeg', bytes: 12 }],
      }),
    )
    const awaited = (sourceId: string) => store.read(firm, (db) => awaitedFiles(db, { sourceId }))
    assert.deepEqual([...(await awaited(office))], [])
    assert.deepEqual([...(await awaited(van))], [path])
  })
})
