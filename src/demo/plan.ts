import { calls } from './arcs/calls.ts'
import { type Calendar, type Day, isWorkingDay, monthOf, weekday } from './calendar.ts'
import type { Chance } from './chance.ts'
import { crew, type Directory, type Person } from './people.ts'
import { hours, type Persona, parseScript, type Role, type Story, seasons } from './story.ts'
import type { Thread } from './takeout.ts'
import { type Told, tell } from './tell.ts'

/** How often each kind of person turns up, and how many stories one of them lives through. */
const population: { role: Role; share: number; stories: [number, number] }[] = [
  { role: 'owner', share: 47, stories: [1, 4] },
  { role: 'polish', share: 12, stories: [1, 3] },
  { role: 'tenant', share: 10, stories: [1, 2] },
  { role: 'stranger', share: 7, stories: [1, 1] },
  { role: 'spam', share: 6, stories: [1, 1] },
  { role: 'landlord', share: 5, stories: [2, 5] },
  { role: 'business', share: 4, stories: [1, 3] },
  { role: 'restaurant', share: 4, stories: [1, 4] },
  { role: 'manager', share: 3, stories: [3, 6] },
  { role: 'supplier', share: 1, stories: [3, 6] },
  { role: 'inspector', share: 1, stories: [2, 4] },
]

/** How the months differ in trouble, January first; a firm's year has two peaks. */
const BUSY = [1, 0.85, 0.65, 0.55, 0.6, 0.85, 1, 0.9, 0.6, 0.65, 0.7, 0.95]

/** After how many stories the same one may come again to the same person. */
const KNOWN_MAX = 12

export type Plan = {
  stories: readonly Story[]
  directory: Directory
  calendar: Calendar
  chance: Chance
  nowMs: number
  /** Length of the history, days. */
  days: number
  /** How many people beside those with stories of their own; without end when Infinity. */
  people: number
  /** Times the usual number of stories for everyone. */
  busyness: number
}

/**
 * Who lived through what: everything the firm has ever heard, thread by thread, in no order of time.
 * Old stories end three days before now; then come the last days, cut off at now.
 */
export function* history(plan: Plan): Generator<Thread> {
  const { stories, directory, chance } = plan
  const common = new Set<Role>(population.map((one) => one.role))
  const past = stories.filter((story) => story.ago === undefined)
  const teller = openTeller(plan, past)

  const own = stories.filter(
    (story) => !common.has(story.who) && story.who !== 'crew' && story.who !== 'withheld',
  )
  for (const [name, saga] of Map.groupBy(own, (story) => story.who as Persona)) {
    yield* teller.saga(directory.persona(name), saga, chance.fork(name))
  }
  const crewStories = stories.filter((story) => story.who === 'crew')
  yield* teller.scattered(crew.ray, crewStories, chance.fork('crew'))
  for (const story of past.filter((one) => one.who === 'withheld')) {
    yield* teller.scattered(directory.person('withheld'), [story], chance.fork(story.id))
  }
  for (const story of stories.filter(
    (one) => one.ago !== undefined && common.has(one.who) && teller.isNow(one),
  )) {
    yield* teller.recent(directory.person(story.who), story, chance.fork(story.id))
  }
  for (let i = 0; i < plan.people; i++) {
    const person = directory.person(roleOf(i))
    yield* teller.life(person, chance.fork(`life ${i}`))
  }
}

/** What one person has to do with the firm, by number or group. */
type Threads = Map<string, Thread & { told: Told[] }>

