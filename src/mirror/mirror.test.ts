import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, openTestStore, temporaryFolder } from '../../test/kit/store.ts'
import type { Id } from '../base/ids.ts'
import { addressBy } from '../channels/channels.ts'
import { changeFrom, listConflicts, settleConflict } from '../conflicts/conflicts.ts'
import { addContactPoint, addCustomer, mergeCustomers, renameCustomer } from '../customers/customers.ts'
import type { Store, Tx } from '../store/store.ts'
import { changeTicket, openTicket, type TicketChange } from '../tickets/tickets.ts'
import { type Crm, crmMapping, openCrm, openMirrorHouse } from './crm.fixture.ts'
import { listMirrors, mirrorOf, readMirror } from './manage.ts'
import { seeTo } from './round.ts'
import { openTheirs } from './theirs.ts'

const ken = { kind: 'person', label: 'Ken Alvarez' } as const

/** A firm and its office software, which it has connected. */
type Pair = Awaited<ReturnType<typeof pairOf>>
let server: TestPostgres
let store: Store
let house: Awaited<ReturnType<typeof openMirrorHouse>>
const folder = temporaryFolder()
const opened = new AsyncDisposableStack()
const firms: { id: Id }[] = []

before(async () => {
  server = opened.use(await startPostgres())
  store = opened.use(await openTestStore())
  house = opened.use(await openMirrorHouse(store, { dataDir: folder.path, firms: async () => firms }))
})
after(async () => {
  await opened.disposeAsync()
  folder[Symbol.dispose]()
})

async function pairOf({
  notes = false,
  crm: given,
}: {
  notes?: boolean
  crm?: (crm: Crm) => Promise<unknown>
} = {}) {
  const tenantId = await newFirm(store)
  firms.push({ id: tenantId })
  const crm = opened.use(await openCrm(await server.database()))
  await given?.(crm)
  if (notes) {
    const { install } = await house.mirrors.check(tenantId, {
      databaseUrl: crm.url,
      mapping: crmMapping,
    })
    await crm.run(install)
  }
  await house.subscribers.catchUp(tenantId)
  const id = await house.add(tenantId, { databaseUrl: crm.url })
  const sync = async () => {
    await house.subscribers.catchUp(tenantId)
    return house.mirrors.sync(tenantId, id)
  }
  const write = <T>(work: (tx: Tx) => Promise<T>) => store.write(tenantId, work)
  const ticketOf = async (jobNo: number) => {
    const { rows } = await store.read(tenantId, async (db) => ({
      rows: await db
        .selectFrom('mirrorLink')
        .innerJoin('ticket', 'ticket.id', 'mirrorLink.localId')
        .selectAll('ticket')
        .where('remoteKey', '=', String(jobNo))
        .where('mirrorLink.kind', '=', 'ticket')
        .execute(),
    }))
    const [row] = rows
    assert.ok(row !== undefined)
    return row
  }
  return {
    ...{ tenantId, crm, id, sync, write, ticketOf },
    /** What Ken changes of a ticket here. */
    change: (ticketId: Id, change: TicketChange) =>
      write((tx) => changeTicket(tx, { clock: house.clock, actor: ken, id: ticketId, change })),
    rename: (customerId: Id, name: string) =>
      write((tx) => renameCustomer(tx, { clock: house.clock, customerId, name })),
    shown: async () => (await store.read(tenantId, listMirrors)).find((one) => one.id === id),
    conflicts: async (state: 'open' | 'all' = 'open') =>
      (await store.read(tenantId, (db) => listConflicts(db, { state, limit: 50 }))).items,
    customers: () =>
      store.read(tenantId, (db) =>
        db.selectFrom('customer').selectAll().where('mergedInto', 'is', null).orderBy('id').execute(),
      ),
  }
}

