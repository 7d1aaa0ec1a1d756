import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { MessageKind } from '../../channels/channels.ts'
import type { Hit } from '../../contract/search.ts'
import { customersOfParticipants, type PartyView } from '../../customers/customers.ts'
import { type MessageFilters, messageConditions } from '../../inbox/inbox.ts'
import type { Db } from '../../store/store.ts'
import { fold } from '../../understanding/understanding.ts'
import type { Clauses } from '../query/clauses.ts'
import type { Filters } from '../query/parse.ts'
import { wordsIn } from '../words/analyse.ts'
import { excerptOf, tidySpans } from './excerpt.ts'
import { type Match, matchDocument, mayMatch, type Named, type Span, type Way } from './match.ts'

/** Filters as messages are asked by them: people are whom the words meant. */
export type AskedFilters = MessageFilters & Pick<Filters, 'district'>

type MessageRow = {
  id: Id
  at: Date
  kind: MessageKind
  channel: string
  direction: 'in' | 'out' | null
  participantsId: Id
  words: string
  conversationId: Id | null
  district: string | null
  files: string[]
}

/** From so many on, what cannot match is told apart by a quicker look first. */
const QUICK_LOOK_FROM = 100

/** A message that passed the filters. */
export type LoadedMessage = { row: MessageRow; party: PartyView | undefined }
/** A message that is as was asked, with how it is. */
export type FoundMessage = LoadedMessage & { match: Match }

/** These messages as they are now, without those that the filters bar; in the order given. */
export async function loadMessages(
  db: Db,
  { ids, filters }: { ids: readonly Id[]; filters: AskedFilters },
): Promise<LoadedMessage[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<MessageRow>`
    select m.id, m.at, m.kind, m.channel, m.direction, m.participants_id, e.conversation_id,
      concat_ws(E'\n', m.subject, nullif(m.body, ''), m.transcript) as words,
      ${
        filters.district === null
          ? sql`null`
          : sql`(select u.detail ->> 'district' from understanding u where u.tenant_id = m.tenant_id and u.message_id = m.id)`
      } as district,
      array(select a.reference from attachment a where a.tenant_id = m.tenant_id and a.message_id = m.id order by a.position) as files
    from message m
    left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    left join conversation c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
    where m.id = any(${ids as Id[]}::uuid[]) and ${messageConditions(filters)}`.execute(db)
  const parties = await customersOfParticipants(db, [
    ...new Set(rows.map(({ participantsId }) => participantsId)),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined || !isInDistrict(row, filters)) return []
    return [{ row, party: parties.get(row.participantsId) }]
  })
}

/** Of these messages, those that the query's words do not bar and that meet all of its clauses but `missingMax`; in the order given. */
export function matching(
  messages: readonly LoadedMessage[],
  { clauses, missingMax }: { clauses: Clauses; missingMax: number },
): FoundMessage[] {
  return messages.flatMap(({ row, party }) => {
    const who = (party?.members ?? []).flatMap(({ name }) => name ?? [])
    const said = { text: row.words, who, files: row.files }
    if (messages.length > QUICK_LOOK_FROM && missingMax === 0 && !mayMatch(said, clauses)) return []
    const match = matchDocument(said, clauses)
    if (match === null || match.ways.filter((way) => way === null).length > missingMax) return []
    return [{ row, party, match }]
  })
}

function isInDistrict({ district }: MessageRow, { district: wanted }: AskedFilters): boolean {
  return wanted === null || (district !== null && fold(district) === fold(wanted))
}

/** A message as an answer shows it; one that is met by nothing but a file's name is that file. */
export function showMessage({ row, party, match }: FoundMessage, score: number): Hit {
  const ways = match.ways.flatMap((way) => way ?? [])
  const file =
    ways.length > 0 && ways.every(({ code }) => code === 'file') ? (ways[0]?.name?.whole ?? null) : null
  const title = file ?? party?.title ?? ''
  const named = ways.filter(({ name, spans }) => name !== null && spans.length === 0)
  return {
    kind: file === null ? 'message' : 'attachment',
    id: row.id,
    at: row.at.toISOString(),
    score,
    title: {
      text: title,
      spans: tidySpans(
        named.flatMap((way) => nameSpans(title, way)),
        title.length,
      ),
    },
    excerpt: excerptOf(
      row.words,
      ways.map(({ spans }) => spans),
    ),
    why: ways.map((way) => reasonOf(way, row.words)),
    conversationId: row.conversationId,
    messageId: row.id,
    customerId: party?.members.length === 1 ? (party.members[0]?.customerId ?? null) : null,
    ticketId: null,
    channel: row.channel,
    messageKind: row.kind === 'step' ? null : row.kind,
    direction: row.direction,
    matched: 'words',
    likeness: null,
  }
}

/** Where the words by which names met a clause stand in the one that is shown. */
function nameSpans(title: string, { name }: Way): Span[] {
  const met = new Set(wordsIn(wordsOf(name), []).map(({ word }) => word))
  return wordsIn(title, []).filter(({ word }) => met.has(word))
}

export function reasonOf({ clause, code, spans: [first], name }: Way, text: string): Hit['why'][number] {
  const found = first === undefined ? wordsOf(name) : text.slice(first.start, first.end)
  return { asked: clause.asked, found, code }
}

/** What a name was met by; all of it where that is no word of it. */
function wordsOf(name: Named | null): string {
  if (name === null || name.spans.length === 0) return name?.whole ?? ''
  return name.spans.map(({ start, end }) => name.whole.slice(start, end)).join(' ')
}
