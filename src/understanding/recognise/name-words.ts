import { englishFirstNames } from '../languages/en/first-names.ts'
import {
  afterNames,
  companyWords,
  everydayNames,
  nameParticles,
  neverNames,
  polishSurname,
  titles,
} from '../languages/name-words.ts'
import { polishFirstNames } from '../languages/pl/first-names.ts'
import { warsawPlaces } from '../languages/pl/warsaw-places.ts'
import { fold } from '../text/prepare.ts'
import type { Spotted } from './emails.ts'

const FIRST = new Set(`${englishFirstNames} ${polishFirstNames}`.split(/\s+/).filter(Boolean))

/** Whether a folded word is a first name, alone or before a hyphen. */
export const isFirstName = (word: string) => FIRST.has(word) || FIRST.has(word.split(/[-']/)[0] ?? '')

/** A message's words; `lowered`: written without capitals, as transcripts are, so that capitals tell nothing. */
export type Words = { text: string; folded: string; lowered: boolean }

const PLACES = new Set(warsawPlaces.flatMap((place) => place.forms.map(fold)))
const NEAR_WARSAW =
  /^(?:marki|zabki|pruszkow|piaseczno|legionowo|otwock|konstancin|jozefow|lomianki|warszawa|grodzisk|milanowek|zielonka|wolomin|sulejowek|piastow|raszyn|nadarzyn|ul|wm)\b/

/** Whether folded words are a place in or near Warsaw. */
export const isPlace = (folded: string) => PLACES.has(folded) || NEAR_WARSAW.test(folded)

type Token = { word: string; folded: string; start: number; end: number; capital: boolean }

/**
 * Reads one to four name words from `at`; null when they are no name. `unknown`: a capitalised word that is no known
 * first name will do; `cued`: words before or after make a name likely, so an everyday word may be one.
 */
export function nameAt(
  words: Words,
  at: number,
  { unknown, cued }: { unknown: boolean; cued: boolean },
): Spotted<string> | null {
  const title = titles.exec(words.folded.slice(at, at + 30))
  const start = at + (title ? title[0].length : 0)
  const near = tokens(words, start, 4)
  const first = near[0]
  if (!first || first.start - start > 2 || neverNames.has(first.folded) || /^i'/.test(first.folded))
    return null
  const known = isFirstName(first.folded)
  const take = [first, ...surnamesAfter(words, first, near.slice(1))]
  if (!first.capital) {
    const plain = known && !everydayNames.has(first.folded)
    const backed = known && cued && (take.length > 1 || title !== null || isLinked(words, first))
    if (
      !plain &&
      !backed &&
      !(words.lowered && isUnknownName(words, first, near[1], title !== null && cued, unknown))
    )
      return null
  } else if (!known && ((!unknown && !title) || SHOUTED.test(first.word))) return null
  if (!known && first.folded.length < 3) return null
  if (!known && take.length === 1 && companyWords.has(first.folded)) return null
  return joined(words.text, take, (known ? 1 : 0.4) + (take.length > 1 ? 0.4 : 0))
}

const SHOUTED = /^\p{Lu}{3,}$/u

/** The surnames after a first name: capitalised, or, where nothing is, any word that is not a small one. */
function surnamesAfter(words: Words, first: Token, next: Token[]): Token[] {
  const take: Token[] = []
  let end = first.end
  for (const token of next) {
    if (words.text.slice(end, token.start) !== ' ' || /^i'/.test(token.folded)) break
    if (companyWords.has(token.folded) || isPlace(token.folded)) break
    if (words.lowered ? !isLoweredSurname(token, words, take.length) : !token.capital) break
    if (
      !words.lowered &&
      neverNames.has(token.folded) &&
      !(take.length === 0 && token.capital && isOddSurname(token))
    )
      break
    if (words.text[token.end - 1] === '.' && token.folded.length > 3) break
    take.push(token)
    end = token.end
    if (take.length >= 3) break
  }
  while (take.length > 0 && nameParticles.has(take.at(-1)?.folded ?? '')) take.pop()
  return take
}

/** Surnames that are never-names when folded: "Wąs" is not "was". */
const isOddSurname = (token: Token) => /[ąćęłńóśźż]/.test(token.word)

function isLoweredSurname(token: Token, { folded }: Words, taken: number): boolean {
  const word = token.folded
  if (nameParticles.has(word) && taken === 0) return !/^(?:la|le|al|st|el|da|ter|den)$/.test(word)
  if (
    taken > 0 &&
    !/^(?:de|la|van|von|del|der)$/.test(folded.slice(0, token.start).trimEnd().split(' ').at(-1) ?? '')
  )
    return false
  return (
    word.length >= 3 &&
    !afterNames.has(word) &&
    !neverNames.has(word) &&
    !/(?:ing|ly|n't)$/.test(word) &&
    !VERB.test(token.word)
  )
}

/** How Polish verbs end, and surnames hardly ever. */
const VERB = /(?:łam|łem|my|cie|ę|ć|ąc|[aiy]ł)$/

const LINKED =
  /^(?:,| (?:from|over|at (?:the|number|\d)|out (?:at|on|in|by)|up (?:at|on)|down (?:at|on)|here|again|calling|callin|speaking|with the|managing|on \w+ (?:st|street|road|rd|ave|avenue|lane|drive|court|hill)|on the corner|z|ze|spod|mowi|dzien dobry)\b)/
const isLinked = ({ folded }: Words, token: Token) => LINKED.test(folded.slice(token.end, token.end + 40))

/** An unknown word of a text without capitals that must be a name: after a title, by its ending, or by what follows. */
function isUnknownName(
  words: Words,
  first: Token,
  next: Token | undefined,
  titled: boolean,
  unknown: boolean,
): boolean {
  const word = first.folded
  if (afterNames.has(word) || companyWords.has(word) || isPlace(word) || word.length < 3) return false
  if (titled) return !/(?:ing|ed)$/.test(word)
  const numbered = next === undefined ? /^ ?\d/.test(words.folded.slice(first.end)) : NUMBER.test(next.folded)
  if (polishSurname.test(word)) return !numbered && !/^ ?\d/.test(words.folded.slice(first.end))
  if (VERB.test(first.word)) return false
  return unknown && isLinked(words, first) && !/(?:ing|ed|ly|ous|ful|y)$/.test(word)
}

const NUMBER =
  /^(?:jeden|dwa|trzy|cztery|piec|szesc|siedem|osiem|dziewiec|\w+nascie|\w+dziesci\w*|\w+dziesiat|sto|dwiescie|numer|nr)$/

/** The name that ends at `end` ("Beth here", "Adam Mróz z tej strony"). */
export function nameBefore(words: Words, end: number): Spotted<string> | null {
  const near = tokens(words, Math.max(0, end - 48), 12).filter((token) => token.end <= end)
  const take: Token[] = []
  for (let i = near.length - 1; i >= 0 && take.length < 3; i--) {
    const word = near[i]
    if (!word || neverNames.has(word.folded) || companyWords.has(word.folded)) break
    if (!/^\s?$/.test(words.text.slice(word.end, take[0]?.start ?? end))) break
    const known = isFirstName(word.folded)
    const surname = words.lowered && take.length === 0 && isLoweredSurname(word, words, 0)
    const everyday = everydayNames.has(word.folded)
    if (!word.capital && !(known && (!everyday || take.length > 0)) && !surname) break
    take.unshift(word)
    if (known && !word.capital && !(everyday && words.lowered)) break
  }
  const start = take.findIndex((token) => isFirstName(token.folded) && !afterNames.has(token.folded))
  const last = take.at(-1)
  if (start < 0)
    return last && words.lowered && polishSurname.test(last.folded) ? joined(words.text, [last], 0.4) : null
  if (take.length - start === 1 && last && everydayNames.has(last.folded) && !last.capital) return null
  return joined(words.text, take.slice(start), 1 + (take.length - start > 1 ? 0.4 : 0))
}

const ROLE =
  /^(?:(?:zarzadca nieruchomosci|administrator\w*(?: budynku)?|manager\w*(?: klubu)?|kierownik|prezes|wlasciciel\w*|dyrektor\w*|recepcja|sekretariat|owner|manager|property manager|the|from|your neighbou?r|mr|mrs|ms|miss|dr|doctor|pan|pani|mgr|inz|mec|prof|ks)\.?[ :,]+){1,4}/

/** A stretch that is nothing but a name: a known first name, or two to four capitalised words that are no company. */
export function wholeName(words: Words, from: number, to: number): Spotted<string> | null {
  const { text, folded } = words
  let start = from
  while (start < to && !/\p{L}/u.test(text[start] ?? '')) start++
  start += ROLE.exec(folded.slice(start, to))?.[0].length ?? 0
  start += titles.exec(folded.slice(start, to))?.[0].length ?? 0
  const titleAfter = /\s*\((?:mrs?|ms|miss|dr)\.?\)\s*[,.]?\s*$/.exec(folded.slice(start, to))
  const end = titleAfter ? start + titleAfter.index : to
  const all = tokens(words, start, 6).filter((token) => token.start < end)
  const pair = coupleOf(words, start, end)
  if (pair) return pair
  const first = all[0]
  if (!first || all.length > 4) return null
  const known = isFirstName(first.folded)
  const initial = /^\p{Lu}\.$/u.test(first.word) && all.length > 1
  if (
    all.some(
      (word, i) =>
        companyWords.has(word.folded) ||
        (neverNames.has(word.folded) && !(i > 0 && (known || initial) && word.capital)),
    )
  )
    return null
  if (/[&+/]| i | and /.test(folded.slice(start, end))) return null
  const leftover = folded.slice(all.at(-1)?.end ?? end, end)
  if (/[a-z]{3,}/.test(leftover) || /[\d#]/.test(folded.slice(start, all.at(-1)?.end ?? end))) return null
  const rest = all.slice(1)
  if (known) {
    if (everydayNames.has(first.folded) && !first.capital) return null
    if (
      !rest.every(
        (word) => word.capital || nameParticles.has(word.folded) || (!first.capital && all.length === 2),
      )
    )
      return null
  } else if (!initial && !isUnknownSignature(all, text)) return null
  if (nameParticles.has(all.at(-1)?.folded ?? '')) return null
  const named = rest.findIndex((word) => PLACES.has(word.folded))
  return joined(
    text,
    named >= 0 && known ? all.slice(0, named + 1) : all,
    (known ? 1.2 : initial ? 0.9 : 0.5) + (all.length > 1 ? 0.5 : 0),
  )
}

/** Capitalised words that may sign a message though none is a known first name. */
function isUnknownSignature(all: Token[], text: string): boolean {
  if (!all.every((word) => word.capital || nameParticles.has(word.folded))) return false
  if (all.some((word) => /^\p{Lu}{2,}$/u.test(word.word) && word.word.length < 6)) return false
  const first = all[0]
  if (all.length === 1)
    return first !== undefined && first.folded.length > 2 && /^\p{Lu}\p{Ll}/u.test(first.word)
  const polish = /[ąćęłńóśźż]/.test(text)
  return !polish || (all.length === 2 && !/(?:ów|nia|cja|acji|owa)$/.test(all[1]?.word ?? ''))
}

/** "Zosia i Antek", "Roy & June Pettibone": two first names, and perhaps the name they share. */
function coupleOf({ text, folded }: Words, from: number, to: number): Spotted<string> | null {
  const match = /^(\p{Lu}\p{L}+) (?:&|i|and|oraz|\+) (\p{Lu}\p{L}+)(?: \p{Lu}[\p{L}'-]+)?[\s,.]*$/u.exec(
    text.slice(from, to),
  )
  if (!match?.[1] || !match[2]) return null
  const at = (name: string) =>
    folded.slice(from + (text.slice(from).indexOf(name) ?? 0)).slice(0, name.length)
  if (!isFirstName(at(match[1])) || !isFirstName(at(match[2]))) return null
  const value = match[0].replace(/[\s,.]+$/, '')
  return { value, start: from, end: from + value.length, score: 1.7 }
}

function joined(text: string, take: Token[], score: number): Spotted<string> | null {
  const first = take[0]
  const last = take.at(-1)
  if (!first || !last) return null
  const value = text.slice(first.start, last.end).replace(/\s+/g, ' ').replace(/[.,]$/, '')
  const shown = first.capital
    ? value
    : value.replace(/(^|[\s-])(\p{Ll})/gu, (_all, gap: string, letter: string) => gap + letter.toUpperCase())
  return { value: shown, start: first.start, end: first.start + value.length, score }
}

function tokens({ text, folded }: Words, from: number, count: number): Token[] {
  const found: Token[] = []
  const pattern = /[\p{L}][\p{L}'’-]*\.?/gu
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match && found.length < count; match = pattern.exec(text)) {
    const bare = match[0].replace(/\.$/, '')
    const initial = bare.length === 1 && match[0].endsWith('.')
    const word = initial ? match[0] : bare.replace(/['’]s$/, '').replace(/['’-]+$/, '')
    if (word === '') continue
    const start = match.index
    found.push({
      word,
      folded: folded.slice(start, start + word.length),
      start,
      end: start + word.length,
      capital: /^\p{Lu}/u.test(word),
    })
    if (match.index - from > 200) break
  }
  return found
}
