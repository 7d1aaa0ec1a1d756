import type { Clock } from '../base/clock.ts'
import type { Retention } from '../contract/retention.ts'
import type { Db, Tx } from '../store/store.ts'

export type { Retention } from '../contract/retention.ts'

/** The kinds as the database calls them. */
const kinds = { messages: 'messages', files: 'files', setAside: 'set_aside', audit: 'audit' } as const

/** How long the firm keeps what. */
export async function readRetention(db: Db): Promise<Retention> {
  const rows = await db.selectFrom('retentionRule').select(['kind', 'keepDays']).execute()
  const daysOf = (kind: keyof Retention) => rows.find((row) => row.kind === kinds[kind])?.keepDays ?? null
  return {
    messages: daysOf('messages'),
    files: daysOf('files'),
    setAside: daysOf('setAside'),
    audit: daysOf('audit'),
  }
}

/** Sets how long the firm keeps what. */
export async function writeRetention(
  tx: Tx,
  { clock, by, retention }: { clock: Clock; by: string; retention: Retention },
): Promise<void> {
  await tx.deleteFrom('retentionRule').execute()
  const rows = (Object.keys(kinds) as (keyof Retention)[]).flatMap((kind) => {
    const keepDays = retention[kind]
    return keepDays === null ? [] : [{ kind: kinds[kind], keepDays, setBy: by, setAt: clock.now() }]
  })
  if (rows.length > 0) await tx.insertInto('retentionRule').values(rows).execute()
}