/** A customer with a number and a ticket, made here. */
async function mrsAlvarez({ write }: Pair) {
  return write(async (tx) => {
    const customerId = await addCustomer(tx, { clock: house.clock, name: 'Rosa Alvarez' })
    await addContactPoint(tx, { clock: house.clock, customerId, written: '(512) 555-0142' })
    const { ticketId } = await openTicket(tx, {
      ...{ clock: house.clock, actor: ken, customerId, cause: null },
      ...{ title: 'Water heater leaks', category: 'plumbing', priority: 'high' },
    })
    return { customerId, ticketId }
  })
}

for (const notes of [false, true])
  describe(`a mirror that ${notes ? 'notes what changes there' : 'is compared'}`, () => {
    let pair: Pair
    let rosa: { customerId: Id; ticketId: Id }
    before(async () => {
      pair = await pairOf({ notes })
    })

    it('gets rows that are made here, once, with what they point to', async () => {
      rosa = await mrsAlvarez(pair)
      assert.deepEqual(await pair.sync(), { trouble: null })
      await pair.sync()
      assert.deepEqual(
        await pair.crm.run(
          'select client_no::int as client_no, plumbline_id, "full name" as name, segment, phone, mail from "Clients"',
        ),
        [
          {
            client_no: 1,
            plumbline_id: rosa.customerId,
            name: 'Rosa Alvarez',
            segment: '-',
            phone: '+15125550142',
            mail: null,
          },
        ],
      )
      assert.deepEqual(
        await pair.crm.run(
          'select job_no, what, trade, urgency, stage, client_no::int as client_no, ref from jobs',
        ),
        [
          {
            job_no: 1,
            what: 'Water heater leaks',
            trade: 'plumbing',
            urgency: 'high',
            stage: 'TODO',
            client_no: 1,
            ref: 1,
          },
        ],
      )
      const shown = await pair.shown()
      assert.deepEqual([shown?.customers, shown?.tickets, shown?.waiting, shown?.setAside], [1, 1, 0, []])
    })

    it('brings rows that are made there, with numbers as we write them and words that are ours', async () => {
      await pair.crm.run(
        `insert into "Clients" ("full name", segment, phone, mail) values ('Linden Court', 'company', '512 555 0171', 'Office@Linden.example')`,
      )
      await pair.crm.run(
        `insert into jobs (what, trade, urgency, stage, client_no) values ('Boiler service', 'heating', 'low', 'PLANNED', 2)`,
      )
      await pair.sync()
      const linden = (await pair.customers()).find(({ name }) => name === 'Linden Court')
      assert.equal(linden?.kind, 'business')
      const points = await store.read(pair.tenantId, (db) =>
        db
          .selectFrom('contactPoint')
          .select('value')
          .where('customerId', '=', linden?.id ?? '')
          .orderBy('kind')
          .execute(),
      )
      assert.deepEqual(
        points.map(({ value }) => value),
        ['office@linden.example', '+15125550171'],
      )
      const ticket = await pair.ticketOf(2)
      assert.deepEqual(
        [ticket.title, ticket.status, ticket.category, ticket.customerId, ticket.openedBy],
        ['Boiler service', 'scheduled', 'heating', linden?.id, 'Office software'],
      )
      assert.deepEqual(await pair.crm.run('select phone from "Clients" where client_no = 2'), [
        { phone: '512 555 0171' },
      ])
    })

    it('carries changes both ways, and sends nothing back as its own', async () => {
      await pair.change(rosa.ticketId, { status: 'in_progress' })
      await pair.crm.run(
        `update jobs set what = 'Boiler service, bring filter', stage = 'DONE' where job_no = 2`,
      )
      await pair.sync()
      assert.deepEqual(await pair.crm.run('select stage from jobs order by job_no'), [
        { stage: 'DOING' },
        { stage: 'DONE' },
      ])
      const ticket = await pair.ticketOf(2)
      assert.deepEqual([ticket.title, ticket.status], ['Boiler service, bring filter', 'resolved'])
      const before = await pair.crm.run('select job_no, xmin::text from jobs order by 1')
      const version = (await pair.ticketOf(2)).version
      await pair.sync()
      await pair.sync()
      assert.deepEqual(await pair.crm.run('select job_no, xmin::text from jobs order by 1'), before)
      assert.equal((await pair.ticketOf(2)).version, version)
      assert.deepEqual(await pair.conflicts('all'), [])
    })

    it('lists what both changed, by the strategy of each field, and both sides say the same', async () => {
      await pair.change(rosa.ticketId, {
        status: 'resolved',
        category: 'heating',
        title: 'Water heater leaks badly',
      })
      await pair.crm.run(
        `update jobs set stage = 'HOLD', trade = 'drains', what = 'Old water heater leaks' where job_no = 1`,
      )
      await pair.sync()
      const ticket = await pair.ticketOf(1)
      assert.deepEqual([ticket.status, ticket.category], ['resolved', 'drains'])
      assert.deepEqual(await pair.crm.run('select stage, trade, what from jobs where job_no = 1'), [
        { stage: 'DONE', trade: 'drains', what: ticket.title },
      ])
      const all = await pair.conflicts('all')
      const told = Object.fromEntries(
        all.map(({ field, first, firstBy, second, secondBy, lost, settledAt }) => [
          field,
          { first, firstBy, second, secondBy, lost, open: settledAt === null },
        ]),
      )
      assert.deepEqual(told.status, {
        first: 'resolved',
        firstBy: 'Ken Alvarez',
        second: 'waiting_customer',
        secondBy: 'Office software',
        lost: 'second',
        open: true,
      })
      assert.deepEqual(told.category, {
        first: 'heating',
        firstBy: 'Ken Alvarez',
        second: 'drains',
        secondBy: 'Office software',
        lost: 'first',
        open: false,
      })
    })

    it('gets what a person decides', async () => {
      const [open] = (await pair.conflicts()).filter(({ field }) => field === 'status')
      await pair.write((tx) =>
        settleConflict(tx, {
          clock: house.clock,
          actor: ken,
          id: open?.id ?? '',
          decision: { choose: 'second' },
        }),
      )
      await pair.sync()
      assert.deepEqual(await pair.crm.run('select stage from jobs where job_no = 1'), [{ stage: 'HOLD' }])
      assert.equal((await pair.ticketOf(1)).status, 'waiting_customer')
      assert.deepEqual(
        (await pair.conflicts()).filter(({ field }) => field === 'status'),
        [],
      )
    })

    it('sets a row aside that does not fit, and goes on with the others', async () => {
      const longName = `Rosa ${'Alvarez '.repeat(12)}`.trim()
      await pair.rename(rosa.customerId, longName)
      await pair.crm.run(`update jobs set trade = 'boiler' where job_no = 2`)
      await pair.crm.run(
        `insert into "Clients" ("full name", segment, phone) values ('Twin of Linden', 'partner', '512 555 0199')`,
      )
      await pair.sync()
      assert.equal((await pair.ticketOf(2)).category, 'boiler')
      assert.deepEqual((await pair.shown())?.setAside, [
        { kind: 'customer', reason: 'too_long:', count: 1 },
        { kind: 'customer', reason: 'unknown_word:segment', count: 1 },
      ])
      await pair.crm.run(`update "Clients" set segment = 'home' where "full name" = 'Twin of Linden'`)
      await pair.rename(rosa.customerId, 'Rosa M. Alvarez')
      await pair.sync()
      assert.deepEqual((await pair.shown())?.setAside, [])
      assert.deepEqual(await pair.crm.run('select "full name" as name from "Clients" where client_no = 1'), [
        { name: 'Rosa M. Alvarez' },
      ])
    })

    it('leaves a row that somebody holds to the next round', async () => {
      await pair.change(rosa.ticketId, { status: 'in_progress' })
      await pair.crm.run(`update jobs set trade = 'boilers' where job_no = 2`)
      const client = new pg.Client({ connectionString: pair.crm.url })
      await client.connect()
      await client.query('begin')
      await client.query('select from jobs where job_no = 1 for update')
      await pair.sync()
      assert.equal((await pair.ticketOf(2)).category, 'boilers')
      assert.equal((await pair.shown())?.waiting, 1)
      await client.query('rollback')
      await client.end()
      await pair.sync()
      assert.deepEqual(await pair.crm.run('select stage from jobs where job_no = 1'), [{ stage: 'DOING' }])
      assert.equal((await pair.shown())?.waiting, 0)
    })

    it('calls off here what is taken away there, makes there again what was changed here meanwhile, and says so', async () => {
      await pair.crm.run(`insert into jobs (what, client_no) values ('Gutter', 2), ('Drain', 2)`)
      await pair.sync()
      const [gutter, drain] = [await pair.ticketOf(3), await pair.ticketOf(4)]
      await pair.change(drain.id, { title: 'Drain in the yard' })
      await pair.crm.run('delete from jobs where job_no in (3, 4)')
      await pair.sync()
      const rows = await store.read(pair.tenantId, (db) =>
        db
          .selectFrom('ticket')
          .select(['title', 'status'])
          .where('id', 'in', [gutter.id, drain.id])
          .orderBy('number')
          .execute(),
      )
      assert.deepEqual(rows.map(({ title, status }) => `${title}: ${status}`).sort(), [
        'Drain in the yard: open',
        'Gutter: cancelled',
      ])
      assert.deepEqual(await pair.crm.run('select what from jobs where job_no > 2'), [
        { what: 'Drain in the yard' },
      ])
      const [told] = (await pair.conflicts('all')).filter(({ reason }) => reason === 'deleted')
      assert.deepEqual([told?.entityId, told?.lost], [drain.id, 'second'])
    })

    it('takes away there who was merged here', async () => {
      const twin = (await pair.customers()).find(({ name }) => name === 'Twin of Linden')
      const linden = (await pair.customers()).find(({ name }) => name === 'Linden Court')
      await pair.write((tx) =>
        mergeCustomers(tx, {
          clock: house.clock,
          keptId: linden?.id ?? '',
          absorbedId: twin?.id ?? '',
          by: 'Ken Alvarez',
        }),
      )
      await pair.sync()
      assert.deepEqual(await pair.crm.run('select "full name" as name from "Clients" order by client_no'), [
        { name: 'Rosa M. Alvarez' },
        { name: 'Linden Court' },
      ])
    })
  })

