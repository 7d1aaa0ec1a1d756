/** Words too common to tell one matter from another, English and Polish, folded. */
const COMMON = new Set(
  (
    'the a an and or but if so to of in on at for with from by is are was were be been it its this that there here you your u i im my me we our us they them he she his her ' +
    'can could would will do does did have has had get got just not no yes ok okay hi hello hey thanks thank please what when where how who ' +
    'w z i a o na do nie tak to jest sa sie ze za od po przy czy jak kiedy gdzie co ja my pan pani panu prosze dziekuje dzien dobry moze bedzie mam ma'
  ).split(' '),
)

const STEM_LETTERS = 5
const WORD = /[\p{L}\p{N}]+/gu
const WORDS_MAX = 200

/**
 * The telling words of a text: lower case, without diacritics, cut to their first five letters so that
 * `leaking`, `leaks` and `cieknie`, `cieknącego` meet; common words left out; at most 200.
 */
export function tellingWords(text: string): Set<string> {
  const words = new Set<string>()
  for (const [word] of fold(text).matchAll(WORD)) {
    if (word.length < 2 || COMMON.has(word)) continue
    words.add(word.slice(0, STEM_LETTERS))
    if (words.size === WORDS_MAX) break
  }
  return words
}

/**
 * How alike two sets of telling words are, -1 to 1: their overlap (shared words by the smaller set), and
 * slightly negative when both say much and share nothing; 0 when either says too little to tell.
 */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return 0
  let shared = 0
  for (const word of small) if (large.has(word)) shared++
  if (shared > 0) return Math.min(1, (shared / small.size) * 1.5)
  return small.size >= 4 ? -0.3 : 0
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '')
}
