import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'

/** How late other processes may learn what is counted in memory here, and how much of it a kill forgets. */
const SHARED_EVERY_MS = 1_000
const CLEANED_EVERY_MS = 60_000
/**
 * Windows kept in memory. The one kept longest makes room; it is learned again when its subject comes back. To share
 * this many new ones takes the embedded database 0.7 s and a server 0.2; a hundred take 20 and 2 ms.
 */
const WINDOWS_MAX = 10_000

/** At most so many requests of one subject in a window of time, which begins with the first of them. */
export type Limit = {
  /** Who is counted, and for what: `address:203.0.113.7`. */
  subject: string
  max: number
  windowMs: number
}

/** Where a subject stands with the present request counted. */
export type Standing = {
  max: number
  /** How many more it may make in this window; -1 when the present one is one too many. */
  remaining: number
  /** Time to the end of the window. */
  resetMs: number
}

/** Counts requests, over all processes of one database and over restarts. */
export type Limits = {
  /**
   * Counts a request in memory, and shares the counts through the database every second: what several processes
   * let through is too much by no more than that second.
   */
  count(limit: Limit): Standing
  /**
   * Counts a request against each limit in the database, in one statement: not one too many gets through. Nothing
   * is written once one of them is known to be used up. Standings come in the order of the limits.
   */
  countExactly(limits: readonly Limit[]): Promise<Standing[]>
  /** Shares what has not been shared yet. */
  close(): Promise<void>
}

/** Requests of a subject in the window that ends then. */
type Count = { subject: string; count: number; max: number; endsAt: Date }
/** A count of all processes as far as it is known here, and how much of it the database does not know. */
type Window = Count & { unshared: number }

/** Opens the counts of one process; it knows then who has used a limit up. */
export async function openLimits(io: { pool: pg.Pool; clock: Clock; log: Log }): Promise<Limits> {
  const { pool, clock, log } = io
  const windows = new Map<string, Window>()
  let sharing: Promise<void> | undefined
  let cleanAt = clock.now()

  const keep = (window: Window): Window => {
    windows.delete(window.subject)
    windows.set(window.subject, window)
    const [oldest] = windows.keys()
    if (windows.size > WINDOWS_MAX && oldest !== undefined) windows.delete(oldest)
    return window
  }

  const windowOf = ({ subject, max, windowMs }: Limit): Window => {
    const now = clock.now()
    const known = windows.get(subject)
    if (known !== undefined && known.endsAt > now) return Object.assign(known, { max })
    return keep({ subject, count: 0, max, unshared: 0, endsAt: new Date(now.getTime() + windowMs) })
  }

  const standing = ({ count, max, endsAt }: Count): Standing => ({
    max,
    remaining: Math.max(max - count, -1),
    resetMs: endsAt.getTime() - clock.now().getTime(),
  })

  const share = async (): Promise<void> => {
    const now = clock.now()
    for (const { subject, endsAt } of windows.values()) if (endsAt <= now) windows.delete(subject)
    const fresh = [...windows.values()]
      .filter(({ unshared }) => unshared > 0)
      .map((window) => ({ window, count: window.unshared }))
    if (fresh.length > 0) {
      const counts = await addCounts(
        pool,
        now,
        fresh.map(({ window, count }) => ({ ...window, count })),
      )
      for (const { window, count } of fresh) {
        window.unshared -= count
        learn(window, counts.get(window.subject))
      }
    }
    for (const usedUp of await findUsedUp(pool, now)) {
      const known = windows.get(usedUp.subject)
      if (known === undefined) keep({ ...usedUp, unshared: 0 })
      else learn(known, usedUp)
    }
    if (now < cleanAt) return
    cleanAt = new Date(now.getTime() + CLEANED_EVERY_MS)
    await deleteEnded(pool, now)
  }

  const shareOnce = (): Promise<void> => {
    sharing ??= share()
      .catch((error: unknown) => log.warn({ code: errorCode(error) }, 'request counts could not be shared'))
      .finally(() => {
        sharing = undefined
      })
    return sharing
  }

  await shareOnce()
  const timer = setInterval(shareOnce, SHARED_EVERY_MS).unref()
  return {
    count: (limit) => {
      const window = windowOf(limit)
      if (window.count <= limit.max) {
        window.count++
        window.unshared++
      }
      return standing(window)
    },

    countExactly: async (limits) => {
      const tried = limits.map(windowOf)
      if (tried.some(({ count, max }) => count > max)) return tried.map(standing)
      const counts = await addCounts(
        pool,
        clock.now(),
        tried.map((window) => ({ ...window, count: 1 })),
      )
      return tried.map((window) => {
        const counted = counts.get(window.subject)
        learn(window, counted)
        return standing(counted ?? window)
      })
    },

    close: async () => {
      clearInterval(timer)
      await sharing
      await shareOnce()
    },
  }
}

function learn(window: Window, shared: Count | undefined): void {
  if (shared === undefined) return
  window.count = shared.count + window.unshared
  window.endsAt = shared.endsAt
}

/**
 * Adds to the counts of the database and returns what they are now. A window that is over gives way to the one that
 * began here. Rows are locked in one order, so that no two processes wait for each other.
 */
async function addCounts(
  pool: pg.Pool,
  now: Date,
  counts: readonly Count[],
): Promise<ReadonlyMap<string, Count>> {
  const { rows } = await pool.query<Count>(
    `insert into auth.rate_limit as known (subject, count, max, ends_at)
     select * from unnest($1::text[], $2::integer[], $3::integer[], $4::timestamptz[]) as added (subject, count, max, ends_at)
     order by subject
     on conflict (subject) do update set
       count = excluded.count + case when known.ends_at > $5 then known.count else 0 end,
       max = excluded.max,
       ends_at = case when known.ends_at > $5 then known.ends_at else excluded.ends_at end
     returning ${COUNT}`,
    [
      counts.map(({ subject }) => subject),
      counts.map(({ count }) => count),
      counts.map(({ max }) => max),
      counts.map(({ endsAt }) => endsAt),
      now,
    ],
  )
  return new Map(rows.map((row) => [row.subject, row]))
}

/** The few who have used a limit up. All others are learned of by who counts them. */
async function findUsedUp(pool: pg.Pool, now: Date): Promise<Count[]> {
  const query = `select ${COUNT} from auth.rate_limit where count >= max and ends_at > $1`
  return (await pool.query<Count>(query, [now])).rows
}

/** Deletes what is over, but for rows that another process has locked, so that this one waits for none. */
async function deleteEnded(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `delete from auth.rate_limit where subject in
       (select subject from auth.rate_limit where ends_at <= $1 for update skip locked)`,
    [now],
  )
}

const COUNT = 'subject, count, max, ends_at as "endsAt"'
