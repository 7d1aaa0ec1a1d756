import type { Atom, Phrase } from '../../recognise/time/atoms.ts'
import { hours, onSide, partsOfDay, pointOf } from '../../recognise/time/spans.ts'
import { minuteOf, NOT_A_COUNT, sideOf, TIME, WEEKDAYS } from './time-words.ts'

/** Right before a bare number that is a time: a day, or a word for the hour. */
const DATED = new RegExp(
  `(?:jutro|dzis|dzisiaj|pojutrze|\\b(?:${WEEKDAYS})|\\b(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrzes|pazdz|listop|grud)\\w+|\\d(?:-?(?:go|tego))?|godz\\w*\\.?|rano|,|\\))[ ,]*(?:w )?(?:godz\\w*\\.? ?)?(?:kolo |okolo |ok\\.? ?)?$`,
)

/** Times of the day, their bounds, and the parts of a day. */
export const clockPhrases: Phrase[] = [
  {
    // "Z 9 na 15" after a verb of moving: the second, which takes the place of the first.
    pattern: new RegExp(
      `(?<=\\b(?:prze|zmie)[^.?!\\n]{0,60})\\bz (?:${TIME}) na (${TIME})${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => {
      const point = pointOf(minuteOf(m[1] ?? ''))
      return point && { ...point, asked: true }
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:miedzy|pomiedzy|od|w godz(?:inach)?\\.?|godz(?:iny)?\\.?) ?(${TIME}) ?(?:-|a|do|i) ?(${TIME})${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => clockRange(m[1] ?? '', m[2] ?? ''),
  },
  {
    pattern: new RegExp(`(?<![\\d.,:/+-])(${TIME}) ?- ?(${TIME})(?![\\d.,]\\d)${NOT_A_COUNT}`, 'g'),
    read: (m, _now, text) => {
      const [first = '', last = ''] = m.slice(1)
      const after = text.slice(m.index + m[0].length)
      const sure =
        (/[:.]\d\d/.test(first) && /[:.]\d\d/.test(last)) ||
        DATED.test(text.slice(Math.max(0, m.index - 24), m.index)) ||
        new RegExp(
          `^ (?:we? |na )?(?:przyszl\\w+ |ten |te |najblizsz\\w+ )?(?:jutro|dzis|pojutrze|${WEEKDAYS})`,
        ).test(after)
      return sure && /\d/.test(first) ? clockRange(first, last) : null
    },
  },
  {
    pattern: new RegExp(
      `(?<!\\b(?:w?pol|kwadrans) )\\b(po|od|do|przed|gora do|maksymalnie do|(?:naj|nie )pozniej(?: (?:do|o|niz o))?|najwczesniej o|nie wczesniej (?:niz|jak) o|dopiero (?:po|od)|tylko po) (${TIME})(?![\\d.,]\\d)(?!-\\d)${NOT_A_COUNT}`,
      'g',
    ),
    read: (m, _now, text) => {
      const words = m[2] ?? ''
      if (/[a-z]a$/.test(words) && m[1] !== 'przed') return null
      const next = text.slice(m.index + m[0].length, m.index + m[0].length + 14)
      if (/^ (?:wizyt|napraw|roku|telefon|prob|komplet|raz|minut|mail|maja|listopada)/.test(next)) return null
      const side = sideOf(m[1])
      return onSideOf(side === 'by' || side === 'before' ? 'by' : 'from', words)
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:o|ok\\.?|okolo|kolo|na|na godz\\w*\\.?|godz\\w*\\.?|o godz\\w*\\.?|g\\.|w okolicach|tak) ?(?:ok\\.? ?|okolo |kolo )?(${TIME})(?![\\d.,]\\d)(?![/-]\\d)${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => {
      const words = m[1] ?? ''
      const isHour = /godz|g\./.test(m[0])
      if (/^na /.test(m[0]) && !isHour && /^\d+$/.test(words) && Number(words) < 7) return null
      return /^tak /.test(m[0]) && !/ok/.test(m[0]) ? null : pointOf(minuteOf(words))
    },
  },
  {
    pattern: new RegExp(
      `(?<![\\d:.,/-])(?<!\\b(?:po|od|do|przed|miedzy|a) )\\b(${TIME})(?![\\d:])(?!,\\d)`,
      'g',
    ),
    read: (m, _now, text) => {
      const words = m[1] ?? ''
      const said = /rano$|wieczor(?:em)?$|poludniu$|^(?:godz|w?pol|kwadrans|za )|\d:\d\d/.test(words)
      const isBare = /^[a-z]+(?: [a-z]+)?$/.test(words) && /a$|trzydziesci$/.test(words)
      const dated = isBare && DATED.test(text.slice(Math.max(0, m.index - 24), m.index))
      return said || dated ? pointOf(minuteOf(words)) : null
    },
  },
  {
    pattern: /\b(?:kolo|okolo|ok\.?|w okolicach|w samo|w) (?:samo )?poludni(?:e|a)\b/g,
    read: () => pointOf(12 * 60),
  },
  {
    pattern: /\b(?:przed|do) (?:poludni\w+|obiad\w+)\b/g,
    read: () => ({ ...hours(null, 12), part: true }),
  },
  {
    pattern: /\b(?:po ?poludni(?:u|e)|popoludni\w*|po obiedzie)\b/g,
    read: () => partsOfDay.afternoon,
  },
  {
    pattern: /\b(?:w porze obiad\w*|w czasie (?:obiadu|lunchu)|w porze lunchu)\b/g,
    read: () => partsOfDay.lunchtime,
  },
  { pattern: /\bpo (?:pracy|fajrancie|robocie)\b/g, read: () => hours(17, null) },
  { pattern: /\bpo (?:szkole|lekcjach)\b/g, read: () => hours(15, null) },
  {
    pattern: /\b(?:z samego rana|z rana|rano|rankiem|poranek|porank\w+|porann\w+)\b/g,
    read: (m, _now, text) =>
      /\b(?:co|dzis|dzisiaj|kazdego|do|wczoraj|niz|samego|nad)\s$/.test(
        text.slice(Math.max(0, m.index - 10), m.index),
      )
        ? null
        : partsOfDay.morning,
  },
  {
    pattern: /\b(?:pod )?wieczor(?:em|kiem|ami|owy\w*|n\w+|a)?\b/g,
    read: (m, _now, text) =>
      (m[0] === 'wieczor' && /\d|dobry|mily/.test(text.slice(Math.max(0, m.index - 8), m.index))) ||
      /\b(?:dobry|wczoraj|co|kazdego|od|do|poprzedni|milego)\s$/.test(
        text.slice(Math.max(0, m.index - 12), m.index),
      )
        ? null
        : partsOfDay.evening,
  },
]

function onSideOf(side: 'by' | 'from', words: string): Atom | null {
  const point = pointOf(minuteOf(words))
  return point === null ? null : onSide(side, point)
}

/** Both ends of a span of hours; a bare "1" to "5" before a later hour of the morning is of the morning too. */
function clockRange(first: string, last: string): Atom | null {
  const early = /^[1-5]$/.test(first) && /^(?:[6-9]|1[0-2])$/.test(last)
  const from = minuteOf(early ? `0${first}` : first)
  const to = minuteOf(last)
  return from !== null && to !== null && to > from ? { kind: 'time', from, to } : null
}
