import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { decodeCursor, encodeCursor, type Page } from '../../base/page.ts'
import type { Question } from '../../contract/customers.ts'
import type { Db } from '../../store/store.ts'
import { readEvidence } from '../evidence.ts'

/** Open questions, the likeliest matches first. One statement. */
export async function listQuestions(
  db: Db,
  query: { cursor?: string | undefined; limit: number },
): Promise<Page<Question>> {
  let after = sql``
  if (query.cursor !== undefined) {
    const [confidence, id] = decodeCursor(query.cursor, 2)
    after = sql`and (-q.confidence, q.id) > (-${Number(confidence)}::real, ${String(id)}::uuid)`
  }
  const rows = await readQuestions(db, after, query.limit + 1)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.map(showQuestion),
    next: rows.length > query.limit && last !== undefined ? encodeCursor([last.confidence, last.id]) : null,
  }
}

/** Open questions about a customer, from either side. One statement. */
export async function questionsOfCustomer(db: Db, customerId: Id): Promise<Question[]> {
  const rows = await readQuestions(
    db,
    sql`and (q.customer_id = ${customerId} or p.customer_id = ${customerId})`,
    100,
  )
  return rows.map(showQuestion)
}

type Row = {
  id: Id
  method: string
  confidence: number
  evidence: unknown
  askedAt: Date
  pointId: Id
  pointKind: string
  value: string
  ownCustomerId: Id | null
  ownName: string | null
  candidateId: Id
  candidateName: string | null
}

/** A question is moot, and left out, while the two are one customer. */
async function readQuestions(db: Db, condition: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select q.id, q.method, q.confidence, q.evidence, q.asked_at, p.id as point_id, p.kind as point_kind, p.value,
      p.customer_id as own_customer_id, c.id as candidate_id, c.name as candidate_name,
      coalesce((select n.name from contact_name n where n.tenant_id = p.tenant_id and n.contact_point_id = p.id
        order by n.last_at desc, n.noted_at desc, n.name collate "C" limit 1), own.name) as own_name
    from match_question q
    join contact_point p on p.tenant_id = q.tenant_id and p.id = q.contact_point_id
    join customer c on c.tenant_id = q.tenant_id and c.id = q.customer_id
    left join customer own on own.tenant_id = p.tenant_id and own.id = p.customer_id
    where q.answer is null and c.merged_into is null
      and (q.method = 'renamed') = (p.customer_id is not distinct from q.customer_id) ${condition}
    order by q.confidence desc, q.id limit ${limit}`.execute(db)
  return rows
}

function showQuestion(row: Row): Question {
  return {
    id: row.id,
    contactPoint: {
      id: row.pointId,
      kind: row.pointKind,
      value: row.value,
      customerId: row.ownCustomerId,
      name: row.ownName,
    },
    candidate: { id: row.candidateId, name: row.candidateName },
    method: row.method,
    confidence: row.confidence,
    evidence: readEvidence(row.evidence),
    askedAt: row.askedAt.toISOString(),
  }
}
