/**
 * How fast mails of a live source are taken in, whole: kept as they came, read, people known again, threads, ledger and cursor,
 * by a source that is never waited for; on the embedded database and on a PostgreSQL server; alone, and while tickets, words, figures
 * and vectors are made of them. The baseline of the same run: the mails alone, as bare INSERTs of as many to a transaction.
 * `node bench/sync.ts [MAILS [pglite|postgres]]`
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type App, openApp } from '../src/app.ts'
import { sha256 } from '../src/base/bytes.ts'
import { systemClock } from '../src/base/clock.ts'
import type { Id } from '../src/base/ids.ts'
import { silentLog } from '../src/base/log.ts'
import type { Wire, WireItem } from '../src/channels/channels.ts'
import { readConfig } from '../src/config.ts'
import { addSource, getRun, startSourceRun } from '../src/intake/intake.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { type Figure, report } from './kit.ts'

const MAILS = Number(process.argv[2] ?? 100_000)
/** As Gmail and IMAP hand them over. */
const BATCH = 50
const PER_SECOND_MIN = 1_500
const PEOPLE = MAILS / 5
const FIRST_AT_MS = Date.parse('2026-03-02T09:00:00Z')
const MINUTE_MS = 60_000

const mails = Array.from({ length: MAILS }, (_, number) => mailOf(number))

/** Has all of them at hand. */
const wire: Wire = {
  addresses: async () => ['office@harbor.example'],
  receive: async function* () {
    for (let from = 0; from < mails.length; from += BATCH) {
      const items = mails.slice(from, from + BATCH)
      yield { items, setAside: [], listed: items.length, cursor: { from }, incidents: [] }
    }
  },
  [Symbol.asyncDispose]: async () => undefined,
}

const only = process.argv[3]
const figures: Figure[] = []
if (only !== 'postgres')
  for (const isAlone of [true, false]) figures.push(await measure('embedded', { isAlone }))
if (only !== 'pglite') {
  await using postgres = await startPostgres()
  for (const isAlone of [true, false])
    figures.push(await measure('on a server', { isAlone, databaseUrl: await postgres.database() }))
}
report(figures)

/** `isAlone`: what is derived of messages waits until all are in. */
async function measure(
  where: string,
  { isAlone, databaseUrl }: { isAlone: boolean; databaseUrl?: string },
): Promise<Figure> {
  using folder = temporaryFolder()
  const config = readConfig({
    PLUMBLINE_DATA_DIR: join(folder.path, 'data'),
    PORT: '0',
    BACKUP_EVERY_HOURS: '0',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  })
  await using app = await openApp(config, {
    log: silentLog,
    wires: {
      of: async () => wire,
      drop: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    },
  })
  const { id: tenantId } = await app.access.makeFirm({
    name: 'Harbor Plumbing',
    region: 'US',
    timeZone: 'America/Chicago',
  })
  const bare = await insertBare(app)
  if (!isAlone) app.stages.start()
  const ours = await take(app, tenantId)
  if (ours < PER_SECOND_MIN) process.exitCode = 1
  return {
    what: `${MAILS.toLocaleString('en')} mails of ${PEOPLE.toLocaleString('en')} people taken in from a source that is never waited for, ${where}, ${isAlone ? 'alone' : 'while all is derived of them'}`,
    ours: `${Math.round(ours).toLocaleString('en')} mails/s`,
    baseline: `bare INSERTs of the mails: ${Math.round(bare).toLocaleString('en')}/s`,
    ratio: ours / bare,
    bound: `at least ${PER_SECOND_MIN.toLocaleString('en')} mails/s`,
  }
}

async function take(app: App, tenantId: Id): Promise<number> {
  const clock = systemClock
  const settings = { host: 'mail.harbor.example', port: 993, secure: true, user: 'office@harbor.example' }
  const sourceId = await app.store.write(tenantId, (tx) =>
    addSource(tx, { clock, channel: 'imap', label: 'Office', settings }),
  )
  const source = { id: sourceId, channel: 'imap', label: 'Office', isNew: true }
  const run = await app.store.write(tenantId, (tx) => startSourceRun(tx, { clock, source, byHand: true }))
  if (run === undefined) throw new Error('The source gave no run.')
  const began = performance.now()
  app.runner.wake(tenantId)
  for (;;) {
    await pause(50)
    const { status } = await app.store.read(tenantId, (db) => getRun(db, run.runId))
    if (status === 'completed') return (MAILS / (performance.now() - began)) * 1000
    if (status !== 'queued' && status !== 'running') throw new Error(`The run is ${status}.`)
  }
}

async function insertBare({ store: { pool } }: App): Promise<number> {
  await pool.query('create table bare (id uuid primary key, external_id text not null, body bytea not null)')
  const began = performance.now()
  for (let from = 0; from < mails.length; from += BATCH) {
    const items = mails.slice(from, from + BATCH)
    await pool.query('insert into bare select * from unnest($1::uuid[], $2::text[], $3::bytea[])', [
      items.map(() => randomUUID()),
      items.map(({ externalId }) => externalId),
      items.map(({ bytes }) => bytes),
    ])
  }
  return MAILS / ((performance.now() - began) / 1000)
}

/** A mail, about as long as people write; of five, the last four answer the first. */
function mailOf(number: number): WireItem {
  const person = Math.floor(number / 5) % PEOPLE
  const first = number - (number % 5)
  const answers = number === first ? [] : [`In-Reply-To: <boiler.${first}@alvarez.example>`]
  const bytes = Buffer.from(
    [
      `From: Customer ${person} <customer-${person}@alvarez.example>`,
      'To: Harbor Plumbing <office@harbor.example>',
      `Subject: The boiler (${first})`,
      `Date: ${new Date(FIRST_AT_MS + number * MINUTE_MS).toUTCString()}`,
      `Message-ID: <boiler.${number}@alvarez.example>`,
      ...answers,
      'Content-Type: text/plain; charset=utf-8',
      '',
      `The boiler in the back hall has been dripping since ${number % 24} o’clock, and the pan below it is full again.`,
      'Could somebody come and look at it this week? We are in all day on Thursday, and the gate code has not changed.',
      '',
      `Customer ${person}`,
      '',
    ].join('\r\n'),
  )
  return { externalId: sha256(bytes), path: `INBOX/1710000000/${number}`, bytes }
}
