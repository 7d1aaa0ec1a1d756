import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Spotted } from './emails.ts'
import { spokenDigitsIn } from './spoken-digits.ts'

/** Phone numbers in E.164, written or spoken digit by digit; invoices, tax numbers and prices are left out. */
export function phonesIn(folded: string, country: CountryCode): Spotted<string>[] {
  const found: Spotted<string>[] = []
  for (const match of folded.matchAll(CANDIDATE)) {
    if (NOT_A_PHONE.test(folded.slice(Math.max(0, match.index - 26), match.index))) continue
    const spotted = numberWithin(match[0], match.index, country)
    if (spotted) found.push(spotted)
    if (found.length >= PHONES_MAX) return found
  }
  for (const run of spokenDigitsIn(folded)) {
    if (found.some((other) => other.start < run.end && run.start < other.end)) continue
    const value = e164(run.digits, country)
    if (value) found.push({ value, start: run.start, end: run.end, score: 0.85 })
    if (found.length >= PHONES_MAX) break
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The country whose numbering a bare number follows, by the firm's IANA zone. */
export function countryOf(zone: string): CountryCode {
  if (zone === 'Europe/Warsaw' || zone === 'Poland') return 'PL'
  if (zone === 'Europe/London' || zone === 'GB') return 'GB'
  if (zone === 'Europe/Dublin') return 'IE'
  if (zone.startsWith('Australia/')) return 'AU'
  if (zone === 'Pacific/Auckland') return 'NZ'
  return zone.startsWith('Europe/') ? 'PL' : 'US'
}

const PHONES_MAX = 10
const CANDIDATE = /(?<![\w#.,/$-])(?:\+|00)?\(?\d(?:[ ().-]{0,3}\d){6,14}(?![\d/]|[.,]\d|-\d|[a-z]\w)/g
const NOT_A_PHONE =
  /(?:\b(?:nip|pesel|regon|krs|iban|konto|kont[ao] nr|faktur\w* (?:nr|numer)?|nr (?:zlecenia|faktury|klienta|umowy|polisy|konta|seryjny|licznika)|zlecen\w* (?:nr)?|invoice|inv|order|account|acct|claim|policy|serial|model|po|ticket|case|job|permit|sn|s\/n|ref\w*|estimate|work order|vin|meter|member\w*)\.?(?: ?(?:no|nr|num|number|numer|id))?\.?[ :#]{0,3})$/

/** The whole candidate, or what is left when groups before it ("Apt 12 601 234 567") are dropped. */
function numberWithin(candidate: string, start: number, country: CountryCode): Spotted<string> | null {
  let at = 0
  for (let dropped = 0; dropped < 4; dropped++) {
    const rest = candidate.slice(at)
    const value = e164(rest, country)
    if (value) return { value, start: start + at, end: start + candidate.length, score: 0.97 }
    const next = rest.startsWith('+') ? null : /^[^ ]* +/.exec(rest)
    if (!next) return null
    at += next[0].length
  }
  return null
}

function e164(words: string, country: CountryCode): string | null {
  const digits = words.replace(/\D/g, '')
  if (digits.length < 7 || digits.length > 15) return null
  const international = /^(?:\+|00)/.test(words.trim())
  if (
    !international &&
    country === 'US' &&
    !(digits.length === 10 || (digits.length === 11 && digits.startsWith('1')))
  )
    return null
  if (
    !international &&
    country === 'PL' &&
    !(digits.length === 9 || (digits.length === 11 && digits.startsWith('48')))
  )
    return null
  if (!international && (country === 'GB' || country === 'AU') && !/^0/.test(digits)) return null
  if (/^(\d)\1+$/.test(digits)) return null
  const number = parsePhoneNumberFromString(words.replace(/^00/, '+'), country)
  if (!number?.isPossible()) return null
  if (!international && country === 'US' && !/^\+1[2-9]\d{2}[2-9]\d{6}$/.test(number.number)) return null
  return number.number
}
