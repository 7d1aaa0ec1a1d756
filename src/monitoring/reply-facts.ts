import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { ReplyStanding } from '../contract/reply-figures.ts'
import { instantsOf, readAnswerFigures, today } from '../insights/insights.ts'
import type { Db } from '../store/store.ts'
import { countGood, countSuggestions } from '../suggestions/suggestions.ts'

/** How a firm answers, what becomes of suggested answers, and how language models do. */
export type ReplyFacts = {
  /** Over the last seven days. */
  standing: ReplyStanding
  /** The newest decisions on suggested answers within 30 days, 50 at most. */
  lately: { decided: number; good: number }
  /** Questions to language models within the last hour, and those that came to nothing. */
  model: { asked: number; failed: number }
}

const STANDING_DAYS = 7
const DECISIONS_MAX = 50
const DECIDED_MS = 30 * 86_400_000
const ASKED_MS = 60 * 60_000

export async function readReplyFacts(db: Db, now: Date): Promise<ReplyFacts> {
  const ago = (ms: number) => new Date(now.getTime() - ms)
  return {
    standing: await readReplyStanding(db, now),
    lately: await countGood(db, { since: ago(DECIDED_MS), max: DECISIONS_MAX }),
    model: await countQuestions(db, ago(ASKED_MS)),
  }
}

/** How a firm has answered in the last seven days of its clock, today among them. */
export async function readReplyStanding(db: Db, now: Date): Promise<ReplyStanding> {
  const to = await today(db, { now: () => now })
  const from = DateTime.fromISO(to)
    .minus({ days: STANDING_DAYS - 1 })
    .toFormat('yyyy-MM-dd')
  return {
    ...(await readAnswerFigures(db, { from, to })),
    suggestions: await countSuggestions(db, await instantsOf(db, { from, to })),
  }
}

/** A question that the model declined, or that was broken off as the program ended, says nothing of how it does. */
async function countQuestions(db: Db, since: Date): Promise<ReplyFacts['model']> {
  const { rows } = await sql<ReplyFacts['model']>`
    select count(*)::int as asked, count(*) filter (where outcome <> 'ok')::int as failed
    from model_call where at >= ${since} and outcome not in ('refused', 'stopped')`.execute(db)
  return rows[0] ?? { asked: 0, failed: 0 }
}
