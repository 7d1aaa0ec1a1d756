import { asSet, type Fields, same } from '../conflicts/conflicts.ts'
import type { ConflictKind, FieldRule, FieldValue } from '../contract/conflicts.ts'
import type { MirrorMapping, MirrorTable } from '../contract/mirrors.ts'
import { cleanName, normalizeAddress } from '../customers/customers.ts'
import type { MirrorRules } from './agree.ts'

export type Column = { column: string; words?: { ours: string; theirs: string }[] | undefined }

/** A row as the other database has it: what each mapped column says, as PostgreSQL writes it. */
export type Row = Readonly<Record<string, string | null>>

/** Why a row is gone that stays there, emptied: of who was erased. */
export const ERASED = 'erased'

/** Why a ticket was changed, for its activity. */
export const because = { changed: 'mirrored', gone: 'mirror_deleted' } as const

export function tableOf(mapping: MirrorMapping, kind: ConflictKind): MirrorTable | undefined {
  return kind === 'ticket' ? mapping.ticket : mapping.customer
}

/** The mapped columns by the names of our fields. */
export function columnsOf(table: MirrorTable): [field: string, column: Column][] {
  return Object.entries(table.columns as Record<string, Column | undefined>).flatMap(([field, column]) =>
    column === undefined ? [] : [[field, column] as [string, Column]],
  )
}

/** Told there once, and never read again. */
const TOLD_ONCE = ['number', 'openedAt']

/** How each mapped field is merged: by the firm's own rules of the field that it is a part of. */
export function mirrorRules(rules: Readonly<Record<string, FieldRule>>, table: MirrorTable): MirrorRules {
  const found = columnsOf(table).flatMap(([field]): [string, MirrorRules[string]][] => {
    if (TOLD_ONCE.includes(field)) return []
    if (field === 'customer') return [[field, { type: 'choice', strategy: 'latest' }]]
    const points = rules.contactPoints
    if ((field === 'phone' || field === 'email') && points !== undefined)
      return [[field, { ...points, single: true }]]
    const rule = rules[field]
    return rule === undefined ? [] : [[field, rule]]
  })
  return Object.fromEntries(found)
}

/** A row that cannot be had: `code`, and the column. */
export class RowUnfit extends Error {
  readonly reason: string

  constructor(code: string, column: string) {
    super('A row of a mirror does not fit.')
    this.reason = `${code}:${column}`
  }
}

/**
 * What a row says in our words. `held`: what we say, and what was agreed, since of several of our words that are one there the
 * one that holds is meant. Throws `RowUnfit` (`unknown_word`) for a word that is none.
 */
export function fieldsOfRow(
  table: MirrorTable,
  { row, held, region }: { row: Row; held: readonly Fields[]; region: string },
): Fields {
  const fields: Record<string, FieldValue> = {}
  for (const [field, { column, words }] of columnsOf(table)) {
    if (TOLD_ONCE.includes(field)) continue
    const raw = row[field] ?? null
    if (field === 'phone' || field === 'email') fields[field] = addressOf(raw, { field, region })
    else if (field === 'name') fields[field] = cleanName(raw)
    else if (field === 'title') fields[field] = tidied(raw)
    else fields[field] = ourWord(raw, { field, column, words, held })
  }
  return fields
}

/** The words of a status, a kind and a priority are ours alone. */
const CLOSED: Record<string, readonly string[]> = {
  kind: ['unknown', 'residential', 'business'],
  priority: ['low', 'medium', 'high', 'emergency'],
  status: [
    'new',
    'open',
    'scheduled',
    'in_progress',
    'waiting_customer',
    'reopened',
    'resolved',
    'closed',
    'cancelled',
  ],
}
const WHEN_EMPTY: Record<string, string> = { kind: 'unknown', priority: 'medium', category: 'other' }

function ourWord(
  raw: string | null,
  {
    field,
    column,
    words,
    held,
  }: { field: string; column: string; words: Column['words']; held: readonly Fields[] },
): FieldValue {
  if (field === 'customer') return raw
  const told = raw ?? WHEN_EMPTY[field]
  if (told === undefined) throw new RowUnfit('unknown_word', column)
  for (const fields of held)
    if (typeof fields[field] === 'string' && theirWord(fields[field], words) === raw) return fields[field]
  const word = words?.find(({ theirs }) => theirs === raw)?.ours ?? told
  const known = CLOSED[field]
  if ((known !== undefined && !known.includes(word)) || word.length > 100)
    throw new RowUnfit('unknown_word', column)
  return word
}

function theirWord(word: string, words: Column['words']): string {
  return words?.find(({ ours }) => ours === word)?.theirs ?? word
}

const TITLE_MAX = 160

function tidied(raw: string | null): string | null {
  const tidy = raw?.replace(/\s+/g, ' ').trim() ?? ''
  return tidy === '' ? null : tidy.slice(0, TITLE_MAX)
}

/** Of what is no address nothing is said: a note in the column stays theirs. */
function addressOf(raw: string | null, { field, region }: { field: string; region: string }): string[] {
  if (raw === null || raw.trim() === '') return []
  const { kind, value } = normalizeAddress(raw.trim(), region)
  return kind === field ? [`${kind}:${value}`] : []
}

/** Values as they are written there, by field. */
export function rowOfFields(table: MirrorTable, fields: Fields): Record<string, string | null> {
  const row: Record<string, string | null> = {}
  for (const [field, { words }] of columnsOf(table)) {
    if (!(field in fields)) continue
    const value = fields[field] ?? null
    if (field === 'phone' || field === 'email') row[field] = asSet(value)[0]?.slice(field.length + 1) ?? null
    else row[field] = typeof value === 'string' ? theirWord(value, words) : null
  }
  return row
}

/**
 * What we say in the fields of a mirror. Of several numbers the agreed one is meant while it is still theirs, so that a second
 * one is no change.
 */
export function fieldsForMirror(
  table: MirrorTable,
  {
    ours,
    agreed,
    customerKey,
  }: { ours: Fields; agreed: Fields | null; customerKey: string | null | undefined },
): Fields {
  const fields: Record<string, FieldValue> = {}
  for (const [field] of columnsOf(table)) {
    if (TOLD_ONCE.includes(field)) continue
    if (field === 'customer')
      fields[field] = customerKey === undefined ? (agreed?.customer ?? null) : customerKey
    else if (field === 'phone' || field === 'email') {
      const all = asSet(ours.contactPoints ?? null).filter((point) => point.startsWith(`${field}:`))
      const [one] = asSet(agreed?.[field] ?? null)
      fields[field] = one !== undefined && all.includes(one) ? [one] : all.slice(0, 1)
    } else fields[field] = ours[field] ?? null
  }
  return fields
}

/** What our verbs are to change, for a change in the fields of a mirror. */
export function changeForUs(change: Fields, { before, ours }: { before: Fields; ours: Fields }): Fields {
  const { phone, email, customer, ...rest } = change
  const moved = [
    ['phone', phone],
    ['email', email],
  ] as const
  let points = asSet(ours.contactPoints ?? null)
  for (const [field, value] of moved) {
    if (value === undefined) continue
    const gone = asSet(before[field] ?? null).filter((one) => !asSet(value).includes(one))
    points = [...points.filter((one) => !gone.includes(one)), ...asSet(value)]
  }
  return same(points, ours.contactPoints ?? []) || (phone === undefined && email === undefined)
    ? rest
    : { ...rest, contactPoints: [...new Set(points)].sort() }
}
