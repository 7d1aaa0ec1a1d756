import type { DayAtom } from '../../recognise/time/atoms.ts'
import { mondayOf, type Now } from '../../recognise/time/calendar.ts'
import type { HolidayName } from '../../recognise/time/holidays.ts'
import { numberOf, numberWords } from '../../recognise/time/numbers.ts'
import { one, type Side } from '../../recognise/time/spans.ts'

/** Alternatives for use inside patterns on folded text; none of them captures. */
export const MONTHS =
  'stycz(?:en|nia|niu)|lut(?:y|ego|ym)|mar(?:zec|ca|cu)|kwie(?:cien|tnia|tniu)|maj(?:a|u)?|czerw(?:iec|ca|cu)|lip(?:iec|ca|cu)|sierp(?:ien|nia|niu)|wrzes(?:ien|nia|niu)|pazdziernik(?:a|u)?|listopad(?:a|zie)?|grud(?:zien|nia|niu)'
export const WEEKDAYS =
  'poniedzial\\w+|pon\\b\\.?|pn\\b\\.?|(?:wtor|czwart|piat)(?:ek|kiem|ku|kow[yaei]\\w?|ki)\\b|wt\\b\\.?|srod(?:a|e|y|zie|ow[yaei]\\w?)\\b|sr\\b\\.?|czw\\b\\.?|pt\\b\\.?|sobot(?:a|e|y|nie|ni|nia|niej)\\b|sobocie|sob\\b\\.?|niedziel(?:a|e|i|n[yaei]\\w?)\\b|niedz\\b\\.?|nd\\b\\.?'
export const N = numberWords

const HOURS =
  'pierwsz(?:ej|a)|drug(?:iej|a)|trzeci(?:ej|a)|czwart(?:ej|a)|piat(?:ej|a)|szost(?:ej|a)|siodm(?:ej|a)|osm(?:ej|a)|dziewiat(?:ej|a)|dziesiat(?:ej|a)|jedenast(?:ej|a)|dwunast(?:ej|a)|trzynast(?:ej|a)|czternast(?:ej|a)|pietnast(?:ej|a)|szesnast(?:ej|a)|siedemnast(?:ej|a)|osiemnast(?:ej|a)|dziewietnast(?:ej|a)|dwudziest(?:ej|a)(?: (?:pierwsz|drug|trzeci)(?:ej|iej|a))?'
const DIGITS = '\\d{1,2}(?:[:.]\\d{2}(?![\\d]))?(?:-?(?:t?ej|st?ej|ta|sta|ma)\\b)?'
const GODZ = '(?:godz(?:in\\w*)?\\.? ?|g\\. ?)?'
/** A time of the day, for `minuteOf`: "9", "9:30", "17-tej", "osmej trzydziesci", "wpol do osmej", "kwadrans po trzeciej", "7 wieczorem". */
export const TIME = `${GODZ}(?:(?:w?pol do|kwadrans po|za kwadrans|za (?:piec|dziesiec)) (?:${HOURS}|${DIGITS})|(?:${HOURS})(?: (?:trzydziesci|pietnascie|czterdziesci piec|dwadziescia)\\b)?|${DIGITS})(?: (?:rano|z rana|wieczorem|wieczor|po poludniu)\\b)?`

/** What a number before it counts something else: "8 metrow", "2 razy". */
export const NOT_A_COUNT =
  '(?! ?(?:%|zl|pln|m2|m\\b|cm|mm|st\\b|stopni|lat|lata|dni|dzien|tyg|mies|godzin\\w*(?! ?[-–])|min\\w*|raz|razy|osob\\w*|sztuk|szt|pietr\\w*|lokal\\w*|mieszkan\\w*|kw\\b|bar|litr\\w*|l\\b|pok|\\d(?!\\d?(?:\\.\\d| (?:stycz|lut|mar|kwi|maj|czer|lip|sier|wrz|paz|lis|gru)|-?t?ego))|,\\d|metr|kilo|kondygn|klat|lazien|pkt|procent|tys|wiad|h\\b|stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrzes|pazdz|listop|grud|x\\b))'

export const HOLIDAYS =
  'dlugim weekend\\w+|swietami|swietach|swiat|wielkanoca|wielkanocy|nowym rok\\w|nowego roku|sylwestr\\w+|boz\\w+ narodzeni\\w+|boz\\w+ ciale\\w*|majow[kc]\\w+|wszystki(?:ch|mi) swiet\\w+|wigili\\w+|trzech kroli|trzema krolami|wielki\\w* czwart\\w+|wielki\\w* piat\\w+|wielkanocn\\w+ poniedzial\\w+|lany\\w* poniedzial\\w+'

