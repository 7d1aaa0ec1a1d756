import type { Atom, DayAtom, Phrase, TimeGrammar } from '../../recognise/time/atoms.ts'
import { dayOf, easter, mondayOf, monthEnd, type Now, nearestDate } from '../../recognise/time/calendar.ts'
import { numberOf, numberWords } from '../../recognise/time/numbers.ts'

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const WEEKDAYS =
  'mondays?|mon|tuesdays?|tues?|wednesdays?|weds?|thursdays?|thurs?|thur|thu|fridays?|fri|saturdays?|sat|sundays?|sun'
const N = numberWords
const CLOCK = `(${N})(?:[:.](\\d{2})|[ -](thirty|fifteen|forty[ -]five))? ?(a\\.?m?\\b\\.?|p\\.?m?\\b\\.?|o'?clock)?`
const TO = '(?: ?- ?| to | till | til | until | and | through | thru )'

const monthOf = (word: string) => 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(word.slice(0, 3)) / 3 + 1
const weekdayOf = (word: string) =>
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(word.slice(0, 3)) + 1
const span = (from: number | null, to: number | null, more: Partial<DayAtom> = {}): DayAtom => ({
  kind: 'day',
  from,
  to,
  ...more,
})
const one = (day: number | null, more: Partial<DayAtom> = {}): DayAtom | null =>
  day === null ? null : span(day, day, more)

/** Day with the word before it: "by" closes, "after" and "from" open. */
function bounded(word: string | undefined, from: number, to: number, more: Partial<DayAtom> = {}): DayAtom {
  const side = (word ?? '').trim()
  if (/^(?:by.*|until|til|till|no later than|up to|up until|not later than)$/.test(side))
    return span(null, to, more)
  if (side === 'before' || side === 'b4') return span(null, from - 1, more)
  if (/^(?:after)$/.test(side)) return span(to + 1, null, more)
  if (/^(?:from|starting|beginning|as of|any ?time after|on or after)$/.test(side))
    return span(from, null, more)
  return span(from, to, more)
}
/** "By end of day Friday", "by COB tomorrow". */
const BY_END_OF = 'by (?:the )?(?:end of (?:the )?day|eod|cob|close of business|close)(?: on)?'
const BOUND =
  '(?:(?<!\\b(?:come|stop|swing|drop|pop|go|drive|be) )\\b(by|until|till|til|no later than|up to|up until|before|b4|after|from|starting|as of)(?: on)?(?: the)? )?'

function minuteOf(
  hour: string,
  minutes: string | undefined,
  words: string | undefined,
  half: string | undefined,
  near?: number,
): number | null {
  let h = numberOf(hour)
  if (Number.isNaN(h) || h > 24) return null
  const m = minutes ? Number(minutes) : words ? ({ thirty: 30, fifteen: 15 }[words] ?? 45) : 0
  if (m > 59) return null
  const mark = half?.[0]
  if (mark === 'p' && h < 12) h += 12
  else if (mark === 'a' && h === 12) h = 0
  else if (mark !== 'a' && mark !== 'p' && h < 7 && h > 0 && !(minutes && /^0\d/.test(hour))) h += 12
  if (near !== undefined && h * 60 + m <= near && h < 12) h += 12
  return h * 60 + m
}

function weekdayAtom(word: string, modifier: string, now: Now): DayAtom | null {
  const weekday = weekdayOf(word)
  const ahead = (weekday - now.weekday + 7) % 7
  if (/next/.test(modifier)) return one(mondayOf(now, 1) + weekday - 1, { weekday, fixed: true })
  if (/this|coming/.test(modifier)) return one(now.day + ahead, { weekday, fixed: true })
  return one(now.day + (ahead || 7), { weekday })
}

const NOT_A_COUNT =
  '(?! ?(?:%|\\$|inch|in\\.|"|\'|ft|feet|foot|degrees?|deg|gal|yrs?|years?|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|times?|units?|people|floors?|bed|bath|ton|psi|lbs?|dollars|bucks|bathrooms?|toilets?|of (?:them|us)|story|kids|x\\b|/))'

/** What may follow a date such as "the 4th"; before any other word it counts something: "the 4th shave", "the 3rd try". */
const AFTER_DATE = `(?:at|or|and (?:the )?\\d|to|if|is|are|was|were|please|pls|plz|in|for|through|thru|between|before|after|around|about|mornings?|afternoons?|evenings?|anytime|any|works?|would|wd|will|can|could|should|may|but|so|when|because|bc|cuz|since|from|until|till|by|we|i|im|i'm|my|our|you|u|she|he|they|it|that|this|next|then|instead|as|with|am|pm|noon|not|the (?!floor)|on|unless|though|onwards?|only|ideally|preferably|either|latest|suits|ok|okay|of (?:this|next|${MONTHS})|${MONTHS})\\b`

