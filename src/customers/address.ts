import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { sha256 } from '../base/bytes.ts'

/** An address one can be reached at, in the one form it is stored and compared in. */
export type Address = {
  /** `phone` E.164 · `short_code` 3 to 6 digits · `email` lower case · `other` as written. */
  kind: 'phone' | 'short_code' | 'email' | 'other'
  /** At most 254 characters, without control characters. */
  value: string
}

/** Raise it when `normalizeAddress` answers differently; cached answers of older rules are then read anew. */
export const addressRuleVersion = 1

const LENGTH_MAX = 200
const EMAIL = /^[^\s@<>"(),:;]{1,64}@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]{2,}$/u
/** Digits with the punctuation of telephone numbers, before any library sees them: a library makes digits of letters. */
const PHONE = /^[\s(]*(\++)?[\s(]*\d[\d\s().\-/\u2010-\u2015]*$/u
const EXTENSION = /\s*(?:,|;|\bext\.?|\bx|#|\bwewn?\.?)\s*\d{1,6}$/iu

/**
 * What a written address is, and its one form. `region` is the ISO 3166 country whose numbering plan reads
 * numbers without a country code. Numbers that some plan could hand out count as phones, so that invented
 * ones (555-01xx) and ranges newer than the tables do too; digits that fit no plan are kept as written.
 */
export function normalizeAddress(written: string, region: string): Address {
  const text = tidy(written)
  if (text.length <= 254 && EMAIL.test(text)) return { kind: 'email', value: text.toLowerCase() }
  return readNumber(text.replace(EXTENSION, ''), region) ?? { kind: 'other', value: bounded(text) }
}

/** An address as people write it: `+1 512 555 0142`; anything but a phone as it is. */
export function showAddress(address: { kind: string; value: string }): string {
  if (address.kind !== 'phone') return address.value
  return parsePhoneNumberFromString(address.value)?.formatInternational() ?? address.value
}

/** Whether a text is an address and so not a name: digits and punctuation only, or an e-mail. */
export function looksLikeAddress(text: string): boolean {
  return PHONE.test(text) || EMAIL.test(text)
}

function readNumber(text: string, region: string): Address | undefined {
  const shape = PHONE.exec(text)
  if (shape === null) return undefined
  const international = shape[1] !== undefined
  const digits = (international ? text.replace('(0)', '') : text).replace(/\D/gu, '')
  if (digits.length < 3 || digits.length > 18) return undefined
  if (digits.length <= 6) return { kind: 'short_code', value: digits }
  const country = isSupportedCountry(region) ? region : 'US'
  const e164 = international ? possible(`+${digits}`, country) : readNational(digits, country)
  return e164 === undefined ? undefined : { kind: 'phone', value: e164 }
}

/**
 * A number without a plus: by the firm's own plan if that is sure; then as one whose plus was lost
 * (`48512123456`); then with an old trunk zero (`022 123 45 67` in Warsaw); then by its length alone.
 */
function readNational(digits: string, country: CountryCode): string | undefined {
  const own = parsePhoneNumberFromString(digits, country)
  if (own?.isValid() === true) return own.number
  const lostPlus = digits.length > 10 ? parsePhoneNumberFromString(`+${digits}`) : undefined
  if (lostPlus?.isValid() === true) return lostPlus.number
  const trunkless = parsePhoneNumberFromString(digits.replace(/^0+/u, ''), country)
  if (trunkless?.isValid() === true) return trunkless.number
  return own?.isPossible() === true ? own.number : undefined
}

function possible(text: string, country: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(text, country)
  return number?.isPossible() === true ? number.number : undefined
}

function tidy(written: string): string {
  return written
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:tel|sms|mailto):/iu, '')
}

/** Long enough for every address there is; two longer texts stay two. */
function bounded(text: string): string {
  if (text.length <= LENGTH_MAX) return text
  return `${text.slice(0, LENGTH_MAX - 20).toWellFormed()}…${sha256(text).slice(0, 16)}`
}
