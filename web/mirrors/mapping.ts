import {
  customerColumns,
  type MirrorLayoutTable,
  type MirrorMapping,
  mirrorMappingShape,
  ticketColumns,
} from '../../src/contract/mirrors.ts'
import { ticketPriorities } from '../../src/contract/tickets.ts'
import { categories } from '../tickets/categories.ts'
import { guessColumns, guessTable } from './guess.ts'

export type Kind = 'customer' | 'ticket'
export const kinds = ['customer', 'ticket'] as const

/** One table's part of a mapping while it is filled in, whichever kind it is of. */
export type TableMap = {
  table: string
  key: string
  ourId: string | null
  columns: Partial<Record<string, { column: string; words?: Word[] | undefined }>>
  makes: boolean
  deletes: boolean
}
export type Word = { ours: string; theirs: string }

/** A mapping while it is filled in: not yet one that can be used. */
export type Draft = { schema: string; customer?: TableMap | undefined; ticket?: TableMap | undefined }

/** Our fields that a table can have columns for. A ticket's customer needs the customers' table. */
export function fieldsFor(kind: Kind, { customer }: Draft): readonly string[] {
  if (kind === 'customer') return customerColumns
  return ticketColumns.filter((field) => field !== 'customer' || customer !== undefined)
}

/**
 * Our words of fields that have their own, those first that their word means when several of ours are one there: `TODO` is open,
 * and not new.
 */
export const ourWords: Readonly<Record<string, readonly string[]>> = {
  kind: ['residential', 'business', 'unknown'],
  priority: ticketPriorities.toReversed(),
  status: [
    ...['open', 'new', 'reopened', 'scheduled', 'in_progress', 'waiting_customer'],
    ...['resolved', 'closed', 'cancelled'],
  ],
  category: categories,
}

/** A word of ours is `theirs` there; '' where it is the same word. Kept in the order of `ourWords`, and what is not among them last. */
export function withWord(field: string, words: readonly Word[], { ours, theirs }: Word): Word[] {
  const others = words.filter((word) => word.ours !== ours)
  const place = (word: Word) => {
    const at = ourWords[field]?.indexOf(word.ours) ?? -1
    return at === -1 ? Number.POSITIVE_INFINITY : at
  }
  return theirs === '' ? others : [...others, { ours, theirs }].sort((a, b) => place(a) - place(b))
}

/** Any kind of work may be called by a word of its own. */
const OPEN_FIELDS = ['category']

/** Theirs that no word of ours means: rows that say them are set aside. */
export function unmeant(field: string, words: readonly Word[], theirs: readonly string[]): string[] {
  const ours = ourWords[field] ?? []
  if (OPEN_FIELDS.includes(field)) return []
  return theirs.filter((word) => !ours.includes(word) && words.every((one) => one.theirs !== word))
}

/** What the names of tables and columns suggest. */
export function suggested(tables: readonly MirrorLayoutTable[]): Draft {
  const schema = tables[0]?.schema ?? 'public'
  const here = tables.filter((table) => table.schema === schema)
  const customer = guessTable('customer', here)
  const ticket = guessTable('ticket', here)
  const draft: Draft = { schema, customer: customer && mapped('customer', customer) }
  return { ...draft, ticket: ticket && mapped('ticket', ticket, draft) }
}

/** A table with what the names of its columns suggest. What it brings is made here; here nothing is deleted there. */
export function mapped(
  kind: Kind,
  table: MirrorLayoutTable,
  draft: Draft = { schema: table.schema },
): TableMap {
  const { ourId, ...columns } = guessColumns(kind, table)
  const fields = fieldsFor(kind, draft)
  return {
    table: table.name,
    key: table.key ?? table.columns?.[0]?.name ?? '',
    ourId: ourId ?? null,
    columns: Object.fromEntries(
      Object.entries(columns).flatMap(([field, column]) =>
        fields.includes(field) ? [[field, { column }]] : [],
      ),
    ),
    makes: !table.isView && ourId !== undefined,
    deletes: false,
  }
}

/** What is wrong with a mapping: the place in it, '' for all of it, and why. */
export type Wrong = { where: string; why: 'json' | 'kind' | 'name' | 'unknown' | 'no_table' | 'no_customers' }

/** The mapping that a draft is, or what is wrong with it. */
export function readDraft(draft: unknown): { mapping?: MirrorMapping; wrong?: Wrong } {
  // A column in which every word is the same has none of its own.
  const told = JSON.parse(JSON.stringify(draft), (name, value) =>
    name === 'words' && Array.isArray(value) && value.length === 0 ? undefined : value,
  )
  const parsed = mirrorMappingShape.safeParse(told)
  if (parsed.success) return { mapping: parsed.data }
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const where = [...(issue?.path ?? []), ...unknown].join('.')
  return { wrong: { where, why: whyOf(issue?.code, told) } }
}

function whyOf(code: string | undefined, draft: Draft): Wrong['why'] {
  if (code === 'custom') return (draft.customer ?? draft.ticket) === undefined ? 'no_table' : 'no_customers'
  if (code === 'invalid_type') return 'kind'
  return code === 'invalid_key' || code === 'unrecognized_keys' ? 'unknown' : 'name'
}
