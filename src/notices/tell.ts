import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { NoticeKind } from '../contract/notices.ts'
import type { Tx } from '../store/store.ts'
import type { Cause } from './cause.ts'
import { readPeople } from './people.ts'
import { whomToTell } from './whom.ts'

/**
 * Tells people of causes. What they were told of already adds nothing; a later turn of it refreshes their notice, which is
 * unread again; one that was over and stands again stands. Twice changes nothing, also by two processes at once.
 */
export async function tellOf(
  tx: Tx,
  { clock, causes }: { clock: Clock; causes: readonly Cause[] },
): Promise<void> {
  if (causes.length === 0) return
  const people = await readPeople(tx)
  const now = clock.now()
  const rows = causes
    .flatMap((cause) => whomToTell(people, cause).map((personId) => ({ ...cause, personId })))
    // In one order by whoever writes, so that two who write at once wait for each other and no more.
    .sort((a, b) => compare(a.cause, b.cause) || compare(a.personId, b.personId))
  for (const { kind, cause, turn, at, subject, about, actor, personId } of rows)
    await sql`
      insert into notice as n (id, person_id, kind, cause, turn, subject_kind, subject_id, about, actor, at, made_at)
      values (${newId(clock)}, ${personId}, ${kind}, ${cause}, ${turn}, ${subject.kind}, ${subject.id}, ${JSON.stringify(about)}::jsonb,
        ${actor}, ${at}, ${now})
      on conflict (tenant_id, person_id, cause) do update set
        read_at = case when n.turn < excluded.turn then null else n.read_at end,
        at = case when n.turn < excluded.turn then excluded.at else n.at end,
        about = case when n.turn < excluded.turn then excluded.about else n.about end,
        actor = case when n.turn < excluded.turn then excluded.actor else n.actor end,
        turn = greatest(n.turn, excluded.turn), over_at = null
      where n.turn < excluded.turn or n.over_at is not null`.execute(tx)
}

/**
 * Notes that what people were told of is over: notices of these kinds that stand, but whose cause does not. `subjects` limits it
 * to these, where only they were looked at.
 */
export async function endNotices(
  tx: Tx,
  input: {
    clock: Clock
    kinds: readonly NoticeKind[]
    standing: readonly Cause[]
    subjects?: readonly string[] | undefined
  },
): Promise<void> {
  const { clock, kinds, standing, subjects } = input
  const among = subjects === undefined ? sql`true` : sql`subject_id = any(${[...subjects]}::uuid[])`
  await sql`
    update notice set over_at = ${clock.now()}
    where kind = any(${[...kinds]}) and over_at is null and ${among} and cause <> all(${standing.map(({ cause }) => cause)}::text[])`.execute(
    tx,
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
