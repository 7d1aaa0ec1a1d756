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
// Polish, folded: cardinal; ordinal in genitive (dates), locative and accusative feminine (hours).
put(
  1,
  'jeden|pierwszego|pierwszej|pierwsza dwa|dwie|drugiego|drugiej|druga trzy|trzeciego|trzeciej|trzecia cztery|czwartego|czwartej|czwarta piec|piatego|piatej|piata szesc|szostego|szostej|szosta siedem|siodmego|siodmej|siodma osiem|osmego|osmej|osma dziewiec|dziewiatego|dziewiatej|dziewiata dziesiec|dziesiatego|dziesiatej|dziesiata',
)
put(
  11,
  'jedenascie|jedenastego|jedenastej|jedenasta dwanascie|dwunastego|dwunastej|dwunasta trzynascie|trzynastego|trzynastej|trzynasta czternascie|czternastego|czternastej|czternasta pietnascie|pietnastego|pietnastej|pietnasta szesnascie|szesnastego|szesnastej|szesnasta siedemnascie|siedemnastego|siedemnastej|siedemnasta osiemnascie|osiemnastego|osiemnastej|osiemnasta dziewietnascie|dziewietnastego|dziewietnastej|dziewietnasta dwadziescia|dwudziestego|dwudziestej|dwudziesta',
)
put(30, 'trzydziesci|trzydziestego')
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
export const numberWords = `\\d{1,2}|(?:${['twenty', 'thirty', 'dwudziestego', 'dwudziestej', 'trzydziestego', 'dwudziesta'].join('|')})[ -](?:${Object.keys(
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
