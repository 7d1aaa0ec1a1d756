import { DateTime } from 'luxon'
import type { MessageFilters } from '../../inbox/inbox.ts'
import { fold } from '../../understanding/understanding.ts'

/** Words of what was asked; `exact` was quoted: as written, in this order. */
export type Asked = { words: string; exact: boolean; without: boolean }

/** What narrows a search. */
export type Filters = Omit<MessageFilters, 'participantsIds' | 'has'> & {
  has: MessageFilters['has'][number][]
  /** Words of the name or address of who said it. */
  from: string[]
  /** Words of the name or address of whom it was exchanged with. */
  with: string[]
  district: string | null
}

/** A part of a query that was not understood, and was left out or taken as words. */
export type QueryIssue = { code: 'too_long' | 'bad_value' | 'unclosed_quote'; text: string }

export type ParsedQuery = {
  asked: Asked[]
  filters: Filters
  /** The last word may be only the beginning of one: nothing stands behind it. */
  isOpen: boolean
  issues: QueryIssue[]
}

const LENGTH_MAX = 200
const PARTS_MAX = 12

export const noFilters: Filters = {
  from: [],
  with: [],
  direction: null,
  has: [],
  channel: null,
  status: null,
  urgency: null,
  district: null,
  spam: null,
  since: null,
  until: null,
}

/**
 * Reads a query as people type it: words, "quoted words", -without, and filters such as `from:Alvarez`, `has:photo`,
 * `before:2024-05-01`, `od:Nowak`. Never throws: what is not understood is told, and the rest is searched for.
 */
export function parseQuery(
  written: string,
  { timeZone, today }: { timeZone: string; today: Date },
): ParsedQuery {
  const issues: QueryIssue[] = []
  if (written.length > LENGTH_MAX) issues.push({ code: 'too_long', text: written.slice(LENGTH_MAX) })
  const text = written.slice(0, LENGTH_MAX).toWellFormed().replace(CONTROL, ' ')
  const filters: Filters = { ...noFilters, from: [], with: [], has: [] }
  const asked: Asked[] = []
  for (const match of text.matchAll(PART)) {
    const [all, minus, operator, quoted, bare] = match
    const value = (quoted?.replace(QUOTES, '') ?? bare ?? '').trim()
    if (quoted !== undefined && !CLOSED.test(quoted)) issues.push({ code: 'unclosed_quote', text: quoted })
    const filter = operator === undefined ? undefined : OPERATORS[fold(operator.slice(0, -1))]
    if (filter === undefined) {
      const words = operator === undefined ? value : `${operator}${value}`
      if (/[\p{L}\p{N}]/u.test(words) && asked.length < PARTS_MAX)
        asked.push({ words, exact: quoted !== undefined, without: minus === '-' })
    } else if (value !== '' && !filter(filters, value, { timeZone, today })) {
      issues.push({ code: 'bad_value', text: all.trim() })
    }
  }
  return { asked, filters, isOpen: /[\p{L}\p{N}]$/u.test(text), issues }
}

const CONTROL = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu
const QUOTES = /^["„“”«»]|["„“”«»]$/gu
const CLOSED = /^["„“”«».].*["“”«»]$/su
const PART = /(-)?(?:([\p{L}]{2,12}:)(?=\S))?(?:(["„“«][^"“”«»]*["“”«»]?)|([^\s"„“”«»]+))/gu

type Context = { timeZone: string; today: Date }
/** Notes a filter; false when the value says nothing to it. */
type Operator = (filters: Filters, value: string, context: Context) => boolean

const from: Operator = (filters, value) => {
  if (/^(me|us|my|nas|mnie)$/iu.test(value)) filters.direction = 'out'
  else filters.from.push(value)
  return true
}
const since: Operator = (filters, value, context) => {
  const span = spanOf(value, context)
  if (span !== null) filters.since = span.until
  return span !== null
}
const onOrSince: Operator = (filters, value, context) => {
  const span = spanOf(value, context)
  if (span !== null) filters.since = span.since
  return span !== null
}
const before: Operator = (filters, value, context) => {
  const span = spanOf(value, context)
  if (span !== null) filters.until = span.since
  return span !== null
}
const on: Operator = (filters, value, context) => {
  const span = spanOf(value, context)
  if (span !== null) Object.assign(filters, span)
  return span !== null
}
const has: Operator = (filters, value) => {
  const kind = HAS[fold(value).replace(/s$/u, '')]
  if (kind !== undefined) filters.has.push(kind)
  return kind !== undefined
}
const oneOf =
  <K extends 'channel' | 'status' | 'urgency'>(
    key: K,
    values: Record<string, NonNullable<Filters[K]>>,
  ): Operator =>
  (filters, value) => {
    const found = values[fold(value).replaceAll('-', '_')]
    if (found !== undefined) filters[key] = found
    return found !== undefined
  }
