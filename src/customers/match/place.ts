import type { LikenessReason } from '../evidence.ts'
import { foldName } from '../name.ts'

/** A street address taken apart, folded. */
export type Place = {
  /** House number and street without its type: `88 tannery`, `17 pulawska`. */
  building: string
  /** Street type and directions, shortened: `st`, `n ave`; empty when not said. */
  street: string
  /** Flat, apartment, suite; empty when not said. */
  unit: string
  /** Postal code, digits only; empty when not said. */
  postalCode: string
  /** Words of town and state, sorted. */
  town: string[]
}

/** Street addresses are cut to this before they are read. */
export const addressLengthMax = 300

/** How alike two places are. */
export type PlaceLikeness = { confidence: number; reason: LikenessReason }

const UNIT_WORD =
  /(?:^|[\s,(])(?:apartment|apt|unit|suite|ste|flat|room|rm|mieszkanie|mieszk|lokal|lok|m|#)\s*\.?\s*(?:nr\.?\s*|#\s*)?(\d+\s?[a-z]?|[a-z]-?\d*)(?=$|[\s,).])/u
const UNIT_SLASH = /(\d+[a-z]?)\s*\/\s*(\d+[a-z]?)\b/u
const POLISH_POSTAL_CODE = /\b(\d{2})-(\d{3})\b/u
const US_POSTAL_CODE = /(?<=\S\s*[\s,]\s*)(\d{5})(?:-\d{4})?\s*$/u

const streetTypes: Record<string, string> = {
  street: 'st',
  st: 'st',
  avenue: 'ave',
  ave: 'ave',
  av: 'ave',
  road: 'rd',
  rd: 'rd',
  drive: 'dr',
  dr: 'dr',
  lane: 'ln',
  ln: 'ln',
  court: 'ct',
  ct: 'ct',
  boulevard: 'blvd',
  blvd: 'blvd',
  place: 'pl',
  terrace: 'ter',
  ter: 'ter',
  circle: 'cir',
  cir: 'cir',
  highway: 'hwy',
  hwy: 'hwy',
  parkway: 'pkwy',
  pkwy: 'pkwy',
  way: 'way',
  trail: 'trl',
  trl: 'trl',
  square: 'sq',
  sq: 'sq',
  plaza: 'plz',
  plz: 'plz',
  alley: 'aly',
  row: 'row',
  loop: 'loop',
} // prettier-ignore
const directions: Record<string, string> = {
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  n: 'n',
  s: 's',
  e: 'e',
  w: 'w',
  ne: 'ne',
  nw: 'nw',
  se: 'se',
  sw: 'sw',
}
const polishTypes: Record<string, string> = {
  ul: '',
  ulica: '',
  ulicy: '',
  al: 'al',
  aleja: 'al',
  aleje: 'al',
  alei: 'al',
  os: 'os',
  osiedle: 'os',
  plac: 'pl',
  pl: 'pl',
}

/**
 * Takes a street address apart, American (`412 Alder St, Apt 3, Austin TX 78701`) or Polish (`ul. Puławska 17 m. 4,
 * 02-515 Warszawa`); undefined when there is no street with a house number in it.
 */
export function readPlace(written: string): Place | undefined {
  let text = foldWithSigns(written)
  let unit = ''
  let postalCode = ''
  const take = (pattern: RegExp, keep: (...groups: string[]) => string) => {
    text = text.replace(pattern, (_, ...groups: string[]) => keep(...groups))
  }
  take(POLISH_POSTAL_CODE, (a = '', b = '') => {
    postalCode = a + b
    return ','
  })
  take(US_POSTAL_CODE, (code = '') => {
    postalCode = postalCode === '' ? code : postalCode
    return ''
  })
  take(UNIT_WORD, (number = '') => {
    unit = number.replace(/[\s-]/gu, '')
    return ','
  })
  take(UNIT_SLASH, (house = '', number = '') => {
    unit = unit === '' ? number : unit // with a flat named besides, `10/16` is a long house
    return house
  })
  const parts = text
    .split(/[,\n]/u)
    .map((part) => part.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''))
    .filter((words) => words.length > 0)
  const at = parts.findIndex((words) => words.length > 1 && words.some(isHouseNumber))
  const street = readStreet(parts[at] ?? [])
  if (street === undefined) return undefined
  const town = [...street.rest, ...parts.filter((_, i) => i !== at).flat()].filter((word) =>
    /\p{L}/u.test(word),
  )
  return { building: street.building, street: street.types, unit, postalCode, town: town.sort() }
}

/** The whole place as one text, by which one customer's places are told apart. */
export function placeKey({ building, street, unit, postalCode, town }: Place): string {
  return [`${building} ${street}`.trim(), unit, [...town, postalCode].join(' ').trim()].join('|')
}

/** Compares two places. Two flats of one house are two places; what one does not say is taken for likely the same. */
export function placeLikeness(a: Place, b: Place): PlaceLikeness | undefined {
  if (a.building !== b.building || clash(a.street, b.street)) return undefined
  if (clash(a.unit, b.unit) || clash(a.postalCode, b.postalCode)) return undefined
  if (a.town.length > 0 && b.town.length > 0 && !a.town.some((word) => b.town.includes(word)))
    return undefined
  if (a.unit !== b.unit) return { confidence: 0.45, reason: 'same_house_one_flat' }
  const vague = a.street === b.street ? 0 : 0.05
  return a.unit === ''
    ? { confidence: 0.75 - vague, reason: 'same_house' }
    : { confidence: 0.85 - vague, reason: 'same_flat' }
}

function readStreet(words: string[]): { building: string; types: string; rest: string[] } | undefined {
  const polish = words.findIndex((word) => polishTypes[word] !== undefined)
  const isPolish = polish >= 0 && polish < words.length - 1 && polish <= 1
  const number = isPolish ? words.findLastIndex(isHouseNumber) : words.findIndex(isHouseNumber)
  const house = words[number]
  if (house === undefined) return undefined
  const [named, rest] =
    number === 0 && !isPolish
      ? cutAfterType(words.slice(1))
      : [words.slice(0, number), words.slice(number + 1)]
  const letter = number > 0 && rest[0]?.length === 1 ? (rest.shift() ?? '') : ''
  const types = named.flatMap((word, i) =>
    isPolish && i === 0
      ? (polishTypes[word] ?? [])
      : (directions[word] ?? (i > 0 ? streetTypes[word] : undefined) ?? []),
  )
  const names = named.filter(
    (word, i) =>
      !(isPolish && i === 0 && polishTypes[word] !== undefined) &&
      directions[word] === undefined &&
      (i === 0 || streetTypes[word] === undefined),
  )
  if (names.length === 0) return undefined
  return {
    building: `${house}${letter} ${names.join(' ')}`,
    types: types.filter((type) => type !== '').join(' '),
    rest,
  }
}

/** American streets end with their type, and the town may follow without a comma. */
function cutAfterType(words: string[]): [string[], string[]] {
  const type = words.findIndex((word, i) => i > 0 && streetTypes[word] !== undefined)
  if (type < 0) return [words, []]
  const end = directions[words[type + 1] ?? ''] === undefined ? type + 1 : type + 2
  return [words.slice(0, end), words.slice(end)]
}

function isHouseNumber(word: string): boolean {
  return /^\d{1,5}[a-z]?$/u.test(word)
}

function clash(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b
}

/** Folded like a name, but with the signs that part an address. */
function foldWithSigns(written: string): string {
  return written
    .split(/([,#/\n.\-()])/u)
    .map((piece) =>
      /^[,#/\n.\-()]$/u.test(piece) ? piece : piece.trim() === '' ? piece : ` ${foldName(piece)} `,
    )
    .join('')
    .replace(/ *([-/\n,]) */gu, '$1')
    .replace(/ +/gu, ' ')
    .trim()
}
