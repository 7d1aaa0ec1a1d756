import type { Clock } from '../../base/clock.ts'
import type { Db, Tx } from '../../store/store.ts'
import { firstRule, readWeights, type ThreadRule } from './rule.ts'

const BY_SETTINGS = 'settings'

/** The rule that holds now; undefined while the firm has none. */
export async function readRule(db: Db): Promise<(ThreadRule & { madeBy: string }) | undefined> {
  const row = await db
    .selectFrom('threadRule')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    version: row.version,
    timeoutHours: row.timeoutHours,
    threshold: row.threshold,
    weights: readWeights(row.weights),
    madeBy: row.madeBy,
  }
}

/**
 * The rule that holds now. A firm that never set one follows the installation's time-out: its first rule is made
 * from it, and a new version whenever that setting has changed. A rule made by a person is left alone.
 */
export async function currentRule(
  tx: Tx,
  input: { clock: Clock; timeoutHours: number },
): Promise<ThreadRule> {
  const rule = await readRule(tx)
  if (rule !== undefined && (rule.madeBy !== BY_SETTINGS || isStored(rule, input.timeoutHours))) return rule
  const next = { ...firstRule(input.timeoutHours), version: (rule?.version ?? 0) + 1 }
  await writeRule(tx, { rule: next, by: BY_SETTINGS, clock: input.clock })
  return next
}

/** The column keeps four bytes of the number. */
function isStored(rule: ThreadRule, timeoutHours: number): boolean {
  return Math.fround(rule.timeoutHours) === Math.fround(timeoutHours)
}

/** Makes `rule` the one that holds; messages are threaded by it from then on, older ones by the stage. */
export async function writeRule(
  tx: Tx,
  input: { rule: ThreadRule; by: string; clock: Clock },
): Promise<void> {
  const { rule } = input
  await tx
    .insertInto('threadRule')
    .values({
      version: rule.version,
      timeoutHours: rule.timeoutHours,
      threshold: rule.threshold,
      weights: JSON.stringify(rule.weights),
      madeBy: input.by,
      madeAt: input.clock.now(),
    })
    .execute()
}
