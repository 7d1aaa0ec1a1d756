import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestPostgres } from '../../test/kit/postgres.ts'
import { newFirm, temporaryFolder } from '../../test/kit/store.ts'
import type { Id } from '../base/ids.ts'
import { addCustomer } from '../customers/customers.ts'
import type { Chance } from '../demo/chance.ts'
import { openStore, type Store } from '../store/store.ts'
import { changeTicket, openTicket } from '../tickets/tickets.ts'
import { judge, type Listed, type Told, type Written } from './convergence.fixture.ts'
import { type Crm, crmMapping, openCrm, openMirrorHouse } from './crm.fixture.ts'

export type KilledOptions = { chance: Chance; notes: boolean; kills: number; writes: number }

const ken = { kind: 'person', label: 'Ken Alvarez' } as const
const FIELDS = { category: 'trade', title: 'what' } as const
type Field = keyof typeof FIELDS
const JOBS = 3

/**
 * Two real databases, on both of which people write at once, while the process that keeps them in step is killed (SIGKILL), its
 * connections to theirs are cut, and rows are made on both sides. Then it is left alone, and judged.
 */
export async function killWhileWritten(
  servers: { ours: TestPostgres; theirs: TestPostgres },
  { chance, notes, kills, writes }: KilledOptions,
): Promise<Told & { rows: [ours: number, theirs: number, made: number] }> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  const databaseUrl = await servers.ours.database()
  const store = opened.use(await openStore({ databaseUrl }))
  const tenantId = await newFirm(store)
  const crm = opened.use(await openCrm(await servers.theirs.database()))
  const house = opened.use(
    await openMirrorHouse(store, { dataDir: folder.path, firms: async () => [{ id: tenantId }] }),
  )
  if (notes)
    await crm.run(
      (await house.mirrors.check(tenantId, { databaseUrl: crm.url, mapping: crmMapping })).install,
    )
  await house.subscribers.catchUp(tenantId)
  const customerId = await store.write(tenantId, (tx) =>
    addCustomer(tx, { clock: house.clock, name: 'Linden Court' }),
  )
  const open = (title: string) =>
    store.write(tenantId, (tx) =>
      openTicket(tx, {
        ...{ clock: house.clock, actor: ken, customerId, cause: null, title },
        ...{ category: `${title}-category-0`, priority: 'low' },
      }),
    )
  const jobs: Id[] = []
  for (let job = 0; job < JOBS; job++) jobs.push((await open(`job${job}`)).ticketId)
  const id = await house.add(tenantId, { databaseUrl: crm.url })
  await house.subscribers.catchUp(tenantId)
  await house.mirrors.sync(tenantId, id)

  const written: Written[] = []
  let made = JOBS
  let isOver = false
  const people = async (side: 'ours' | 'theirs') => {
    const own = chance.fork(side)
    for (let count = 0; count < writes; count++) {
      const job = own.int(0, JOBS - 1)
      const field = own.odds(0.5) ? 'category' : 'title'
      const value = `${side}${count}`
      const input = { ticketId: jobs[job] ?? '', field, value } as const
      const seen =
        side === 'ours'
          ? await writeOurs(store, { tenantId, ...input, clock: house.clock })
          : await writeTheirs(crm, input)
      written.push({ value, seen, field: `${job}.${field}`, side })
      if (own.odds(0.1)) {
        made++
        if (side === 'ours') await open(`made ${value}`)
        else await crm.run('insert into jobs (what) values ($1)', [`made ${value}`])
      }
      await pause(own.next() * 40)
    }
  }
  const cutting = (async () => {
    const own = chance.fork('cuts')
    while (!isOver) {
      await pause(own.next() * 600)
      await crm.run(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plumbline' and datname = current_database()`,
      )
    }
  })()
  const place = JSON.stringify({ databaseUrl, dataDir: folder.path, tenantId, id })
  const writing = Promise.all([people('ours'), people('theirs')])
  const killing = (async () => {
    const own = chance.fork('kills')
    for (let kill = 0; kill < kills; kill++) {
      const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.fixture.ts'), place], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(keeper.stdout, 'data')
      await pause(own.next() * 500)
      keeper.kill('SIGKILL')
      await once(keeper, 'exit')
    }
  })()
  await writing
  await killing
  isOver = true
  await cutting
  // What was held by who was killed is free, as if the time of their leases were over.
  await store.write(tenantId, async (tx) => {
    await tx.updateTable('mirror').set({ holder: null, heldUntil: null }).execute()
    await tx.updateTable('eventCursor').set({ leaseHolder: null, leaseUntil: null, tryAt: null }).execute()
  })
  for (let round = 0; round < 3; round++) {
    await house.subscribers.catchUp(tenantId)
    const { trouble } = await house.mirrors.sync(tenantId, id)
    if (trouble !== null && round === 2) throw new Error(`The mirror cannot be reached: ${trouble}`)
  }
  return {
    ...(await account(store, { tenantId, crm, jobs, written })),
    kills,
    rows: await countRows(store, { tenantId, crm, made }),
  }
}

