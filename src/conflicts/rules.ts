import type { Clock } from '../base/clock.ts'
import { Refusal } from '../base/refusal.ts'
import {
  type ConflictKind,
  type ConflictRules,
  conflictKinds,
  type FieldRule,
  fieldsOf,
  type Strategy,
  strategiesOf,
} from '../contract/conflicts.ts'
import type { Db, Tx } from '../store/store.ts'

/** What happens in each field of a kind: as the firm chose, and else as is usual. */
export async function rulesFor(db: Db, kind: ConflictKind): Promise<Record<string, FieldRule>> {
  const rows = await db
    .selectFrom('conflictRule')
    .select(['field', 'strategy'])
    .where('kind', '=', kind)
    .execute()
  const chosen = new Map(rows.map(({ field, strategy }) => [field, strategy as Strategy]))
  return Object.fromEntries(
    Object.entries(fieldsOf[kind]).map(([field, rule]) => [
      field,
      { ...rule, strategy: chosen.get(field) ?? rule.strategy },
    ]),
  )
}

/** All fields, for people. */
export async function listRules(db: Db): Promise<ConflictRules> {
  const rows = await db.selectFrom('conflictRule').select(['kind', 'field', 'strategy', 'setBy']).execute()
  const rules = conflictKinds.flatMap((kind) =>
    Object.entries(fieldsOf[kind]).map(([field, { type, strategy: usual }]) => {
      const row = rows.find((one) => one.kind === kind && one.field === field)
      return {
        ...{ kind, field, usual, setBy: row?.setBy ?? null },
        strategy: (row?.strategy as Strategy | undefined) ?? usual,
        choices: [...strategiesOf[type]],
      }
    }),
  )
  return { rules }
}

/** Chooses what happens in some fields. Refuses with `strategy_unfit` what cannot be done with a field. */
export async function setRules(
  tx: Tx,
  {
    clock,
    by,
    rules,
  }: {
    clock: Clock
    by: string
    rules: readonly { kind: ConflictKind; field: string; strategy: Strategy }[]
  },
): Promise<void> {
  for (const { kind, field, strategy } of rules) {
    const known = Object.hasOwn(fieldsOf[kind], field) ? fieldsOf[kind][field] : undefined
    if (known === undefined || !strategiesOf[known.type].includes(strategy)) throw unfit()
    const setAt = clock.now()
    if (strategy === known.strategy)
      await tx.deleteFrom('conflictRule').where('kind', '=', kind).where('field', '=', field).execute()
    else
      await tx
        .insertInto('conflictRule')
        .values({ kind, field, strategy, setBy: by, setAt })
        .onConflict((on) =>
          on.columns(['tenantId', 'kind', 'field']).doUpdateSet({ strategy, setBy: by, setAt }),
        )
        .execute()
  }
}

function unfit(): Refusal {
  return new Refusal(
    'strategy_unfit',
    'That cannot be done with this field.',
    'Choose one of the ways that are offered for it.',
  )
}