/** The feast a name means; "the feasts" are the nearer of Christmas and Easter. */
export const holidayOf = (words: string, now: Now): HolidayName | null => {
  if (/swietami|swietach|^swiat/.test(words))
    return now.month >= 2 && now.month <= 4 ? 'easter with monday' : 'christmas with its second day'
  const named = (
    [
      [/^now/, 'new year'],
      [/^sylw/, "new year's eve"],
      [/^wigil/, 'christmas eve'],
      [/^majow/, 'may days'],
      [/^wszyst/, "all saints' day"],
      [/^trz/, 'epiphany'],
      [/ ciale/, 'corpus christi'],
      [/ narodz/, 'christmas with its second day'],
      [/^wielki.* czw/, 'maundy thursday'],
      [/^wielki.* piat/, 'good friday'],
      [/^(?:wielkanocn|lany)/, 'easter monday'],
      [/^wielkanoc/, 'easter with monday'],
    ] as const
  ).find(([pattern]) => pattern.test(words))
  return named?.[1] ?? null
}

const MONTH_STARTS = ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paz', 'lis', 'gru']
export const monthOf = (word: string): number => MONTH_STARTS.indexOf(word.slice(0, 3)) + 1

const WEEKDAY_STARTS = [/^wt/, /^sr/, /^cz/, /^so/, /^n/, /^p[on]/, /^p/]
const WEEKDAY_NUMBERS = [2, 3, 4, 6, 7, 1, 5]
/** 1 Monday to 7 Sunday; 0 for any other word. */
export const weekdayOf = (word: string): number =>
  WEEKDAY_NUMBERS[WEEKDAY_STARTS.findIndex((start) => start.test(word))] ?? 0

/** The day a weekday means, "przyszly" taking it into next calendar week. */
export function weekdayAtom(word: string, modifier: string, now: Now): DayAtom | null {
  const weekday = weekdayOf(word)
  if (weekday === 0) return null
  const ahead = (weekday - now.weekday + 7) % 7
  if (/przyszl|nastepn|kolejn/.test(modifier))
    return one(mondayOf(now, 1) + weekday - 1, { weekday, fixed: true })
  if (/\bt[eayo]n?\b|\btym\b|najbliz|nadchodz|biezac/.test(modifier))
    return one(now.day + ahead, { weekday, fixed: true })
  return one(now.day + (ahead || 7), { weekday })
}

/** How a word before a day or a time bounds it; null when it does not. */
export function sideOf(words: string | undefined): Side | null {
  const word = (words ?? '').trim().replace(/^(?:dopiero|tylko) (?=po|od)/, '')
  if (/^(?:od|poczeka)/.test(word)) return 'from'
  if (/^(?:do\b|(?:naj|nie )pozniej|najdalej|max|gora|maksymalnie)/.test(word)) return 'by'
  if (/^przed/.test(word)) return 'before'
  if (/^(?:od|najwczesniej|nie wczesniej|dopiero|poczawszy od)/.test(word)) return 'from'
  return /^po(?! ?miedzy)/.test(word) ? 'after' : null
}

/** Minute of the day of what `TIME` matched; bare hours up to 5 are of the afternoon unless said otherwise. */
export function minuteOf(words: string): number | null {
  const parts =
    /^(?:godz\w*\.? ?|g\. ?)?(?:(w?pol do|kwadrans po|za kwadrans|za piec|za dziesiec) )?(\d{1,2}|[a-z]+(?: (?:pierwsz|drug|trzeci)\w+)?)(?:[:.](\d{2})|[^a-z]?(?:t?ej|st?ej|ta|sta|ma)\b)?(?: (trzydziesci|pietnascie|czterdziesci|dwadziescia))?/.exec(
      words,
    )
  if (parts === null) return null
  const [, share, said, digits, spoken] = parts
  let hour = numberOf(said ?? '')
  if (Number.isNaN(hour) || hour > 24) return null
  const minutes = digits ? Number(digits) : spoken ? (MINUTES[spoken] ?? 0) : 0
  if (minutes > 59) return null
  if (/wieczor$|wieczorem$|poludniu$/.test(words) && hour < 12) hour += 12
  else if (!/rano$|z rana$/.test(words) && hour >= 1 && hour <= 5 && !/^0/.test(said ?? '')) hour += 12
  return hour * 60 + minutes + (SHIFTS[share ?? ''] ?? 0)
}

const MINUTES: Record<string, number> = { trzydziesci: 30, pietnascie: 15, czterdziesci: 45, dwadziescia: 20 }
const SHIFTS: Record<string, number> = {
  'wpol do': -30,
  'pol do': -30,
  'kwadrans po': 15,
  'za kwadrans': -15,
  'za piec': -5,
  'za dziesiec': -10,
}
