import { englishTime } from '../../languages/en/time.ts'
import { polishTime } from '../../languages/pl/time.ts'
import { clockAlone, sameDayAnotherHour } from './alone.ts'
import { atomsIn, type DayAtom, type Placed, type TimeAtom, type TimeGrammar } from './atoms.ts'
import { boundBeside } from './beside.ts'
import { type Day, dayText, type Now, timeText } from './calendar.ts'
import { wishedDays } from './days.ts'
import { isJoined, pair, type Slot } from './pair.ts'
import { sentenceAround } from './sentence.ts'

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
  const slots = pair(wishedDays(days, text, grammar, now, hurried), clocks, text, grammar)
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
  const alone = clockAlone(days, clocks, flexible !== undefined, text, grammar, now)
  const today = alone && windowOf(alone.day, alone.clock)
  if (windows.length === 0 && today)
    windows.push({ window: today, start: alone.start, end: alone.end, implied: true, score: 0.5 })
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

/** Whether the sentence around "today" asks for someone to come. */
function asks(slot: Slot, text: string, grammar: TimeGrammar): boolean {
  const { start, end } = sentenceAround(text, slot.start)
  const words = text.slice(start, end + 1)
  return grammar.ask.test(words.replace(text.slice(slot.start, slot.end), ' '))
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
