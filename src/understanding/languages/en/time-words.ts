import type { DayAtom } from '../../recognise/time/atoms.ts'
import { mondayOf, type Now } from '../../recognise/time/calendar.ts'
import type { HolidayName } from '../../recognise/time/holidays.ts'
import { numberOf, numberWords } from '../../recognise/time/numbers.ts'
import { one, type Side } from '../../recognise/time/spans.ts'

/** Alternatives for use inside patterns on folded text; none of them captures. */
export const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
export const WEEKDAYS =
  'mondays?|mon|tuesdays?|tues?|wednesdays?|weds?|thursdays?|thurs?|thur|thu|fridays?|fri|saturdays?|sat|sundays?|sun'
export const TOMORROW =
  'tomm?or?r?ow|tom+orow|tmrw|tmr|tmrrw|tomoro|tomo|tmw|2moro|2morrow|2mrw|2mro|tmro|tmoro|tomoz|tmorrow'
export const N = numberWords
/** "Twentieth", "twenty first". */
export const ORDINAL = '(?:twenty |thirty )?[a-z]+th|(?:twenty |thirty )(?:first|second|third)'
export const TO = '(?: ?- ?| to | till | til | until | and | & | n | through | thru )'

const HOURS = '\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const HALF_OF_DAY =
  "(?: ?(?:a\\.?m|p\\.?m)\\b\\.?|[ap]\\b|(?: ?o'?clock)?(?: (?:in the (?:morning|afternoon|evening)|at night|sharp))| ?o'?clock)"
/** A time of the day, for `minuteOf`: "9", "9:30am", "four thirty", "half 3", "quarter to five", "0930", "seven in the evening", "noon". */
export const TIME = `(?:(?:half|quarter)(?: (?:past|after|to|till|of|before))? (?:${HOURS})\\b|0\\d[0-5]\\d(?!\\d)|(?:${HOURS})(?:[:.]\\d{2}(?!\\d)|[ -](?:thirty|fifteen|forty[ -]five)\\b)?)(?:-?ish\\b)?${HALF_OF_DAY}?|(?:noon|midday)(?:-?ish)?\\b`

/** What a number before it counts something else: "4 feet", "2 bathrooms". */
export const NOT_A_COUNT =
  '(?! ?(?:%|\\$|inch|in\\.|"|\'|ft|feet|foot|degrees?|deg|gal|yrs?|years?|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|times?|units?|people|ppl|floors?|bed|bath|ton|psi|lbs?|dollars|bucks|bathrooms?|toilets?|of (?:them|us)|story|kids|x\\b|/))'

/** What may follow a date such as "the 4th"; before any other word it counts something: "the 4th shave", "the 3rd try". */
export const AFTER_DATE = `(?:at|or|and (?:the )?\\d|to|if|is|are|was|were|please|pls|plz|in|for|through|thru|between|before|after|around|about|mornings?|afternoons?|evenings?|anytime|any|works?|suits?|possible|good|fine|best|early|late|first thing|no later|sometime|past|half|quarter|would|wd|will|can|could|should|may|but|so|when|because|bc|cuz|since|from|until|till|by|we|i|im|i'm|my|our|you|u|she|he|they|it|someone|somebody|anyone|there|that|this|next|then|instead|as|with|am|pm|noon|not|the (?!floor)|on|unless|though|onwards?|only|ideally|preferably|either|latest|suits|ok|okay|up|still|off|anymore|any ?more|of (?:this|next|the month|${MONTHS})|${MONTHS})\\b`

/** "By end of day Friday", "by COB tomorrow". */
export const BY_END_OF = 'by (?:the )?(?:end of (?:the )?day|eod|cob|close of business|close)(?: on)?'
/** Verbs that make "by" part of themselves: "come by Friday". */
export const NOT_COMING = '(?<!\\b(?:come|stop|swing|drop|pop|go|drive|be) )'
/** Verbs that take an appointment from one day to another, so that "Monday to Friday" after them is no span. */
export const MOVE = 'move|moving|push|switch|change|resched\\w*|bump|slide|swap|shift'
/** "Not before", "can't do anything until": what opens a span. */
export const NOT_BEFORE =
  "(?:wait|hold off|leave it) (?:until|till|til)|not (?:before|until|till)|no earlier than|nothing (?:before|until)|(?:can't|cant|cannot) (?:do |make )?(?:it |anything |any ?time )?(?:before|until|till)"
/** A bound before a date, captured; see `sideOf`. */
export const BOUND = `(?:${NOT_COMING}\\b(by|on or before|until|till|til|no later than|up to|up until|${NOT_BEFORE}|before|b4|after|from|starting|as of)(?: on)?(?: the)? )?`

