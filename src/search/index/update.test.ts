import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openTestStore } from '../../../test/kit/store.ts'
import type { Id } from '../../base/ids.ts'
import { march, openInbox, say } from '../../inbox/firm.fixture.ts'
import type { Store } from '../../store/store.ts'
import { readBlock } from './codec.ts'
import { updateIndex } from './update.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const ALVAREZ = '+15125550101'
const NOWAK = '+15125550104'

/** All terms that the firm's index has, without those that only lead to others. */
async function termsOf(firm: Id): Promise<Set<string>> {
  const blocks = await store.read(firm, (db) => db.selectFrom('searchTermBlock').select('entries').execute())
  const terms = new Set<string>()
  for (const { entries } of blocks)
    readBlock(entries, (term) => {
      if (!term.startsWith('<')) terms.add(term)
      return true
    })
  return terms
}

async function openHarbor() {
  const inbox = await openInbox(store)
  const update = (madeSince?: Date) =>
    updateIndex({ store, clock: inbox.clock }, { tenantId: inbox.firm, madeSince })
  const segments = () =>
    store.read(inbox.firm, (db) =>
      db.selectFrom('searchSegment').select(['id', 'family', 'documents', 'stale']).orderBy('id').execute(),
    )
  return { ...inbox, update, segments }
}

describe('the index of words', () => {
  it('has what is said, in every form, and whom it is said with', async () => {
    const { firm, hear, update } = await openHarbor()
    await hear(
      say(march(4, '09:30'), ALVAREZ, 'The boiler is leaking!', { name: 'Rosa Alvarez' }),
      say(march(4, '10:30'), NOWAK, 'W łazience cieknie kran', { name: 'Anna Nowak' }),
    )
    await update()
    const terms = await termsOf(firm)
    for (const term of [
      'boiler',
      'leaking',
      '=leak',
      'lazience',
      '=lazienk',
      '@alvarez',
      'nowak',
      '%010',
      '~in',
    ])
      assert.ok(terms.has(term), term)
  })

  it('says the same when it is brought up to date twice, and nothing is written', async () => {
    const { hear, update, segments } = await openHarbor()
    await hear(say(march(4, '09:30'), ALVAREZ, 'No hot water'))
    await update()
    const before = await segments()
    await update()
    assert.deepEqual(await segments(), before)
  })

  it('takes in what comes later without looking through all that came before', async () => {
    const { firm, hear, update, clock } = await openHarbor()
    await hear(say(march(4, '09:30'), ALVAREZ, 'No hot water'))
    await store.write(firm, (tx) => sql`delete from search_message`.execute(tx))
    clock.advance(60 * 60_000)
    const since = clock.now()
    await hear(say(march(5, '09:30'), ALVAREZ, 'The thermostat is blank'))
    await update(since)
    assert.ok((await termsOf(firm)).has('thermostat'))
    assert.ok(!(await termsOf(firm)).has('water'))
  })

  it('merges small segments, and keeps each document once', async () => {
    const { hear, update, segments, clock } = await openHarbor()
    for (let day = 1; day <= 17; day++) {
      clock.advance(60_000)
      const since = clock.now()
      await hear(say(march(day, '09:30'), ALVAREZ, `Visit number ${day}`))
      await update(since)
    }
    const messages = (await segments()).filter(({ family }) => family === 'message')
    assert.ok(messages.length < 8, `${messages.length} segments`)
    assert.equal(
      messages.reduce((sum, { documents }) => sum + documents, 0),
      17,
    )
  })

  it('has what an earlier name’s messages say under the new one, however old they are', async () => {
    const { firm, hear, update, clock } = await openHarbor()
    await hear(say(march(4, '09:30'), ALVAREZ, 'No hot water', { name: 'Rosa Alvarez' }))
    await update()
    clock.advance(60 * 60_000)
    await store.write(firm, (tx) => sql`update customer set name = 'Rosa Lindqvist'`.execute(tx))
    await update(clock.now())
    const { rows } = await store.read(firm, (db) =>
      sql`select from message m where not exists (select from search_message s where s.message_id = m.id)`.execute(
        db,
      ),
    )
    assert.equal(rows.length, 0)
    assert.ok((await termsOf(firm)).has('@lindqvist'))
  })

  it('makes anew what older rules made', async () => {
    const { firm, hear, update, segments, clock } = await openHarbor()
    await hear(say(march(4, '09:30'), ALVAREZ, 'The boiler is leaking!'))
    await update()
    const before = await segments()
    await store.write(firm, (tx) => sql`update search_segment set version = version - 1`.execute(tx))
    clock.advance(60 * 60_000)
    await update(clock.now())
    const now = await segments()
    assert.equal(now.length, before.length)
    assert.ok(now.every(({ id }) => !before.some((old) => old.id === id)))
    assert.ok((await termsOf(firm)).has('boiler'))
  })

  it('of one firm is seen by no other', async () => {
    const { hear, update } = await openHarbor()
    await hear(say(march(4, '09:30'), ALVAREZ, 'The boiler is leaking!'))
    await update()
    const other = await openHarbor()
    assert.equal((await termsOf(other.firm)).size, 0)
    assert.deepEqual(await other.segments(), [])
  })
})
