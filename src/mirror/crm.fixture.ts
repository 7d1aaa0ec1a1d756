import pg from 'pg'
import { openAudit } from '../audit/audit.ts'
import { systemClock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import type { MirrorMapping } from '../contract/mirrors.ts'
import { openSubscribers } from '../events/events.ts'
import { openSecrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { addMirror } from './manage.ts'
import { openMirrors } from './mirrors.ts'
import { mirrorSubscriber } from './subscriber.ts'

/** How the office software of Harbor Plumbing is laid out: its own names, its own words, keys of its own. */
export const crmMapping: MirrorMapping = {
  schema: 'public',
  customer: {
    table: 'Clients',
    key: 'client_no',
    ourId: 'plumbline_id',
    columns: {
      name: { column: 'full name' },
      kind: {
        column: 'segment',
        words: [
          { ours: 'residential', theirs: 'home' },
          { ours: 'business', theirs: 'company' },
          { ours: 'unknown', theirs: '-' },
        ],
      },
      phone: { column: 'phone' },
      email: { column: 'mail' },
    },
    makes: true,
    deletes: true,
  },
  ticket: {
    table: 'jobs',
    key: 'job_no',
    ourId: 'plumbline_id',
    columns: {
      title: { column: 'what' },
      category: { column: 'trade' },
      priority: { column: 'urgency' },
      status: {
        column: 'stage',
        words: [
          { ours: 'open', theirs: 'TODO' },
          { ours: 'new', theirs: 'TODO' },
          { ours: 'reopened', theirs: 'TODO' },
          { ours: 'scheduled', theirs: 'PLANNED' },
          { ours: 'in_progress', theirs: 'DOING' },
          { ours: 'waiting_customer', theirs: 'HOLD' },
          { ours: 'resolved', theirs: 'DONE' },
          { ours: 'closed', theirs: 'DONE' },
          { ours: 'cancelled', theirs: 'VOID' },
        ],
      },
      customer: { column: 'client_no' },
      number: { column: 'ref' },
    },
    makes: true,
    deletes: true,
  },
}

const TABLES = `
  create table "Clients" (client_no bigint generated always as identity primary key, plumbline_id uuid, "full name" varchar(60), segment text not null default '-', phone text, mail text);
  create table jobs (job_no serial primary key, plumbline_id uuid, what text, trade text not null default 'other', urgency text not null default 'medium',
    stage text not null default 'TODO' check (stage in ('TODO', 'PLANNED', 'DOING', 'HOLD', 'DONE', 'VOID')), client_no bigint references "Clients", ref integer)`

/** The office software's database, as its own programs see it. */
export type Crm = AsyncDisposable & {
  url: string
  run(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
}

export async function openCrm(url: string, { made = false } = {}): Promise<Crm> {
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  pool.on('error', () => undefined)
  if (!made) await pool.query(TABLES)
  return {
    url,
    run: async (statement, values = []) => (await pool.query(statement, [...values])).rows,
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

/** Everything that works on mirrors, over a store; `dataDir` holds the keys. */
export async function openMirrorHouse(
  store: Store,
  { dataDir, firms }: { dataDir: string; firms: () => Promise<readonly { id: Id }[]> },
) {
  await using opened = new AsyncDisposableStack()
  const clock = systemClock
  const log = silentLog
  const secrets = await openSecrets({
    ...{ store, clock, masterKey: { dataDir }, firms },
    holders: { audit_entry: async () => undefined },
  })
  const audit = opened.use(openAudit({ store, secrets, clock, log }))
  const subscribers = opened.use(
    openSubscribers(
      { store, clock, log },
      { subscribers: [mirrorSubscriber({ clock })], firms, keepDays: 7, letGoEveryMs: 3_600_000 },
    ),
  )
  const erasedKey = secrets.macKey('erased')
  const mirrors = opened.use(openMirrors({ store, secrets, audit, clock, log, erasedKey }, { firms }))
  const held = opened.move()
  return {
    store,
    clock,
    secrets,
    audit,
    mirrors,
    subscribers,
    add: async (tenantId: Id, input: { label?: string; databaseUrl: string; mapping?: MirrorMapping }) => {
      const { label = 'Office software', databaseUrl, mapping = crmMapping } = input
      const { notes } = await mirrors.check(tenantId, { databaseUrl, mapping })
      return store.write(tenantId, (tx) =>
        addMirror(tx, { tenantId, secrets, clock, by: 'Ken', label, databaseUrl, mapping, notes }),
      )
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
