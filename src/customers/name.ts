import { looksLikeAddress } from './address.ts'
import { genericWords, joiningWords, labelWords, titleWords } from './name-words.ts'

const LENGTH_MAX = 160
const LETTERS: Record<string, string> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th' }

/** A name as a source wrote it, tidied and of bounded length; null when it says nothing, or is only the address again. */
export function cleanName(written: string | null | undefined): string | null {
  if (written === null || written === undefined) return null
  const name = tidyText(written, LENGTH_MAX)
  return name === '' || looksLikeAddress(name) ? null : name
}

/** A text in one line, at most `lengthMax` UTF-16 units, without anything the database or a screen would stumble over. */
export function tidyText(written: string, lengthMax: number): string {
  return written
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, lengthMax)
    .toWellFormed()
}

/**
 * Lower case, no diacritics (ł too), no punctuation, single spaces: what two writings of one name share.
 * A name of signs alone (a wrench emoji) is kept, lower-cased.
 */
export function foldName(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[łđøßæœıþ]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’ʼ`]+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return folded === '' ? name.trim().toLowerCase() : folded
}

/**
 * The folded name by which an address book's entries are compared: `Raman, Priya` turned round, and labels such
 * as "cell" or "kom." left out behind at least two other words.
 */
export function nameKey(name: string): string {
  const words = foldName(turnedRound(name)).split(' ')
  while (words.length > 2 && labelWords.has(words.at(-1) ?? '')) words.pop()
  return words.join(' ')
}

/** The words of a name that tell people apart: no titles, labels, joining words or numbers, each once. */
export function tellingWords(name: string): string[] {
  const words = foldName(turnedRound(name)).split(' ')
  return [...new Set(words)].filter(
    (word) =>
      !titleWords.has(word) && !labelWords.has(word) && !joiningWords.has(word) && !/^\p{N}+$/u.test(word),
  )
}

/** Whether a name is one person's or firm's own: two or more telling words, not `Office` or `Mike Plumber`. */
export function isFullName(name: string): boolean {
  return tellingWords(name).filter((word) => word.length > 1 && !genericWords.has(word)).length >= 2
}

function turnedRound(name: string): string {
  const [, last, first] = /^\s*([^,]+?)\s*,\s*([^,]+?)\s*$/u.exec(name) ?? []
  if (last === undefined || first === undefined) return name
  const [lastWords = [], firstWords = []] = [last, first].map((part) =>
    foldName(part)
      .split(' ')
      .filter((word) => !labelWords.has(word)),
  )
  const isPerson = [lastWords, firstWords].every((words) => words.length === 1 || words.length === 2)
  return isPerson && !firstWords.some((word) => genericWords.has(word))
    ? [...firstWords, ...lastWords].join(' ')
    : name
}
