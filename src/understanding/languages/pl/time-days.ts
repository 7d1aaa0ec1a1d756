import type { Atom, DayAtom, Phrase, Placed } from '../../recognise/time/atoms.ts'
import { mondayOf, type Now } from '../../recognise/time/calendar.ts'
import { numberOf } from '../../recognise/time/numbers.ts'
import { one, onSide, partsOfDay, span, weekSpan } from '../../recognise/time/spans.ts'
import { sideOf, WEEKDAYS, weekdayAtom, weekdayOf } from './time-words.ts'

const COUNT = '\\d{1,2}|dwa|dwie|dwoch|trzy|trzech|cztery|czterech|piec|kilka|pare|kilku'

/** Weeks, weekends and days counted from today. */
export const weekPhrases: Phrase[] = [
  {
    pattern: /\b(przed|do|po) (?:dlugim )?(?:weekend|wekend)\w*/g,
    read: (m, now) => {
      const saturday = mondayOf(now, 0) + 5
      return m[1] === 'po'
        ? span(saturday + 2, null, { fixed: true })
        : span(null, saturday - 1, { fixed: true })
    },
  },
  { pattern: /\bpojutrze\b/g, read: (_m, now) => one(now.day + 2, { fixed: true }) },
  {
    pattern: /\b(?:(do|od|na|przed) )?(?:jutro|jutra|jutrzejsz\w+|jutr)\b/g,
    read: (m, now) =>
      onSide(sideOf(m[1]?.replace('przed', '')), span(now.day + 1, now.day + 1, { fixed: true })),
  },
  {
    pattern:
      /\b(?:(?:jeszcze )?dzis(?:iaj)?|dzisiejsz\w+)(?: (wieczor(?:em|kiem)?|po ?poludniu))?\b|\b(wieczor(?:em|kiem)?|po ?poludniu) (?:jeszcze )?dzis(?:iaj)?\b/g,
    read: (m, now) => {
      const today = span(now.day, now.day, { fixed: true, today: true })
      const part = m[1] ?? m[2]
      return part ? [today, part.startsWith('w') ? partsOfDay.evening : partsOfDay.afternoon] : today
    },
  },
  {
    // "Za dwa tygodnie w czwartek", "w czwartek za tydzien".
    pattern: new RegExp(
      `\\bza (?:(${COUNT}) )?(?:tydzien|tygodni\\w*)(?: we?| na)? (${WEEKDAYS})|\\b(?:we? )?(${WEEKDAYS}) za (?:(${COUNT}) )?(?:tydzien|tygodni\\w*)`,
      'g',
    ),
    read: (m, now) =>
      one(mondayOf(now, numberOf(m[1] ?? m[4] ?? '1')) + weekdayOf(m[2] ?? m[3] ?? '') - 1, { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(za|w ciagu|w przeciagu|najpozniej za|na za|(?:przez )?najblizsz(?:e|ych)) (?:jakies |okolo |max |najblizszych |nastepnych )?(?:(${COUNT})[ -])?(tydzien|tygodni\\w*|dni|dzien|miesiac)\\b`,
      'g',
    ),
    read: (m, now) => {
      const count = numberOf(m[2] ?? '1')
      const [how, unit] = [m[1] ?? '', m[3] ?? '']
      if (Number.isNaN(count) || how === 'na za' || (!m[2] && unit === 'dni' && /ciagu/.test(how) === false))
        return null
      const days = unit.startsWith('mies') ? 30 : unit.startsWith('t') ? 7 : 1
      const to = now.day + days * (m[2] || unit !== 'dni' ? count : 3)
      if (/ciagu|najblizsz/.test(how)) return span(now.day, to, { fixed: true })
      return onSide(how.startsWith('najp') ? 'by' : null, span(to, to, { fixed: true }))
    },
  },
  {
    pattern: /\bw (?:tym|biezacym)(?= (?:albo|lub|czy|i) (?:w )?(?:przyszl|nastepn|kolejn)\w+ tyg)/g,
    read: (_m, now) => left(weekSpan(now, 0), now),
  },
  {
    pattern:
      /\b(?:w )?(poczatk\w+ |poczatek |koniec |koncu |konca |polow\w+ |srodk\w+ )?(?:(?:przyszl|nastepn|kolejn)\w+ (?:tyg\b\.?|tygodni\w*|tydzien)|(?:tym|biezacym|tego) (?:tyg\b\.?|tygodni\w*))/g,
    read: (m, now) => {
      const week = weekSpan(now, /(?:przyszl|nastepn|kolejn)\w+ t/.test(m[0]) ? 1 : 0)
      const monday = week.from ?? 0
      const part = m[1] ?? ''
      if (/^pocz/.test(part)) return left({ ...week, to: monday + 1 }, now)
      if (/^kon/.test(part)) return left({ ...week, from: monday + 3 }, now)
      if (/^(?:pol|srod)/.test(part)) return left({ ...week, from: monday + 1, to: monday + 3 }, now)
      return left(week, now)
    },
  },
  {
    pattern:
      /\b(?:(kazd\w+|ostatn\w+|zeszl\w+|przyszl\w+|nastepn\w+|ten|najblizsz\w+) )?(?:weekend(?:zie|owo|u)?|wekend|łikend|likend)\b/g,
    read: (m, now) => {
      if (/kazd|ostatn|zeszl/.test(m[1] ?? '')) return null
      const saturday = mondayOf(now, /przyszl|nastepn/.test(m[1] ?? '') ? 1 : 0) + 5
      return span(saturday, saturday + 1, { vague: true, fixed: true })
    },
  },
]

/** Weekdays. */
export const dayPhrases: Phrase[] = [
  {
    pattern: new RegExp(
      `\\b(?:(?:od )?(${WEEKDAYS}) ?(?:-|do)|(?:po)?miedzy (${WEEKDAYS}) a) ?(${WEEKDAYS})`,
      'g',
    ),
    read: (m, now) => {
      const first = weekdayAtom(m[1] ?? m[2] ?? '', '', now)
      const last = weekdayOf(m[3] ?? '')
      if (!first || first.from === null || first.weekday === undefined || last < first.weekday) return null
      return { ...first, to: first.from + last - first.weekday }
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(poczeka\\w* do|do|przed|po|od|dopiero (?:od|po)|najwczesniej|nie wczesniej (?:niz|jak)|(?:naj|nie )pozniej(?: (?:do|niz))?|najdalej|kazd\\w+|co|zeszl\\w+|ubiegl\\w+|ostatni\\w*|miniony|obiecan\\w+|oprocz|poza|procz) )?(?:(?:w|we|na|do|od) )?(?:(przyszl\\w+|nastepn\\w+|kolejn\\w+|ten|ta|te|tej|tym|tego|najblizsz\\w+|nadchodzac\\w+|zeszl\\w+|ubiegl\\w+|ostatni\\w*|kazd\\w+|miniony) )?(${WEEKDAYS})`,
      'g',
    ),
    read: (m, now, text) => {
      const [, side = '', modifier = '', word = ''] = m
      if (
        /^(?:kazd|co|zeszl|ubiegl|ostatni|miniony|obiecan|oprocz|poza|procz)/.test(side) ||
        /zeszl|ubiegl|ostatni|kazd|miniony/.test(modifier) ||
        /ki$/.test(word)
      )
        return null
      if (/^czwart/.test(word) && /^ ?(?:pietr|raz|dzien|osob)/.test(text.slice(m.index + m[0].length)))
        return null
      const atom = weekdayAtom(word, modifier, now)
      return atom === null || atom.from === null
        ? null
        : {
            ...onSide(sideOf(side), span(atom.from, atom.from)),
            weekday: weekdayOf(word),
            ...(atom.fixed ? { fixed: true } : {}),
          }
    },
  },
  {
    // "Nie w te sobote, w nastepna", "nie w tym tygodniu, w przyszlym".
    pattern:
      /\b(?:w |na )(?:nastepn|kolejn|przyszl)(?:a|y|e|ym|ej)\b(?! (?:tyg|mies|rok|raz|dzien|dni|wizyt|sezon))/g,
    read: (m, now, _text, earlier) => {
      const named = earlier
        .filter((atom): atom is Placed<DayAtom> => atom.kind === 'day' && atom.end <= m.index)
        .sort((a, b) => b.end - a.end)
        .find((day) => day.weekday !== undefined || day.week !== undefined)
      if (named?.weekday)
        return one(mondayOf(now, 1) + named.weekday - 1, { weekday: named.weekday, fixed: true })
      return named ? weekSpan(now, 1) : null
    },
  },
  {
    pattern: /\b(?:lub|albo|ewentualnie|badz) dzien (?:pozniej|po|wczesniej)\b/g,
    read: (m, _now, _text, earlier) => {
      const day = lastDay(earlier, m.index)
      return day === null ? null : one(day + (m[0].endsWith('wczesniej') ? -1 : 1), { fixed: true })
    },
  },
]

/** What is left of a span from today on. */
const left = (week: DayAtom, now: Now): DayAtom => {
  const to = Math.max(week.to ?? now.day, now.day)
  return { ...week, from: Math.min(Math.max(week.from ?? now.day, now.day), to), to }
}

const lastDay = (earlier: Placed<Atom>[], at: number): number | null => {
  const day = earlier
    .filter((atom): atom is Placed<DayAtom> => atom.kind === 'day' && atom.end <= at)
    .sort((a, b) => b.end - a.end)[0]
  return day?.from ?? null
}
