import { sql } from 'kysely'
import type { SuggestionSource } from '../../contract/suggestions.ts'
import type { Db } from '../../store/store.ts'
import type { SourceCell } from './calibrate.ts'

/** A draft that was sent with so much of it changed was good: a name, a word, a sentence's end. */
export const EDITED_LITTLE_MAX = 0.2

/**
 * So many decisions count, the newest: what a firm liked years ago says little of what is drafted now, and reading them stays quick. They
 * are read whenever confidences are given, so that nothing is kept that an erasure, or a decision taken back, could leave behind.
 */
const DECISIONS_MAX = 2_000

/**
 * The newest decisions `d`: a draft that was sent and whose reply was not taken back, or that was rejected. What expired nobody decided
 * on.
 */
const decided = ({ since, max }: { since: Date | null; max: number }) => sql`(
  select s.source, s.language, s.state, s.confidence, coalesce(s.prior, s.confidence) as prior, s.edit_distance, s.decided_at,
    s.state = 'approved' or (s.state = 'edited' and s.edit_distance <= ${EDITED_LITTLE_MAX}) as is_good
  from suggestion s left join reply r on r.tenant_id = s.tenant_id and r.id = s.reply_id
  where s.state in ('approved', 'edited', 'rejected') and r.state is distinct from 'withdrawn'
    and (${since}::timestamptz is null or s.decided_at >= ${since})
  order by s.decided_at desc, s.id desc limit ${max}) d`
const newest = decided({ since: null, max: DECISIONS_MAX })

/** What confidences are calibrated by: decisions by source and prior, in hundredths. */
export async function readRecord(db: Db): Promise<SourceCell[]> {
  const { rows } = await sql<SourceCell>`
    select source, round(prior::numeric, 2)::float8 as prior, count(*)::int as count, count(*) filter (where is_good)::int as good
    from ${newest} group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** What was decided on one draft. */
export type Decision = {
  source: SuggestionSource
  language: 'en' | 'pl'
  state: 'approved' | 'edited' | 'rejected'
  /** As it was shown, and before it was calibrated. */
  confidence: number
  prior: number
  isGood: boolean
  decidedAt: Date
}

/** The same decisions, newest first. */
export async function readDecisions(db: Db): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select source, language, state, confidence, prior, is_good, decided_at from ${newest} order by decided_at desc`.execute(
    db,
  )
  return rows
}

/** Of the newest decisions since an instant, `max` at most, how many found the draft good. */
export async function countGood(
  db: Db,
  lately: { since: Date; max: number },
): Promise<{ decided: number; good: number }> {
  const { rows } = await sql<{ decided: number; good: number }>`
    select count(*)::int as decided, count(*) filter (where is_good)::int as good from ${decided(lately)}`.execute(
    db,
  )
  return rows[0] ?? { decided: 0, good: 0 }
}
