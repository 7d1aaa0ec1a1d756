import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { DismissReason, LostKind, LostWork, LostWorkPage } from '../contract/insights.ts'
import { customersOfParticipants } from '../customers/customers.ts'
import type { Db } from '../store/store.ts'
import { pendingFigures } from './due.ts'
import type { LostDetail } from './lost.ts'
import { hoursOf, worthOf } from './worth.ts'

export type LostQuery = {
  now: Date
  limit: number
  cursor?: string | undefined
  kind?: LostKind | undefined
  dismissed: boolean
}

const TEXT_CHARACTERS = 300
const DAY_S = 86_400
const CURSOR = /^([\d.e+-]{1,30}) ([0-9a-f-]{36})$/

type Row = {
  conversationId: Id
  participantsId: Id
  kind: LostKind
  messageId: Id
  at: Date
  fromAt: Date
  detail: LostDetail
  score: number
  text: string
  known: boolean
  dismissalId: Id | null
  reason: DismissReason | null
  note: string | null
  dismissedBy: string | null
  dismissedAt: Date | null
}

/**
 * Work that was let slip, what is likeliest worth coming back to first: its worth, halved with every half-life since. A
 * cursor holds the score at the time of the first page, and pages on by that.
 */
export async function listLostWork(db: Db, query: LostQuery): Promise<LostWorkPage> {
  const { at, after } = readCursor(query)
  const { rows } = await sql<Row>`
    select * from (
      select i.conversation_id, c.participants_id, i.lost_kind as kind, i.lost_message_id as message_id, i.lost_at as at, i.lost_from as from_at,
        i.lost_detail as detail, i.lost_worth * power(0.5::float8, greatest(0, extract(epoch from ${at}::timestamptz - i.lost_at)) / ${DAY_S} / i.lost_half_life_days) as score,
        case when m.body = '' then coalesce(m.transcript, '') else m.body end as text,
        exists (select from conversation_analytics a where a.party_id = i.party_id and a.conversation_id <> i.conversation_id) as known,
        d.id as dismissal_id, d.reason, d.note, d.dismissed_by, d.dismissed_at
      ${standing(query)}) l
    where ${query.kind === undefined ? sql`true` : sql`l.kind = ${query.kind}`}
      and ${after === null ? sql`true` : sql`(l.score, l.message_id) < (${after.score}::float8, ${after.id}::uuid)`}
    order by l.score desc, l.message_id desc limit ${query.limit + 1}`.execute(db)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const counts = await countLost(db, query)
  return {
    items: await show(db, page),
    next: rows.length > query.limit && last !== undefined ? writeCursor(at, last) : null,
    total:
      query.kind === undefined
        ? Object.values(counts).reduce((sum, one) => sum + one, 0)
        : counts[query.kind],
    counts,
    pending: await pendingFigures(db),
  }
}

/** What is in the list now: let slip long enough, not settled in another conversation, put aside by somebody or not. */
function standing({ now, dismissed }: Pick<LostQuery, 'now' | 'dismissed'>) {
  return sql`
    from conversation_insight i
    join conversation c on c.tenant_id = i.tenant_id and c.id = i.conversation_id and c.merged_into is null
    join message m on m.tenant_id = i.tenant_id and m.id = i.lost_message_id
    left join lost_work_dismissal d on d.tenant_id = i.tenant_id and d.message_id = i.lost_message_id and d.lost_kind = i.lost_kind and d.undone_at is null
    where i.lost_kind is not null and i.lost_from <= ${now} and i.settled_by_message_id is null and (d.id is not null) = ${dismissed}`
}

async function countLost(db: Db, query: LostQuery): Promise<LostWorkPage['counts']> {
  const { rows } = await sql<{ kind: LostKind; count: number }>`
    select i.lost_kind as kind, count(*)::int as count ${standing(query)} group by 1`.execute(db)
  const counts = { request_unanswered: 0, quote_not_followed_up: 0, promise_not_kept: 0 }
  for (const { kind, count } of rows) counts[kind] = count
  return counts
}

async function show(db: Db, rows: readonly Row[]): Promise<LostWork[]> {
  const parties = await customersOfParticipants(db, [
    ...new Set(rows.map(({ participantsId }) => participantsId)),
  ])
  return rows.map((row) => {
    const { detail } = row
    const party = parties.get(row.participantsId)
    return {
      messageId: row.messageId,
      conversationId: row.conversationId,
      kind: row.kind,
      party: { kind: party?.kind ?? 'unknown', title: party?.title ?? '', members: party?.members ?? [] },
      customerKnown: row.known,
      at: row.at.toISOString(),
      from: row.fromAt.toISOString(),
      text: row.text.slice(0, TEXT_CHARACTERS),
      start: Math.min(detail.start, TEXT_CHARACTERS),
      end: Math.min(detail.end, TEXT_CHARACTERS),
      reason: { code: detail.reason, params: detail.dueAt === null ? {} : { dueAt: detail.dueAt } },
      service: detail.service,
      urgency: detail.urgency,
      amount: detail.amount,
      currency: detail.currency,
      worth: worthOf(hoursOf(detail)),
      score: Math.round(row.score * 1000) / 1000,
      dismissed:
        row.dismissalId === null || row.reason === null
          ? null
          : {
              id: row.dismissalId,
              reason: row.reason,
              note: row.note,
              by: row.dismissedBy ?? '',
              at: row.dismissedAt?.toISOString() ?? '',
            },
    }
  })
}

function writeCursor(at: Date, { score, messageId }: Row): string {
  return Buffer.from(`${at.toISOString()} ${score} ${messageId}`).toString('base64url')
}

function readCursor({ cursor, now }: LostQuery): { at: Date; after: { score: string; id: Id } | null } {
  if (cursor === undefined) return { at: now, after: null }
  const [at = '', rest = ''] = splitOnce(Buffer.from(cursor, 'base64url').toString())
  const [, score, id] = CURSOR.exec(rest) ?? []
  if (score === undefined || id === undefined || Number.isNaN(Date.parse(at)))
    throw new Refusal(
      'bad_cursor',
      'The cursor is not one that a page has given.',
      'Begin with the first page.',
    )
  return { at: new Date(at), after: { score, id } }
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ')
  return [text.slice(0, at), text.slice(at + 1)]
}
