/** A text to look for phrases in: lower case, without diacritics, each place where it was. */
export function foldInPlace(text: string): string {
  let folded = ''
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at)
    if (unit <= '\x7f') folded += unit.toLowerCase()
    else if (unit === 'ł' || unit === 'Ł') folded += 'l'
    else if (unit === '’') folded += "'"
    else folded += unit.normalize('NFD').charAt(0).toLowerCase().charAt(0) || ' '
  }
  return folded
}

/** Words too common to tell one trouble from another, English and Polish. */
const COMMON = new Set(
  (
    'the and for but our you your are was were has have had can could would will this that with from just not when what where ' +
    'please thanks thank hello need come someone somebody today tomorrow now here there they them get got ' +
    'dzien dobry prosze dziekuje jest nie sie czy moze pan pani panu kiedy jutro dzis dzisiaj teraz bardzo mam nam ktos'
  ).split(' '),
)
const STEM_LETTERS = 5

/** The telling words of a text, cut to their first five letters: `leaking` and `leaks` meet. */
export function stemsOf(text: string): Set<string> {
  const stems = new Set<string>()
  for (const [word] of foldInPlace(text).matchAll(/[\p{L}\p{N}]{3,}/gu))
    if (!COMMON.has(word)) stems.add(word.slice(0, STEM_LETTERS))
  return stems
}

/** How many of the fewer telling words both have, 0 to 1; 0 when either has none. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return 0
  let shared = 0
  for (const stem of small) if (large.has(stem)) shared++
  return shared / small.size
}
