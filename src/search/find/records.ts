import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Hit } from '../../contract/search.ts'
import { showAddress } from '../../customers/customers.ts'
import type { Db } from '../../store/store.ts'
import { addressLetters } from '../index/records.ts'
import type { Doc } from '../index/segment.ts'
import { type Clauses, fragmentOf } from '../query/clauses.ts'
import { excerptOf, tidySpans } from './excerpt.ts'
import { type Match, matchDocument, type Span } from './match.ts'
import { reasonOf } from './messages.ts'

type RecordRow = {
  kind: Exclude<Doc['kind'], 'message'>
  id: Id
  at: Date
  /** What it is called. */
  title: string
  /** What else it is known by, or whose it is. */
  more: string
  customerId: Id | null
}

/** These records as they are now, in the order given, without what does not meet the query any more. */
export async function loadRecords(
  db: Db,
  { docs, clauses }: { docs: readonly (Doc & { score: number })[]; clauses: Clauses },
): Promise<Hit[]> {
  if (docs.length === 0) return []
  const of = (kind: Doc['kind']) => docs.filter((doc) => doc.kind === kind).map(({ id }) => id)
  const { rows } = await sql<RecordRow>`
    select 'customer' as kind, c.id, c.changed_at as at, coalesce(c.name, '') as title, c.id as customer_id,
      coalesce((select string_agg(distinct n.name, ' / ' order by n.name) from contact_point p
        join contact_name n on n.tenant_id = p.tenant_id and n.contact_point_id = p.id
        where p.customer_id = c.id and n.name is distinct from c.name), '') as more
    from customer c where c.id = any(${of('customer')}::uuid[]) and c.merged_into is null
    union all
    select 'contact_point', p.id, p.made_at, p.value, p.customer_id, coalesce(c.name, '')
    from contact_point p left join customer c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    where p.id = any(${of('contact_point')}::uuid[])
    union all
    select 'property', p.id, p.made_at, p.address, p.customer_id, coalesce(c.name, '')
    from property p join customer c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    where p.id = any(${of('property')}::uuid[])
    union all
    select 'ticket', t.id, t.opened_at, concat_ws(' ', '#' || t.number, coalesce(t.title, replace(t.category, '_', ' '))), t.customer_id,
      replace(t.category, '_', ' ')
    from ticket t where t.id = any(${of('ticket')}::uuid[]) and t.merged_into is null`.execute(db)
  const byKey = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]))
  return docs.flatMap(({ kind, id, score }) => {
    const row = byKey.get(`${kind} ${id}`)
    const hit = row === undefined ? null : held(row, clauses)
    return hit === null ? [] : [{ ...hit, score: score * hit.score }]
  })
}

/** Names stand before what is said: whoever types one wants that person. */
const KIND_BOOST: Record<RecordRow['kind'], number> = {
  customer: 1.3,
  ticket: 1.2,
  contact_point: 1.15,
  property: 1.1,
}

/** What all stands in its title stands before what has some of it in what else it is known by. */
const BEHIND_SHARE = 0.95

function held(row: RecordRow, clauses: Clauses): Hit | null {
  const isAddress = row.kind === 'contact_point'
  const shown = isAddress
    ? showAddress({ kind: row.title.startsWith('+') ? 'phone' : 'other', value: row.title })
    : row.title
  const text = row.kind === 'customer' || row.kind === 'ticket' ? `${shown}\n${row.more}` : shown
  const letters = isAddress ? addressLetters(row.title) : ''
  const match = matchDocument({ text, letters }, clauses)
  if (match === null || match.ways.includes(null)) return null
  const fragments = fragmentSpans(match, shown, letters)
  if (fragments === null) return null
  const spans = [...match.ways.flatMap((way) => way?.spans ?? []), ...fragments]
  const inTitle = spans.filter(({ start }) => start < shown.length)
  const behind = spans.flatMap(({ start, end }) =>
    start > shown.length ? [{ start: start - shown.length - 1, end: end - shown.length - 1 }] : [],
  )
  const isBehind = match.ways.some(
    (way) => way !== null && way.spans.length > 0 && way.spans.every(({ start }) => start > shown.length),
  )
  return {
    kind: row.kind,
    id: row.id,
    at: row.at.toISOString(),
    score: KIND_BOOST[row.kind] * (isBehind ? BEHIND_SHARE : 1),
    title: { text: shown, spans: tidySpans(inTitle, shown.length) },
    excerpt: row.more === '' || (row.kind === 'ticket' && !isBehind) ? null : excerptOf(row.more, [behind]),
    why: match.ways.flatMap((way) => (way === null ? [] : [reasonOf(way, text)])),
    conversationId: null,
    messageId: null,
    customerId: row.customerId,
    ticketId: row.kind === 'ticket' ? row.id : null,
    channel: null,
    messageKind: null,
    direction: null,
    matched: 'words',
    likeness: null,
  }
}

/** Where fragments of an address stand in it as it is shown; null when one does not: its three-letter parts do, but not together. */
function fragmentSpans({ ways }: Match, shown: string, letters: string): Span[] | null {
  const spans: Span[] = []
  for (const way of ways) {
    if (way?.code !== 'fragment') continue
    const fragment = fragmentOf(way.clause) ?? way.clause.asked
    const at = letters.indexOf(fragment)
    if (at === -1) return null
    spans.push(spanOfLetters(shown, letters, at, fragment.length))
  }
  return spans
}

/** Letters of an address from `at`, found again in how it is shown, with spaces and brackets between. */
function spanOfLetters(shown: string, letters: string, at: number, length: number): Span {
  const isNumber = /^\d+$/u.test(letters)
  const places = [...shown].flatMap((char, index) => (!isNumber || /\d/u.test(char) ? [index] : []))
  const skipped = letters.length - places.length // a country code that is not shown
  const start = places[Math.max(0, at - skipped)] ?? 0
  const end = places[at + length - 1 - skipped]
  return { start, end: end === undefined ? start : end + 1 }
}
