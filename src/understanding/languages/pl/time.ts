import type { Atom, DayAtom, Phrase, TimeGrammar } from '../../recognise/time/atoms.ts'
import {
  type Day,
  dayOf,
  easter,
  mondayOf,
  monthEnd,
  type Now,
  nearestDate,
} from '../../recognise/time/calendar.ts'
import { numberOf, numberWords } from '../../recognise/time/numbers.ts'

const MONTHS =
  'stycz(?:en|nia|niu)|lut(?:y|ego|ym)|mar(?:zec|ca|cu)|kwie(?:cien|tnia|tniu)|maj(?:a|u)?|czerw(?:iec|ca|cu)|lip(?:iec|ca|cu)|sierp(?:ien|nia|niu)|wrzes(?:ien|nia|niu)|pazdziernik(?:a|u)?|listopad(?:a|zie)?|grud(?:zien|nia|niu)'
const MONTH_STARTS = ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paz', 'lis', 'gru']
const WEEKDAYS =
  'poniedzial\\w+|pon\\b\\.?|pn\\b\\.?|wtor(?:ek|ku|ki|kiem|kowy)|wt\\b\\.?|srod(?:a|e|y|zie|owy)|sr\\b\\.?|czwart(?:ek|ku|ki|kiem|kowy)|czw\\b\\.?|piat(?:ek|ku|ki|kiem|kowy)|pt\\b\\.?|sobot(?:a|e|y|nie|ni)|sobote|sobocie|sob\\b\\.?|niedziel(?:a|e|i|ny)|niedz\\b\\.?|nd\\b\\.?'
const WEEKDAY_STARTS = ['po|pn', 'w', 's(?:r|ro)', 'cz', 'p(?:i|t)', 'so', 'n']
const N = numberWords
const HOUR = `(${N})(?:[:.](\\d{2})|[ -](trzydziesci|pietnascie))?`
const GODZ = '(?:godz(?:in\\w*)?\\.? ?|g\\. ?)?'
const NOT_A_COUNT =
  '(?! ?(?:%|zl|pln|m2|m\\b|cm|mm|st\\b|stopni|lat|lata|dni|dzien|tyg|mies|godzin\\w*(?! ?[-–])|min\\w*|raz|razy|osob\\w*|sztuk|szt|pietr\\w*|lokal\\w*|mieszkan\\w*|kw\\b|kw|bar|litr\\w*|l\\b|pok|\\d|,\\d|metr|kilo|kondygn|klat|lazien|pkt|procent|tys|wiad|h\\b|stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrzes|pazdz|listop|grud|x\\b))'

const monthOf = (word: string) => MONTH_STARTS.indexOf(word.slice(0, 3)) + 1
const weekdayOf = (word: string) => {
  const order = [2, 3, 4, 6, 7, 1, 5]
  for (const day of order) if (new RegExp(`^(?:${WEEKDAY_STARTS[day - 1]})`).test(word)) return day
  return 0
}
const span = (from: Day | null, to: Day | null, more: Partial<DayAtom> = {}): DayAtom => ({
  kind: 'day',
  from,
  to,
  ...more,
})
const one = (day: Day | null, more: Partial<DayAtom> = {}): DayAtom | null =>
  day === null ? null : span(day, day, more)

function bounded(word: string | undefined, day: Day, more: Partial<DayAtom> = {}): DayAtom {
  const side = (word ?? '').trim()
  if (/^(?:do|najpozniej|nie pozniej|max)/.test(side)) return span(null, day, more)
  if (side === 'przed') return span(null, day - 1, more)
  if (side === 'po') return span(day + 1, null, more)
  if (/^(?:od|najwczesniej|nie wczesniej)/.test(side)) return span(day, null, more)
  return span(day, day, more)
}

function weekdayAtom(word: string, modifier: string, now: Now): DayAtom | null {
  const weekday = weekdayOf(word)
  if (weekday === 0) return null
  const ahead = (weekday - now.weekday + 7) % 7
  if (/przyszl|nastepn|kolejn/.test(modifier))
    return one(mondayOf(now, 1) + weekday - 1, { weekday, fixed: true })
  if (/\bt[eayo]n?\b|\btym\b|najbliz|nadchodz|biezac/.test(modifier))
    return one(now.day + ahead, { weekday, fixed: true })
  return one(now.day + (ahead || 7), { weekday })
}

function hourOf(hour: string, minutes: string | undefined, words: string | undefined): number | null {
  let h = numberOf(hour)
  if (Number.isNaN(h) || h > 24) return null
  const m = minutes ? Number(minutes) : words ? (words[0] === 't' ? 30 : 15) : 0
  if (m > 59) return null
  if (h >= 1 && h <= 5 && !/^0/.test(hour)) h += 12
  return h * 60 + m
}