describe('what was on its way when the line broke', () => {
  for (const notes of [false, true])
    it(`is sent once the line is back, though nobody changes anything any more (${notes ? 'noted' : 'compared'} there)`, async () => {
      const pair = await pairOf({ notes })
      const rosa = await mrsAlvarez(pair)
      await pair.sync()
      await pair.crm.run(
        `create function cut() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`,
      )
      await pair.crm.run(
        `create trigger cut before insert or update on jobs for each row execute function cut()`,
      )
      await pair.change(rosa.ticketId, { priority: 'low' })
      const { ticketId } = await pair.write((tx) =>
        openTicket(tx, {
          ...{ clock: house.clock, actor: ken, customerId: rosa.customerId, cause: null },
          ...{ title: 'Sump pump hums', category: 'pumps', priority: 'low' },
        }),
      )
      assert.equal((await pair.sync()).trouble, 'unreachable')
      assert.equal((await pair.sync()).trouble, 'unreachable')
      await pair.crm.run('drop trigger cut on jobs; drop function cut')
      assert.equal((await pair.sync()).trouble, null)
      assert.deepEqual(await pair.crm.run('select urgency from jobs where job_no = 1'), [{ urgency: 'low' }])
      assert.deepEqual(await pair.crm.run('select what from jobs where plumbline_id = $1', [ticketId]), [
        { what: 'Sump pump hums' },
      ])
      assert.equal((await pair.shown())?.waiting, 0)
    })
})

