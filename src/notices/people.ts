import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { NoticeKind } from '../contract/notices.ts'
import type { Role } from '../contract/permissions.ts'
import type { Db } from '../store/store.ts'
import type { Hearer } from './whom.ts'

/** Who works for the firm, as the present transaction sees it. */
export async function readPeople(db: Db): Promise<Hearer[]> {
  const { rows } = await sql<{ personId: Id; role: Role; unwanted: NoticeKind[] }>`
    select p.person_id, p.role, coalesce((select array_agg(c.kind) from notice_choice c
      where c.tenant_id = app_tenant() and c.person_id = p.person_id and not c.wanted), '{}') as unwanted
    from firm_people() p`.execute(db)
  return rows.map((row) => ({ ...row, unwanted: new Set(row.unwanted) }))
}