/** A person of the firm writes; answers what stood there. */
async function writeOurs(
  store: Store,
  {
    tenantId,
    ticketId,
    field,
    value,
    clock,
  }: {
    tenantId: Id
    ticketId: Id
    field: Field
    value: string
    clock: Parameters<typeof changeTicket>[1]['clock']
  },
): Promise<string | null> {
  return store.write(tenantId, async (tx) => {
    // The ticket is held first, so that nobody writes between what is seen and what is written.
    await changeTicket(tx, { clock, actor: ken, id: ticketId, change: {} })
    const { [field]: seen } = await tx
      .selectFrom('ticket')
      .select(field)
      .where('id', '=', ticketId)
      .executeTakeFirstOrThrow()
    await changeTicket(tx, { clock, actor: ken, id: ticketId, change: { [field]: value } })
    return seen
  })
}

/** The other system's own people write. */
async function writeTheirs(
  crm: Crm,
  { ticketId, field, value }: { ticketId: Id; field: Field; value: string },
): Promise<string | null> {
  const column = FIELDS[field]
  const [row] = await crm.run(
    `with seen as (select job_no, ${column} as value from jobs where plumbline_id = $1 for update)
     update jobs j set ${column} = $2 from seen where j.job_no = seen.job_no returning seen.value`,
    [ticketId, value],
  )
  return (row?.value ?? null) as string | null
}

async function account(
  store: Store,
  {
    tenantId,
    crm,
    jobs,
    written,
  }: { tenantId: Id; crm: Crm; jobs: readonly Id[]; written: readonly Written[] },
): Promise<Told> {
  const ours: Record<string, string | null> = {}
  const theirs: Record<string, string | null> = {}
  const listed: Listed[] = []
  for (const [job, ticketId] of jobs.entries()) {
    const mine = await store.read(tenantId, (db) =>
      db
        .selectFrom('ticket')
        .select(['category', 'title'])
        .where('id', '=', ticketId)
        .executeTakeFirstOrThrow(),
    )
    const [other] = await crm.run('select trade, what from jobs where plumbline_id = $1', [ticketId])
    const conflicts = await store.read(tenantId, (db) =>
      db
        .selectFrom('conflict')
        .select(['field', 'first', 'second'])
        .where('entityId', '=', ticketId)
        .execute(),
    )
    for (const field of ['category', 'title'] as const) {
      ours[`${job}.${field}`] = mine[field]
      theirs[`${job}.${field}`] = other?.[FIELDS[field]] as string | null
    }
    listed.push(
      ...conflicts.map(({ field, first, second }) => ({
        field: `${job}.${field}`,
        first: first as string | null,
        second: second as string | null,
      })),
    )
  }
  return judge({ ours, theirs, written, listed, steps: written.length, kills: 0 })
}

async function countRows(
  store: Store,
  { tenantId, crm, made }: { tenantId: Id; crm: Crm; made: number },
): Promise<[number, number, number]> {
  const mine = await store.read(tenantId, (db) => db.selectFrom('ticket').select('id').execute())
  return [mine.length, (await crm.run('select from jobs')).length, made]
}
