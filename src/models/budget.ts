import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../store/store.ts'
import type { ModelSettings } from './provider.ts'

/** Budgets hold for a UTC day and for a UTC month. */
export const spans = ['day', 'month'] as const
export type Span = (typeof spans)[number]

/** What the installation lets each firm spend, US dollars; null: as much as it likes. */
export type Limits = { dayUsd: number | null; monthUsd: number | null }

/** What an installation's settings allow; nothing is said of it where no model is set. */
export function limitsOf(
  model: Pick<ModelSettings, 'budgetUsdPerDay' | 'budgetUsdPerMonth'> | undefined,
): Limits {
  return { dayUsd: model?.budgetUsdPerDay ?? null, monthUsd: model?.budgetUsdPerMonth ?? null }
}

/** What models have cost a firm today and this month, and what it said that they may. */
export type Spending = {
  /** First days of the spans, YYYY-MM-DD. */
  beganOn: Record<Span, string>
  /** US dollars counted against budgets: the cost where it is known, else the most it can have been. */
  spentUsd: Record<Span, number>
  own: { dayUsd: number | null; monthUsd: number | null; setBy: string; setAt: Date } | null
  /** When a budget last had no room for a question. */
  stops: { span: Span; beganOn: string; limitUsd: number; at: Date }[]
}

export type Budget = {
  beganOn: string
  /** The lesser of what the installation allows and the firm chose; null where neither says anything. */
  limitUsd: number | null
  spentUsd: number
  /** No question is put any more until the span is over or the budget is raised. */
  isUsedUp: boolean
  /** Since when one was not put; null where none was wanted since. */
  stoppedAt: Date | null
}
export type Budgets = Record<Span, Budget>

type Told<T> = Omit<T, 'at' | 'setAt'>
type Row = {
  dayUsd: number
  monthUsd: number
  own: (Told<NonNullable<Spending['own']>> & { setAt: string }) | null
  stops: (Told<Spending['stops'][number]> & { at: string })[]
}

/** Reads at most the rows of a month's days, however many questions were put. In one statement: each question waits for it. */
export async function readSpending(db: Db, now: Date): Promise<Spending> {
  const day = now.toISOString().slice(0, 10)
  const month = `${day.slice(0, 7)}-01`
  const { rows } = await sql<Row>`
    select coalesce(sum(budgeted_usd) filter (where day = ${day}), 0)::float8 as day_usd,
      coalesce(sum(budgeted_usd), 0)::float8 as month_usd,
      (select jsonb_build_object('dayUsd', day_usd, 'monthUsd', month_usd, 'setBy', set_by, 'setAt', set_at)
       from model_budget) as own,
      (select coalesce(jsonb_agg(jsonb_build_object('span', span, 'beganOn', began_on, 'limitUsd', limit_usd, 'at', at)), '[]')
       from model_stop) as stops
    from model_day where day between ${month} and ${day}`.execute(db)
  const [{ dayUsd, monthUsd, own, stops }] = rows as [Row]
  return {
    beganOn: { day, month },
    spentUsd: { day: dayUsd, month: monthUsd },
    own: own && { ...own, setAt: new Date(own.setAt) },
    stops: stops.map((stop) => ({ ...stop, at: new Date(stop.at) })),
  }
}

/** A firm's budgets, and how far they are used. */
export function budgetsOf(spending: Spending, limits: Limits): Budgets {
  const of = (span: Span): Budget => {
    const beganOn = spending.beganOn[span]
    const spentUsd = spending.spentUsd[span]
    const limitUsd = least(limits[`${span}Usd`], spending.own?.[`${span}Usd`] ?? null)
    const stop = spending.stops.find(
      (one) => one.span === span && one.beganOn === beganOn && one.limitUsd >= (limitUsd ?? Infinity),
    )
    const isSpent = limitUsd !== null && limitUsd > 0 && spentUsd >= limitUsd
    return {
      ...{ beganOn, limitUsd, spentUsd },
      isUsedUp: isSpent || stop !== undefined,
      stoppedAt: stop?.at ?? null,
    }
  }
  return { day: of('day'), month: of('month') }
}

function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** Notes that a budget has no room for a question. Of the same span and limit the first time stands. */
export async function noteStop(
  tx: Tx,
  { span, beganOn, limitUsd, at }: { span: Span; beganOn: string; limitUsd: number; at: Date },
): Promise<void> {
  await sql`
    insert into model_stop (span, began_on, limit_usd, at) values (${span}, ${beganOn}, ${limitUsd}, ${at})
    on conflict (tenant_id, span) do update set began_on = excluded.began_on, limit_usd = excluded.limit_usd, at = excluded.at
      where (model_stop.began_on, model_stop.limit_usd) is distinct from (excluded.began_on, excluded.limit_usd)`.execute(
    tx,
  )
}

/** Sets what a firm itself lets models cost; null: what the installation allows. Refuses with `budget_too_high` what that does not. */
export async function setBudgets(
  tx: Tx,
  input: { clock: Clock; by: string; limits: Limits; dayUsd: number | null; monthUsd: number | null },
): Promise<void> {
  const { clock, by, limits, dayUsd, monthUsd } = input
  for (const [asked, allowed, setting] of [
    [dayUsd, limits.dayUsd, 'MODEL_BUDGET_USD'],
    [monthUsd, limits.monthUsd, 'MODEL_BUDGET_MONTH_USD'],
  ] as const)
    if (asked !== null && allowed !== null && asked > allowed)
      throw new Refusal(
        'budget_too_high',
        `This installation allows ${allowed} US dollars at most.`,
        `Choose no more than that, or ask whoever runs the server to raise ${setting}.`,
      )
  const values = { dayUsd, monthUsd, setBy: by, setAt: clock.now() }
  await tx
    .insertInto('modelBudget')
    .values(values)
    .onConflict((conflict) => conflict.column('tenantId').doUpdateSet(values))
    .execute()
}
