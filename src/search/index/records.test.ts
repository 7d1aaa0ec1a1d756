import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { openTestStore } from '../../../test/kit/store.ts'
import { march, openInbox, say } from '../../inbox/firm.fixture.ts'
import type { Store } from '../../store/store.ts'
import { readNotes, recordsToIndex } from './records.ts'
import { updateIndex } from './update.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const ALVAREZ = '+15125550101'
const NOWAK = '+15125550104'

async function openHarbor() {
  const { firm, hear, clock } = await openInbox(store)
  await hear(
    say(march(4, '09:30'), ALVAREZ, 'No hot water', { name: 'Rosa Alvarez' }),
    say(march(4, '10:30'), NOWAK, 'W łazience cieknie kran', { name: 'Anna Nowak' }),
  )
  const update = (madeSince?: Date) => updateIndex({ store, clock }, { tenantId: firm, madeSince })
  await update()
  const change = (query: RawBuilder<unknown>) =>
    store.write(firm, async (tx) => {
      await sql`select set_config('app.ticket_act', '{"actorKind":"person","actor":"Ken"}', true)`.execute(tx)
      await query.execute(tx)
    })
  const missing = () => store.read(firm, (db) => recordsToIndex(db, { limit: 100 }))
  const notes = () => store.read(firm, (db) => readNotes(db, { limit: 100 }))
  return { firm, clock, update, change, missing, notes }
}

describe('what changes of a record', () => {
  const customer = (phone: string) => sql`(select customer_id from contact_point where value = ${phone})`
  const changes: Record<string, RawBuilder<unknown>> = {
    'a customer’s name': sql`update customer set name = 'Rosa Lindqvist' where id = ${customer(ALVAREZ)}`,
    'a name that a source gives': sql`
      insert into contact_name (contact_point_id, name, name_key, first_at, last_at, noted_at)
      select id, 'Ania', 'ania', now(), now(), now() from contact_point where value = ${NOWAK}`,
    'a name that a source takes back': sql`delete from contact_name where name = 'Ania'`,
    'a new address': sql`
      insert into contact_point (id, kind, value, customer_id, made_at)
      values (gen_random_uuid(), 'email', 'rosa@lindqvist.example', ${customer(ALVAREZ)}, now())`,
    'what its owner is called there': sql`
      insert into contact_name (contact_point_id, name, name_key, first_at, last_at, noted_at)
      select id, 'R. L.', 'r l', now(), now(), now() from contact_point where value = 'rosa@lindqvist.example'`,
    'an address that is somebody else’s': sql`
      update contact_point set customer_id = ${customer(NOWAK)} where value = 'rosa@lindqvist.example'`,
    'what they were called there': sql`delete from contact_name where name = 'R. L.'`,
    'an address that is gone': sql`delete from contact_point where value = 'rosa@lindqvist.example'`,
    'a place': sql`
      insert into property (id, customer_id, address, address_key, building_key, made_at)
      values (gen_random_uuid(), ${customer(NOWAK)}, 'ul. Polna 7', 'polna 7', 'polna 7', now())`,
    'a place that is written otherwise': sql`update property set address = 'ul. Polna 7/3'`,
    'a place that is gone': sql`delete from property`,
    'a ticket': sql`
      insert into ticket (id, number, category, priority, status, status_since, opened_by, opened_at, clock_from, respond_by, solve_by, changed_at)
      values (gen_random_uuid(), 4711, 'boiler', 'low', 'new', now(), 'person:1', now(), now(), now(), now(), now())`,
    'a ticket’s title': sql`update ticket set title = 'Kettle of the bakery', version = version + 1 where number = 4711`,
    'customers who are one': sql`
      update customer set merged_into = ${customer(NOWAK)} where id = ${customer(ALVAREZ)}`,
  }

  it('is noted, and the note is gone when the index has it as a look through everything would find it', async () => {
    const { clock, update, change, missing, notes } = await openHarbor()
    assert.deepEqual([await missing(), await notes()], [[], []])
    for (const [what, query] of Object.entries(changes)) {
      await change(query)
      assert.notDeepEqual(await missing(), [], what)
      assert.notDeepEqual(await notes(), [], what)
      await update(clock.now())
      assert.deepEqual(await missing(), [], what)
      assert.deepEqual(await notes(), [], what)
    }
  })

  it('all at once and in one go is found as well', async () => {
    const { clock, update, change, missing, notes } = await openHarbor()
    for (const query of Object.values(changes)) await change(query)
    await update(clock.now())
    assert.deepEqual([await missing(), await notes()], [[], []])
  })

  it('is found without its note, too, by a look through everything', async () => {
    const { update, change, missing, notes } = await openHarbor()
    await change(sql`update customer set name = 'Rosa Lindqvist' where name = 'Rosa Alvarez'`)
    await change(sql`delete from search_due`)
    await update(new Date(0))
    assert.notDeepEqual(await missing(), [])
    await update()
    assert.deepEqual([await missing(), await notes()], [[], []])
  })
})
