import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type FirmRules, firmRulesShape } from '../contract/understanding.ts'
import type { Db, Tx } from '../store/store.ts'

/** The firm's own rules as they hold now; version 0 and none of them while it never set any. */
export type HeldRules = { version: number; rules: FirmRules; madeBy: string | null; madeAt: Date | null }

export async function readFirmRules(db: Db): Promise<HeldRules> {
  const row = await db
    .selectFrom('understandingRule')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return { version: 0, rules: firmRulesShape.parse({}), madeBy: null, madeAt: null }
  return {
    version: row.version,
    rules: firmRulesShape.parse(row.rules),
    madeBy: row.madeBy,
    madeAt: row.madeAt,
  }
}

/** Makes these the rules that hold. The stage makes everything anew by them; rules equal to those that hold change nothing. */
export async function writeFirmRules(
  tx: Tx,
  input: { rules: FirmRules; by: string; clock: Clock },
): Promise<HeldRules> {
  await sql`select pg_advisory_xact_lock(hashtextextended('findings.rules:' || app_tenant()::text, 0))`.execute(
    tx,
  )
  const before = await readFirmRules(tx)
  if (JSON.stringify(before.rules) === JSON.stringify(input.rules)) return before
  const next = {
    version: before.version + 1,
    rules: input.rules,
    madeBy: input.by,
    madeAt: input.clock.now(),
  }
  await tx
    .insertInto('understandingRule')
    .values({ ...next, rules: JSON.stringify(next.rules) })
    .execute()
  return next
}