export const HOLIDAYS = `christmas eve|christmas day|christmas|xmas|new ?year'?s?(?: eve| day)|new ?year'?s?|thanksgiving(?: day)?|turkey day|easter monday|easter(?: sunday)?|good friday|the holidays|holidays|labor day|memorial day|columbus day|mlk(?: day)?|president'?s'? day|veterans'? day|mother'?s day|father'?s day|valentine'?s(?: day)?|halloween|boxing day|4th of july|fourth of july|july 4th|independence day`

export const holidayOf = (words: string): HolidayName => {
  const named = (
    [
      [/^christmas eve/, 'christmas eve'],
      [/^(?:christmas|xmas|.*holidays)/, 'christmas'],
      [/^new ?year'?s? eve/, "new year's eve"],
      [/^new/, 'new year'],
      [/^(?:thanks|turkey)/, 'thanksgiving'],
      [/^easter monday/, 'easter monday'],
      [/^easter/, 'easter'],
      [/^good/, 'good friday'],
      [/^labor/, 'labor day'],
      [/^memorial/, 'memorial day'],
      [/^columbus/, 'columbus day'],
      [/^mlk/, 'martin luther king day'],
      [/^president/, "presidents' day"],
      [/^veteran/, 'veterans day'],
      [/^mother/, "mother's day"],
      [/^father/, "father's day"],
      [/^valentine/, "valentine's day"],
      [/^hallow/, 'halloween'],
      [/^boxing/, 'boxing day'],
    ] as const
  ).find(([pattern]) => pattern.test(words))
  return named?.[1] ?? 'independence day'
}

export const monthOf = (word: string): number =>
  'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(word.slice(0, 3)) / 3 + 1

/** 1 Monday to 7 Sunday; 0 for any other word. */
export const weekdayOf = (word: string): number =>
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(word.slice(0, 3)) + 1

/** The day a weekday means, "next" taking it into next calendar week. */
export function weekdayAtom(word: string, modifier: string, now: Now): DayAtom | null {
  const weekday = weekdayOf(word)
  const ahead = (weekday - now.weekday + 7) % 7
  if (/next/.test(modifier)) return one(mondayOf(now, 1) + weekday - 1, { weekday, fixed: true })
  if (/this|coming/.test(modifier)) return one(now.day + ahead, { weekday, fixed: true })
  return one(now.day + (ahead || 7), { weekday })
}

/** How a word before a day or a time bounds it; null when it does not. */
export function sideOf(words: string | undefined): Side | null {
  const word = (words ?? '').trim()
  if (/^(?:by\b|on or before|until|till|til|no later than|up to|up until|not later than)/.test(word))
    return 'by'
  if (/^(?:before|b4|this side of)/.test(word)) return 'before'
  if (
    /^(?:from|starting|beginning|as of|any ?time after|on or after|not |wait|hold|leave|no earlier|nothing |can't |cant |cannot )/.test(
      word,
    )
  )
    return 'from'
  return /^(?:after|past)/.test(word) ? 'after' : null
}

/** Minute of the day of what `TIME` matched; hours up to 6 are of the afternoon unless said otherwise. */
export function minuteOf(words: string): number | null {
  if (/^(?:noon|midday)/.test(words)) return 12 * 60
  const parts =
    /^(?:(half|quarter) ?(past|after|to|till|of|before)? )?(0\d(?=\d\d)|\d{1,2}|[a-z]+)(?:[:.]?(\d{2})|[ -](thirty|fifteen|forty))?/.exec(
      words,
    )
  let hour = numberOf(parts?.[3] ?? '')
  if (parts === null || Number.isNaN(hour) || hour > 24) return null
  const [, share, way, said, digits, spoken] = parts
  const minutes = digits ? Number(digits) : spoken ? ({ thirty: 30, fifteen: 15 }[spoken] ?? 45) : 0
  if (minutes > 59) return null
  const half = halfOf(words)
  if (half === 'pm' && hour < 12) hour += 12
  else if (half === 'am' && hour === 12) hour = 0
  else if (half === null && hour < 7 && hour > 0 && !(digits && /^0/.test(said ?? ''))) hour += 12
  const shift = share === 'half' ? 30 : share ? 15 : 0
  return hour * 60 + minutes + (/^(?:to|till|of|before)$/.test(way ?? '') ? -shift : shift)
}

/** Which half of the day the words name. */
export const halfOf = (words: string): 'am' | 'pm' | null =>
  /\d ?a\.?m?\.?$|[a-z] a\.?m?\.?$|morning$/.test(words)
    ? 'am'
    : /\d ?p\.?m?\.?$|[a-z] p\.?m?\.?$|(?:afternoon|evening|night)$/.test(words)
      ? 'pm'
      : null
