/** A temperature somebody named: degrees Celsius, and where it was felt as far as the words tell. */
export type Temperature = {
  celsius: number
  place: 'inside' | 'outside' | 'unknown'
  start: number
  end: number
}

/**
 * Temperatures in folded text. A bare number counts only beside words such as "outside", "in here" or "na dworze".
 * Without a unit, zones of the United States mean Fahrenheit, all others Celsius.
 */
export function temperaturesIn(folded: string, zone: string): Temperature[] {
  const found: Temperature[] = []
  const fahrenheit = isFahrenheitZone(zone)
  for (const match of folded.matchAll(NUMBER)) {
    const start = match.index
    const end = start + match[0].length
    const value = degreesOf(match)
    if (/^[a-z]{2,}/.test(folded.slice(end, end + 2)) && !/^\d/.test(match[3] ?? '')) continue
    if (value === null || Math.abs(value) > 130) continue
    const before = folded.slice(Math.max(0, start - 30), start)
    const after = folded.slice(end, end + 26)
    const unit = /^ ?(?:°|º|deg(?:ree)?s?|st(?:opni\w*|\.)?(?![a-z])|[cf]\b|celsius|fahrenheit)/.exec(after)
    const told = placeOf(before, after)
    const bare =
      match[2] === '-' &&
      (start === 0 || /[\s,(]/.test(folded[start - 1] ?? '')) &&
      !/^[\d:%/]| ?-? ?\d/.test(after.slice(0, 2))
    const place = told === 'unknown' && (bare || match[4]) ? 'outside' : told
    if (!unit && place === 'unknown') continue
    if (
      /^ ?(?:%|zl|usd|dollars?|lat\b|years?|min|h\b|:|am\b|pm\b|m\b|m2|-\d|yo\b|weeks?|months?|days?|dni|godzin|tygodn|gallon|ton\b|lok|pietr)/.test(
        after,
      )
    )
      continue
    const isCelsius = /celsius|^ ?[°º]? ?c\b|^ ?deg(?:ree)?s? ?c\b|stopni|^ ?st\b/.test(after)
    const isFahrenheit = /fahrenheit|^ ?[°º]? ?f\b|^ ?deg(?:ree)?s? ?f\b/.test(after)
    const asF = isFahrenheit || (!isCelsius && fahrenheit)
    found.push({ celsius: asF ? ((value - 32) * 5) / 9 : value, place, start, end })
    if (found.length >= 20) break
  }
  return found
}

const NUMBER =
  /(?:\b(minus|negative|neg) |([-+]))?\b(\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|one|two|three|four|five|six|seven|eight|nine|zero|dwadziescia|trzydziesci|dziesiec|jedenascie|dwanascie|trzynascie|czternascie|pietnascie|szesnascie|siedemnascie|osiemnascie|dziewietnascie|jeden|dwa|trzy|cztery|piec|szesc|siedem|osiem|dziewiec)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|jeden|dwa|trzy|cztery|piec|szesc|siedem|osiem|dziewiec))?)(?![0-9])( below)?/g

function degreesOf(match: RegExpMatchArray): number | null {
  const words = match[3] ?? ''
  const value = /^\d/.test(words)
    ? Number(words)
    : words.split(/[ -]/).reduce((sum, word) => sum + (WORTH[word] ?? 0), 0)
  return match[1] || match[2] === '-' || match[4] ? -value : value
}

const WORTH: Record<string, number> = {
  ...Object.fromEntries(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
      .split(' ')
      .map((word, i) => [word, i]),
  ),
  ...Object.fromEntries(
    'twenty thirty forty fifty sixty seventy eighty ninety hundred'
      .split(' ')
      .map((word, i) => [word, 20 + 10 * i]),
  ),
  ...Object.fromEntries(
    '_ jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie dwadziescia'
      .split(' ')
      .map((word, i) => [word, i]),
  ),
  trzydziesci: 30,
}

const OUTSIDE =
  /\b(?:outside|out there|outdoors|out|tonight|overnight|na dworze|na zewnatrz|na polu|na ulic\w|za oknem|w nocy|mroz\w*|below|wind ?chill|heat index|w cieniu|feels like)\b/
const INSIDE =
  /\b(?:inside|in here|indoors|in the (?:house|apartment|room|flat|condo|living|bedroom|place|nursery)|house (?:is|'s|at|was)|it'?s|w domu|w srodku|w mieszkaniu|w pokoju|w pokojach|w sypialni|w lokalu|w sali|w biurze|u nas|u mnie|thermostat (?:says|reads|shows)|reads|down to|dropped to|dropping)\b/

function placeOf(before: string, after: string): Temperature['place'] {
  const near = before.split(/[,.;!?\n]/).at(-1) ?? ''
  const next = after.split(/[,.;!?\n]/)[0] ?? ''
  if (
    /^ ?(?:°|º|deg\w*|st\w*|[cf]\b)? ?(?:[cf]\b)? ?(?:out\b|outside|below|tonight|na dworze|na zewnatrz|mrozu|za oknem)/.test(
      next,
    )
  )
    return 'outside'
  if (
    /^ ?(?:°|º|deg\w*|st\w*|[cf]\b)? ?(?:[cf]\b)? ?(?:in here|inside|in the|indoors|w domu|w mieszkaniu|w pokoju|w srodku)/.test(
      next,
    )
  )
    return 'inside'
  if (/\b(?:minus|mroz\w*)\b/.test(near.slice(-8))) return 'outside'
  const out = lastOf(OUTSIDE, near)
  const inn = lastOf(INSIDE, near)
  if (out < 0 && inn < 0) return 'unknown'
  return out > inn ? 'outside' : 'inside'
}

function lastOf(pattern: RegExp, text: string): number {
  let last = -1
  for (const match of text.matchAll(new RegExp(pattern.source, 'g'))) last = match.index
  return last
}

/** Whether a bare temperature in this IANA zone is Fahrenheit: the United States and no one else. */
function isFahrenheitZone(zone: string): boolean {
  return /^US\/|^Pacific\/Honolulu$|^America\/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Indiana|Kentucky|Indianapolis|Louisville|Menominee|North_Dakota|Nome|Sitka|Puerto_Rico)/.test(
    zone,
  )
}
