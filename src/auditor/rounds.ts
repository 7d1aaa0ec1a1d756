import type { CheckName } from '../contract/auditor.ts'
import type { Db, Tx } from '../store/store.ts'

/** How far a check has come on its way round all rows. */
export type Round = {
  newest: string | null
  after: string | null
  beganAt: Date
  endedAt: Date | null
}

/** The rounds of all checks, by name. */
export async function readRounds(db: Db): Promise<Map<string, Round>> {
  const rows = await db.selectFrom('checkRound').selectAll().execute()
  return new Map(
    rows.map(({ name, newest, after, beganAt, endedAt }) => [name, { newest, after, beganAt, endedAt }]),
  )
}

export async function keepRound(tx: Tx, { name, round }: { name: CheckName; round: Round }): Promise<void> {
  await tx
    .insertInto('checkRound')
    .values({ name, ...round })
    .onConflict((conflict) => conflict.columns(['tenantId', 'name']).doUpdateSet(round))
    .execute()
}
