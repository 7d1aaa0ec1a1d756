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

/** How the months differ in trouble; the firm's years have two peaks. */
const BUSY = [1, 0.85, 0.65, 0.55, 0.6, 0.85, 1, 0.9, 0.6, 0.65, 0.7, 0.95]

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
  const teller = openTeller(plan)
  for (const [name, stories] of teller.personas()) yield* teller.saga(name, stories)
  yield* teller.crewThreads()
  for (const story of teller.lastDays()) yield* teller.recent(story)
  for (let i = 0; i < plan.people; i++) yield* teller.life(roleOf(i))
}

function openTeller({ stories, directory, calendar, chance, nowMs, days, busyness }: Plan) {
  const today = calendar.dayOf(nowMs)
  const firstDay = today - days
  const lastDay = today - 4
  const limitMs = calendar.instantOf(today - 3, 0)
  const old = stories.filter((story) => story.ago === undefined)
  const uses = new Map<string, number>()

  /** Threads of one person's life; groups and second numbers are threads of their own. */
  type Threads = Map<string, Thread & { told: Told[] }>

  function add(
    threads: Threads,
    person: Person,
    story: Story,
    startMs: number,
    draw: Chance,
    untilMs: number,
  ): number | null {
    const group = new Map<string, Person>()
    for (const name of story.group ?? [])
      group.set(
        name,
        name in crew
          ? crew[name as keyof typeof crew]
          : name === story.who
            ? person
            : directory.person(name as Role),
      )
    const told = tell(story, { person, group, startMs, calendar, chance: draw })
    const endMs = told.at(-1)?.atMs ?? startMs
    if (endMs > untilMs && untilMs === limitMs) return null
    const kept = told.filter((one) => one.atMs <= untilMs)
    if (kept.length === 0) return endMs
    const people = story.group ? [...group.values()] : [person]
    const number = story.from === 'second' && person.second ? person.second : person.number
    const key = story.group ? people.map((one) => one.number).join() : number
    const thread = threads.get(key) ?? { people, group: story.group !== undefined, number, told: [] }
    thread.told.push(...kept)
    threads.set(key, thread)
    uses.set(story.id, (uses.get(story.id) ?? 0) + 1)
    return endMs
  }

  /** The story of `role` that fits the day and was told least, not yet to this person. */
  function choose(role: Role, day: Day, known: ReadonlySet<string>, draw: Chance): Story | undefined {
    const month = monthOf(day)
    const fits = (story: Story) =>
      story.who === role &&
      !story.after &&
      (seasons[story.season ?? 'any'] as readonly number[]).includes(month)
    const candidates = old.filter((story) => fits(story) && !known.has(story.id))
    const least = Math.min(...candidates.map((story) => uses.get(story.id) ?? 0))
    const rare = candidates.filter((story) => (uses.get(story.id) ?? 0) <= least)
    return rare.length > 0 ? draw.pick(rare) : undefined
  }

  function sequel(id: string | undefined, known: ReadonlySet<string>, draw: Chance): Story | undefined {
    if (id === undefined || !draw.odds(0.6)) return undefined
    return old.find((story) => story.after === id && !known.has(story.id))
  }

  /** A day of the history, likelier late than early and in busy months. */
  function someDay(draw: Chance): Day {
    for (;;) {
      const day = firstDay + Math.floor((lastDay - firstDay) * draw.next() ** 0.8)
      if (draw.odds(BUSY[monthOf(day) - 1] ?? 1)) return day
    }
  }

  function startOf(story: Story, from: Day, draw: Chance): number {
    const [earliest, latest] = hours[story.at ?? 'day']
    // What happens later the same day leaves an hour for what is said before.
    const sameDay = parseScript(story).flatMap(({ pause }) =>
      pause.kind === 'on' && pause.days === 0 ? [pause.minute - 60] : [],
    )
    const before = Math.max(earliest, Math.min(latest, ...sameDay))
    let day = from
    if (story.at === 'weekend') while (weekday(day) % 6 !== 0) day++
    else if (
      story.at === undefined ||
      story.at === 'day' ||
      story.at === 'morning' ||
      story.at === 'afternoon'
    )
      while (!isWorkingDay(day)) day++
    return calendar.instantOf(day, draw.int(earliest, before)) + draw.int(0, 59) * 1000
  }

  function live(threads: Threads, person: Person, count: number, draw: Chance): void {
    const known = new Set<string>()
    const when = Array.from({ length: count }, () => someDay(draw)).sort((a, b) => a - b)
    let last: string | undefined
    let freeFrom = firstDay
    for (const wanted of when) {
      if (known.size > 12) known.clear()
      const follow = sequel(last, known, draw)
      let day = follow ? freeFrom + draw.int(12, 50) : Math.max(wanted, freeFrom + 2)
      if (follow) while (!inSeason(follow, day)) day++
      if (day > lastDay) break
      const story = follow ?? choose(person.role, day, known, draw)
      if (!story) continue
      const endMs = add(threads, person, story, startOf(story, day, draw), draw, limitMs)
      if (endMs === null) continue
      known.add(story.id)
      last = story.id
      freeFrom = calendar.dayOf(endMs)
    }
  }

  return {
    personas(): Map<Persona, Story[]> {
      const byName = new Map<Persona, Story[]>()
      const names = new Set<Role>(population.map((one) => one.role).concat('crew', 'withheld'))
      for (const story of stories) {
        if (names.has(story.who)) continue
        const name = story.who as Persona
        byName.set(name, [...(byName.get(name) ?? []), story])
      }
      return byName
    },

    /** A person's own stories in their order, spread over the years; those of the last days where they belong. */
    *saga(name: Persona, own: Story[]): Generator<Thread> {
      const person = directory.persona(name)
      const draw = chance.fork(name)
      const threads: Threads = new Map()
      const past = own.filter((story) => story.ago === undefined)
      let freeFrom = firstDay
      for (const [i, story] of past.entries()) {
        const planned =
          firstDay + Math.floor(((lastDay - 40 - firstDay) * (i + 0.2 + 0.6 * draw.next())) / past.length)
        let day = Math.max(planned, freeFrom + 1)
        while (!inSeason(story, day)) day++
        const endMs = add(threads, person, story, startOf(story, day, draw), draw, limitMs)
        if (endMs !== null) freeFrom = calendar.dayOf(endMs)
      }
      for (const story of own) this.addRecent(threads, person, story, draw)
      yield* threads.values()
    },

    *crewThreads(): Generator<Thread> {
      const draw = chance.fork('crew')
      const threads: Threads = new Map()
      for (const story of stories.filter((one) => one.who === 'crew')) {
        if (story.ago !== undefined) {
          this.addRecent(threads, crew.ray, story, draw)
          continue
        }
        for (let tries = 0; tries < 20; tries++) {
          const day = someDay(draw)
          if (!inSeason(story, day)) continue
          if (add(threads, crew.ray, story, startOf(story, day, draw), draw, limitMs) !== null) break
        }
      }
      yield* threads.values()
      for (const story of old.filter((one) => one.who === 'withheld')) {
        const caller = directory.person('withheld')
        const alone: Threads = new Map()
        add(alone, caller, story, startOf(story, someDay(draw), draw), draw, limitMs)
        yield* alone.values()
      }
    },

    /** Stories of the last days that fit the season and the hour of now and have nobody of their own. */
    lastDays(): Story[] {
      const names = new Set<Role>(population.map((one) => one.role))
      return stories.filter((story) => story.ago !== undefined && names.has(story.who))
    },

    /** Someone with a story in the last days; every other one is known from earlier. */
    *recent(story: Story): Generator<Thread> {
      const draw = chance.fork(story.id)
      const threads: Threads = new Map()
      if (!this.isNow(story)) return
      const person = directory.person(story.who)
      if (draw.odds(0.5) && story.who !== 'stranger' && story.who !== 'spam')
        live(threads, person, draw.int(1, 2), draw)
      this.addRecent(threads, person, story, draw)
      yield* threads.values()
    },

    addRecent(threads: Threads, person: Person, story: Story, draw: Chance): void {
      const startMs = this.agoMs(story)
      if (startMs === null || startMs > nowMs || !this.isNow(story)) return
      add(threads, person, story, startMs, draw, nowMs)
    },

    isNow(story: Story): boolean {
      const hour = calendar.minuteOf(nowMs) / 60
      const [from, to] = story.onlyAt ?? [0, 24]
      const during = from <= to ? hour >= from && hour < to : hour >= from || hour < to
      return during && inSeason(story, today)
    },

    agoMs(story: Story): number | null {
      const found = /^(?:(\d+)m|(\d+)d (\d+):(\d\d))$/.exec(story.ago ?? '')
      if (!found) return null
      const [, minutes, daysAgo, hour, minute] = found
      if (minutes) return nowMs - Number(minutes) * 60_000
      return calendar.instantOf(today - Number(daysAgo), Number(hour) * 60 + Number(minute))
    },

    /** A person of this role and everything they ever had to do with the firm. */
    *life(role: Role): Generator<Thread> {
      const person = directory.person(role)
      const draw = chance.fork(person.number || role)
      const threads: Threads = new Map()
      const [least, most] = population.find((one) => one.role === role)?.stories ?? [1, 1]
      // Most people come once or twice.
      const count = least + Math.floor((most - least + 1) * draw.next() ** 1.8)
      live(threads, person, Math.ceil(count * busyness), draw)
      yield* threads.values()
    },
  }
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
