import { sql } from 'kysely'
import type { Analytics, AnalyticsDimension } from '../contract/insights.ts'
import type { Db } from '../store/store.ts'
import { pendingFigures } from './due.ts'
import { addWaits, addWrittenWaits, waitQuantile } from './wait-buckets.ts'

/** Days of the firm's clock, both included. */
export type AnalyticsInput = {
  from: string
  to: string
  step: 'day' | 'week' | 'month'
  by?: AnalyticsDimension | undefined
}

const GROUPS_MAX = 200
/** Told of fewer conversations, a word may be one person's own. */
const KEYWORD_CONVERSATIONS_MIN = 2
const DAY_MS = 86_400_000

type Counts = {
  messagesIn: number
  messagesOut: number
  conversations: number
  requests: number
  answered: number
  newCustomers: number
  returningCustomers: number
}
type Sums = Counts & { waited: number[]; worked: number[] }
type Figures = Analytics['groups'][number]

const COUNTED = [
  'messagesIn',
  'messagesOut',
  'conversations',
  'requests',
  'answered',
  'newCustomers',
  'returningCustomers',
] as const satisfies (keyof Counts)[]

/** A firm's figures over some days, from those added up for each day: no message and no conversation is looked at. */
export async function readAnalytics(db: Db, input: AnalyticsInput): Promise<Analytics> {
  const days = await db
    .selectFrom('insightDay')
    .selectAll()
    .where('dimension', '=', 'all')
    .where('day', '>=', input.from)
    .where('day', '<=', input.to)
    .orderBy('day')
    .execute()
  const total = sumOf(days)
  const steps = Map.groupBy(days, ({ day }) => stepOf(day, input.step))
  return {
    from: input.from,
    to: input.to,
    step: input.step,
    total: { ...shown(total), ...customers(total) },
    steps: [...steps].map(([day, own]) => {
      const sums = sumOf(own)
      return { day, ...shown(sums), ...customers(sums) }
    }),
    by: input.by ?? null,
    groups: input.by === undefined ? [] : await groupsOf(db, { ...input, by: input.by }),
    groupSteps: input.by === undefined ? [] : await groupStepsOf(db, { ...input, by: input.by }),
    pending: await pendingFigures(db),
  }
}

type By = AnalyticsInput & { by: AnalyticsDimension }

const rowsOf = ({ by, from, to }: By) =>
  sql`insight_day where dimension = ${by} and day >= ${from} and day <= ${to}`

async function groupsOf(db: Db, input: By): Promise<Figures[]> {
  const { rows } = await sql<Counts & { key: string }>`
    select key, sum(messages_in)::int as messages_in, sum(messages_out)::int as messages_out,
      sum(conversations)::int as conversations, sum(requests)::int as requests, sum(answered)::int as answered,
      0 as new_customers, 0 as returning_customers
    from ${rowsOf(input)} group by key
    having ${input.by === 'keyword' ? sql`sum(conversations) >= ${KEYWORD_CONVERSATIONS_MIN}` : sql`true`}
    order by sum(messages_in) desc, key limit ${GROUPS_MAX}`.execute(db)
  const waits = await waitsByKey(db, input)
  return rows.map((row) => ({
    key: row.key,
    ...shown({ ...row, ...(waits.get(row.key) ?? { waited: [], worked: [] }) }),
  }))
}

async function waitsByKey(db: Db, input: By): Promise<Map<string, Pick<Sums, 'waited' | 'worked'>>> {
  const { rows } = await sql<{ key: string; waited: string; worked: string }>`
    select key, waited::text as waited, worked::text as worked
    from ${rowsOf(input)} and (cardinality(waited) > 0 or cardinality(worked) > 0)`.execute(db)
  const found = new Map<string, Pick<Sums, 'waited' | 'worked'>>()
  for (const { key, waited, worked } of rows) {
    const own = found.get(key) ?? { waited: [], worked: [] }
    found.set(key, own)
    addWrittenWaits(own.waited, waited)
    addWrittenWaits(own.worked, worked)
  }
  return found
}

async function groupStepsOf(db: Db, input: By): Promise<Analytics['groupSteps']> {
  if (input.step === 'day' || input.by === 'hour' || input.by === 'keyword') return []
  const step =
    input.step === 'month'
      ? sql`left(day, 7) || '-01'`
      : sql`to_char(date_trunc('week', day::date), 'YYYY-MM-DD')`
  const { rows } = await sql<Analytics['groupSteps'][number]>`
    select ${step} as day, key, sum(messages_in)::int as messages_in, sum(requests)::int as requests, sum(answered)::int as answered
    from ${rowsOf(input)} group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** First day of the step that a day is in. Weeks begin on Monday. */
function stepOf(day: string, step: AnalyticsInput['step']): string {
  if (step === 'day') return day
  if (step === 'month') return `${day.slice(0, 7)}-01`
  const ms = Date.parse(`${day}T00:00:00Z`)
  const weekday = (new Date(ms).getUTCDay() + 6) % 7
  return new Date(ms - weekday * DAY_MS).toISOString().slice(0, 10)
}

function sumOf(days: readonly Sums[]): Sums {
  const sums: Sums = {
    ...{ messagesIn: 0, messagesOut: 0, conversations: 0, requests: 0, answered: 0 },
    ...{ newCustomers: 0, returningCustomers: 0, waited: [], worked: [] },
  }
  for (const day of days) {
    for (const name of COUNTED) sums[name] += day[name]
    addWaits(sums.waited, day.waited)
    addWaits(sums.worked, day.worked)
  }
  return sums
}

function shown({ waited, worked, ...counts }: Sums): Omit<Figures, 'key'> {
  const { messagesIn, messagesOut, conversations, requests, answered } = counts
  const at = (buckets: readonly number[], q: number) => {
    const minutes = waitQuantile(buckets, q)
    return minutes === null ? null : Math.round(minutes * 10) / 10
  }
  return {
    ...{ messagesIn, messagesOut, conversations, requests, answered },
    responseTimes: {
      medianMinutes: at(waited, 0.5),
      p90Minutes: at(waited, 0.9),
      medianWorkingMinutes: at(worked, 0.5),
      p90WorkingMinutes: at(worked, 0.9),
    },
  }
}

function customers({ newCustomers, returningCustomers }: Counts) {
  return { newCustomers, returningCustomers }
}