const phrases: Phrase[] = [
  {
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    read: (m) => one(dayOf(Number(m[1]), Number(m[2]), Number(m[3])), { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:week|wk|w\\/c|week commencing|week beginning|week starting)(?: of)? (?:the )?(?:monday )?(?:(${MONTHS})\\.? )?(${N})(?:st|nd|rd|th)?(?: (?:of )?(${MONTHS})\\b)?`,
      'g',
    ),
    read: (m, now) => {
      const day = dateNear(now, m[1] ?? m[3], numberOf(m[2] ?? ''))
      if (day === null) return null
      const monday = day - ((day + 3) % 7)
      return span(monday, monday + 4, { week: monday, fixed: true, vague: true })
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:from )?(${MONTHS})\\.? (${N})(?:st|nd|rd|th)?${TO}(?:the )?(?:(${MONTHS})\\.? )?(${N})(?:st|nd|rd|th)?\\b`,
      'g',
    ),
    read: (m, now) => dateRange(now, m[1], m[2], m[3] ?? m[1], m[4]),
  },
  {
    pattern: new RegExp(
      `\\b(?:from |between )?(?:the )?(${N})(?:st|nd|rd|th)? (?:of )?(${MONTHS})\\.?${TO}(?:the )?(${N})(?:st|nd|rd|th)? (?:of )?(${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) =>
      / and /.test(m[0]) && !m[0].startsWith('between') ? null : dateRange(now, m[2], m[1], m[4], m[3]),
  },
  {
    pattern: new RegExp(
      `\\b(?:from |between )?(?:the )?(\\d{1,2}(?:st|nd|rd|th)?|(?:twenty |thirty )?[a-z]+th|(?:twenty |thirty )(?:first|second|third))${TO}(?:the )?(\\d{1,2}(?:st|nd|rd|th)|(?:twenty |thirty )?[a-z]+th|(?:twenty |thirty )(?:first|second|third)|\\d{1,2}(?= (?:of )?(?:${MONTHS})\\b))(?: (?:of )?(${MONTHS})\\b)?`,
      'g',
    ),
    read: (m, now) => dateRange(now, m[3], ordinal(m[1]), m[3], ordinal(m[2])),
  },
  {
    pattern: new RegExp(
      `${BOUND}\\b(${MONTHS})\\.? (?:the )?(${N})(?:st|nd|rd|th)?\\b(?:,? (20\\d\\d))?`,
      'g',
    ),
    read: (m, now) => boundedDate(now, m[1], m[2], m[3], m[4]),
  },
  {
    pattern: new RegExp(
      `${BOUND}\\b(?:the )?(${N})(?:st|nd|rd|th)? (?:of )?(${MONTHS})\\b(?:,? (20\\d\\d))?`,
      'g',
    ),
    read: (m, now) => boundedDate(now, m[1], m[3], m[2], m[4]),
  },
  {
    pattern: new RegExp(
      `${BOUND}(?<![\\d/.])(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?![\\d/])(?! ?(?:inch|in\\b(?! the)|"|hp|ton|turn|cup|full|bath|gal|of|mile|of the))`,
      'g',
    ),
    read: (m, now) => {
      const [a, b] = [Number(m[2]), Number(m[3])]
      if (
        (a === 24 && b === 7) ||
        (/^(?:1\/2|1\/4|3\/4|5\/8|3\/8|1\/3|2\/3)$/.test(`${a}/${b}`) && !m[1] && !m[4])
      )
        return null
      const [month, date] = now.monthFirst !== (now.monthFirst ? a > 12 : b > 12) ? [a, b] : [b, a]
      const year = m[4] ? Number(m[4].length === 2 ? `20${m[4]}` : m[4]) : null
      const day = year ? dayOf(year, month, date) : month <= 12 ? nearestDate(now, month, date) : null
      return day === null ? null : bounded(m[1], day, day, { fixed: true })
    },
  },
  {
    pattern: /\b(?:day after tomm?or?row|day after tmrw)\b/g,
    read: (_m, now) => one(now.day + 2, { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:a|one|1) week (?:from|on|after)(?: this| next)? (${WEEKDAYS}|today|tomm?orrow)\\b|\\b(${WEEKDAYS}) week\\b(?! ?end)`,
      'g',
    ),
    read: (m, now) => {
      const word = m[1] ?? m[2] ?? ''
      if (word === 'today') return one(now.day + 7, { fixed: true })
      if (word.startsWith('tom')) return one(now.day + 8, { fixed: true })
      const base = weekdayAtom(word, '', now)?.from
      return base == null ? null : one(base + 7, { fixed: true })
    },
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:move|moving|push|switch|change|resched\\w*|bump|slide|swap)\\b[^.?!\\n]{0,30}\\bfrom (?:${WEEKDAYS}) to )(${WEEKDAYS})\\b`,
      'g',
    ),
    read: (m, now) => weekdayAtom(m[1] ?? '', '', now),
  },
  {
    pattern: new RegExp(
      `\\b(?:(this|next|coming) )?(${WEEKDAYS})(?: ?- ?| to | through | thru )(${WEEKDAYS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const first = weekdayAtom(m[2] ?? '', m[1] ?? '', now)
      const last = weekdayOf(m[3] ?? '')
      if (!first || first.from === null || first.weekday === undefined || last < first.weekday) return null
      return { ...first, to: first.from + last - first.weekday }
    },
  },
  {
    pattern: new RegExp(`\\b(?:between|btwn|b\\/w) (${WEEKDAYS}) (?:and|&|n) (${WEEKDAYS})\\b`, 'g'),
    read: (m, now) => {
      const first = weekdayAtom(m[1] ?? '', '', now)
      const last = weekdayOf(m[2] ?? '')
      if (!first || first.from === null || first.weekday === undefined || last < first.weekday) return null
      return { ...first, to: first.from + last - first.weekday }
    },
  },
  {
    pattern:
      /\b(?:(before (?:the|this)|by (?:the|this)|this|next|coming|the following|over the|the|on the|a|any|some|every|holiday|long|last|past|all|of the|each) )?(?:week ?ends?|wkn?d|wknd)\b/g,
    read: (m, now, text) => {
      if (
        /every|holiday|long|last|past|all|each/.test(m[1] ?? '') ||
        /\b(?:have|enjoy|great|nice|good|lovely|wonderful|happy|fun)(?: an?| your| the)?(?: \w+)?\s$/.test(
          text.slice(Math.max(0, m.index - 24), m.index),
        ) ||
        /ends$/.test(m[0])
      )
        return null
      const saturday = mondayOf(now, /next|following/.test(m[1] ?? '') ? 1 : 0) + 5
      if (/^(?:before|by)/.test(m[1] ?? '')) return span(null, saturday - 1, { fixed: true })
      return span(saturday, saturday + 1, { vague: true, fixed: true })
    },
  },
  { pattern: /\bweek after next\b/g, read: (_m, now) => weekAtom(now, 2) },
  {
    pattern:
      /\b(?:the )?(?:week after|following week)\b(?! (?:the|my|our|thanksgiving|christmas|easter|labor|memorial|new year))/g,
    read: (m, now, text) => weekAtom(now, /\bnext (?:week|wk)\b/.test(text.slice(0, m.index)) ? 2 : 1),
  },
  {
    pattern:
      /\b(early |late |later |beginning of |start of |first part of |first half of |end of |mid |middle of |by |before )?(?:the )?next (?:week|wk)\b(?! ?end)/g,
    read: (m, now) => {
      const week = weekAtom(now, 1)
      const monday = week.from ?? 0
      const side = (m[1] ?? '').trim()
      if (/^(?:early|beginning|start|first)/.test(side)) return { ...week, to: monday + 1 }
      if (/^(?:late|end)/.test(side)) return { ...week, from: monday + 3 }
      if (/^mid/.test(side)) return { ...week, from: monday + 1, to: monday + 3 }
      if (side === 'before') return span(null, monday - 1, { vague: true, fixed: true })
      return week
    },
  },
  {
    pattern:
      /\b(?:(by|before) )?(?:(the )?end of (?:the|this) (?:week|wk)|(?:later |sometime |any ?time |earlier )?this (?:week|wk))\b(?! ?end)/g,
    read: (m, now) => {
      const friday = Math.max(mondayOf(now, 0) + 4, now.day)
      return m[1]
        ? span(null, friday, { fixed: true, vague: true })
        : span(/end of/.test(m[0]) ? Math.max(now.day, friday - 1) : now.day, friday, {
            week: mondayOf(now, 0),
            vague: true,
            fixed: true,
          })
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(by|before|until|till) )?(?:the )?(end|last (?:two |2 )?weeks?|last week|beginning|start|first (?:two |2 )?weeks?|first week|middle|early|late|mid)[ -](?:of |in )?(?:the |this |next )?(month|${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => partOfMonth(m, now),
  },
  {
    pattern: new RegExp(`\\b(first|1st|second|2nd|last) half of (${MONTHS})\\b`, 'g'),
    read: (m, now) => {
      const month = monthOf(m[2] ?? '')
      const year = month < now.month ? now.year + 1 : now.year
      const first = dayOf(year, month, 1)
      if (first === null) return null
      return /^(?:first|1st)$/.test(m[1] ?? '')
        ? span(Math.max(first, now.day), first + 14, { fixed: true, vague: true })
        : span(first + 15, monthEnd(year, month), { fixed: true, vague: true })
    },
  },
  {
    pattern: new RegExp(`\\b(?:in|during|for|sometime in|of|mid) (${MONTHS})\\b(?! ?\\d)`, 'g'),
    read: (m, now) => {
      const month = monthOf(m[1] ?? '')
      const year = month < now.month ? now.year + 1 : now.year
      const first = dayOf(year, month, 1)
      return first === null || m[0].startsWith('of') || m[0].startsWith('for')
        ? null
        : span(Math.max(first, now.day), monthEnd(year, month), { vague: true })
    },
  },
  {
    pattern: /\bnext month\b/g,
    read: (_m, now) => {
      const [year, month] = now.month === 12 ? [now.year + 1, 1] : [now.year, now.month + 1]
      return span(dayOf(year, month, 1), monthEnd(year, month), { vague: true, fixed: true })
    },
  },
  {
    pattern:
      /\b(by|before|after|until|over|on|this side of) (?:the )?(christmas(?: eve)?|xmas|new ?year'?s?(?: eve| day)?|thanksgiving|turkey day|easter|good friday|(?:the )?holidays|labor day|memorial day|4th of july|fourth of july|july 4th)\b/g,
    read: (m, now) => holiday(m[1] ?? '', m[2] ?? '', now),
  },
  {
    pattern: new RegExp(
      `\\b(in|within|over|for)(?: about| around)? (?:the next )?(${N}|an?|a couple(?: of)?|couple(?: of)?|a few|few) (business )?(days?|weeks?|wks?|fortnights?)\\b(?: time)?(?! ago)|\\b(${N}|an?) (days?|weeks?) from (?:now|today)\\b|\\bfortnight from now\\b`,
      'g',
    ),
    read: (m, now, text) => {
      const count = numberOf(m[2] ?? m[5] ?? '1')
      const unit = m[4] ?? m[6] ?? 'day'
      if (
        Number.isNaN(count) ||
        /^an? day/.test(`${m[2] ?? m[5]} ${unit}`) ||
        m[1] === 'for' ||
        (m[1] === 'over' && !/the next/.test(m[0])) ||
        /\b(?:first|hot|only|not)\b[^.]{0,20}$/.test(text.slice(Math.max(0, m.index - 30), m.index))
      )
        return null
      const ahead = now.day + count * (unit.startsWith('d') ? 1 : unit.startsWith('f') ? 14 : 7)
      return m[1] === 'within' || /the next/.test(m[0])
        ? span(now.day, ahead, { fixed: true })
        : one(ahead, { fixed: true })
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(${BY_END_OF}|on|by|before|after|up to|up until|no later than|until|since|through|thru|from|starting|this|next|coming|this coming|last|past|every|all|any|following|each|til|till|the)(?: the| this| next| coming| following)? )?(${WEEKDAYS})\\b(?!'s (?:visit|appointment|job|work))(?!'s)`,
      'g',
    ),
    read: (m, now, text) => {
      const word = m[2] ?? ''
      const before = m[1] ?? ''
      if (
        /^(?:last|past|since|through|thru|every|all|each|any)$/.test(before) ||
        /days$/.test(word) ||
        /\b(?:black|good|ash|cyber|casual|fat)\s$/.test(text.slice(0, m.index))
      )
        return null
      if (/^(?:sat|sun|mon|wed|fri)$/.test(word)) {
        const next = text.slice(m.index + m[0].length, m.index + m[0].length + 12)
        if (word === 'sat' && /^ (?:there|in|on|down|wait|for|at|here|idle|around|with|empty|un)/.test(next))
          return null
        if (
          word === 'sat' &&
          /\b(?:i|we|he|she|it|just|has|have|that|been|they)\s$/.test(text.slice(0, m.index))
        )
          return null
        if (
          word === 'sun' &&
          (before === 'the' || /^ ?(?:room|light|ny|block|is |comes|goes|hits|burn)/.test(next))
        )
          return null
        if (word === 'mon' && /^ (?:ami|dieu)/.test(next)) return null
      }
      if (word === 'sunday' && /^ (?:school|roast|paper|league)/.test(text.slice(m.index + m[0].length)))
        return null
      const atom = weekdayAtom(word, m[0], now)
      return atom === null || atom.from === null
        ? null
        : {
            ...bounded(
              /^(?:by.*|before|after|until|til|till|up to|up until|no later than|from|starting)$/.test(before)
                ? before
                : '',
              atom.from,
              atom.from,
            ),
            weekday: weekdayOf(word),
            ...(atom.fixed ? { fixed: true } : {}),
          }
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(?<!\\b(?:come|stop|swing|drop|pop|go|drive|be) )(${BY_END_OF}|by|before|until) )?(?:tomm?or?r?ow|tom+orow|tmrw|tmr|tmrrw|tomoro|tomo|tmw|2moro|2morrow|2mrw|2mro|tmro|tmoro|tomoz|tmorrow)(?:'s)?(?: ?(night|nite))?\\b`,
      'g',
    ),
    read: (m, now) =>
      m[2]
        ? [
            span(now.day + 1, now.day + 1, { fixed: true }),
            { kind: 'time', from: 17 * 60, to: 21 * 60, part: true },
          ]
        : bounded(m[1], now.day + 1, now.day + 1, { fixed: true }),
  },
  {
    pattern: /(?<=\b(?:tomm?orrow|tmrw|tmr|2moro|tomo) )or (?:the )?(?:day|next day) after\b(?! tom)/g,
    read: (_m, now) => one(now.day + 2, { fixed: true }),
  },
  {
    pattern:
      /\b(?:(?:later |early )?(?:this|today in the|later this|today this) (afternoon|arvo|evening|eve|aft)|(?:today|later|this) (afternoon|evening|arvo))\b/g,
    read: (m, now) => [
      span(now.day, now.day, { fixed: true, today: true }),
      partOfDay(m[1] ?? m[2] ?? '') as Atom,
    ],
  },
  {
    pattern: /(?<!\d )\b(?:tonight|tonite|tnite|2nite)\b/g,
    read: (_m, now) => [
      span(now.day, now.day, { fixed: true, today: true }),
      { kind: 'time', from: 17 * 60, to: 21 * 60, part: true },
    ],
  },
  {
    pattern: /\b(?:today|2day|tody)\b(?!'s)/g,
    read: (_m, now) => one(now.day, { fixed: true, today: true }),
  },
  {
    pattern: new RegExp(`(?<=\\b(?:${WEEKDAYS}),? (?:the )?)(\\d{1,2})(?:st|nd|rd|th)\\b`, 'g'),
    read: (m, now) => one(nextDateOfMonth(now.day, Number(m[1])), { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:on|by|before|after|until|up to|up until|no later than|of|the|for) (?:the )?(\\d{1,2}(?:st|nd|rd|th))|(?<=\\d(?:st|nd|rd|th)(?: or |, | & | and ))(\\d{1,2}(?:st|nd|rd|th))|the (fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[ -]first))\\b(?! (?!${AFTER_DATE})[a-z])`,
      'g',
    ),
    read: (m, now, _t, earlier) => {
      const date = m[3] ? numberOf(m[3]) : Number.parseInt(m[1] ?? m[2] ?? '', 10)
      const after = earlier.find((a) => a.kind === 'day' && a.from !== null && a.to === null && a.fixed)
      const base = after && after.kind === 'day' && after.from !== null ? after.from : now.day
      const day = nextDateOfMonth(base, date)
      const side = /^(by|before|after|until|up to|up until|no later than)/.exec(m[0])?.[1]
      return day === null ? null : bounded(side, day, day, { fixed: true })
    },
  },
  // Clock times.
  {
    pattern: new RegExp(`\\b(?:between|from|btwn) ${CLOCK}${TO}(?:noon|midday|lunch(?:time)?)\\b`, 'g'),
    read: (m) => {
      const from = minuteOf(m[1] ?? '', m[2], m[3], m[4])
      return from === null || from >= 720 ? null : { kind: 'time', from, to: 720 }
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:not (?:before|until|till)|no earlier than|(?:off|off work|out of work|home|back home|out of class) (?:at|by|from)) ${CLOCK}(?![\\d/-])${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => {
      const at = minuteOf(m[1] ?? '', m[2], m[3], m[4])
      return at === null ? null : { kind: 'time', from: at, to: null }
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:anywhere |any ?time |sometime )?between|from|btwn|b\\/w) ${CLOCK}${TO}${CLOCK}${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => clockRange(m),
  },
  {
    pattern: new RegExp(
      `(?<![\\d#$.:/-])\\b${CLOCK}(?: ?- ?| to | til | till )${CLOCK}(?![\\d-])${NOT_A_COUNT}(?!th|st\\b|rd|nd)`,
      'g',
    ),
    read: (m, _now, text) => {
      const sure = m[4] || m[8] || m[2] || m[6]
      if (
        !sure &&
        !/(?:day|days|mon|tues?|wed|thu|thurs?|fri|sat|sun|tomorrow|tmrw|today|\d(?:st|nd|rd|th)|,)[ ,:]*(?:at |@ ?|around |from )?$/.test(
          text.slice(Math.max(0, m.index - 16), m.index),
        )
      )
        return null
      return clockRange(m)
    },
  },
  {
    pattern: new RegExp(
      `\\b(after|past|any ?time after|from|before|b4|by|until|till|til|no later than)(?: about| around| like)? ${CLOCK}(?: or so| on\\b| onwards?)?(?![\\d/-])${NOT_A_COUNT}(?!st\\b|nd\\b|rd\\b|th\\b)(?! (?:visits?|calls?|tries|guys|techs?|attempts?|plumbers?|other|more|emails?|voicemails?|texts?|messages?|flush|winters?))`,
      'g',
    ),
    read: (m, _now, text) => {
      const at = minuteOf(m[2] ?? '', m[3], m[4], m[5])
      if (at === null || (m[1] === 'past' && /\b(?:half|quarter)\s$/.test(text.slice(0, m.index))))
        return null
      if (!/^\d/.test(m[2] ?? '') && numberOf(m[2] ?? '') > 12) return null
      if (
        /^(?:one|first|second|third)$/.test(m[2] ?? '') &&
        !m[5] &&
        !m[4] &&
        !/^ ?(?:[,.?!\n]|$|or|if|pm|and|is|please|would|works|tomorrow|today|on)/.test(
          text.slice(m.index + m[0].length),
        )
      )
        return null
      return /^(?:before|b4|by|until|till|til|no later)/.test(m[1] ?? '')
        ? { kind: 'time', from: null, to: at }
        : { kind: 'time', from: at, to: null }
    },
  },
  {
    pattern: /\b(?:after|post) (?:lunch|noon|12|midday)\b/g,
    read: () => ({ kind: 'time', from: 12 * 60, to: null }),
  },
  {
    pattern: /\b(?:before|b4|by|until) (?:noon|lunch|midday|12)\b/g,
    read: () => ({ kind: 'time', from: null, to: 12 * 60 }),
  },
  { pattern: /\bafter work\b/g, read: () => ({ kind: 'time', from: 17 * 60, to: null }) },
  { pattern: /\bafter school\b/g, read: () => ({ kind: 'time', from: 15 * 60, to: null }) },
  { pattern: /\b(half|quarter) (past|to|after) (\w+)\b(?: ?(am|pm))?/g, read: (m) => quarters(m) },
  {
    pattern: new RegExp(
      `(?:\\b(?:at|around|about|approx|abt|say|like|for|@)|@) ?${CLOCK}(?:ish)?(?![\\d/%-])${NOT_A_COUNT}(?!st\\b|nd\\b|rd\\b|th\\b)`,
      'g',
    ),
    read: (m, _now, text) => {
      const at = minuteOf(m[1] ?? '', m[2], m[3], m[4])
      const word = /^@?\s*\w+/.exec(m[0])?.[0] ?? ''
      if (at === null || Number.isNaN(numberOf(m[1] ?? '')) || numberOf(m[1] ?? '') > (m[2] ? 23 : 12))
        return null
      if (/^(?:for|like|say)/.test(word) && !m[4] && !m[2]) return null
      if (
        /\b(?:is|was|holding|set|sits?|sitting|stuck|reads?|steady|stays?|running|runs|house|temp\w*|degrees|it'?s|cooler|freezer|room)\s$/.test(
          text.slice(Math.max(0, m.index - 14), m.index),
        ) &&
        !m[4] &&
        !m[2]
      )
        return null
      return { kind: 'time', from: at, to: at }
    },
  },
  {
    pattern: /(?<![\d:.$#/-])(\d{1,2})(?::(\d{2}))? ?(am|pm|a\.m\.?|p\.m\.?|o'?clock)\b/g,
    read: (m) => pointOf(minuteOf(m[1] ?? '', m[2], undefined, m[3])),
  },
  {
    pattern: /(?<![\d:.$#/-])(\d{1,2}):(\d{2})(?![\d:])/g,
    read: (m) => pointOf(minuteOf(m[1] ?? '', m[2], undefined, undefined)),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:${WEEKDAYS}|tomorrow|tmrw|today|\\d(?:th|st|nd|rd))[,]? )(\\d{1,2})(?=\\s*(?:[?.,!]|$|or\\b|ok|work|pls|please))`,
      'g',
    ),
    read: (m) => (Number(m[1]) <= 12 ? pointOf(minuteOf(m[1] ?? '', undefined, undefined, undefined)) : null),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:${WEEKDAYS}|tomm?orrow|tmrw|tmr|2moro|\\d(?:th|st|nd|rd)) )(am|pm|aft|eve)\\b`,
      'g',
    ),
    read: (m) => partOfDay({ am: 'morning', pm: 'afternoon' }[m[1] ?? ''] ?? m[1] ?? ''),
  },
  { pattern: /\bnoon\b|\bmidday\b|\bat lunch(?:time)?\b/g, read: () => pointOf(12 * 60) },
  {
    pattern:
      /\b(first thing(?: in the morning)?|(?:early |late |mid[ -]?)?(?:mornings?|morn|afternoons?|arvo|evenings?|nights?))\b/g,
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 14), m.index)
      if (
        /\b(?:good|this|every|each|last|all|other|yesterday|g'?day|mid|at|over|by|same)\s?$/.test(before) ||
        /nights?$/.test(m[0])
      )
        return null
      return partOfDay(m[1] ?? '')
    },
  },
  // Wishes without a calendar.
  {
    pattern:
      /\b(?:asap|a\.s\.a\.p|need (?:a |an |some |the )?(?:tech|someone|somebody|plumber|anyone|help|u|you|guy|engineer)(?: out)?(?: here)? (?:right )?now|(?:tech|plumber|someone|somebody|anybody|help|guy|here) now (?:please|pls)|(?:send|get) (?:me |us )?(?:someone|somebody|anybody|anyone|a (?:guy|man|tech|plumber|truck)|whoever)(?: is)?(?: out)?(?: here)?(?: (?:please|pls|now|quick))?(?=[,.!\n]|$| it'?s| its| please| pls| now| the water)|come quick|quickly please|as soon as (?:poss\w*|you\b|u\b|ya\b|y'all|can|someone|somebody|anyone|humanly|practical\w*|one of|physics|the next)|soonest|sooner the better|right away|straight ?away|immediately|at once|first (?:available|opening|slot|avail|appointment|thing you)|next (?:available|opening|slot|appointment|avail)|(?:earliest)|as (?:early|quick|quickly|fast|soonest) as|quickest|pronto|urgently|how (?:soon|fast|quick(?:ly)?) (?:can|could|would)|hurry|before (?:it|she|this) (?:gets|goes|floods|splits)|someone now|here now|out here now|out now|over now|come now|today if|emergency (?:visit|call ?out|service please)|get (?:here|over here|someone)(?: out)?(?: here)? (?:fast|quick)|squeeze (?:me|us) in|first one you|drop everything)\b/g,
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 12), m.index)
      return /\b(?:no|not|don'?t|n't|without|in no)\s$|\b(?:got|came|fixed|arrived|called|stopped|caught|responded) $/.test(
        before,
      ) ||
        (/hurry/.test(m[0]) && /\b(?:no|in (?:a|any)|a)\s$/.test(before))
        ? null
        : { kind: 'asap' }
    },
  },
  {
    pattern:
      /\b(?:(?:need|get|want|send|come|help|please|pls|somebody|someone|anyone|anybody|can (?:you|u|someone|somebody|anyone)|live|out)\b[^.!?\n]{0,50}\bright now|right now (?:please|pls)|please right now)\b/g,
    read: () => ({ kind: 'asap' }),
  },
  {
    pattern:
      /\b(?:any ?time(?! (?:i|we|the|it|he|she|they|someone|my|our|after|before|between|you (?:flush|run|turn))\b)|any day(?! but)|any weekday|any morning|any afternoon|no preference|flexible|at your (?:convenience|leisure)|up to you|no particular|whatever works|whatever (?:day|time)|when(?:ever)? (?:you|u|ya|y'all|ur|you guys|you all|your (?:guy|guys|tech|schedule)|someone|somebody|one of you)(?:'re|r| are| is| be|'ll be| will be| might be| have| get| got| has| can| could| come| want| like| happen| find| next)?\b(?! (?:flush|run|turn|use|said|told|do laundry|open))|when(?:ever)? (?:it )?(?:suits|convenient|is convenient|works|possible)|whenever(?! (?:i|we|the|it|he|she|they|someone|my|our|you|u|somebody|anyone|a|that|this|water|any|his|her|their|upstairs|neighbou?rs?|unit|one)\b)|next time (?:you|u|your|ur|someone|he|one)|(?:in|around) (?:the|my|our) (?:area|neighbou?rhood)|out (?:this|our) way|i'?m (?:home|around|here|off|in|free) (?:all|most|every|any)|either (?:is|works|one|day) (?:is )?(?:fine|ok|good)?|my schedule is open|i'?m retired|slow day|next in|passing by|passing through|sometime(?! (?:next|this|in|on|after|before|between|around|tomorrow|today|mon|tue|wed|thu|fri|sat|sun)))\b/g,
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 14), m.index)
      if (
        /^when you (?:come|get|can|have|want|got|are|'re)?$/.test(m[0].replace(/ (?:guys|all)/, '')) &&
        /\?/.test(text.slice(m.index, m.index + 60))
      )
        return null
      if (
        /^when (?:you|u|ya|your|ur|someone|somebody)\b/.test(m[0]) &&
        !/(?:'re|r| are| is| be| have| get| got| has| can| next| could)\b/.test(m[0])
      )
        return null
      return /\b(?:not|isn'?t|never|call me|text me|thanks|hardly)\s$/.test(before)
        ? null
        : { kind: 'flexible' }
    },
  },
]

function partOfDay(word: string): Atom | null {
  if (/morn|first thing/.test(word)) return { kind: 'time', from: 8 * 60, to: 12 * 60, part: true }
  if (/afternoon|arvo|^aft/.test(word)) return { kind: 'time', from: 12 * 60, to: 17 * 60, part: true }
  if (/even?/.test(word)) return { kind: 'time', from: 17 * 60, to: 21 * 60, part: true }
  return null
}

const pointOf = (minute: number | null): Atom | null =>
  minute === null || minute > 1439 ? null : { kind: 'time', from: minute, to: minute }

function clockRange(m: RegExpExecArray): Atom | null {
  let from = minuteOf(m[1] ?? '', m[2], m[3], m[4])
  const to = minuteOf(m[5] ?? '', m[6], m[7], m[8])
  if (from === null || to === null) return null
  if (
    !m[4] &&
    m[8]?.[0] === 'p' &&
    numberOf(m[1] ?? '') < numberOf(m[5] ?? '') &&
    numberOf(m[1] ?? '') >= 7 &&
    numberOf(m[5] ?? '') < 12 &&
    from < 720
  )
    from += 720
  const end = to <= from && to < 720 ? to + 720 : to
  return end > from ? { kind: 'time', from, to: end } : null
}

function quarters(m: RegExpExecArray): Atom | null {
  const base = minuteOf(m[3] ?? '', undefined, undefined, m[4])
  if (base === null) return null
  const shift = m[1] === 'half' ? 30 : 15
  return pointOf(m[2] === 'to' ? base - shift : base + shift)
}

function ordinal(words: string | undefined): string {
  return (words ?? '').replace(/^(\d{1,2})(?:st|nd|rd|th)$/, '$1')
}

function dateNear(now: Now, month: string | undefined, date: number): number | null {
  if (Number.isNaN(date) || date < 1 || date > 31) return null
  return month ? nearestDate(now, monthOf(month), date) : nextDateOfMonth(now.day, date)
}

function nextDateOfMonth(from: number, date: number): number | null {
  if (Number.isNaN(date) || date < 1 || date > 31) return null
  const base = new Date(from * 86_400_000)
  for (let ahead = 0; ahead < 3; ahead++) {
    const month = base.getUTCMonth() + ahead
    const day = dayOf(base.getUTCFullYear() + Math.floor(month / 12), (month % 12) + 1, date)
    if (day !== null && day >= from) return day
  }
  return null
}

function dateRange(
  now: Now,
  month: string | undefined,
  first: string | undefined,
  month2: string | undefined,
  last: string | undefined,
): Atom | null {
  const from = dateNear(now, month, numberOf(first ?? ''))
  if (from === null) return null
  const lastDate = numberOf(last ?? '')
  const to = month2 ? dateNear(now, month2, lastDate) : nextDateOfMonth(from, lastDate)
  return to === null || to <= from || to - from > 62 ? null : span(from, to, { fixed: true })
}

function boundedDate(
  now: Now,
  side: string | undefined,
  month: string | undefined,
  date: string | undefined,
  year: string | undefined,
): Atom | null {
  const n = numberOf(date ?? '')
  if (Number.isNaN(n) || !month) return null
  const day = year ? dayOf(Number(year), monthOf(month), n) : nearestDate(now, monthOf(month), n)
  return day === null ? null : bounded(side, day, day, { fixed: true })
}

function weekAtom(now: Now, weeks: number): DayAtom {
  const monday = mondayOf(now, weeks)
  return span(monday, monday + 4, { week: monday, vague: true, fixed: true })
}

function partOfMonth(m: RegExpExecArray, now: Now): Atom | null {
  const next = /next month/.test(m[0])
  const month = m[3] === 'month' ? (next ? (now.month % 12) + 1 : now.month) : monthOf(m[3] ?? '')
  const year = month < now.month ? now.year + 1 : now.year
  const first = dayOf(year, month, 1)
  const last = monthEnd(year, month)
  if (first === null) return null
  const part = m[2] ?? ''
  const more = { fixed: true, vague: true }
  if (m[1])
    return span(null, /end|last|late/.test(part) ? last : /mid/.test(part) ? first + 14 : first - 1, {
      fixed: true,
    })
  if (/^last (?:two|2)/.test(part)) return span(last - 13, last, more)
  if (/^(?:end|last|late)/.test(part)) return span(last - 6, last, more)
  if (/^mid/.test(part)) return span(first + 9, first + 19, more)
  return span(first, first + (/two|2/.test(part) ? 13 : 6), more)
}

function holiday(side: string, name: string, now: Now): Atom | null {
  const yearOf = (make: (year: number) => number | null): number | null => {
    const day = make(now.year)
    return day !== null && day >= now.day - 7 ? day : make(now.year + 1)
  }
  const nth = (year: number, month: number, weekday: number, n: number) => {
    const first = dayOf(year, month, 1) ?? 0
    return first + ((weekday - 1 - ((first + 3) % 7) + 7) % 7) + 7 * (n - 1)
  }
  const day = /christmas eve/.test(name)
    ? yearOf((y) => dayOf(y, 12, 24))
    : /christmas|xmas|holidays/.test(name)
      ? yearOf((y) => dayOf(y, 12, 25))
      : /new ?year/.test(name)
        ? yearOf((y) => dayOf(y, 1, 1))
        : /thanksgiving|turkey/.test(name)
          ? yearOf((y) => nth(y, 11, 4, 4))
          : /easter/.test(name)
            ? yearOf(easter)
            : /good friday/.test(name)
              ? yearOf((y) => easter(y) - 2)
              : /labor/.test(name)
                ? yearOf((y) => nth(y, 9, 1, 1))
                : /july/.test(name)
                  ? yearOf((y) => dayOf(y, 7, 4))
                  : null
  if (day === null || side === 'over') return null
  return side === 'on'
    ? one(day, { fixed: true })
    : bounded(side === 'this side of' ? 'before' : side, day, day, { fixed: true, vague: true })
}

/** English dates, times and wishes, on folded text. */
export const englishTime: TimeGrammar = {
  phrases,
  past: /\b(?:was|were|had|came|went|did|didn'?t|fixed|installed|replaced|put in|paid|said|told|snaked|cleared|cleaned|happened|noticed|visited|died|quit|charged|promised|supposed|booked|since|ago|last|yesterday|lost|finished|arrived|showed|took|began|bought|ordered|clogged|backed up|broke|stopped|started|leaked|froze|flooded|failed|dripped|serviced|repaired|been|fixed|waited|stood|never|warning|forecast|heat index|until|thru|through|concert|wedding|game|quiz|party|closed on|passed|discharged|came home|invoice|receipt)\b/,
  wish: /\b(?:i'?d like|we'?d like|would like|can|could|would|will|please|pls|plz|ok|okay|works?|available|free|open|book|schedule[ds]?|come|prefer\w*|best|good|fine|suits?|possible|maybe|any|how about|let'?s|need|want|like|be (?:home|here|there|in)|i'?m (?:home|off|around|in|here)|we'?re (?:home|off|around|in|here)|move|reschedule|push|instead|after|before|between|shoot for|do|see you|appointment|appt|slot|visit|looking|hoping|due|access|arranged|ready|home|there|either|or)\b|\?|^/,
  since:
    /\b(?:since|from last|as of last|until last|ever since|through|thru|till|every|each|per|most|on hold since|waiting since|last)\s(?:the |about |around |early |late )?$/,
  ruledOut:
    /\b(?:not|isn'?t|can'?t(?: do)?|cannot(?: do)?|cant(?: do)?|won'?t be (?:home|here|there)|unavailable|except|but not|no good|instead of|rather than|cancel\w*|away|out of town|vacation|flying out|scrap|skip|forget|wont be (?:home|here)|nobody (?:home|here|in)|except for|any day but|anything but|all but|besides)\s?(?:[a-z']+\s){0,4}$/,
  ask: /\b(?:can|could|please|pls|plz|need|come|any chance|squeeze|love|get (?:to|some|out|here)|send|available|fit|possible|help|asap|someone|somebody|anyone|anybody|open|out here|look|swing|stop by|before)\b|\?|today,? today/,
  moved:
    /\b(?:reschedul\w*|slide|move|push|bump|postpone|switch|change|swap|moving|cancel\w*)\b(?! to)(?: (?!to\b|until\b|for\b)[a-z']+){0,5} $/,
  ruledAfter:
    /^[^.!?,;]{0,30}\b(?:needs? to be (?:cancel|moved|resch)|(?:has|have) to be (?:cancel|moved)|won'?t work|doesn'?t work|does not work|is no good|no longer works|is (?:cancel\w*|off)\b)/,
  event:
    /\b(?:wedding|party|dinner|brunch|banquet|guests?|in-?laws|closing|inspection|inspector|exams?|meetings?|flight|fly(?:ing)? (?:out|home|in|to)|leave for|leaving|travel\w*|concert|recital|rehearsal|funeral|christening|baptism|bar mitzvah|graduation|picture day|thanksgiving|diwali|eid|easter|christmas|game|tournament|festival|fair|surgery|due date|delivery|order|shipment|parents|mother|sister|family|arrives?|arriving|conference|event|class(?:es)?|service at|bingo|fish fry|rush|audit|concrete|movers?|check(?:s|ing)? in|health (?:inspector|department)|storm|forecast|snow|heat index|degrees|slab pours|start a new job|back to work)\b|^[^@]{0,24}\b(?:it'?s|its|it is|today is|now it'?s) @|@ (?:is|are) (?:a|an|the|my|our|their|his|her|half|when|\w+'s)\b|\b(?:off|away|gone|busy|hosting|expecting|open(?:s|ing)?|working|full) (?:on |for |by )?@|\b(?:came|come|brought|got|get|coming|went|back) (?:[a-z]+ ){0,3}home (?:from [a-z ]{0,16})?@|\bhospital @|@ (?:morning |night |afternoon )?(?:dinner|lunch|rush|service)\b|middle of @/,
  request:
    /\b(?:only (?:day|time)|(?:i'?m|we'?re|i am|we are|be) (?:home|free|available)|can|could|would|will|please|pls|plz|come|send|book|schedule|need(?:s|ed)?|has to|have to|gotta|must|done|fixed|ready|possible|works|available|any chance|how about|visit|appointment|appt|suits?|fit (?:me|us)|technician|plumber|engineer)\b(?!.{0,20}\b(?:arrive|leave|fly)\b)/,
  business:
    /\b(?:hours|we(?:'re| are)? open(?: from)?|is open|are open|opens?|office is) (?:[a-z0-9: -]{0,20} )?@|\bhow much\b|\b(?:charge|charged|rates?|fees?|cost|costs|extra|price list|prices|bill) (?:[a-z$0-9']+ ){0,6}@|@ (?:rate|fee|call-?out fee|surcharge|price)|\b(?:bids?|tenders?|returns|decision|payment|invoice|orders?|numbers|proposals?|quotes are|rsvp|requirements|back ?order|will call|hold (?:your|the|this)|held|effective|statement)\b[^@]{0,40}@|\bdo (?:u|you) (?:do|work|open|offer)\b[^@]{0,30}@/,
  clause: /[,:(]\s|\b(?:but|so|because|cuz|cause|if)\s|\s-\s|\band (?=i |we |she |he |they |my |our |the )/g,
  or: /^[\s,]*(?:or|and|&|\/|either|,|or else|or maybe)[\s,]*(?:on |the |maybe |even |also |this |next )*$/,
}
