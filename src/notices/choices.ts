import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { NoticeChoices, NoticeKind } from '../contract/notices.ts'
import type { Db, Tx } from '../store/store.ts'

/** Of which kinds a person wants to be told: all, unless they said otherwise. */
export async function readChoices(
  db: Db,
  { personId, kinds }: { personId: Id; kinds: readonly NoticeKind[] },
): Promise<NoticeChoices['choices']> {
  const rows = await db
    .selectFrom('noticeChoice')
    .select(['kind', 'wanted'])
    .where('personId', '=', personId)
    .execute()
  return kinds.map((kind) => ({ kind, wanted: rows.find((row) => row.kind === kind)?.wanted ?? true }))
}

/** Keeps a person's choices; kinds that are not named stay as they are. What they were told already stays told. */
export async function writeChoices(
  tx: Tx,
  { clock, personId, choices }: { clock: Clock; personId: Id; choices: NoticeChoices['choices'] },
): Promise<void> {
  for (const { kind, wanted } of choices)
    await tx
      .insertInto('noticeChoice')
      .values({ personId, kind, wanted, setAt: clock.now() })
      .onConflict((same) =>
        same.columns(['tenantId', 'personId', 'kind']).doUpdateSet({ wanted, setAt: clock.now() }),
      )
      .execute()
}
