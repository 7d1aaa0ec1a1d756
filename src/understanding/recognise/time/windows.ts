import { englishTime } from '../../languages/en/time.ts'
import { polishTime } from '../../languages/pl/time.ts'
import { atomsIn, type DayAtom, type Placed, type TimeAtom, type TimeGrammar } from './atoms.ts'
import { boundBeside } from './beside.ts'
import { type Day, dayText, type Now, timeText } from './calendar.ts'
import { isJoined, pair, type Slot } from './pair.ts'
import { sentenceAround } from './sentence.ts'
import { weekdayAt } from './spans.ts'
import { isGivenUp, isWished } from './wished.ts'

/** When the sender would like the work done, in the firm's wall clock; shapes and hours as the corpus labels them. */
export type TimeWindow = {
  type: 'specific' | 'range' | 'asap' | 'flexible'
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; absent when open or not told. */
  start?: string
  end?: string
}

/** A window with the words it came from; `implied` when the day itself was not said. */
export type FoundWindow = { window: TimeWindow; start: number; end: number; implied: boolean; score: number }

/** The windows asked for in folded text whose numbers of other kinds (phones, addresses) have been blanked. */
export function windowsIn(text: string, language: 'en' | 'pl', now: Now): FoundWindow[] {
  const grammar = language === 'pl' ? polishTime : englishTime
  const atoms = boundBeside(atomsIn(text, grammar, now), text, grammar)
  const days = atoms.filter((atom): atom is Placed<DayAtom> => atom.kind === 'day')
  const clocks = atoms.filter(
    (atom): atom is Placed<TimeAtom> =>
      atom.kind === 'time' && !grammar.insteadOf.test(text.slice(Math.max(0, atom.start - 16), atom.start)),
  )
  const wishes = atoms.filter((atom) => atom.kind === 'asap' || atom.kind === 'flexible')
  const hurried = wishes.some((atom) => atom.kind === 'asap')
  const kept = narrow(
    moveIntoWeeks(
      withoutDoubles(days, text).filter((day, i, all) =>
        isWished(day, text, grammar, now, hurried, all[i - 1]),
      ),
      text,
      grammar,
    ),
  )
  const slots = pair(withoutRebooked(kept, text, grammar), clocks, text, grammar)
  if (slots.length === 0) slots.push(...sameDayAnotherHour(days, clocks, text, grammar))
  const found = slots
    .map((slot) => ({ slot, made: windowOf(slot.day, slot.clock) }))
    .filter(({ slot, made }) => made !== null && isAhead(slot.day, now))
  const near = found.filter(({ slot }) => !slot.day.vague || slot.clock)
  const used = near.length > 0 ? near : found
  const windows: FoundWindow[] = []
  for (const { slot, made } of used) {
    if (made === null) continue
    const joined = used.some(
      (other) =>
        other.slot !== slot &&
        !other.slot.day.today &&
        other.slot.day.start > slot.day.end &&
        isJoined(slot.day, other.slot.day, text, grammar),
    )
    if (slot.day.today && !joined && (!slot.clock || (slot.clock.part && hurried))) continue
    push(windows, {
      window: made,
      start: slot.start,
      end: slot.end,
      implied: false,
      score: slot.day.fixed ? 0.9 : 0.8,
    })
  }
  forgetWholeDays(windows)
  const asap =
    wishes.find((atom) => atom.kind === 'asap') ??
    found.find(({ slot }) => slot.day.today && !slot.clock && asks(slot, text, grammar))?.slot
  if (windows.length === 0 && asap)
    windows.push({ window: { type: 'asap' }, start: asap.start, end: asap.end, implied: false, score: 0.8 })
  const flexible = wishes.find((atom) => atom.kind === 'flexible')
  if (windows.length === 0) {
    const alone = clockAlone(freeClocks(clocks, days, Boolean(flexible), text), text, now, grammar)
    if (alone) windows.push(alone)
  }
  if (windows.length === 0 && flexible)
    windows.push({
      window: { type: 'flexible' },
      start: flexible.start,
      end: flexible.end,
      implied: false,
      score: 0.75,
    })
  return windows.slice(0, WINDOWS_MAX)
}

const WINDOWS_MAX = 6

