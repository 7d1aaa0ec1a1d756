import type { Atom, DayAtom, Phrase, Placed } from '../../recognise/time/atoms.ts'
import { mondayOf, type Now } from '../../recognise/time/calendar.ts'
import { numberOf } from '../../recognise/time/numbers.ts'
import { one, onSide, partsOfDay, span, weekSpan } from '../../recognise/time/spans.ts'
import {
  BY_END_OF,
  MOVE,
  N,
  NOT_BEFORE,
  NOT_COMING,
  sideOf,
  TOMORROW,
  WEEKDAYS,
  weekdayAtom,
  weekdayOf,
} from './time-words.ts'

/** Weeks, weekends and days counted from today. */
export const weekPhrases: Phrase[] = [
  {
    pattern: /\b(?:day after tomm?or?row|day after tmrw)\b/g,
    read: (_m, now) => one(now.day + 2, { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:(a|one|two|three|[1-4]) (weeks?|fortnights?) (?:from |on |after )?(?:this |next |the )?(${WEEKDAYS}|today|${TOMORROW})|(${WEEKDAYS}|${TOMORROW}) (week|fortnight))\\b(?! ?end)`,
      'g',
    ),
    read: (m, now) => {
      const ahead = (m[1] ? numberOf(m[1]) : 1) * ((m[2] ?? m[5] ?? '').startsWith('f') ? 14 : 7)
      const word = m[3] ?? m[4] ?? ''
      const base =
        word === 'today' ? now.day : weekdayOf(word) > 0 ? weekdayAtom(word, '', now)?.from : now.day + 1
      return base == null ? null : one(base + ahead, { fixed: true })
    },
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:${MOVE})\\b[^.?!\\n]{0,30}\\b(?:${WEEKDAYS}) to (?:next |this )?)(${WEEKDAYS})\\b`,
      'g',
    ),
    read: (m, now) => weekdayAtom(m[1] ?? '', '', now),
  },
  {
    pattern: new RegExp(
      `\\b(?:(this|next|coming) )?(?:(${WEEKDAYS})(?: ?- ?| to | through | thru )|(?:between|btwn|b\\/w) (${WEEKDAYS}) (?:and|&|n) )(${WEEKDAYS})\\b`,
      'g',
    ),
    read: (m, now, text) => {
      if (
        new RegExp(`\\b(?:${MOVE})\\b[^.?!\\n]{0,30}$`).test(text.slice(Math.max(0, m.index - 40), m.index))
      )
        return null
      const first = weekdayAtom(m[2] ?? m[3] ?? '', m[1] ?? '', now)
      const last = weekdayOf(m[4] ?? '')
      if (!first || first.from === null || first.weekday === undefined || last < first.weekday) return null
      return { ...first, to: first.from + last - first.weekday }
    },
  },
  {
    pattern:
      /\b(?:(before (?:the|this)|by (?:the|this)|now and (?:the|this)|this side of (?:the|this)|after (?:the|this)|this|next|coming|the following|over the|the|on the|a|any|some|every|holiday|long|last|past|all|of the|each) )?(?:week ?ends?|wkn?d|wknd)\b/g,
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
      const side = sideOf(m[1])
      if (side === 'by' || m[1]?.startsWith('now')) return span(null, saturday - 1, { fixed: true })
      return onSide(side, span(saturday, saturday + 1, { vague: true, fixed: true }))
    },
  },
  {
    pattern: new RegExp(
      `\\b(in|within|over|for)(?: about| around)? (?:the next )?(${N}|an?|a couple(?: of)?|couple(?: of)?|a few|few) (business )?(days?|weeks?|wks?|fortnights?)\\b(?: time)?(?! ago)|\\b(in|within|over|during) the next (fortnight|week)\\b|\\b(${N}|an?|a couple(?: of)?|a few) (days?|weeks?) from (?:now|today)\\b|\\b(a) (fortnight) from now\\b`,
      'g',
    ),
    read: (m, now, text) => {
      const [count, unit] = [m[2] ?? m[7] ?? '1', m[4] ?? m[6] ?? m[8] ?? m[10] ?? 'day']
      const n = numberOf(count)
      if (
        Number.isNaN(n) ||
        /^an? day/.test(`${count} ${unit}`) ||
        m[1] === 'for' ||
        (m[1] === 'over' && !/the next/.test(m[0])) ||
        /\b(?:first(?! thing)|hot|only|not)\b[^.]{0,20}$/.test(text.slice(Math.max(0, m.index - 30), m.index))
      )
        return null
      const to = now.day + n * (unit.startsWith('d') ? 1 : unit.startsWith('f') ? 14 : 7)
      return m[1] === 'within' || /the next/.test(m[0])
        ? span(now.day, to, { fixed: true })
        : one(to, { fixed: true, vague: /couple|few/.test(count) })
    },
  },
  { pattern: /\bbetween now and\b/g, read: (_m, now) => span(now.day, null, { fixed: true }) },
  { pattern: /\bweek after next\b/g, read: (_m, now) => weekSpan(now, 2) },
  {
    pattern:
      /\b(?:the )?(?:week after|following week)\b(?! (?:the|my|our|that|thanksgiving|christmas|easter|labor|memorial|new year))/g,
    read: (m, now, text) => weekSpan(now, /\bnext (?:week|wk)\b/.test(text.slice(0, m.index)) ? 2 : 1),
  },
  {
    pattern:
      /\b(early |late |later |beginning of |start of |first part of |first half of |(?:(?:by|before|until) )?(?:the )?end of |mid |middle of |by |before )?(?:the )?(next|this|the) (?:week|wk)\b(?! ?end)(?!'s)/g,
    read: (m, now) => {
      if (m[2] === 'the' && !/(?:end|middle|start|beginning) of $/.test(m[1] ?? '')) return null
      const week = weekSpan(now, m[2] === 'next' ? 1 : 0)
      const monday = week.from ?? 0
      const side = (m[1] ?? '').trim()
      if (/^(?:by|before|until) .*end of/.test(side))
        return span(null, Math.max(monday + 4, now.day), { fixed: true })
      if (/^(?:early|beginning|start|first)/.test(side)) return ahead({ ...week, to: monday + 1 }, now)
      if (/^late|end of$/.test(side) && (m[2] === 'next' || /end of$/.test(side)))
        return ahead({ ...week, from: monday + 3 }, now)
      if (side === 'later') return ahead({ ...week, from: now.day + 1 }, now)
      if (/^mid/.test(side)) return ahead({ ...week, from: monday + 1, to: monday + 3 }, now)
      if (side === 'before') return span(null, monday - 1, { vague: true, fixed: true })
      return side === 'by' ? onSide('by', week) : ahead(week, now)
    },
  },
]

