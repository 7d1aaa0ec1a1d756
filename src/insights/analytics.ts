import { sql } from 'kysely'
import type { Analytics, AnalyticsDimension } from '../contract/insights.ts'
import type { Db } from '../store/store.ts'
import { pendingFigures } from './due.ts'
import { waitQuantile } from './wait-buckets.ts'

/** Days of the firm's clock, both included. */
export type AnalyticsInput = {
  from: string
  to: string
  step: 'day' | 'week' | 'month'
  by?: AnalyticsDimension | undefined
}

const GROUPS_MAX = 200
/** Tells of fewer conversations may be one person's own. */
const KEYWORD_CONVERSATIONS_MIN = 2

type Sums = {
  messagesIn: number
  messagesOut: number
  conversations: number
  requests: number
  answered: number
  newCustomers: number
  returningCustomers: number
}
type Waits = { waited: number[] | null; worked: number[] | null }
type Figures = Analytics['groups'][number]

/** A firm's figures over some days, from those added up for each day: no message is looked at. */
export async function readAnalytics(db: Db, input: AnalyticsInput): Promise<Analytics> {
  const total = await sums(db, { ...input, group: sql`''` })
  const steps = await sums(db, { ...input, group: stepOf(input.step) })
  const [whole] = total
  return {
    from: input.from,
    to: input.to,
    step: input.step,
    total: { ...shown(whole), ...customers(whole) },
    steps: steps
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map((one) => ({ day: one.key, ...shown(one), ...customers(one) })),
    by: input.by ?? null,
    ...(input.by === undefined
      ? { groups: [], groupSteps: [] }
      : await groupsOf(db, { ...input, by: input.by })),
    pending: await pendingFigures(db),
  }
}

async function groupsOf(
  db: Db,
  input: AnalyticsInput & { by: AnalyticsDimension },
): Promise<Pick<Analytics, 'groups' | 'groupSteps'>> {
  const found = await sums(db, { ...input, dimension: input.by, group: sql`key` })
  const groups = found
    .filter(({ conversations }) => input.by !== 'keyword' || conversations >= KEYWORD_CONVERSATIONS_MIN)
    .sort((a, b) => b.messagesIn - a.messagesIn || (a.key < b.key ? -1 : 1))
    .slice(0, GROUPS_MAX)
    .map((one): Figures => ({ key: one.key, ...shown(one) }))
  if (input.by === 'hour' || input.by === 'keyword') return { groups, groupSteps: [] }
  const { rows } = await sql<Analytics['groupSteps'][number]>`
    select ${stepOf(input.step)} as day, key, sum(messages_in)::int as messages_in, sum(requests)::int as requests, sum(answered)::int as answered
    from insight_day where dimension = ${input.by} and day between ${input.from} and ${input.to}
    group by 1, 2 order by 1, 2`.execute(db)
  return { groups, groupSteps: rows }
}

/** First day of the step that a day is in, as text. */
function stepOf(step: AnalyticsInput['step']) {
  if (step === 'day') return sql`day`
  if (step === 'month') return sql`left(day, 7) || '-01'`
  return sql`to_char(date_trunc('week', day::date), 'YYYY-MM-DD')`
}

async function sums(
  db: Db,
  input: AnalyticsInput & { dimension?: AnalyticsDimension; group: ReturnType<typeof sql> },
): Promise<(Sums & Waits & { key: string })[]> {
  const of = sql`insight_day where dimension = ${input.dimension ?? 'all'} and day between ${input.from} and ${input.to}`
  const { rows } = await sql<Sums & { key: string }>`
    select ${input.group} as key, sum(messages_in)::int as messages_in, sum(messages_out)::int as messages_out,
      sum(conversations)::int as conversations, sum(requests)::int as requests, sum(answered)::int as answered,
      sum(new_customers)::int as new_customers, sum(returning_customers)::int as returning_customers
    from ${of} group by 1`.execute(db)
  const waits = await sql<{ key: string; bucket: number; waited: number; worked: number }>`
    select ${input.group} as key, b.bucket::int as bucket, sum(coalesce(b.waited, 0))::int as waited, sum(coalesce(b.worked, 0))::int as worked
    from (select * from ${of} and answered > 0) d cross join lateral unnest(d.waited, d.worked) with ordinality b (waited, worked, bucket)
    group by 1, 2 having sum(coalesce(b.waited, 0)) > 0 or sum(coalesce(b.worked, 0)) > 0`.execute(db)
  const byKey = Map.groupBy(waits.rows, ({ key }) => key)
  return rows.map((row) => {
    const waited: number[] = []
    const worked: number[] = []
    for (const one of byKey.get(row.key) ?? []) {
      waited[one.bucket - 1] = one.waited
      worked[one.bucket - 1] = one.worked
    }
    return { ...row, waited, worked }
  })
}

function shown(sums: (Sums & Waits) | undefined): Omit<Figures, 'key'> {
  const { messagesIn = 0, messagesOut = 0, conversations = 0, requests = 0, answered = 0 } = sums ?? {}
  const at = (counts: number[] | null | undefined, q: number) => {
    const minutes = waitQuantile(
      Array.from(counts ?? [], (count) => count ?? 0),
      q,
    )
    return minutes === null ? null : Math.round(minutes * 10) / 10
  }
  return {
    ...{ messagesIn, messagesOut, conversations, requests, answered },
    responseTimes: {
      medianMinutes: at(sums?.waited, 0.5),
      p90Minutes: at(sums?.waited, 0.9),
      medianWorkingMinutes: at(sums?.worked, 0.5),
      p90WorkingMinutes: at(sums?.worked, 0.9),
    },
  }
}

function customers(sums: Sums | undefined): Pick<Sums, 'newCustomers' | 'returningCustomers'> {
  return { newCustomers: sums?.newCustomers ?? 0, returningCustomers: sums?.returningCustomers ?? 0 }
}
