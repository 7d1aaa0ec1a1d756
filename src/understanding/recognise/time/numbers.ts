const ones: Record<string, number> = {}
const put = (first: number, words: string) => {
  for (const [i, alternatives] of words.split(' ').entries())
    for (const word of alternatives.split('|')) ones[word] = first + i
}
// English cardinals and ordinals.
put(
  0,
  'zero one|first two|second three|third four|fourth five|fifth six|sixth seven|seventh eight|eighth nine|ninth ten|tenth',
)
put(
  11,
  'eleven|eleventh twelve|twelfth thirteen|thirteenth fourteen|fourteenth fifteen|fifteenth sixteen|sixteenth seventeen|seventeenth eighteen|eighteenth nineteen|nineteenth twenty|twentieth',
)
put(30, 'thirty|thirtieth')
// Polish, folded: cardinal; ordinal in genitive, nominative and locative (dates), locative and nominative feminine (hours).
put(
  1,
  withOrdinals(
    'jeden:pierwsz dwa|dwie|dwoch:drug trzy|trzech:trzeci cztery|czterech:czwart piec:piat szesc:szost siedem:siodm osiem:osm dziewiec:dziewiat dziesiec:dziesiat jedenascie:jedenast dwanascie:dwunast trzynascie:trzynast czternascie:czternast pietnascie:pietnast szesnascie:szesnast siedemnascie:siedemnast osiemnascie:osiemnast dziewietnascie:dziewietnast dwadziescia:dwudziest',
  ),
)
put(30, withOrdinals('trzydziesci:trzydziest'))

/** Cardinals with the ordinals of dates and hours: "dwa:drug" → dwa, drugiego, drugi, drugim, drugiej, druga. */
function withOrdinals(words: string): string {
  return words
    .split(' ')
    .map((word) => {
      const [cardinals, stem = ''] = word.split(':')
      const endings = stem.endsWith('g')
        ? ['iego', 'i', 'im', 'iej', 'a']
        : stem.endsWith('i')
          ? ['ego', '', 'm', 'ej', 'a']
          : ['ego', 'y', 'ym', 'ej', 'a']
      return [cardinals, ...endings.map((ending) => stem + ending)].join('|')
    })
    .join(' ')
}

const extra: Record<string, number> = {
  a: 1,
  an: 1,
  couple: 2,
  'a couple': 2,
  'a couple of': 2,
  'couple of': 2,
  kilka: 3,
  few: 3,
  'a few': 3,
  pare: 3,
  kilku: 3,
}

/** Alternatives for a number up to 31 in digits or words, for use inside a pattern on folded text. */
export const numberWords = `\\d{1,2}|(?:${['twenty', 'thirty', 'dwudziest(?:ego|ej|y|ym|a)', 'trzydziest(?:ego|y|ym)'].join('|')})[ -](?:${Object.keys(
  ones,
)
  .filter((word) => (ones[word] ?? 0) >= 1 && (ones[word] ?? 0) <= 9)
  .sort((a, b) => b.length - a.length)
  .join('|')})|${Object.keys(ones)
  .sort((a, b) => b.length - a.length)
  .join('|')}`

/** The value of what `numberWords` matched ("twenty-ninth" → 29), with "a couple of" and the like; NaN for anything else. */
export function numberOf(words: string): number {
  const text = words.trim()
  if (/^\d+$/.test(text)) return Number(text)
  if (text in extra) return extra[text] ?? Number.NaN
  let sum = 0
  for (const word of text.split(/[ -]+/)) {
    const value = ones[word]
    if (value === undefined) return Number.NaN
    sum += value
  }
  return sum
}
