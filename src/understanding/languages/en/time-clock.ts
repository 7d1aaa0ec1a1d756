import type { Atom, Phrase } from '../../recognise/time/atoms.ts'
import { numberOf } from '../../recognise/time/numbers.ts'
import { hours, onSide, partsOfDay, pointOf } from '../../recognise/time/spans.ts'
import {
  halfOf,
  MONTHS,
  MOVE,
  minuteOf,
  NOT_A_COUNT,
  ORDINAL,
  sideOf,
  TIME,
  TO,
  TOMORROW,
  WEEKDAYS,
} from './time-words.ts'

const DAY_BEFORE = `(?:${WEEKDAYS}|${TOMORROW}|today|week|\\d{1,2}(?:th|st|nd|rd)|(?:${MONTHS})\\.? \\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})|\\d{1,2}/\\d{1,2}|${ORDINAL})`

/** Times of the day, their bounds, and the parts of a day. */
export const clockPhrases: Phrase[] = [
  {
    pattern: new RegExp(
      `\\b(?:not (?:before|until|till)|no earlier than|(?:off|off work|out of work|home|back home|back|be there|out of class|free|around) (?:at|by|from|after)) (${TIME})(?![\\d/-])${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => onSideOf('from', m[1]),
  },
  {
    // "Change from 9am to 1pm": the second, which takes the place of the first.
    pattern: new RegExp(
      `(?<=\\b(?:${MOVE})\\b[^.?!\\n]{0,40})\\bfrom (?:${TIME}) to (${TIME})${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => {
      const point = pointOf(minuteOf(m[1] ?? ''))
      return point && { ...point, asked: true }
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:anywhere |any ?time |sometime )?between|from|btwn|b\\/w) (${TIME})${TO}(${TIME})${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => clockRange(m[1] ?? '', m[2] ?? ''),
  },
  {
    pattern: new RegExp(
      `(?<![\\d#$.:/-])\\b(${TIME})(?: ?- ?| to | til | till )(${TIME})(?![\\d/-])${NOT_A_COUNT}(?!th|st\\b|rd|nd)`,
      'g',
    ),
    read: (m, _now, text) => {
      const sure =
        /[:.]\d\d|[ap]\.?m?$|clock|noon|midday|half|quarter|thirty/.test(`${m[1]} ${m[2]}`) || isSure(m)
      const dated =
        new RegExp(`(?:day|days|${DAY_BEFORE}|,)[ ,:]*(?:at |@ ?|around |from )?$`).test(
          text.slice(Math.max(0, m.index - 18), m.index),
        ) ||
        new RegExp(
          `^,? (?:on |the |this |next |coming |first |following |day after |in |two weeks from |a week from )*${DAY_BEFORE}\\b`,
        ).test(text.slice(m.index + m[0].length))
      return sure || dated ? clockRange(m[1] ?? '', m[2] ?? '') : null
    },
  },
  {
    pattern: new RegExp(
      `\\b(after|past|any ?time after|from|as of|before|b4|by|until|till|til|up to|no later than)(?: about| around| like)? (${TIME})(?: or so)?(?![\\d/-])${NOT_A_COUNT}(?!st\\b|nd\\b|rd\\b|th\\b)(?! (?:visits?|calls?|tries|guys|techs?|attempts?|plumbers?|other|more|emails?|voicemails?|texts?|messages?|flush|winters?))`,
      'g',
    ),
    read: (m, _now, text) => {
      const words = m[2] ?? ''
      if (m[1] === 'past' && /\b(?:half|quarter)\s$/.test(text.slice(0, m.index))) return null
      if (
        words === 'one' &&
        !/^ ?(?:[,.?!\n]|$|or|if|pm|and|is|please|would|works|tomorrow|today|on)/.test(
          text.slice(m.index + m[0].length),
        )
      )
        return null
      return onSideOf(sideOf(m[1]) === 'by' || sideOf(m[1]) === 'before' ? 'by' : 'from', words)
    },
  },
  {
    // "Before my shift starts at 2", "once the kids are at school, about 9".
    pattern: new RegExp(
      `\\b(before|until|by the time|after|once|when) (?:i|i'm|i've|we|we're|my|our|the|he|she|they|his|her|their) [^.?!\\n@]{0,36}?(?:at|around|about|by|~|,) ?(?:around |about )?(${TIME})(?![\\d/-])${NOT_A_COUNT}`,
      'g',
    ),
    read: (m, _now, text) =>
      m[1] === 'when' && !/\?|free|home|back|off/.test(text.slice(m.index, m.index + m[0].length))
        ? null
        : onSideOf(/^(?:before|until|by)/.test(m[1] ?? '') ? 'by' : 'from', m[2]),
  },
  {
    pattern: /\b(?:after|post|past) (?:lunch|12)\b/g,
    read: () => hours(12, null),
  },
  { pattern: /\b(?:before|b4|by|until) (?:lunch|12)\b/g, read: () => hours(null, 12) },
  { pattern: /\bafter (?:work|tea|teatime|dinner|supper)\b/g, read: () => hours(17, null) },
  { pattern: /\bafter school\b/g, read: () => hours(15, null) },
  {
    pattern: new RegExp(
      `(?:\\b(?:at|around|about|approx|abt|say|like|for|@|make it|round)|@) ?(?:about |around )?(${TIME})(?![\\d/%-])${NOT_A_COUNT}(?!st\\b|nd\\b|rd\\b|th\\b)`,
      'g',
    ),
    read: (m, _now, text) => {
      const words = m[1] ?? ''
      const sure =
        halfOf(words) !== null ||
        /[:.]\d\d|half|quarter|clock|ish|noon|midday/.test(words) ||
        /^ (?:instead|rather)\b/.test(text.slice(m.index + m[0].length))
      if (/^\d+$/.test(words) && words.length < 3 && Number(words) > 12) return null
      if (/^(?:for|like|say|round|make)/.test(m[0]) && !sure && !/^(?:say|make)/.test(m[0])) return null
      if (/^say/.test(m[0]) && !sure && !/\bday\b|,/.test(text.slice(Math.max(0, m.index - 30), m.index)))
        return null
      const before = text.slice(Math.max(0, m.index - 14), m.index)
      return !sure &&
        /\b(?:is|was|holding|set|sits?|sitting|stuck|reads?|steady|stays?|running|runs|house|temp\w*|degrees|it'?s|cooler|freezer|room)\s$/.test(
          before,
        )
        ? null
        : pointOf(minuteOf(words))
    },
  },
  {
    pattern: new RegExp(`(?<![\\d:.$#/-])\\b(${TIME})(?![\\d:])`, 'g'),
    read: (m, _now, text) => {
      const words = m[1] ?? ''
      const isPlain = /^(?:\d+|[a-z]+)$/.test(words) && !/ish$|^noon|^midday/.test(words)
      return !isPlain || isBesideDay(m, text) || isBounded(m, text) ? pointOf(minuteOf(words)) : null
    },
  },
  {
    pattern: new RegExp(
      `(?<=\\b${DAY_BEFORE},? )(am|pm|aft|eve)\\b|(?<=/\\d{1,2},? (?:in the )?)(am|pm)\\b`,
      'g',
    ),
    read: (m) =>
      ({ am: partsOfDay.morning, eve: partsOfDay.evening })[m[1] ?? m[2] ?? ''] ?? partsOfDay.afternoon,
  },
  {
    pattern: new RegExp(
      `\\b(?:bright and )?early (?:on )?(?=${TOMORROW}|${WEEKDAYS})|(?<=\\b${DAY_BEFORE},? )(?:nice and |bright and )?early\\b(?! (?:afternoon|evening))`,
      'g',
    ),
    read: () => partsOfDay.morning,
  },
  {
    pattern: /\b(?:at |around |over |during )?lunch ?(?:time|hour)\b|\b(?:at|over) lunch\b/g,
    read: () => partsOfDay.lunchtime,
  },
  {
    pattern:
      /\b(first thing(?: in the morning)?|(?:early |late |mid[ -]?)?(?:mornings?|morn|afternoons?|arvo|evenings?|nights?))\b/g,
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 14), m.index)
      if (
        /\b(?:good|this|every|each|any|last|all|other|yesterday|g'?day|mid|at|over|by|same)\s?$/.test(
          before,
        ) ||
        /nights?$/.test(m[0])
      )
        return null
      if (/morn|first/.test(m[0])) return partsOfDay.morning
      return /even/.test(m[0]) ? partsOfDay.evening : partsOfDay.afternoon
    },
  },
]

