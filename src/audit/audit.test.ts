import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { openTrail } from '../../test/kit/trail.ts'
import { fixedClock } from '../base/clock.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import type { Actor, Audit } from './audit.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const ken: Actor = { kind: 'person', id: '0199b0a0-0000-7000-8000-00000000ken1', label: 'Ken Alvarez' }
const dana: Actor = { kind: 'person', id: '0199b0a0-0000-7000-8000-0000000dana1', label: 'Dana Whitfield' }

type House = AsyncDisposable & {
  store: Store
  audit: Audit
  secrets: Secrets
  firm: string
  clock: ReturnType<typeof fixedClock>
}

async function open(databaseUrl?: string): Promise<House> {
  await using opened = new AsyncDisposableStack()
  const store = opened.use(await openTestStore(databaseUrl))
  const clock = fixedClock('2026-03-02T08:00:00.123Z')
  const firm = await newFirm(store)
  const { audit, secrets } = opened.use(await openTrail(store, { clock, firms: async () => [{ id: firm }] }))
  const held = opened.move()
  return { store, audit, secrets, firm, clock, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

/** Renames a customer `times` times; every third entry has a change that is sealed. */
async function renames({ store, audit, firm, clock }: House, times: number, actor = ken): Promise<void> {
  for (let i = 0; i < times; i++) {
    clock.advance(1000)
    await store.write(firm, (tx) =>
      audit.record(tx, firm, {
        actor,
        action: 'customer.renamed',
        subject: { kind: 'customer', id: `customer-${i % 5}` },
        details: { i },
        ...(i % 3 === 0 ? { change: { before: `Mrs. Kowalska ${i}`, after: 'Łucja Kowalska' } } : {}),
      }),
    )
  }
}

const faults = async ({ audit, firm }: House) => (await audit.verify({ tenantId: firm })).faults

describe('the audit trail', () => {
  let postgres: TestPostgres
  before(async () => {
    postgres = await startPostgres()
  })
  after(() => postgres[Symbol.asyncDispose]())

  it('tells who did what, newest first, with what was sealed', async () => {
    await using house = await open()
    await renames(house, 4)
    const entries = await house.audit.list({ tenantId: house.firm, limit: 2 })
    assert.deepEqual(entries, [
      {
        seq: 4,
        at: new Date('2026-03-02T08:00:04.123Z'),
        actor: ken,
        action: 'customer.renamed',
        subject: { kind: 'customer', id: 'customer-3' },
        reason: null,
        details: { i: 3 },
        change: { before: 'Mrs. Kowalska 3', after: 'Łucja Kowalska' },
        removed: false,
      },
      {
        seq: 3,
        at: new Date('2026-03-02T08:00:03.123Z'),
        actor: ken,
        action: 'customer.renamed',
        subject: { kind: 'customer', id: 'customer-2' },
        reason: null,
        details: { i: 2 },
        change: null,
        removed: false,
      },
    ])
    const { audit, firm } = house
    await renames(house, 2, dana)
    const seqs = async (more: object) =>
      (await audit.list({ tenantId: firm, limit: 50, ...more })).map(({ seq }) => seq)
    assert.deepEqual(await seqs({ before: 3 }), [2, 1])
    assert.deepEqual(await seqs({ actorId: dana.id }), [6, 5])
    assert.deepEqual(await seqs({ subject: { kind: 'customer', id: 'customer-0' } }), [5, 1])
    assert.deepEqual(await seqs({ action: 'conversation.' }), [])
  })

  it('is whole as it was written, and what is sealed does not stand in the database', async () => {
    await using house = await open()
    await renames(house, 12)
    const { entries, faultCount, head } = await house.audit.verify({ tenantId: house.firm })
    assert.deepEqual([entries, faultCount, head.seq], [12, 0, 12])
    const { rows } = await house.store.pool.query('select * from audit_entry')
    assert.ok(!JSON.stringify(rows).includes('Kowalska'))
    assert.ok(!rows.some(({ sealed }) => sealed?.includes('Kowalska')))
  })

  const forgeries: Record<string, { sql: string; found: [kind: string, seq: number][] }> = {
    'an actor': {
      sql: `update audit_entry set actor_label = 'Somebody else' where seq = 5`,
      found: [['changed', 5]],
    },
    'a time': {
      sql: `update audit_entry set at = at + interval '1 day' where seq = 5`,
      found: [['changed', 5]],
    },
    'a detail': { sql: `update audit_entry set details = '{"i":7}' where seq = 5`, found: [['changed', 5]] },
    'a hash': {
      sql: `update audit_entry set hash = sha256('x') where seq = 5`,
      found: [
        ['changed', 5],
        ['changed', 6],
      ],
    },
    'what is sealed': {
      sql: `update audit_entry set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where seq = 4`,
      found: [['change_differs', 4]],
    },
    'what is sealed, with that of another entry': {
      sql: `update audit_entry a set sealed = b.sealed from audit_entry b where a.seq = 4 and b.seq = 7`,
      found: [['change_differs', 4]],
    },
    'that there was something sealed': {
      sql: `update audit_entry set sealed = null where seq = 4`,
      found: [['change_missing', 4]],
    },
    'that there was an entry': {
      sql: 'delete from audit_entry where seq = 5',
      found: [['missing', 6]],
    },
    'that there was a first entry': {
      sql: 'delete from audit_entry where seq = 1',
      found: [['missing', 2]],
    },
    'that there was a last entry': {
      sql: 'delete from audit_entry where seq = 12',
      found: [['end_differs', 12]],
    },
    'the order of two entries': {
      sql: `update audit_entry set seq = 100 where seq = 5; update audit_entry set seq = 5 where seq = 6;
            update audit_entry set seq = 6 where seq = 100`,
      found: [
        ['changed', 5],
        ['changed', 6],
        ['changed', 7],
      ],
    },
    'that there is one entry too many': {
      sql: `insert into audit_entry (tenant_id, seq, at, actor_kind, actor_id, actor_label, action, hash)
            select tenant_id, 13, at, 'system', 'x', 'x', 'x.x', hash from audit_entry where seq = 12`,
      found: [
        ['changed', 13],
        ['end_differs', 12],
      ],
    },
    'two entries into one row that reads as both': {
      sql: `update audit_entry a set action = b.action, actor_label = concat_ws(e'\\x1f', a.actor_label, a.action, a.subject_kind, a.subject_id,
              '', a.details, '') || e'\\x1e' || encode(a.hash, 'hex') || e'\\x1d' || concat_ws(e'\\x1f', b.seq,
              (extract(epoch from b.at) * 1000)::bigint, b.actor_kind, b.actor_id, b.actor_label),
              subject_kind = b.subject_kind, subject_id = b.subject_id, details = b.details, hash = b.hash
            from audit_entry b where a.seq = 5 and b.seq = 6 and a.sealed is null;
            delete from audit_entry where seq = 6`,
      found: [
        ['changed', 5],
        ['missing', 7],
      ],
    },
    'when the trail begins, in words that cannot be read': {
      sql: `update audit_entry set action = 'audit.trimmed', details = 'not JSON' where seq = 5;
            update audit_entry set action = 'audit.sealed_removed', details = '{"seqs":7}' where seq = 8`,
      found: [
        ['changed', 5],
        ['changed', 8],
      ],
    },
  }
  for (const [what, { sql, found }] of Object.entries(forgeries)) {
    it(`does not hide that somebody with the database in hand changed ${what}`, async () => {
      await using house = await open(await postgres.database())
      await renames(house, 12)
      await house.store.pool.query(sql)
      assert.deepEqual(
        (await faults(house)).map(({ kind, seq }) => [kind, seq]),
        found,
      )
    })
  }

  it('does not hide that its end was cut off together with what tells of the end, from who noted it down', async () => {
    await using house = await open(await postgres.database())
    await renames(house, 6)
    const { head } = await house.audit.verify({ tenantId: house.firm })
    await renames(house, 3)
    const verify = () => house.audit.verify({ tenantId: house.firm, anchor: head })
    assert.equal((await verify()).faultCount, 0)
    await house.store.pool.query(`
      delete from audit_entry where seq > 4;
      update audit_head h set seq = 4, hash = e.hash from audit_entry e where e.seq = 4`)
    assert.deepEqual((await verify()).faults, [{ kind: 'anchor_differs', seq: 6 }])
  })

  it('loses nothing and doubles nothing when many write at once, or a transaction fails', async () => {
    await using house = await open(await postgres.database())
    const { store, audit, firm } = house
    const entry = { actor: ken, action: 'customer.renamed' } as const
    await Promise.all(
      Array.from({ length: 40 }, () => store.write(firm, (tx) => audit.record(tx, firm, entry))),
    )
    await assert.rejects(
      store.write(firm, async (tx) => {
        await audit.record(tx, firm, entry)
        throw new Error('thought better of it')
      }),
    )
    const verdict = await audit.verify({ tenantId: firm })
    assert.deepEqual([verdict.entries, verdict.faultCount, verdict.head.seq], [40, 0, 40])
  })

  it('is each firm’s own', async () => {
    await using house = await open()
    const { store, audit, firm } = house
    const other = await newFirm(store, 'Mokotów Klima')
    await renames(house, 2)
    await renames({ ...house, firm: other }, 1)
    assert.equal((await audit.list({ tenantId: other, limit: 9 })).length, 1)
    assert.equal((await audit.verify({ tenantId: firm })).entries, 2)
    assert.equal((await audit.verify({ tenantId: other })).faultCount, 0)
  })

  it('lets what is older than the owner wants go, says so, and stays whole', async () => {
    await using house = await open()
    const { store, audit, firm, clock } = house
    await renames(house, 5)
    clock.advance(DAY_MS)
    const before = clock.now()
    await renames(house, 5)
    const gone = await store.write(firm, (tx) => audit.trim(tx, { tenantId: firm, actor: ken, before }))
    assert.equal(gone, 5)
    const verdict = await audit.verify({ tenantId: firm })
    assert.deepEqual([verdict.entries, verdict.firstSeq, verdict.faultCount], [6, 6, 0])
    await store.pool.query(`
      insert into audit_entry (tenant_id, seq, at, actor_kind, actor_id, actor_label, action, hash)
      select tenant_id, 3, at, 'person', 'x', 'x', 'x.x', hash from audit_entry where seq = 6`)
    assert.deepEqual(await faults(house), [{ kind: 'changed', seq: 3 }])
    await store.pool.query('delete from audit_entry where seq = 3')
    await store.pool.query('delete from audit_entry where seq = 6')
    assert.deepEqual(await faults(house), [{ kind: 'missing', seq: 7 }])
  })

  it('forgets what it sealed of somebody, says so, and stays whole', async () => {
    await using house = await open()
    const { store, audit, firm } = house
    await renames(house, 7)
    const removed = await store.write(firm, (tx) =>
      audit.removeSealed(tx, {
        tenantId: firm,
        actor: ken,
        kind: 'customer',
        ids: ['customer-0', 'customer-1'],
      }),
    )
    assert.equal(removed, 2) // entries 1 and 7; the others of these two had nothing sealed
    assert.deepEqual(await faults(house), [])
    const [, last] = await audit.list({ tenantId: firm, limit: 2 })
    assert.deepEqual([last?.seq, last?.change, last?.removed], [7, null, true])
  })

  it('is whole while it is looked at and others let some of it go', async () => {
    await using house = await open(await postgres.database())
    const { store, audit, firm, clock } = house
    await renames(house, 40)
    let going = true
    const letGo = async () => {
      for (let i = 0; i < 30; i++) {
        await renames(house, 2)
        await store.write(firm, (tx) =>
          audit.removeSealed(tx, {
            tenantId: firm,
            actor: ken,
            kind: 'customer',
            ids: [`customer-${i % 5}`],
          }),
        )
        const before = new Date(clock.now().getTime() - 30_000)
        await store.write(firm, (tx) => audit.trim(tx, { tenantId: firm, actor: ken, before }))
      }
      going = false
    }
    const look = async () => {
      while (going) assert.deepEqual(await faults(house), [])
    }
    await Promise.all([letGo(), look()])
    assert.deepEqual(await faults(house), [])
  })

  it('opens and is whole after the key that it is sealed under was rotated', async () => {
    await using house = await open()
    await renames(house, 7)
    const { resealed } = await house.secrets.rotate()
    assert.equal(resealed, 3)
    assert.deepEqual(await faults(house), [])
    const [last] = await house.audit.list({ tenantId: house.firm, limit: 1 })
    assert.deepEqual(last?.change, { before: 'Mrs. Kowalska 6', after: 'Łucja Kowalska' })
  })

  it('notes who looked at what, in one entry for many looks', async () => {
    await using house = await open()
    const { audit, firm } = house
    for (let i = 0; i < 50; i++)
      audit.reads.note({ tenantId: firm, actor: ken, asked: 'conversations-get', subject: `c${i % 3}` })
    audit.reads.note({ tenantId: firm, actor: ken, asked: 'conversations-list' })
    audit.reads.note({ tenantId: firm, actor: dana, asked: 'customers-get', subject: 'x' })
    assert.equal((await audit.list({ tenantId: firm, limit: 9 })).length, 0)
    await audit.reads.flush()
    const told = (await audit.list({ tenantId: firm, limit: 9 })).map(({ actor, action, details }) => [
      actor.label,
      action,
      details,
    ])
    const look = () => audit.reads.note({ tenantId: firm, actor: ken, asked: 'conversations-list' })
    look()
    await audit.reads.flush()
    assert.equal((await audit.list({ tenantId: firm, limit: 9 })).length, 2)
    house.clock.advance(60 * 60_000)
    look()
    await audit.reads.flush()
    assert.equal((await audit.list({ tenantId: firm, limit: 9 })).length, 3)
    assert.deepEqual(told, [
      ['Dana Whitfield', 'data.read', { asked: { 'customers-get': 1 }, subjects: ['x'] }],
      [
        'Ken Alvarez',
        'data.read',
        { asked: { 'conversations-get': 3, 'conversations-list': 1 }, subjects: ['c0', 'c1', 'c2'] },
      ],
    ])
    await renames(house, 1)
    const changes = await audit.list({ tenantId: firm, limit: 9, withoutLooks: true })
    assert.deepEqual(
      changes.map(({ action }) => action),
      ['customer.renamed'],
    )
  })

  it('keeps to its form whatever stands in a name', async () => {
    await using house = await open()
    const { store, audit, firm } = house
    const label = 'Ken\x1f2\x1eAlvarez\x1d\u0000'
    await store.write(firm, (tx) =>
      audit.record(tx, firm, {
        actor: { ...ken, label },
        action: 'customer.renamed',
        reason: 'why\nnot\x1f',
        details: { text: '\x1d\x1e\x1f' },
      }),
    )
    const verdict = await audit.verify({ tenantId: firm })
    assert.deepEqual([verdict.entries, verdict.faultCount], [1, 0])
  })
})
