import type { LikenessReason } from '../evidence.ts'
import { foldName, nameKey, tellingWords } from '../name.ts'
import { genericWords, titleWords } from '../name-words.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { areOneFamilyName, areOneFirstName, isCommonName } from './known-names.ts'

/** How sure one is, from two names alone, that they are one customer's; and why, in plain words. */
export type Likeness = {
  /** 0 to 0.8: a name alone never settles it. Below 0.7 unless two words agree of which one is rare. */
  confidence: number
  reason: LikenessReason
}

type WordMatch = { a: string; b: string; how: 'equal' | 'short form' | 'typing slip' | 'initial' | 'family' }

/**
 * Compares two names word by word in any order. The figures are set so that strangers who share a first name, a
 * common surname or even both stay doubtful; `likeness.test.ts` holds the pairs they were set by.
 */
export function nameLikeness(a: string, b: string): Likeness {
  const wordsOfA = tellingWords(a)
  const wordsOfB = tellingWords(b)
  if (wordsOfA.length === 0 || wordsOfB.length === 0) return { confidence: 0, reason: 'no_name' }
  if (areNumberedApart(a, b)) return { confidence: 0.2, reason: 'numbered_apart' }
  const matches = matchWords(wordsOfA, wordsOfB)
  const strong = matches.filter(({ a, how }) => how !== 'initial' && how !== 'family' && !genericWords.has(a))
  const extraOfA = wordsOfA.length - matches.length
  const extraOfB = wordsOfB.length - matches.length
  const apart = extraOfA > 0 && extraOfB > 0
  const rare = strong.some(({ a, b }) => !isCommonName(a) && !isCommonName(b))
  if (strong.length >= 2) return twoWords(strong, rare, apart, extraOfA + extraOfB, nameKey(a) === nameKey(b))
  if (strong.length === 1) return oneWord(matches, rare, apart, sameTitle(a, b))
  return { confidence: matches.length === 0 ? 0 : 0.1, reason: 'nothing_in_common' }
}

/** Whether two names have nothing in common at all: no word alike, in any order. */
export function isUtterlyDifferent(a: string, b: string): boolean {
  const wordsOfA = tellingWords(a)
  const wordsOfB = tellingWords(b)
  return wordsOfA.length > 0 && wordsOfB.length > 0 && matchWords(wordsOfA, wordsOfB).length === 0
}

function twoWords(
  strong: WordMatch[],
  rare: boolean,
  apart: boolean,
  extra: number,
  sameKey: boolean,
): Likeness {
  const slip = strong.some(({ how }) => how === 'typing slip')
  const short = strong.some(({ how }) => how === 'short form')
  const base = slip ? 0.66 : short ? 0.75 : 0.8
  if (!rare) return { confidence: apart ? 0.35 : 0.55, reason: 'same_common_name' }
  if (apart) return { confidence: 0.5, reason: 'two_words_alike' }
  const reason = slip ? 'typing_slip' : short ? 'short_form' : sameKey ? 'same_full_name' : 'same_words'
  return { confidence: base - Math.min(0.08, extra * 0.03), reason }
}

function oneWord(matches: WordMatch[], rare: boolean, apart: boolean, titled: boolean): Likeness {
  if (matches.some(({ how }) => how === 'family'))
    return { confidence: 0.4, reason: 'same_first_name_and_family' }
  if (matches.some(({ how }) => how === 'initial') && !apart)
    return { confidence: rare ? 0.6 : 0.4, reason: 'initial' }
  if (apart) return { confidence: rare ? 0.3 : 0.15, reason: 'one_word_alike' }
  if (rare && matches.length > 1) return { confidence: 0.72, reason: 'same_name' }
  if (!rare) return { confidence: 0.3, reason: 'one_common_name' }
  return { confidence: titled ? 0.55 : 0.5, reason: 'one_rare_name' }
}

/** Pairs each word with at most one of the other name, the surest pairs first. */
function matchWords(wordsOfA: string[], wordsOfB: string[]): WordMatch[] {
  const order: WordMatch['how'][] = ['equal', 'short form', 'typing slip', 'family', 'initial']
  const all = wordsOfA.flatMap((a) =>
    wordsOfB.flatMap((b) => {
      const how = compareWords(a, b)
      return how === undefined ? [] : [{ a, b, how }]
    }),
  )
  all.sort((x, y) => order.indexOf(x.how) - order.indexOf(y.how))
  const matches: WordMatch[] = []
  for (const match of all) {
    if (!matches.some(({ a, b }) => a === match.a || b === match.b)) matches.push(match)
  }
  return matches
}

function compareWords(a: string, b: string): WordMatch['how'] | undefined {
  if (a === b) return 'equal'
  if (areOneFirstName(a, b)) return 'short form'
  if (areOneFamilyName(a, b)) return 'family'
  if ((a.length === 1 || b.length === 1) && a[0] === b[0]) return 'initial'
  if (genericWords.has(a) && genericWords.has(b) && (isShortenedFrom(a, b) || isShortenedFrom(b, a)))
    return 'short form'
  return isTypingSlip(a, b) ? 'typing slip' : undefined
}

/** `apts` from `apartments`, `mgmt` from `management`: the same first letter, and its letters in their order. */
function isShortenedFrom(short: string, long: string): boolean {
  let at = 0
  for (const letter of long) if (letter === short[at]) at++
  return short[0] === long[0] && at === short.length
}

/** Two words that differ as one word mistyped does; two names that both exist (Maria, Marta) never do. */
function isTypingSlip(a: string, b: string): boolean {
  if (isCommonName(a) && isCommonName(b)) return false
  const shorter = Math.min(a.length, b.length)
  if (shorter < 4 || Math.abs(a.length - b.length) > 1) return false
  return jaroWinkler(a, b) >= (shorter < 6 ? 0.93 : 0.94)
}

/** Both names hold numbers, and none in common: `Court 3` and `Court 4`. */
function areNumberedApart(a: string, b: string): boolean {
  const numbersOfA: string[] = foldName(a).match(/\p{N}+/gu) ?? []
  const numbersOfB: string[] = foldName(b).match(/\p{N}+/gu) ?? []
  return numbersOfA.length > 0 && numbersOfB.length > 0 && !numbersOfA.some((one) => numbersOfB.includes(one))
}

function sameTitle(a: string, b: string): boolean {
  const [first] = foldName(a).split(' ')
  return first !== undefined && titleWords.has(first) && foldName(b).split(' ')[0] === first
}