describe('what somebody writes there in another column, between a look and our own write', () => {
  for (const notes of [false, true])
    it(`is taken over (${notes ? 'noted' : 'compared'} there)`, async () => {
      const pair = await pairOf({ notes })
      const { tenantId, id } = pair
      const rosa = await mrsAlvarez(pair)
      await pair.sync()
      await pair.change(rosa.ticketId, { priority: 'low' })
      await house.subscribers.catchUp(tenantId)
      const [mirror, link] = await store.read(tenantId, async (db) => [
        mirrorOf(await readMirror(db, id)),
        await db
          .selectFrom('mirrorLink')
          .select('id')
          .where('localId', '=', rosa.ticketId)
          .executeTakeFirst(),
      ])
      await using theirs = openTheirs(pair.crm.url, { mapping: crmMapping, addressOf: addressBy('any') })
      let isFirst = true
      const update: typeof theirs.update = async (...write) => {
        if (isFirst) await pair.crm.run(`update jobs set trade = 'roofs'`)
        isFirst = false
        return theirs.update(...write)
      }
      const io = { ...house, store, erasedKey: Buffer.alloc(32), theirs: { ...theirs, update } }
      assert.equal((await seeTo(io, mirror, link?.id ?? '')).result, 'in_step')
      await pair.sync()
      assert.equal((await pair.ticketOf(1)).category, 'roofs')
      assert.deepEqual(await pair.crm.run('select urgency, trade from jobs'), [
        { urgency: 'low', trade: 'roofs' },
      ])
    })
})