/** A half of the day said with either end: "8a-12". */
const isSure = (m: RegExpExecArray) => halfOf(m[1] ?? '') !== null || halfOf(m[2] ?? '') !== null

/** A bare number is a time right after a day ("Tuesday 9?") when nothing it could count follows. */
const isBesideDay = (m: RegExpExecArray, text: string) =>
  Number(m[1]) <= 12 &&
  new RegExp(`\\b${DAY_BEFORE},? $`).test(text.slice(Math.max(0, m.index - 14), m.index)) &&
  /^\s*(?:[?.,!]|$|or\b|ok|work|pls|please)/.test(text.slice(m.index + m[0].length))

/** "3 or later", "10 at the earliest": a bare number is a time, too, when it is bounded like one. */
const isBounded = (m: RegExpExecArray, text: string) =>
  Number(m[1]) <= 12 &&
  /^(?: or (?:later|after|earlier|sooner)| onwards?| at the (?:earliest|latest))\b/.test(
    text.slice(m.index + m[0].length),
  )

function onSideOf(side: 'by' | 'from', words: string | undefined): Atom | null {
  const point = pointOf(minuteOf(words ?? ''))
  return point === null ? null : onSide(side, point)
}

/** Both ends of a span of hours: "9 to 11", "8-10pm", "11 to 1". */
function clockRange(first: string, last: string): Atom | null {
  let from = minuteOf(first)
  const to = minuteOf(last)
  if (from === null || to === null) return null
  const [a, b] = [numberOf(/\w+/.exec(first)?.[0] ?? ''), numberOf(/\w+/.exec(last)?.[0] ?? '')]
  if (halfOf(first) === null && halfOf(last) === 'pm' && a < b && a >= 7 && b < 12 && from < 720) from += 720
  const end = to <= from && to < 720 ? to + 720 : to
  return end > from ? { kind: 'time', from, to: end } : null
}