/** Weekdays, today and tomorrow. */
export const dayPhrases: Phrase[] = [
  {
    pattern: new RegExp(
      `\\b(?:(${BY_END_OF}|on or before|on|${NOT_COMING}by|before|after|up to|up until|no later than|${NOT_BEFORE}|until|since|through|thru|from|starting|this|next|coming|this coming|last|past|every|all|any|following|each|til|till|the)(?: the| this| next| coming| following)? )?(${WEEKDAYS})\\b(?!'s (?:visit|appointment|job|work))(?!'s (?!(?:good|fine|ok|best|great|no|out|better|perfect|clear|open)\\b))(?! (?:lane|street|avenue|road|drive|court|roofing|plumbing)\\b)`,
      'g',
    ),
    read: (m, now, text) => {
      const word = m[2] ?? ''
      const before = m[1] ?? ''
      if (
        /^(?:last|past|since|through|thru|every|all|each|any)$/.test(before) ||
        /days$/.test(word) ||
        /\b(?:black|ash|cyber|casual|fat)\s$/.test(text.slice(0, m.index)) ||
        isAnotherWord(word, before, text, m)
      )
        return null
      const atom = weekdayAtom(word, m[0], now)
      return atom === null || atom.from === null
        ? null
        : {
            ...onSide(sideOf(before), span(atom.from, atom.from)),
            weekday: weekdayOf(word),
            ...(atom.fixed ? { fixed: true } : {}),
          }
    },
  },
  {
    // "This Saturday or next", "Thursday or the following one".
    pattern: new RegExp(
      `(?<=\\b(?:${WEEKDAYS}|one),? (?:or|and|and maybe|or maybe) (?:the )?)(?:next|following|one after)(?: one)?\\b(?! (?:week|month|${WEEKDAYS}|day)\\b)`,
      'g',
    ),
    read: (m, now, _text, earlier) => {
      const named = lastWeekday(earlier, m.index)
      return named === null
        ? null
        : one((named.from ?? now.day) + 7, { weekday: named.weekday ?? 1, fixed: true })
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:${NOT_COMING}(${BY_END_OF}|by|before|until|from|starting) )?(?:${TOMORROW})(?:'s)?(?: ?(night|nite))?\\b`,
      'g',
    ),
    read: (m, now) =>
      m[2]
        ? [span(now.day + 1, now.day + 1, { fixed: true }), partsOfDay.evening]
        : onSide(sideOf(m[1]), span(now.day + 1, now.day + 1, { fixed: true })),
  },
  {
    pattern: new RegExp(`(?<=\\b(?:${TOMORROW}) )or (?:the )?(?:day|next day) after\\b(?! tom)`, 'g'),
    read: (_m, now) => one(now.day + 2, { fixed: true }),
  },
  {
    pattern:
      /\b(?:(?:later |early )?(?:this|today in the|later this|today this) (afternoon|arvo|evening|eve|aft)|(?:today|later|this) (afternoon|evening|arvo))\b/g,
    read: (m, now) => [today(now), /^e/.test(m[1] ?? m[2] ?? '') ? partsOfDay.evening : partsOfDay.afternoon],
  },
  {
    pattern: /(?<!\d )\b(?:tonight|tonite|tnite|2nite)\b/g,
    read: (_m, now) => [today(now), partsOfDay.evening],
  },
  { pattern: /\b(?:today|2day|tody)\b(?!'s)/g, read: (_m, now) => today(now) },
]

const today = (now: Now): DayAtom => span(now.day, now.day, { fixed: true, today: true })

/** What is left of a span from today on. */
const ahead = (week: DayAtom, now: Now): DayAtom => {
  const to = Math.max(week.to ?? now.day, now.day)
  return { ...week, from: Math.min(Math.max(week.from ?? now.day, now.day), to), to }
}

/** The weekday named last before `at`. */
const lastWeekday = (earlier: Placed<Atom>[], at: number): DayAtom | null =>
  earlier
    .filter(
      (atom): atom is Placed<DayAtom> => atom.kind === 'day' && atom.weekday !== undefined && atom.end <= at,
    )
    .sort((a, b) => b.end - a.end)[0] ?? null

/** "Sat" of sitting, "sun" of the sky, "mon ami", "Sunday school". */
function isAnotherWord(word: string, before: string, text: string, m: RegExpExecArray): boolean {
  const next = text.slice(m.index + m[0].length, m.index + m[0].length + 12)
  if (word === 'sat')
    return (
      /^ (?:there|in|on|down|wait|for|at|here|idle|around|with|empty|un)/.test(next) ||
      /\b(?:i|we|he|she|it|just|has|have|that|been|they)\s$/.test(
        text.slice(Math.max(0, m.index - 6), m.index),
      )
    )
  if (word === 'sun')
    return before === 'the' || /^ ?(?:room|light|ny|block|is |comes|goes|hits|burn)/.test(next)
  if (word === 'mon') return /^ (?:ami|dieu)/.test(next)
  return word === 'sunday' && /^ (?:school|roast|paper|league)/.test(next)
}