const phrases: Phrase[] = [
  {
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    read: (m) => one(dayOf(Number(m[1]), Number(m[2]), Number(m[3])), { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:od |miedzy )?(${N})(?:-?(?:go|ego))?(?: (${MONTHS}))? ?(?:-|do|a|i) ?(${N})(?:-?(?:go|ego))? (${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const from = nearestDate(now, monthOf(m[2] ?? m[4] ?? ''), numberOf(m[1] ?? ''))
      const to = nearestDate(now, monthOf(m[4] ?? ''), numberOf(m[3] ?? ''))
      if (from === null || to === null || to <= from || to - from > 62) return null
      return / i /.test(m[0])
        ? [span(from, from, { fixed: true }), span(to, to, { fixed: true })]
        : span(from, to, { fixed: true })
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:w )?tyg(?:odni\\w*|odzien|\\.)? (?:od|zaczynajac\\w* sie|rozpoczynajac\\w* sie|poczawszy od) (?:dnia |poniedzialku )?(${N})(?: (${MONTHS})|\\.(\\d{1,2}))`,
      'g',
    ),
    read: (m, now) => {
      const day = nearestDate(now, m[3] ? Number(m[3]) : monthOf(m[2] ?? ''), numberOf(m[1] ?? ''))
      if (day === null) return null
      const monday = day - ((day + 3) % 7)
      return span(monday, monday + 4, { week: monday, fixed: true, vague: true })
    },
  },
  {
    pattern:
      /\b(dwudziestego(?: (?:pierwszego|drugiego|trzeciego|czwartego|piatego|szostego|siodmego|osmego|dziewiatego))?|trzydziestego(?: pierwszego)?|(?:dziesiat|jedenast|dwunast|trzynast|czternast|pietnast|szesnast|siedemnast|osiemnast|dziewietnast)ego)(?=$|[.,?!]| (?:po|rano|o|od|do|wieczorem|przed|bo|moge|albo|lub|czy|jestem|bede|pasuje)\b)/g,
    read: (m, now) => one(nextDate(now, numberOf(m[1] ?? '')), { fixed: true }),
  },
  {
    pattern:
      /(?<![\d.:/,])\b(?:od |miedzy )?(\d{1,2})\.(0[1-9]|1[0-2])\.? ?(?:-|do|a) ?(\d{1,2})\.(0[1-9]|1[0-2])(?![\d:])/g,
    read: (m, now) => {
      const from = nearestDate(now, Number(m[2]), Number(m[1]))
      const to = nearestDate(now, Number(m[4]), Number(m[3]))
      return from === null || to === null || to <= from || to - from > 62
        ? null
        : span(from, to, { fixed: true })
    },
  },
  {
    pattern: new RegExp(`\\b(${N})\\.? (?:lub|albo|czy) (${N})\\.? (${MONTHS})\\b`, 'g'),
    read: (m, now) =>
      [m[1], m[2]].flatMap(
        (date) => one(nearestDate(now, monthOf(m[3] ?? ''), numberOf(date ?? '')), { fixed: true }) ?? [],
      ),
  },
  {
    pattern: new RegExp(
      `\\b(?:(do|przed|po|od|najpozniej(?: do)?)(?: dnia)? )?(${N})(?:-?(?:go|ego|tego)|\\.)? (${MONTHS})\\b(?: (20\\d\\d))?`,
      'g',
    ),
    read: (m, now) => {
      const date = numberOf(m[2] ?? '')
      if (Number.isNaN(date)) return null
      const day = m[4]
        ? dayOf(Number(m[4]), monthOf(m[3] ?? ''), date)
        : nearestDate(now, monthOf(m[3] ?? ''), date)
      return day === null ? null : bounded(m[1], day, { fixed: true })
    },
  },
  {
    pattern:
      /\b(?:(do|przed|po|od|najpozniej(?: do)?|dnia|w dniu|na) )?(?<![\d.:/,])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d:])(?!,\d)(?! ?(?:zl|kw|m2|m\b|bar|cm|mm|cal|"|lit|pln|st\b|procent|%|raz|tys|kondygn|mln|l\b))/g,
    read: (m, now, text) => {
      const [date, month] = [Number(m[2]), Number(m[3])]
      if (
        /\b(?:o|godz|godz\.|godzinie|godzine|godziny|kolo|okolo)\s*$/.test(
          text.slice(Math.max(0, m.index - 10), m.index),
        )
      )
        return null
      if (!m[4] && (m[3]?.length ?? 0) < 2 && !m[1] && !/\/|$/.test('')) return null
      if (!m[4] && m[0].includes('/') && !m[1]) return null
      const day = m[4]
        ? dayOf(Number(m[4].length === 2 ? `20${m[4]}` : m[4]), month, date)
        : month <= 12
          ? nearestDate(now, month, date)
          : null
      return day === null
        ? null
        : bounded(/^(?:dnia|w|na)/.test(m[1] ?? '') ? '' : m[1], day, { fixed: true })
    },
  },
  {
    pattern:
      /\b(?:(do|przed|po) )?konc(?:a|em|u) (tygodnia|miesiaca|przyszlego tygodnia|roku)\b|\bpod koniec (tygodnia|miesiaca|przyszlego tygodnia|przyszlego miesiaca)\b|\bna koniec (tygodnia|miesiaca)\b/g,
    read: (m, now) => {
      const what = m[2] ?? m[3] ?? m[4] ?? ''
      const shut = Boolean(m[1]) && m[1] !== 'po'
      const last = /miesiac/.test(what)
        ? monthEnd(now.year, now.month)
        : /roku/.test(what)
          ? monthEnd(now.year, 12)
          : mondayOf(now, /przyszl/.test(what) ? 1 : 0) + 4
      return shut
        ? span(null, last, { fixed: true })
        : span(Math.max(now.day, last - (/tygod/.test(what) ? 1 : 6)), last, { fixed: true, vague: true })
    },
  },
  {
    pattern: new RegExp(
      `\\b(do|przed|pod|na|w)? ?(?<!drugiej |pierwszej )(koncem|konca|koniec|poczatku|poczatkiem|polowie|polowy|koncu) (${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const month = monthOf(m[3] ?? '')
      const year = month < now.month ? now.year + 1 : now.year
      const first = dayOf(year, month, 1)
      const last = monthEnd(year, month)
      if (first === null) return null
      if (/^kon/.test(m[2] ?? ''))
        return m[1] === 'do' || m[1] === 'przed'
          ? span(null, last, { fixed: true })
          : span(last - 6, last, { fixed: true, vague: true })
      return /^pol/.test(m[2] ?? '')
        ? m[1] === 'do'
          ? span(null, first + 14, { fixed: true })
          : span(first + 9, first + 19, { vague: true })
        : span(first, first + 6, { fixed: true, vague: true })
    },
  },
  {
    pattern: new RegExp(`\\bw (pierwszym|ostatnim) tygodniu (${MONTHS})\\b`, 'g'),
    read: (m, now) => {
      const month = monthOf(m[2] ?? '')
      const year = month < now.month ? now.year + 1 : now.year
      const first = dayOf(year, month, 1)
      if (first === null) return null
      const last = monthEnd(year, month)
      return m[1] === 'pierwszym'
        ? span(first, first + 6, { fixed: true, vague: true })
        : span(last - 6, last, { fixed: true, vague: true })
    },
  },
  {
    pattern: new RegExp(`\\bw (pierwszej|drugiej) polowie (${MONTHS})`, 'g'),
    read: (m, now) => {
      const month = monthOf(m[2] ?? '')
      const year = month < now.month ? now.year + 1 : now.year
      const first = dayOf(year, month, 1)
      if (first === null) return null
      return m[1] === 'drugiej'
        ? span(first + 15, monthEnd(year, month), { fixed: true, vague: true })
        : span(Math.max(first, now.day), first + 14, { fixed: true, vague: true })
    },
  },
  {
    pattern: /\b(?:przed|do) weekend\w*/g,
    read: (_m, now) => span(null, mondayOf(now, 0) + 4, { fixed: true }),
  },
  { pattern: /\bpojutrze\b/g, read: (_m, now) => one(now.day + 2, { fixed: true }) },
  {
    pattern: /\b(?:(do|od|na|przed) )?(?:jutro|jutra|jutrzejsz\w+|jutr)\b/g,
    read: (m, now) => bounded(m[1] === 'do' ? 'do' : m[1] === 'od' ? 'od' : '', now.day + 1, { fixed: true }),
  },
  {
    pattern: /\b(?:dzis wieczorem|dzisiaj wieczorem|dzis wieczor|wieczorem dzis)\b/g,
    read: (_m, now) => [span(now.day, now.day, { fixed: true, today: true }), part(17, 21)],
  },
  {
    pattern: /\b(?:(?:jeszcze )?dzis(?:iaj)?|dzisiejsz\w+)\b/g,
    read: (_m, now) => one(now.day, { fixed: true, today: true }),
  },
  {
    pattern:
      /\b(za|w ciagu|w przeciagu|najpozniej za|na za) (?:jakies |okolo |max |najblizszych )?(?:(\d{1,2}|dwa|dwie|dwoch|trzy|trzech|cztery|czterech|piec|kilka|pare|kilku)[ -])?(tydzien|tygodni\w*|dni|dzien|miesiac)\b/g,
    read: (m, now) => {
      const words = (m[2] ?? '1')
        .replace('dwoch', 'dwa')
        .replace('trzech', 'trzy')
        .replace('czterech', 'cztery')
      const count = numberOf(words)
      const unit = m[3] ?? ''
      if (Number.isNaN(count) || m[1] === 'na za') return null
      const ahead = unit.startsWith('mies')
        ? now.day + 30 * count
        : now.day + count * (unit.startsWith('t') ? 7 : 1)
      return /ciagu/.test(m[1] ?? '') ? span(now.day, ahead, { fixed: true }) : one(ahead, { fixed: true })
    },
  },
  {
    pattern:
      /\b(poczatk\w+ |koniec |koncu |konca |polow\w+ |srodku )?(?:przyszl|nastepn|kolejn)\w+ (?:tyg\b\.?|tygodni\w*|tydzien)/g,
    read: (m, now) => {
      const monday = mondayOf(now, 1)
      const base = { week: monday, vague: true, fixed: true }
      if (/^pocz/.test(m[1] ?? '')) return span(monday, monday + 1, base)
      if (/^kon/.test(m[1] ?? '')) return span(monday + 3, monday + 4, base)
      return span(monday, monday + 4, base)
    },
  },
  {
    pattern: /\b(?:(do konca) )?(?:w )?(?:tym|biezacym|tego) (?:tyg\b\.?|tygodni\w*)/g,
    read: (_m, now) =>
      span(now.day, Math.max(now.day, mondayOf(now, 0) + 4), {
        week: mondayOf(now, 0),
        vague: true,
        fixed: true,
      }),
  },
  {
    pattern:
      /\b(?:(kazd\w+|dlug\w+|ostatn\w+|zeszl\w+|przyszl\w+|nastepn\w+|ten|najblizsz\w+) )?(?:weekend(?:zie|owo|u)?|wekend|łikend|likend)\b/g,
    read: (m, now) => {
      if (/kazd|dlug|ostatn|zeszl/.test(m[1] ?? '')) return null
      const saturday = mondayOf(now, /przyszl|nastepn/.test(m[1] ?? '') ? 1 : 0) + 5
      return span(saturday, saturday + 1, { vague: true, fixed: true })
    },
  },
  {
    pattern:
      /\b(po|przed|do) (?:dlugim weekend\w+|swietami|swietach|swiat|wielkanoca|wielkanocy|nowym rok\w|sylwestr\w+|boze\w+ narodzeni\w+|majowk\w+|wszystkich swietych|wigili\w+)\b/g,
    read: (m, now) => {
      const soon = (make: (year: number) => Day | null) => {
        const day = make(now.year)
        return day !== null && day >= now.day - 7 ? day : make(now.year + 1)
      }
      const name = m[0]
      const day = /nowym|sylw/.test(name)
        ? soon((y) => dayOf(y, 1, 1))
        : /wigil/.test(name)
          ? soon((y) => dayOf(y, 12, 24))
          : /majow/.test(name)
            ? soon((y) => dayOf(y, 5, 1))
            : /wszystkich/.test(name)
              ? soon((y) => dayOf(y, 11, 1))
              : /wielk/.test(name) || (/swi/.test(name) && now.month >= 2 && now.month <= 4)
                ? soon(easter)
                : /boze|swi/.test(name)
                  ? soon((y) => dayOf(y, 12, 25))
                  : null
      return day === null
        ? null
        : bounded(m[1] === 'do' && !/wigil/.test(name) ? 'przed' : m[1], day, { fixed: true, vague: true })
    },
  },
  {
    pattern: /\b(?:w )?(?:przyszlym|nastepnym) miesiac\w+\b/g,
    read: (_m, now) => {
      const [year, month] = now.month === 12 ? [now.year + 1, 1] : [now.year, now.month + 1]
      return span(dayOf(year, month, 1), monthEnd(year, month), { vague: true, fixed: true })
    },
  },
  {
    pattern: new RegExp(`\\bw (${MONTHS})\\b`, 'g'),
    read: (m, now) => {
      const month = monthOf(m[1] ?? '')
      const year = month < now.month ? now.year + 1 : now.year
      const first = dayOf(year, month, 1)
      return first === null ? null : span(Math.max(first, now.day), monthEnd(year, month), { vague: true })
    },
  },
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
      `\\b(?:(do|przed|po|od|najwczesniej|nie wczesniej niz|najpozniej(?: do)?|kazd\\w+|co|zeszl\\w+|ubiegl\\w+|ostatni\\w*|miniony|obiecan\\w+|oprocz|poza|procz) )?(?:(?:w|we|na|do|od) )?(?:(przyszl\\w+|nastepn\\w+|kolejn\\w+|ten|ta|te|tej|tym|tego|najblizsz\\w+|nadchodzac\\w+|zeszl\\w+|ubiegl\\w+|ostatni\\w*|kazd\\w+|miniony) )?(${WEEKDAYS})`,
      'g',
    ),
    read: (m, now, text) => {
      if (
        /^(?:kazd|co|zeszl|ubiegl|ostatni|miniony|obiecan|oprocz|poza|procz)/.test(m[1] ?? '') ||
        /zeszl|ubiegl|ostatni|kazd|miniony/.test(m[2] ?? '')
      )
        return null
      const word = m[3] ?? ''
      if (/^czwart/.test(word) && /^ ?(?:pietr|raz|dzien|osob)/.test(text.slice(m.index + m[0].length)))
        return null
      const atom = weekdayAtom(word, m[2] ?? '', now)
      if (atom === null || atom.from === null) return null
      const nextWeek = /^ ?(?:w )?(?:za tydzien)/.test(text.slice(m.index + m[0].length))
      const day = nextWeek ? atom.from + 7 : atom.from
      return {
        ...bounded(/^(?:do|przed|po|od|naj|nie)/.test(m[1] ?? '') ? m[1] : '', day),
        weekday: weekdayOf(word),
        ...(atom.fixed ? { fixed: true } : {}),
      }
    },
  },
  {
    pattern:
      /\b(?:w |na )(?:nastepn|kolejn|przyszl)(?:a|y|e|ym|ej)\b(?! (?:tyg|mies|rok|raz|dzien|dni|wizyt|sezon))/g,
    read: (_m, now, _t, earlier) => {
      const named = earlier.find((a) => a.kind === 'day' && a.weekday !== undefined)
      return named && named.kind === 'day' && named.weekday
        ? one(mondayOf(now, 1) + named.weekday - 1, { weekday: named.weekday, fixed: true })
        : null
    },
  },
  {
    pattern:
      /\b(?:dnia|do dnia|na|przed|po|od|do|tego|we?) (\d{1,2})-?(?:go|ego|tego|tym|ym)\b|\b(?:dnia) (\d{1,2})\b/g,
    read: (m, now) => {
      const day = nextDate(now, Number(m[1] ?? m[2]))
      return day === null ? null : bounded(/^(?:do|przed|po|od)/.exec(m[0])?.[0], day, { fixed: true })
    },
  },
  // Clock times.
  {
    pattern: new RegExp(`\\b(?:o )?wpol do (${N})\\b`, 'g'),
    read: (m) => {
      const hour = hourOf(m[1] ?? '', undefined, undefined)
      return hour ? pointOf(hour - 30) : null
    },
  },
  {
    pattern:
      /(?<![\d:.,/-])(?<!\b(?:po|od|do|przed|miedzy|a) )\b(\d{1,2})(?:[:.](\d{2}))? (rano|wieczorem|po poludniu)\b/g,
    read: (m) => {
      const hour = Number(m[1])
      if (hour > 23) return null
      return pointOf((m[3] === 'rano' || hour > 11 ? hour : hour + 12) * 60 + Number(m[2] ?? 0))
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:miedzy|pomiedzy|od|w godz(?:inach)?\\.?|godz(?:iny)?\\.?) ?${GODZ}${HOUR} ?(?:-|a|do|i) ?${GODZ}${HOUR}${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => clockRange(m),
  },
  {
    pattern: new RegExp(`(?<![\\d.,:/+-])${HOUR} ?- ?${HOUR}(?![\\d.,]\\d)${NOT_A_COUNT}`, 'g'),
    read: (m, _now, text) => {
      const near = text.slice(Math.max(0, m.index - 18), m.index)
      const sure =
        (m[2] && m[5]) ||
        /(?:jutro|dzis|dzisiaj|pojutrze|poniedzialek|wtorek|srode|sroda|czwartek|piatek|sobote|niedziele|\b(?:pon|wt|sr|czw|pt|sob|nd|niedz)\.?|godz\w*\.?|rano|\d|,)[ ,]*(?:w )?(?:godz\w*\.? ?)?$/.test(
          near,
        )
      return sure && /\d/.test(m[1] ?? '') ? clockRange(m) : null
    },
  },
  {
    pattern: new RegExp(
      `\\b(po|od|do|przed|najpozniej do|najpozniej o|dopiero po|dopiero od) ${GODZ}${HOUR}(?![\\d.,]\\d)(?!-\\d)${NOT_A_COUNT}`,
      'g',
    ),
    read: (m, _now, text) => {
      const words = m[2] ?? ''
      const at = hourOf(words, m[3], m[4])
      if (at === null) return null
      if (!/^\d/.test(words) && !/ej$/.test(words)) return null
      if (/^\d+$/.test(words) && Number(words) > 24) return null
      const next = text.slice(m.index + m[0].length, m.index + m[0].length + 14)
      if (/^ (?:wizyt|napraw|roku|telefon|prob|komplet|raz|minut|mail)/.test(next)) return null
      return /^(?:do|przed|najp)/.test(m[1] ?? '')
        ? { kind: 'time', from: null, to: at }
        : { kind: 'time', from: at, to: null }
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:o|ok\\.?|okolo|kolo|na|na godz\\w*\\.?|godz\\w*\\.?|o godz\\w*\\.?|g\\.) ?${GODZ}${HOUR}(?![\\d.,]\\d)(?![/-]\\d)${NOT_A_COUNT}`,
      'g',
    ),
    read: (m) => {
      const words = m[1] ?? ''
      if (!/^\d/.test(words) && !/ej$|(?:sta|ata|oma|sma|uga|esta|ecia)$/.test(words)) return null
      if (/^na /.test(m[0]) && !m[2] && !/godz/.test(m[0]) && Number(words) < 7) return null
      return pointOf(hourOf(words, m[2], m[3]))
    },
  },
  {
    pattern: /(?<![\d:.,/-])(\d{1,2}):(\d{2})(?![\d:])/g,
    read: (m) => pointOf(hourOf(`0${m[1]}`.slice(-2), m[2], undefined)),
  },
  { pattern: /\b(?:kolo|okolo|ok\.?) poludnia\b/g, read: () => pointOf(12 * 60) },
  {
    pattern: /\b(?:przed|do) poludni\w+\b/g,
    read: () => ({ kind: 'time', from: null, to: 12 * 60, part: true }),
  },
  { pattern: /\bw (?:samo )?poludnie\b|\bw poludnie\b/g, read: () => pointOf(12 * 60) },
  { pattern: /\b(?:po ?poludni(?:u|e)|popoludni\w*)\b/g, read: () => part(12, 17) },
  { pattern: /\bpo pracy\b/g, read: () => ({ kind: 'time', from: 17 * 60, to: null }) },
  {
    pattern: /\b(?:z samego rana|z rana|rano|rankiem|poranek|porank\w+)\b/g,
    read: (m, _now, text) =>
      /\b(?:od|co|dzis|dzisiaj|kazdego|do|wczoraj|niz|samego|nad)\s$/.test(
        text.slice(Math.max(0, m.index - 10), m.index),
      )
        ? null
        : part(8, 12),
  },
  {
    pattern: /\b(?:wieczor(?:em|kiem|ami|owy\w*)?)\b/g,
    read: (_m, _now, text) =>
      /\b(?:dobry|wczoraj|co|kazdego|od|do|poprzedni)\s$/.test(
        text.slice(Math.max(0, _m.index - 12), _m.index),
      )
        ? null
        : part(17, 21),
  },
  // Wishes without a calendar.
  {
    pattern:
      /\b(?:jak ?naj(?:szybciej|predzej|wczesniej|szybsz\w+|rychlej|wczesniejsz\w+)|najszybciej|najpredzej|najwczesniej(?:sz\w+)?|natychmiast\w*|pilnie|pilne|pilna|pilny|pilnej|pilnego|od zaraz|na juz|(?:przyslac|przyslijcie|przyjechac|kogos|ktos|jedzcie|szybko|pomocy|pomozcie) (?:juz|zaraz|teraz)|jedzcie szybko|szybko blagam|szybciutko|im szybciej tym lepiej|(?:do zrobienia|naprawic|i to|na) dzis\b|kto zyw|w trybie najpiln\w+|macie najblizej|najblizsze okno|na cito|asap|najblizsz\w+ (?:wolny |mozliwy |dostepny |wolne )?(?:termin\w*|okienko)|pierwszy (?:wolny|mozliwy|lepszy)|pierwsze (?:wolne|lepsze)|mozliwie (?:szybk\w+|najszybciej|pilnie)|jak mozna najszyb\w+|bezzwlocznie|niezwlocznie|w trybie (?:pilnym|awaryjnym)|prosze (?:o )?(?:szybk\w+|pospiech)|szybka interwencj\w+|byle szybko|pospieszcie\w*|pospieszyc|predzej|jeszcze dzisiaj|przyjedzcie (?:juz|zaraz|szybko|teraz)|(?:teraz|juz) zaraz|ekspresowo|jak szybko|w miare szybko|co predzej|zeby ktos juz|potrzebuje (?:na )?(?:juz|teraz))\b/g,
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 18), m.index)
      return /\b(?:nic|nie|nie jest|nie jest to|nie az tak|srednio|malo|to nie|bardzo nie)\s$/.test(before) ||
        /^ nie jest|^ nie\b/.test(text.slice(m.index + m[0].length, m.index + m[0].length + 9)) ||
        (m[0] === 'najwczesniej' &&
          /^ (?:we?|od|po|jutro|pojutrze)\b/.test(text.slice(m.index + m[0].length)))
        ? null
        : { kind: 'asap' }
    },
  },
  {
    pattern:
      /\b(?:obojetn\w+|dowoln\w+|kiedykolwiek|przy okazji|w wolnej chwili|wolnej chwili|elastyczn\w+|bez roznicy|wszystko jedno|kazdy (?:dzien|termin)|o kazdej porze|w kazdej chwili|(?:jak|gdy|kiedy|jesli|kiedys jak) (?:pan |pani |panowie |ktos |panstwo |juz |tylko |ekipa |ktorys )?(?:bedzie|bedziecie|beda|bedziesz|bede|bylibyscie|bylby)(?: pan| panstwo| ktos)? (?:w okolicy|w poblizu|przejezdza\w*|gdzies|obok|kolo|blisko|mial\w* (?:czas|chwile|wolne|okienko)|mieli|w naszych|niedaleko|po drodze|wolny|luz\w*|pan|wam|panstw\w+|pasowal\w*)|(?:kiedy|jak) (?:panu|pani|wam|panstwu|tylko) (?:bedzie )?(?:pasuje|wygodnie|pasowac|pasowalo|odpowiada|po drodze)|kiedy (?:bedzie )?(?:wygodnie|wam pasuje)|dostosuj\w+ sie|dopasuj\w+ sie|termin do (?:ustalenia|uzgodnienia)|jak (?:bedzie|wam|panu) wygodnie|jestem (?:caly czas|codziennie|zawsze|na emeryturze)|jak pan bedzie przejezdzal|kiedy (?:wpadniecie|mozecie (?:to )?(?:wpadnijcie|zajrzyjcie)))\b/g,
    read: () => ({ kind: 'flexible' }),
  },
]

/** The next day with this date, in this month or the two after. */
function nextDate(now: Now, date: number): Day | null {
  const base = new Date(now.day * 86_400_000)
  for (let ahead = 0; ahead < 3 && !Number.isNaN(date); ahead++) {
    const month = base.getUTCMonth() + ahead
    const day = dayOf(base.getUTCFullYear() + Math.floor(month / 12), (month % 12) + 1, date)
    if (day !== null && day >= now.day) return day
  }
  return null
}

const part = (from: number, to: number): Atom => ({ kind: 'time', from: from * 60, to: to * 60, part: true })
const pointOf = (minute: number | null): Atom | null =>
  minute === null || minute > 1439 ? null : { kind: 'time', from: minute, to: minute }

function clockRange(m: RegExpExecArray): Atom | null {
  const first = numberOf(m[1] ?? '')
  const last = numberOf(m[4] ?? '')
  if (Number.isNaN(first) || Number.isNaN(last) || first > 24 || last > 24) return null
  const from = hourOf(
    first >= 1 && first <= 5 && last > first && last > 5 ? `0${first}` : (m[1] ?? ''),
    m[2],
    m[3],
  )
  const to = hourOf(m[4] ?? '', m[5], m[6])
  return from !== null && to !== null && to > from ? { kind: 'time', from, to } : null
}

/** Polish dates, times and wishes, on folded text. */
export const polishTime: TimeGrammar = {
  phrases,
  sidesBefore: [],
  sidesAfter: [],
  past: /\b(?:byl\w*|mial\w*|mieli\w*|przyszed\w+|przyjechal\w*|naprawial\w*|naprawil\w*|wymienial\w*|wymienil\w*|montowal\w*|zamontowa\w+|zakladal\w*|zakladales|robil\w*|zrobil\w*|obiec\w+|mowil\w*|zapowiedzi\w+|zaczel\w+|temu|wczoraj|zeszl\w+|ubiegl\w+|ostatni\w*|wykonan\w+|zaplacil\w*|dzwonil\w*|pisal\w*|czekam|czekamy|wizyta byla|powiedzi\w+|przestal\w*|pekl\w*|zastal\w*|uregulowal\w*|ostygl\w*|rozszczelnil\w*|wyciekl\w*|zepsul\w*|padl\w*|w dniu|fakture|faktury|reklamac\w+|miesiac temu|uruchom\w+on\w*|obiecany|wracam|wracamy|konczy|kupil\w*|dostal\w*|stoi od|nie (?:ma|mamy|mam|dziala|grzeje|leci))\b/,
  wish: /\b(?:moze|mozna|prosze|prosimy|czy|pasuje|pasowal\w*|moge|mozemy|moglby|moglaby|mogliby|mozecie|bede|bedzie|bedziemy|beda|najlepiej|wolne|wolny|termin\w*|chce|chcial\w*|umowi\w*|przyjech\w*|przyjedz\w*|przyjazd\w*|byc|jestem|jestesmy|ktos|wpasc|wpadn\w*|zapraszam\w*|dostepn\w*|odpowiada\w*|potrzebuj\w*|da rade|dalo by|daloby|po|przed|miedzy|byloby|bylo by|byl by|bylby|wpuszcz\w*|wpusci|zaczynac|wejscie|w domu|przyjdz\w*|zajrz\w*|podjech\w*|podjedz\w*|przeloz\w*|przeniesc|przesun\w*|zamiast|albo|lub|wolal\w*|wole|ewentualnie|proponuj\w*|dla nas|ogledzin\w*|upewniam|potwierdz\w*|idealnie|super|ok)\b|\?/,
  since:
    /\b(?:wczoraj|ze?|czekam od|zepsut\w* od|stoi od|damy rade|dam rade|wytrzyma\w*|razy?|od zeszlego|od ostatniego|obiecan\w+|co|kazd\w+)\s$/,
  ruledOut:
    /\b(?:nie (?:w|we|na|dzis|jutro|moge w|pasuje|mozemy w|ma nas|bedzie nas|bede)|oprocz|poza|procz|byle nie|tylko nie|zamiast|wyjazd|urlop\w*|odwol\w+|rezygnuj\w+|anuluj\w+|wyjezdzam\w*|nieobecn\w+|niedostepn\w+|bo wracam|wracam|(?<!\b(?:jak|jesli|jezeli) )nie)\s?(?:[a-z]+\s){0,1}$/,
  ask: /\b(?:da rade|moze|mozna|prosze|prosimy|czy ktos|ktos|moglby|mogliby|mozecie|przyj\w+|zajrz\w+|podj\w+|blagam|potrzebuj\w*|potrzebn\w*|pilnie|termin|pomoc\w*|szansa|szanse|jeszcze)\b|\?/,
  moved:
    /\b(?:przeloz\w*|przesun\w*|przenies\w*|zmieni\w*|odwol\w*|anuluj\w*|rezygnuj\w*)\b(?: (?!na\b|do\b)[a-z]+){0,5} $/,
  ruledAfter:
    /^[^.!?,;]{0,30}\b(?:nie pasuje|odpada|nie dam rady|nie damy rady|nieaktualn\w*|trzeba (?:odwolac|przelozyc)|odwoluj\w*|do odwolania)\b/,
  event:
    /\b(?:gosc(?:ie|i|iom)?|tesciow\w*|slub\w*|wesel\w*|pogrzeb\w*|komuni\w*|chrzcin\w*|urodzin\w*|imienin\w*|egzamin\w*|sanepid\w*|kontrol\w*|inspekcj\w*|odbior\w*|wyjezdza\w*|wylatuj\w*|wyjazd\w*|wracam|wracaja|wraca|lekcj\w*|matur\w*|zebrani\w*|konferencj\w*|spotkani\w*|lekarz\w*|szpital\w*|przyjezdza\w*|przyjada|otwarci\w*|otwieram\w*|sesj\w*|koncert\w*|dostaw\w*|rodzice|warsztat\w*|mroz\w*|zimniej|ocieple\w*|prognoz\w*|probny|trening\w*|rozpraw\w*|swieto|budowie|konczy mi)\b|\b(?:minal|minela|byl|byla|trwalo|amen) @|^(?:a |no |i |dzis |juz )?(?:jest|mamy) (?:juz )?@|^[^@]{0,12}@ (?:minal|minela|byla|byl|bylo|mija)\b|@[^@]{0,12} (?:mam|mamy|mi wypada|wypada|jade|lece|idziemy|ide) (?!(?:wolne|wolny|czas|okno|luz|woln|barmana|urlop))/,
  request:
    /\b(?:mozna|mozecie|moglby|mogliby|moglaby|pros(?:ze|imy) (?:o|przyj\w*|kogos)|mam (?:mu |jej |im )?(?:odeslac|oddac|wyslac)|przyjedz\w*|przyjed\w*|przyjdz\w*|wpadn\w*|umow\w*|zapis\w*|poprosz\w*|pasuje|termin\w*|wizyt\w*|serwis\w*|zapraszam\w* w|zrobi\w*|napraw\w*|wymieni\w*|gotow\w*|musi byc|zdaz\w*|chcialab\w*|chcialb\w*|najlepiej|moge tylko|tylko)\b/,
  business:
    /\b(?:czynn\w+|otwart\w+|godziny (?:otwarcia|pracy)|pracuj\w+ (?:w godz\w*|od)|nieczynn\w+|zamkniet\w+ w|dzien otwarty|zaprasza\w* na)\b[^@]{0,24}@|\bile (?:kosztuje|bierzecie|place|placi|wychodzi|stoi)\b|\b(?:cennik|doplat\w+|stawk\w+|oplat\w+)\b[^@]{0,30}@|\b(?:ofert\w* (?:zbieramy|skladac|przyjmujemy)|oferty|przetarg\w*|faktur\w*|przelew\w*|przelac|platn\w*|zaplat\w*|saldo|sald\w*|zwrot\w*|polis\w*|protokol\w*|korekt\w*|paczk\w*|podpis\w*|zlecenia na|listy na|z dnia|na dzien)\b[^@]{0,40}@|\b(?:jesli|jezeli|gdyby|jak)\b[^@]{0,16}@[^@]{0,24}\bnie\b/,
  clause: /[,:(]\s|\b(?:ale|wiec|bo|tylko|czyli|zatem)\s|\s-\s|\b(?:i|a) (?=ja |my |wtedy |moze |prosze )/g,
  either: /^,? (?:albo|lub|czy|ewentualnie) $/,
  change: /\b(?:zmieni\w*|przesun\w*|przeloz\w*|moze byc|zamiast|nie dam rady|nie damy rady|raczej|jednak)\b/,
  or: /^[\s,]*(?:lub|albo|czy|i|oraz|a|,|ewentualnie|badz|\/)[\s,]*(?:w |we |moze |na |tez |nawet |do |ten |ta |te )*$/,
}