const channel: Operator = (filters, value) => {
  filters.channel = CHANNELS[fold(value)] ?? fold(value)
  return true
}
const district: Operator = (filters, value) => {
  filters.district = value
  return true
}
const is: Operator = (filters, value) => {
  const word = fold(value)
  if (word !== 'spam') return status(filters, value, { timeZone: 'UTC', today: new Date(0) })
  filters.spam = true
  return true
}
const withWhom: Operator = (filters, value) => {
  filters.with.push(value)
  return true
}

const HAS: Record<string, Filters['has'][number]> = {
  photo: 'image',
  picture: 'image',
  image: 'image',
  zdjecie: 'image',
  zdjecia: 'image',
  foto: 'image',
  video: 'video',
  film: 'video',
  recording: 'audio',
  audio: 'audio',
  nagranie: 'voicemail',
  voicemail: 'voicemail',
  poczta: 'voicemail',
  file: 'file',
  attachment: 'file',
  plik: 'file',
  card: 'contact_card',
  wizytowka: 'contact_card',
}

const CHANNELS: Record<string, string> = {
  sms: 'google-voice',
  text: 'google-voice',
  voice: 'google-voice',
  'google voice': 'google-voice',
  email: 'mail',
  mejl: 'mail',
  poczta: 'mail',
}

const status = oneOf('status', {
  active: 'active',
  open: 'active',
  otwarte: 'active',
  needs_reply: 'needs_reply',
  reply: 'needs_reply',
  unanswered: 'needs_reply',
  odpowiedz: 'needs_reply',
  waiting: 'waiting',
  czeka: 'waiting',
  archived: 'archived',
  archiwum: 'archived',
})

const urgency = oneOf('urgency', {
  low: 'low',
  niska: 'low',
  medium: 'medium',
  srednia: 'medium',
  high: 'high',
  wysoka: 'high',
  emergency: 'emergency',
  awaria: 'emergency',
})

/** By their names in both languages, folded. */
const OPERATORS: Record<string, Operator> = {
  from,
  od: (filters, value, context) => onOrSince(filters, value, context) || from(filters, value, context),
  with: withWhom,
  z: withWhom,
  ze: withWhom,
  to: withWhom,
  do: (filters, value, context) => before(filters, value, context) || withWhom(filters, value, context),
  has,
  ma: has,
  before,
  przed: before,
  after: since,
  po: since,
  since: onOrSince,
  on,
  dnia: on,
  channel,
  kanal: channel,
  in: channel,
  status,
  is,
  jest: is,
  urgency,
  pilnosc: urgency,
  district,
  dzielnica: district,
}

/** The day, month or year that was meant, on the firm's calendar; null when it is none. */
function spanOf(value: string, { timeZone, today }: Context): { since: Date; until: Date } | null {
  const word = fold(value)
  const now = DateTime.fromJSDate(today, { zone: timeZone })
  if (word === 'today' || word === 'dzis' || word === 'dzisiaj') return spanFrom(now.startOf('day'), 'day')
  if (word === 'yesterday' || word === 'wczoraj')
    return spanFrom(now.startOf('day').minus({ days: 1 }), 'day')
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u.exec(word) ?? []
  if (year !== undefined)
    return spanFrom(
      DateTime.fromObject({ year: +year, month: +(month ?? 1), day: +(day ?? 1) }, { zone: timeZone }),
      day !== undefined ? 'day' : month !== undefined ? 'month' : 'year',
    )
  const [, d, m, y] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(word) ?? []
  if (y !== undefined)
    return spanFrom(
      DateTime.fromObject({ year: +y, month: +(m ?? 0), day: +(d ?? 0) }, { zone: timeZone }),
      'day',
    )
  const [, mm, dd, yy] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u.exec(word) ?? []
  if (yy !== undefined)
    return spanFrom(
      DateTime.fromObject({ year: +yy, month: +(mm ?? 0), day: +(dd ?? 0) }, { zone: timeZone }),
      'day',
    )
  return null
}

function spanFrom(start: DateTime, unit: 'day' | 'month' | 'year'): { since: Date; until: Date } | null {
  return start.isValid ? { since: start.toJSDate(), until: start.plus({ [unit]: 1 }).toJSDate() } : null
}
