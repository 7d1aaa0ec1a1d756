/** A stretch of digits said one by one or in small groups; `digits` is what they spell. */
export type SpokenDigits = { digits: string; start: number; end: number }

/**
 * Runs of spoken numbers that spell at least seven digits: "five five five oh one four two", "pięćset siedem trzysta
 * trzydzieści sześć dwieście dziewiętnaście", "5 1 2 4 4 0 9 3 8". A number word group is written as it is said:
 * hundreds take three digits, tens two, units one.
 */
export function spokenDigitsIn(folded: string): SpokenDigits[] {
  const runs: SpokenDigits[] = []
  let digits = ''
  let start = -1
  let end = 0
  let room = 0
  let repeat = 1
  const close = () => {
    if (digits.length >= 7) runs.push({ digits, start, end })
    digits = ''
    start = -1
    room = 0
    repeat = 1
  }
  for (const match of folded.matchAll(/[a-z]+|\d+|[^\s\w,-]/g)) {
    const word = match[0]
    const gap = start >= 0 ? folded.slice(end, match.index) : ''
    if (start >= 0 && (gap.length > 3 || gap.includes('\n'))) close()
    const told = WORTH.get(word)
    if (told !== undefined) {
      if (start < 0) start = match.index
      if (told.places < room && told.places > 0 && told.value > 0 && repeat === 1) {
        const whole = String(Number(digits.slice(digits.length - room)) + told.value).padStart(room, '0')
        digits = digits.slice(0, digits.length - room) + whole
        room = told.places === 1 || told.teen ? 0 : told.places
      } else {
        digits += String(told.value).repeat(repeat)
        room = told.teen ? 0 : told.places > 1 ? told.places : 0
      }
      repeat = 1
      end = match.index + word.length
    } else if (/^\d+$/.test(word) && word.length <= 4) {
      if (start < 0) start = match.index
      digits += word
      room = 0
      end = match.index + word.length
    } else if (word === 'double' || word === 'triple') {
      repeat = word === 'double' ? 2 : 3
      if (start < 0) start = match.index
      end = match.index + word.length
    } else if (word === 'hundred' && digits !== '') {
      digits += '00'
      end = match.index + word.length
    } else if (start >= 0 && FILLERS.has(word)) end = match.index + word.length
    else close()
    if (digits.length > 15) close()
  }
  close()
  return runs
}

const FILLERS = new Set([
  'uh',
  'um',
  'and',
  'that',
  's',
  'area',
  'code',
  'then',
  'yyy',
  'eee',
  'i',
  'potem',
  'dalej',
  'again',
])

type Worth = { value: number; places: number; teen?: boolean }
const WORTH = new Map<string, Worth>()
const units = (words: string) => {
  for (const [i, list] of words.split(' ').entries())
    for (const word of list.split('|')) WORTH.set(word, { value: i, places: 1 })
}
units('zero|oh|o|nought one two three four five six seven eight nine')
units(
  'zero jeden|jedynka dwa|dwojka trzy|trojka cztery|czworka piec|piatka szesc|szostka siedem|siodemka osiem|osemka dziewiec|dziewiatka',
)
for (const [i, word] of 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
  .split(' ')
  .entries())
  WORTH.set(word, { value: 10 + i, places: 2, teen: true })
for (const [
  i,
  word,
] of 'dziesiec jedenascie dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie'
  .split(' ')
  .entries())
  WORTH.set(word, { value: 10 + i, places: 2, teen: true })
for (const [i, word] of 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').entries())
  WORTH.set(word, { value: 20 + 10 * i, places: 2 })
for (const [
  i,
  word,
] of 'dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat dziewiecdziesiat'
  .split(' ')
  .entries())
  WORTH.set(word, { value: 20 + 10 * i, places: 2 })
for (const [i, word] of 'sto dwiescie trzysta czterysta piecset szescset siedemset osiemset dziewiecset'
  .split(' ')
  .entries())
  WORTH.set(word, { value: 100 + 100 * i, places: 3 })
