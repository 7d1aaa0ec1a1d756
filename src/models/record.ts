import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'
import type { Asked } from './request.ts'

/** Writes down one request to a model; the time is that of its sending. */
export async function recordCall(
  tx: Tx,
  input: {
    clock: Clock
    purpose: string
    messageId: Id | null
    provider: string
    model: string
    at: Date
    asked: Asked<unknown>
    costUsd: number | null
    budgetedUsd: number
  },
): Promise<void> {
  const { clock, asked, ...row } = input
  await tx
    .insertInto('modelCall')
    .values({
      ...row,
      id: newId(clock),
      latencyMs: asked.latencyMs,
      outcome: asked.outcome,
      httpStatus: asked.httpStatus,
      inputTokens: asked.tokens?.input ?? null,
      outputTokens: asked.tokens?.output ?? null,
    })
    .execute()
}

/** US dollars counted against the firm's budget since midnight UTC. */
export async function spentToday(db: Db, now: Date): Promise<number> {
  const { spent } = await db
    .selectFrom('modelCall')
    .select(sql<number>`coalesce(sum(budgeted_usd), 0)::float8`.as('spent'))
    .where('at', '>=', new Date(now.toISOString().slice(0, 10)))
    .executeTakeFirstOrThrow()
  return spent
}