function openTeller({ directory, calendar, nowMs, days, busyness }: Plan, past: readonly Story[]) {
  const today = calendar.dayOf(nowMs)
  const firstDay = today - days
  const lastDay = today - 4
  const limitMs = calendar.instantOf(today - 3, 0)
  const byRole = Map.groupBy(past, (story) => story.who)
  const uses = new Map<string, number>()

  function isNow(story: Story): boolean {
    const hour = calendar.minuteOf(nowMs) / 60
    const [from, to] = story.onlyAt ?? [0, 24]
    const during = from <= to ? hour >= from && hour < to : hour >= from || hour < to
    return during && inSeason(story, today)
  }

  /** Own stories in their order, spread over the years; those of the last days where they belong. */
  function* saga(person: Person, own: readonly Story[], chance: Chance): Generator<Thread> {
    const threads: Threads = new Map()
    const before = own.filter((story) => story.ago === undefined)
    const stretch = (lastDay - 40 - firstDay) / before.length
    let freeFrom = firstDay
    for (const [i, story] of before.entries()) {
      let day = Math.max(firstDay + Math.floor(stretch * (i + 0.2 + 0.6 * chance.next())), freeFrom + 1)
      while (!inSeason(story, day)) day++
      const endMs = addPast(threads, person, story, day, chance)
      if (endMs !== null) freeFrom = calendar.dayOf(endMs)
    }
    for (const story of own)
      if (story.ago !== undefined && isNow(story)) addRecent(threads, person, story, chance)
    yield* threads.values()
  }

  /** Each story once, on any day of its season. */
  function* scattered(person: Person, own: readonly Story[], chance: Chance): Generator<Thread> {
    const threads: Threads = new Map()
    for (const story of own) {
      if (story.ago !== undefined) {
        if (isNow(story)) addRecent(threads, person, story, chance)
        continue
      }
      for (let tries = 0; tries < 50; tries++) {
        const day = someDay(chance)
        if (inSeason(story, day) && addPast(threads, person, story, day, chance) !== null) break
      }
    }
    yield* threads.values()
  }

  /** Someone with a story in the last days; every other one has been here before. */
  function* recent(person: Person, story: Story, chance: Chance): Generator<Thread> {
    const threads: Threads = new Map()
    const known = person.role !== 'stranger' && person.role !== 'spam' && chance.odds(0.5)
    if (known) live(threads, person, chance.int(1, 2), chance)
    addRecent(threads, person, story, chance)
    yield* threads.values()
  }

  /** A person's whole history with the firm. Most people come once or twice. */
  function* life(person: Person, chance: Chance): Generator<Thread> {
    const threads: Threads = new Map()
    const [least, most] = population.find((one) => one.role === person.role)?.stories ?? [1, 1]
    const count = least + Math.floor((most - least + 1) * chance.next() ** 1.8)
    live(threads, person, Math.ceil(count * busyness), chance)
    yield* threads.values()
  }

  function live(threads: Threads, person: Person, count: number, chance: Chance): void {
    const known = new Set<string>()
    const wanted = Array.from({ length: count }, () => someDay(chance)).sort((a, b) => a - b)
    let last: Story | undefined
    let freeFrom = firstDay
    for (const then of wanted) {
      if (known.size > KNOWN_MAX) known.clear()
      const follow = last && sequel(last, known, chance)
      let day = follow ? freeFrom + chance.int(12, 50) : Math.max(then, freeFrom + 2)
      if (follow) while (!inSeason(follow, day)) day++
      if (day > lastDay) break
      const story = follow ?? rarest(person, day, known, chance)
      if (!story) continue
      const endMs = addPast(threads, person, story, day, chance)
      if (endMs === null) continue
      known.add(story.id)
      last = story
      freeFrom = calendar.dayOf(endMs)
      const callDay = freeFrom + chance.int(2, 30)
      if (person.role === 'spam' || person.role === 'stranger' || callDay > lastDay || !chance.odds(0.4))
        continue
      addPast(threads, person, chance.pick(calls), callDay, chance)
      freeFrom = callDay
    }
  }

  /** The story that fits the person and the day and was told least, and not yet to this person. */
  function rarest(
    { role, company }: Person,
    day: Day,
    known: ReadonlySet<string>,
    chance: Chance,
  ): Story | undefined {
    const fitting = (byRole.get(role) ?? []).filter(
      (story) =>
        !story.after &&
        !known.has(story.id) &&
        inSeason(story, day) &&
        (!story.company || story.company.some((word) => company.includes(word))),
    )
    const least = Math.min(...fitting.map(({ id }) => uses.get(id) ?? 0))
    const rare = fitting.filter(({ id }) => (uses.get(id) ?? 0) === least)
    return rare.length > 0 ? chance.pick(rare) : undefined
  }

  function sequel(last: Story, known: ReadonlySet<string>, chance: Chance): Story | undefined {
    return chance.odds(0.6)
      ? past.find((story) => story.after === last.id && !known.has(story.id))
      : undefined
  }

  /** A day of the history, likelier late than early and in busy months. */
  function someDay(chance: Chance): Day {
    for (;;) {
      const day = firstDay + Math.floor((lastDay - firstDay) * chance.next() ** 0.8)
      if (chance.odds(BUSY[monthOf(day) - 1] ?? 1)) return day
    }
  }

  /** Tells a story that begins on `day` or soon after; null, and nothing told, when it would reach into the last days. */
  function addPast(threads: Threads, person: Person, story: Story, day: Day, chance: Chance): number | null {
    const { told, group } = tellTo(person, story, startOf(story, day, chance), chance)
    const endMs = told.at(-1)?.atMs ?? 0
    if (endMs >= limitMs) return null
    keep(threads, person, story, group, told)
    return endMs
  }

  function addRecent(threads: Threads, person: Person, story: Story, chance: Chance): void {
    const { told, group } = tellTo(person, story, agoMs(story) - chance.int(0, 59) * 1000, chance)
    const sofar = told.filter((one) => one.atMs <= nowMs)
    if (sofar.length > 0) keep(threads, person, story, group, sofar)
  }

  function tellTo(person: Person, story: Story, startMs: number, chance: Chance) {
    const group = new Map<string, Person>()
    for (const name of story.group ?? []) {
      const colleague = name === 'ray' || name === 'ken' || name === 'marek' ? crew[name] : null
      group.set(name, colleague ?? (name === story.who ? person : directory.person(name as Role)))
    }
    return { group, told: tell(story, { person, group, startMs, calendar, chance }) }
  }

  function keep(
    threads: Threads,
    person: Person,
    story: Story,
    group: Map<string, Person>,
    told: Told[],
  ): void {
    const people = story.group ? [...group.values()] : [person]
    const number = story.from === 'second' && person.second ? person.second : person.number
    const key = story.group ? people.map((one) => one.number).join() : number
    const thread = threads.get(key) ?? { people, group: story.group !== undefined, number, told: [] }
    thread.told.push(...told)
    threads.set(key, thread)
    uses.set(story.id, (uses.get(story.id) ?? 0) + 1)
  }

  function startOf(story: Story, from: Day, chance: Chance): number {
    const at = story.at ?? 'day'
    const [earliest, latest] = hours[at]
    let day = from
    if (at === 'weekend') while (weekday(day) % 6 !== 0) day++
    else if (at === 'day' || at === 'morning' || at === 'afternoon') while (!isWorkingDay(day)) day++
    // What happens later the same day leaves an hour for what is said before.
    const sameDay = parseScript(story).flatMap(({ pause }) =>
      pause.kind === 'on' && pause.days === 0 ? [pause.minute - 60] : [],
    )
    const before = Math.max(earliest, Math.min(latest, ...sameDay))
    return calendar.instantOf(day, chance.int(earliest, before)) + chance.int(0, 59) * 1000
  }

  /** The instant that `ago` names. */
  function agoMs(story: Story): number {
    const [, minutes, daysAgo, hour, minute] = /^(?:(\d+)m|(\d+)d (\d+):(\d\d))$/.exec(story.ago ?? '') ?? []
    if (minutes) return nowMs - Number(minutes) * 60_000
    if (!daysAgo) throw new Error(`Story ${story.id}: cannot read when "${story.ago}" is`)
    return calendar.instantOf(today - Number(daysAgo), Number(hour) * 60 + Number(minute))
  }

  return { isNow, saga, scattered, recent, life }
}

function inSeason(story: Story, day: Day): boolean {
  return (seasons[story.season ?? 'any'] as readonly number[]).includes(monthOf(day))
}

/** Deals the roles out by their shares, the same way every time and evenly over any stretch. */
function roleOf(index: number): Role {
  const total = population.reduce((sum, one) => sum + one.share, 0)
  let at = (index * 37) % total
  for (const { role, share } of population) {
    if (at < share) return role
    at -= share
  }
  return 'owner'
}