/** "By Tuesday, June 3" is one day: the weekday gives way to the date beside it, and gives it its bound. */
function withoutDoubles(days: Placed<DayAtom>[], text: string): Placed<DayAtom>[] {
  return days.filter((day, i) => {
    if (day.weekday === undefined) return true
    const [next, before] = [days[i + 1], days[i - 1]]
    const isSame =
      next?.weekday === undefined && next?.week === undefined && next?.vague === undefined
        ? next && /^[\s,.(]{0,3}(?:the |dnia |tj\.? |czyli )?$/.test(text.slice(day.end, next.start))
        : false
    if (next && isSame && next.from !== null && next.from === next.to) {
      const step = weekdayAt(day.to ?? day.from ?? 0) === day.weekday ? 0 : 1
      if (day.from === null) Object.assign(next, { from: null, to: (next.to ?? 0) - step })
      if (day.to === null) Object.assign(next, { from: (next.from ?? 0) + step, to: null })
      next.start = day.start
    }
    const repeats =
      before?.weekday === undefined && before?.week === undefined && !before?.vague && !before?.today
        ? before && /^[\s,(]{1,3}$/.test(text.slice(before.end, day.start))
        : false
    return !isSame && !repeats
  })
}

/** "My visit is on Thursday at 9, can we make it Friday": the day before such words is given up for the one after. */
const withoutRebooked = (days: Placed<DayAtom>[], text: string, grammar: TimeGrammar) =>
  days.filter((day, i) => {
    const next = days[i + 1]
    return !next || next.start <= day.end || !grammar.rebook.test(text.slice(day.end, next.start))
  })

/** Of vague spans the one inside the other stays; "the week of the 14th before Good Friday" is cut short. */
function narrow(days: Placed<DayAtom>[]): Placed<DayAtom>[] {
  const out: Placed<DayAtom>[] = []
  for (const day of days) {
    const before = out.at(-1)
    if (
      before?.vague &&
      day.from === null &&
      day.to !== null &&
      day.start - before.end < 4 &&
      (before.from ?? 0) <= day.to &&
      day.to <= (before.to ?? 0)
    )
      before.to = day.to
    else out.push(day)
  }
  return out.filter((day) => !day.vague || !out.some((other) => other !== day && inside(other, day)))
}

const inside = (a: DayAtom, b: DayAtom) =>
  a.from !== null &&
  a.to !== null &&
  (b.from ?? 0) <= a.from &&
  a.to <= (b.to ?? 0) &&
  (a.from !== b.from || a.to !== b.to)

/** Whether the sentence around "today" asks for someone to come. */
function asks(slot: Slot, text: string, grammar: TimeGrammar): boolean {
  const { start, end } = sentenceAround(text, slot.start)
  const words = text.slice(start, end + 1)
  return grammar.ask.test(words.replace(text.slice(slot.start, slot.end), ' '))
}

/** "Wednesday afternoon or Friday morning of next week": the week's name moves its weekdays and is then no day itself. */
function moveIntoWeeks(days: Placed<DayAtom>[], text: string, grammar: TimeGrammar): Placed<DayAtom>[] {
  const moved = new Set<Placed<DayAtom>>()
  const out: Placed<DayAtom>[] = []
  for (const [i, day] of days.entries()) {
    const before = days[i - 1]
    if (before && isSameWeek(before, day, text, grammar)) {
      const shift = (before.from ?? 0) + (day.weekday ?? 0) - (before.weekday ?? 0) - (day.from ?? 0)
      Object.assign(day, { from: (day.from ?? 0) + shift, to: (day.to ?? 0) + shift, fixed: true })
    }
    if (day.weekday === undefined || (day.fixed && day.from === day.to)) continue
    const sentence = sentenceAround(text, day.start)
    const week = days.find(
      (other) =>
        other.week !== undefined &&
        other.weekday === undefined &&
        other.start >= sentence.start - 40 &&
        other.end <= sentence.end,
    )
    if (!week || week.week === undefined) continue
    moved.add(week)
    const shift = week.week + day.weekday - 1 - (day.from ?? day.to ?? 0)
    day.from = day.from === null ? null : day.from + shift
    day.to = day.to === null ? null : day.to + shift
    day.fixed = true
  }
  for (const day of days) if (!moved.has(day)) out.push(day)
  return out
}

function windowOf(day: DayAtom, clock: TimeAtom | null): TimeWindow | null {
  if (day.from !== null && day.from === day.to) {
    if (!clock) return { type: 'specific', start: dayText(day.from) }
    if (clock.from !== null && clock.from === clock.to)
      return { type: 'specific', start: timeText(day.from, clock.from) }
    return { type: 'range', ...side('start', day.from, clock.from), ...side('end', day.from, clock.to) }
  }
  if (day.from === null && day.to !== null && clock) {
    const end = clock.to ?? clock.from
    if (end !== null) return { type: 'range', end: timeText(day.to, end) }
  }
  const whole = {
    type: 'range' as const,
    ...(day.from === null ? {} : { start: dayText(day.from) }),
    ...(day.to === null ? {} : { end: dayText(day.to) }),
  }
  return day.from === null && day.to === null ? null : whole
}

const side = (name: 'start' | 'end', day: Day, minute: number | null) =>
  minute === null ? {} : { [name]: timeText(day, minute) }

const isAhead = (day: DayAtom, now: Now) => (day.to ?? day.from ?? 0) >= now.day

/**
 * "I can't do Friday at 10, could it be 1?": the day given up with its hour is wished for at the other hour. "My daughter
 * is home on Thursday, so any time from 3:30": the day told of is wished for at the hour concluded.
 */
function sameDayAnotherHour(
  days: Placed<DayAtom>[],
  clocks: Placed<TimeAtom>[],
  text: string,
  grammar: TimeGrammar,
): Slot[] {
  const clock = clocks.at(-1)
  const day =
    days.find((one) => isGivenUp(one, text, grammar)) ??
    days.find((one) => clock && grammar.conclusion.test(text.slice(one.end, clock.start)))
  return day && clock && clocks.length > 1 && clock.start > day.end && !grammar.past.test(text)
    ? [{ day, clock, start: day.start, end: clock.end }]
    : []
}

/** What follows a part of the day that is wished for though nothing is asked: "mornings would be best". */
const PART_WISHED =
  /^ (?:would|wd|will|is|works|suits)\b.{0,6}\b(?:be |work|great|good|fine|best|grand|lovely|perfect|ideal|suit)|^ (?:by|byloby|bylby|pasuje|najlepiej)\b/

/**
 * Times that may stand alone: not those of a day that is told of ("I'm not home Friday at 3"), nor hours beside "any
 * weekday", which ask for no day; "whenever suits, say at 4" does.
 */
const freeClocks = (
  clocks: Placed<TimeAtom>[],
  days: Placed<DayAtom>[],
  flexible: boolean,
  text: string,
): Placed<TimeAtom>[] =>
  clocks.filter(
    (clock) =>
      (!flexible || (clock.from !== null && clock.from === clock.to)) &&
      !days.some((day) => !day.today && (isBeside(day, clock, text) || isBeside(clock, day, text))),
  )

const isBeside = (a: Placed<object>, b: Placed<object>, text: string) =>
  a.end <= b.start && b.start - a.end < 12 && /^,? ?(?:[a-z]+ ){0,2}$/.test(text.slice(a.end, b.start))

/** "Next Thursday or Friday": the second weekday is of the first one's week. */
const isSameWeek = (a: Placed<DayAtom>, b: Placed<DayAtom>, text: string, grammar: TimeGrammar) =>
  a.fixed === true &&
  !b.fixed &&
  a.from !== null &&
  a.from === a.to &&
  b.from !== null &&
  b.from === b.to &&
  (a.weekday ?? 7) < (b.weekday ?? 0) &&
  isJoined(a, b, text, grammar)

/** A time with no day ("can someone come at 5?"): today while that is still to come, else tomorrow. */
function clockAlone(
  clocks: Placed<TimeAtom>[],
  text: string,
  now: Now,
  grammar: TimeGrammar,
): FoundWindow | null {
  for (const clock of clocks) {
    const sentence = sentenceAround(text, clock.start)
    const words = text.slice(sentence.start, sentence.end + 1)
    const partWished = clock.part === true && PART_WISHED.test(text.slice(clock.end, clock.end + 30))
    if (
      (clock.part &&
        !partWished &&
        (text[clock.end] !== '?' || /\b(?:dzis|this)\s$/.test(text.slice(0, clock.start)))) ||
      grammar.past.test(words) ||
      (!partWished &&
        !/\?|\b(?:come|home|available|free|off at|works|can you|could you|przyj\w+|bede|jestem|moze|mozna|pasuje)\b/.test(
          words,
        ))
    )
      continue
    const latest = clock.from ?? clock.to ?? 0
    const day = latest > now.minute ? now.day : now.day + 1
    const window = windowOf({ kind: 'day', from: day, to: day }, clock)
    if (window) return { window, start: clock.start, end: clock.end, implied: true, score: 0.5 }
  }
  return null
}

/** "School tomorrow … come tomorrow before 9": the day alone says nothing beside its hours. */
function forgetWholeDays(windows: FoundWindow[]): void {
  for (let i = windows.length - 1; i >= 0; i--) {
    const { type, start } = windows[i]?.window ?? {}
    if (type !== 'specific' || start?.length !== 10) continue
    const hours = windows.some(
      (other, k) =>
        k !== i && [other.window.start, other.window.end].some((at) => at?.startsWith(`${start}T`)),
    )
    if (hours) windows.splice(i, 1)
  }
}

function push(windows: FoundWindow[], next: FoundWindow): void {
  const same = (a: TimeWindow, b: TimeWindow) => a.type === b.type && a.start === b.start && a.end === b.end
  if (!windows.some((other) => same(other.window, next.window))) windows.push(next)
}
