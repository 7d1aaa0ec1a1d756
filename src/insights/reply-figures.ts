import { sql } from 'kysely'
import type { ReplyFigures } from '../contract/reply-figures.ts'
import type { Db } from '../store/store.ts'

/** Days of the firm's clock, both included. */
type Span = { from: string; to: string }

export type AnswerFigures = Pick<ReplyFigures, 'requests' | 'answered' | 'responseRate' | 'firstReply'>

/**
 * How many who waited for an answer have one, and how soon conversations that began in some days had their first: from the figures of each
 * day, no message is looked at.
 */
export async function readAnswerFigures(db: Db, { from, to }: Span): Promise<AnswerFigures> {
  const days = await sql<{ requests: number; answered: number }>`
    select coalesce(sum(requests), 0)::int as requests, coalesce(sum(answered), 0)::int as answered
    from insight_day where dimension = 'all' and day between ${from} and ${to}`.execute(db)
  const firsts = await sql<{
    begun: number
    answered: number
    medianMinutes: number | null
    p90Minutes: number | null
  }>`
    select count(*)::int as begun, count(waited)::int as answered,
      percentile_cont(0.5) within group (order by waited) as median_minutes,
      percentile_cont(0.9) within group (order by waited) as p90_minutes
    from (select distinct on (a.conversation_id) (a.metrics->'requests'->0->>'waited')::float8 as waited
      from conversation_analytics a
      where a.analysis_date between ${from} and ${to} and a.metrics->'requests'->0 is not null
        and not exists (
          select from conversation_analytics b where b.tenant_id = a.tenant_id and b.conversation_id = a.conversation_id
            and b.analysis_date < ${from} and b.metrics->'requests'->0 is not null)
      order by a.conversation_id, a.analysis_date) f`.execute(db)
  const { requests, answered } = days.rows[0] ?? { requests: 0, answered: 0 }
  const first = firsts.rows[0] ?? { begun: 0, answered: 0, medianMinutes: null, p90Minutes: null }
  return {
    ...{ requests, answered, responseRate: rate(answered, requests) },
    firstReply: {
      ...{ conversations: first.begun, answered: first.answered },
      ...{ medianMinutes: rounded(first.medianMinutes), p90Minutes: rounded(first.p90Minutes) },
    },
  }
}

/** Of what we wrote in texts and mails, our turns, how many the other side answered: by a message after it in the same conversation. */
export async function readReturnFigures(
  db: Db,
  { since, until }: { since: Date; until: Date },
): Promise<Pick<ReplyFigures, 'written' | 'repliesReceived' | 'repliesRate'>> {
  const { rows } = await sql<{ written: number; received: number }>`
    select count(*)::int as written, count(*) filter (where next.direction is distinct from 'out' and next.kind is not null)::int as received
    from conversation c
    join thread_entry e on e.tenant_id = c.tenant_id and e.conversation_id = c.id and e.at >= ${since} and e.at < ${until}
    join message m on m.tenant_id = e.tenant_id and m.id = e.message_id and m.direction = 'out' and m.kind in ('text', 'email')
    left join lateral (
      select n.direction, n.kind from thread_entry f join message n on n.tenant_id = f.tenant_id and n.id = f.message_id
      where f.tenant_id = e.tenant_id and f.conversation_id = e.conversation_id
        and (f.at, f.message_id) > (e.at, e.message_id) and n.kind <> 'step'
      order by f.at, f.message_id limit 1) next on true
    where c.last_at >= ${since} and c.merged_into is null and (next.kind is null or next.direction is distinct from 'out')`.execute(
    db,
  )
  const { written, received } = rows[0] ?? { written: 0, received: 0 }
  return { written, repliesReceived: received, repliesRate: rate(received, written) }
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000
}

function rounded(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(minutes * 10) / 10
}