describe('customers who are on both sides already', () => {
  it('are known again by their numbers, and not made twice', async () => {
    const pair = await pairOf({
      crm: (crm) =>
        crm.run(`insert into "Clients" ("full name", phone) values ('R. Alvarez', '(512) 555-0142')`),
    })
    const { customerId } = await mrsAlvarez(pair)
    await pair.sync()
    assert.deepEqual(await pair.crm.run('select "full name" as name from "Clients"'), [
      { name: 'Rosa Alvarez' },
    ])
    assert.deepEqual(
      (await pair.customers()).map(({ id }) => id),
      [customerId],
    )
    const [name] = await pair.conflicts()
    assert.deepEqual([name?.field, name?.first, name?.second], ['name', 'Rosa Alvarez', 'R. Alvarez'])
  })
})

describe('two screens of one firm', () => {
  it('take the same road: what was changed from what another had changed meanwhile is listed', async () => {
    const pair = await pairOf()
    const { ticketId } = await mrsAlvarez(pair)
    const anna = { kind: 'person', label: 'Anna Nowak' } as const
    const change = (actor: typeof ken | typeof anna, change: Record<string, string>) =>
      pair.write((tx) =>
        changeFrom(tx, {
          clock: house.clock,
          actor,
          kind: 'ticket',
          id: ticketId,
          seen: { version: 1 },
          change,
        }),
      )
    await change(ken, { status: 'scheduled', priority: 'low' })
    const second = await change(anna, { status: 'resolved', priority: 'medium', category: 'heating' })
    assert.deepEqual(
      [second.fields.status, second.fields.priority, second.fields.category],
      ['scheduled', 'medium', 'heating'],
    )
    assert.equal(second.waiting, 1)
    const told = (await pair.conflicts('all')).map(
      ({ field, first, firstBy, second: other, secondBy, lost }) => ({
        field,
        first,
        firstBy,
        other,
        secondBy,
        lost,
      }),
    )
    assert.deepEqual(
      told.toSorted((a, b) => a.field.localeCompare(b.field)),
      [
        {
          field: 'priority',
          first: 'low',
          firstBy: 'Ken Alvarez',
          other: 'medium',
          secondBy: 'Anna Nowak',
          lost: 'first',
        },
        {
          field: 'status',
          first: 'scheduled',
          firstBy: 'Ken Alvarez',
          other: 'resolved',
          secondBy: 'Anna Nowak',
          lost: 'second',
        },
      ],
    )
  })
})
