import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { readSpending, type Spending } from '../models/models.ts'
import type { Db, Store } from '../store/store.ts'
import { type Measured, type ProcessReading, readMeasured, readProcesses } from './read-metrics.ts'
import { type ReplyFacts, readReplyFacts } from './reply-facts.ts'

/** How a source that is asked for what is new fares. */
export type SourceFacts = {
  id: Id
  channel: string
  state: 'active' | 'paused' | 'broken'
  /** When it was last asked to its end. */
  lookedAt: Date | null
  newsAt: Date | null
  /** Not to be asked before. */
  tryAt: Date | null
  /** Looks that failed in a row. */
  failures: number
  madeAt: Date
  /** Beginning of the last minute in which it was asked, or was being asked; null when that was more than an hour ago. */
  askedAt: Date | null
}

/** How another database that is kept in step fares. */
export type MirrorFacts = {
  id: Id
  state: 'active' | 'paused'
  /** When a round last ended in which it answered; null when none did. */
  inStepAt: Date | null
  madeAt: Date
  /** Why rounds fail, and since when; null when the last one did not. */
  troubleCode: string | null
  troubleAt: Date | null
  /** Until when somebody works on it, unless they say so again; null when nobody does. */
  heldUntil: Date | null
}

/** What is known of a firm's work when it is judged whether all is well. */
export type Facts = {
  now: Date
  /** What was done in the last five minutes, by name and label. */
  recent: Measured[]
  /** Looks at sources in the last six hours, by source. */
  looks: Measured[]
  sources: SourceFacts[]
  mirrors: MirrorFacts[]
  runsQueued: number
  runsRunning: number
  /** Replies that are to be sent, and since when the first of them should have been; null where none is late. */
  repliesWaiting: number
  repliesLateSince: Date | null
  /** Findings of checks that stand. */
  inconsistencies: number
  /** Other systems that are called no more, because nothing got through. */
  hooksOff: number
  /** What language models cost today and this month. */
  spending: Spending
  /** How the firm answers, what becomes of suggested answers, and how language models do. */
  replies: ReplyFacts
}

const MINUTE_MS = 60_000
const RECENT_MS = 5 * MINUTE_MS
const LOOKS_MS = 6 * 60 * MINUTE_MS
const ASKED_MS = 60 * MINUTE_MS

export async function readFacts(db: Db, now: Date): Promise<Facts> {
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const looks = (await readMeasured(db, { from: ago(LOOKS_MS), to: soon(now) })).filter(
    ({ name }) => name === 'look',
  )
  const { queued, running } = await countRuns(db)
  return {
    now,
    recent: await readMeasured(db, { from: ago(RECENT_MS), to: soon(now) }),
    looks,
    sources: await readSources(db, now),
    mirrors: await readMirrorFacts(db),
    runsQueued: queued,
    runsRunning: running,
    ...(await countReplies(db, now)),
    inconsistencies: await countInconsistencies(db),
    hooksOff: await countHooksOff(db),
    spending: await readSpending(db, now),
    replies: await readReplyFacts(db, now),
  }
}

/** After the minute that is not over. */
export function soon(now: Date): Date {
  return new Date(now.getTime() + MINUTE_MS)
}

/** Sources that are asked for what is new, oldest first. Counts nothing, so that it is quick however much came from them. */
export async function readSources(db: Db, now: Date): Promise<SourceFacts[]> {
  const { rows } = await sql<SourceFacts>`
    select s.id, s.channel, s.state, s.looked_at, s.news_at, s.try_at, s.failures, s.made_at, asked.at as asked_at
    from source s
    left join lateral (select max(at) as at from metric_minute m
                       where m.tenant_id = s.tenant_id and m.at >= ${new Date(now.getTime() - ASKED_MS)} and m.name = 'look' and m.label = s.id::text) asked on true
    where s.settings is not null and s.removed_at is null order by s.id`.execute(db)
  return rows
}

/** Mirrors that are there, oldest first. */
async function readMirrorFacts(db: Db): Promise<MirrorFacts[]> {
  const { rows } = await sql<MirrorFacts>`
    select id, state, in_step_at, made_at, trouble_code, trouble_at, held_until from mirror where removed_at is null order by id`.execute(
    db,
  )
  return rows
}

/** Runs that wait and that are at work. */
export async function countRuns(db: Db): Promise<{ queued: number; running: number }> {
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from run where status in ('queued', 'running') group by status`.execute(
    db,
  )
  const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0
  return { queued: of('queued'), running: of('running') }
}

/** Replies that wait for their time or to be tried again, and those whose time is over. */
export async function countReplies(
  db: Db,
  now: Date,
): Promise<Pick<Facts, 'repliesWaiting' | 'repliesLateSince'>> {
  const { rows } = await sql<Pick<Facts, 'repliesWaiting' | 'repliesLateSince'>>`
    select count(*)::int as replies_waiting, min(send_at) filter (where send_at < ${now}) as replies_late_since
    from reply where state in ('waiting', 'sending')`.execute(db)
  return rows[0] ?? { repliesWaiting: 0, repliesLateSince: null }
}

/** Processes that have looked at themselves within two minutes. */
export function presentProcesses(store: Pick<Store, 'pool'>, now: Date): Promise<ProcessReading[]> {
  return readProcesses(store, new Date(now.getTime() - 2 * MINUTE_MS))
}

/** Findings of checks that stand. */
async function countInconsistencies(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from finding where ended_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** Webhooks that were switched off by themselves. */
async function countHooksOff(db: Db): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from hook where state = 'off'`.execute(db)
  return rows[0]?.count ?? 0
}
