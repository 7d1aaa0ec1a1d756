import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Tx } from '../store/store.ts'

const DAY_MS = 24 * 60 * 60_000
const READ_DAYS = 30
const UNREAD_DAYS = 90

/** Forgets notices of conversations, tickets, replies and conflicts that are not here any more. Call it once they are gone. */
export async function forgetNotices(tx: Tx): Promise<void> {
  await sql`
    delete from notice n where n.subject_kind <> 'mirror'
      and not exists (select from conversation c where c.tenant_id = n.tenant_id and c.id = n.subject_id)
      and not exists (select from ticket t where t.tenant_id = n.tenant_id and t.id = n.subject_id)
      and not exists (select from reply r where r.tenant_id = n.tenant_id and r.id = n.subject_id)
      and not exists (select from conflict f where f.tenant_id = n.tenant_id and f.id = n.subject_id)`.execute(
    tx,
  )
}

/** Lets notices go that were read or over a month ago, and what nobody has read in three. Answers how many. */
export async function letNoticesGo(tx: Tx, { clock }: { clock: Clock }): Promise<number> {
  const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS)
  const { numAffectedRows } = await sql`
    delete from notice where least(read_at, over_at) < ${before(READ_DAYS)} or at < ${before(UNREAD_DAYS)}`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}
