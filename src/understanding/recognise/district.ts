import { warsawPlaces } from '../languages/pl/warsaw-places.ts'
import { fold } from '../text/prepare.ts'
import type { Spotted } from './emails.ts'

/** Warsaw districts named by district or neighbourhood, in any case and with or without diacritics, in reading order. */
export function districtsIn(text: string, folded: string): Spotted<string>[] {
  const words = [...folded.matchAll(/[a-z0-9]+/g)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
  const found: Spotted<string>[] = []
  for (let i = 0; i < words.length && found.length < 10; i++) {
    for (let count = Math.min(4, words.length - i); count >= 1; count--) {
      const first = words[i]
      const last = words[i + count - 1]
      if (!first || !last) continue
      const place = FORMS.get(
        words
          .slice(i, i + count)
          .map((w) => w.word)
          .join(' '),
      )
      if (!place || last.end - first.start > 40) continue
      if (!isPlaceHere(place, text, folded, first.start, last.end)) continue
      found.push({
        value: place.district,
        start: first.start,
        end: last.end,
        score: place.kind === 'district' ? 0.95 : 0.9,
      })
      i += count - 1
      break
    }
  }
  return found
}

/** The one district meant; null when none or two different ones are named. */
export function districtOf(found: Spotted<string>[]): string | null {
  const named = new Set(found.map((spotted) => spotted.value))
  return named.size === 1 ? ([...named][0] ?? null) : null
}

type Place = { district: string; kind: 'district' | 'neighbourhood'; commonWord: boolean }

const FORMS = new Map<string, Place>()
for (const { forms, ...place } of warsawPlaces)
  for (const form of forms) {
    const key = fold(form)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
    const known = FORMS.get(key)
    if (!known) FORMS.set(key, place)
    else if (known.district !== place.district && known.kind !== 'district') FORMS.delete(key)
  }
/** Districts whose names are words of their own: will, desire, merry, Italy. */
const HOMONYMS = /^(?:wol[aieę]|wola|woli|wole|ochot\w+|wesol\w+|wloch\w*|bielan)$/

function isPlaceHere(place: Place, text: string, folded: string, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - 24), start)
  const after = folded.slice(end, end + 14)
  if (
    /\b(?:ul\.?|ulic\w*|al\.?|alej\w*|pl\.|plac\w*|rond\w*|skwer\w*|most\w*)\s$/.test(before) &&
    !/^(?:pl|plac)/.test(folded.slice(start, end))
  )
    return false
  if (
    /^ \d{1,3}[a-z]?\b(?! ?(?:pietr|min|km))/.test(after) &&
    place.kind === 'neighbourhood' &&
    /a$/.test(folded.slice(start, end))
  )
    return false
  const word = folded.slice(start, end)
  const capital = /^\p{Lu}/u.test(text.slice(start, end))
  const preposition = /\b(?:na|w|we|z|ze|do|od|okolic\w*|dzielnic\w*|osiedl\w*|warszaw\w*)[ ,-]+$/.test(
    before,
  )
  const alone =
    /(?:^|[,.;:!?\n(/-] ?|\b(?:mieszkam|warszawa|dzielnica|adres) )$/.test(before) &&
    /^ ?(?:[,.;:!?\n)/-]|$|ul\b|albo\b|lub\b|czy\b|i\b|\d)/.test(after)
  if (
    /^wloch/.test(word) &&
    /\b(?:wrac\w*|jad\w*|lec\w*|urlop\w*|wakacj\w*|wyjazd\w*|wyjezdz\w*|import\w*|sprowadz\w*|przyjech\w*)\b[^.!?\n]{0,24}$/.test(
      folded.slice(Math.max(0, start - 40), start),
    )
  )
    return false
  if (/^wol/.test(word) && /\b(?:dobr\w+|zlej|z wlasnej|silna|wolna|ostatnia)\s$/.test(before)) return false
  if (word === 'kolo') return false
  if (HOMONYMS.test(word))
    return (
      (preposition &&
        (capital || !/^(?:wole|ochote|wesola|wloch|bielan)$/.test(word) || /\bna\s$/.test(before))) ||
      (capital && !/(?:^|[.!?]\s|\n)$/.test(before)) ||
      alone
    )
  if (place.commonWord)
    return (
      (preposition && (capital || /(?:ach|ciu|szu|sku|inie|ole|osci|ego|ej)$/.test(word))) ||
      (capital && alone) ||
      alone
    )
  return true
}
