import { type Calendar, type Day, dayForms, workingDayAfter } from './calendar.ts'
import type { Chance } from './chance.ts'
import { crew, firm, type Person } from './people.ts'
import { type Line, type Pause, parseScript, type Story } from './story.ts'
import { inVoice, withoutAccents } from './voice.ts'

/** One thing said or tried in the course of a story. */
export type Told = {
  atMs: number
  kind: Line['kind']
  /** Who said it; null when it was the firm. */
  from: Person | null
  /** What was said, or a voicemail's transcript (empty when it could not be transcribed). */
  text: string
  media: Line['media']
  /** Length of a call or a voicemail; null otherwise. */
  seconds: number | null
}

const MINUTE_MS = 60_000
const DAWN_MS = 5 * 60 * MINUTE_MS

/** What a story needs to be told. `group` has everyone but the firm, by the names used in the script. */
export type Telling = {
  person: Person
  group: ReadonlyMap<string, Person>
  startMs: number
  calendar: Calendar
  chance: Chance
}

/** Tells `story` to its end: lines in order of time, at least a second apart. */
export function tell(story: Story, { person, group, startMs, calendar, chance }: Telling): Told[] {
  // The small hours still belong to the night before: what is said then to happen the next day happens after sunrise.
  const firstDay = calendar.dayOf(startMs - DAWN_MS)
  const fill = openSlots({ person, group, firstDay, chance })
  const told: Told[] = []
  let atMs = startMs
  let before: string | null = null
  for (const line of parseScript(story)) {
    if (before !== null)
      atMs = Math.max(atMs + 2000, whenNext(line, before, atMs, { firstDay, calendar, chance }))
    before = line.speaker
    const mine = line.speaker === 'me'
    const from = mine ? null : line.speaker === 'them' ? person : (group.get(line.speaker) ?? person)
    let text =
      reaction(line.text, mine, told) ??
      fill(mine ? addressed(line.text, person, told) : line.text, calendar.dayOf(atMs))
    if (from && line.kind === 'text' && story.voice !== 'own' && !line.text.startsWith('~'))
      text = inVoice(text, from.voice, chance)
    told.push({
      atMs: Math.floor(atMs / 1000) * 1000 + (line.kind === 'text' ? chance.int(0, 999) : 0),
      kind: line.kind,
      from,
      text: text.replaceAll('¶', '\n'),
      media: line.media,
      seconds: line.seconds,
    })
    if (line.kind !== 'text') atMs += (line.seconds ?? 0) * 1000
  }
  return told
}

type Where = { firstDay: Day; calendar: Calendar; chance: Chance }

function whenNext(line: Line, before: string, atMs: number, { firstDay, calendar, chance }: Where): number {
  const pause: Pause = line.pause
  if (pause.kind === 'after') return atMs + pause.ms * (0.85 + 0.3 * chance.next())
  if (pause.kind === 'on') {
    const day = pause.working ? workingDayAfter(firstDay, pause.days) : firstDay + pause.days
    const planned = calendar.instantOf(day, pause.minute) + chance.int(-6 * 60, 6 * 60) * 1000
    return planned > atMs ? planned : atMs + chance.int(3, 20) * MINUTE_MS
  }
  if (line.speaker === before) return atMs + chance.int(6, 70) * 1000
  return atMs + (line.speaker === 'me' ? chance.int(70, 800) : chance.int(40, 500)) * 1000
}

/** `~liked` and the like: what a phone sends for a reaction to the other side's last text. */
function reaction(text: string, mine: boolean, told: readonly Told[]): string | null {
  const how = REACTIONS[text]
  if (!how) return null
  const last = told.findLast((one) => one.kind === 'text' && (one.from === null) !== mine)
  return last?.text ? `${how} “${last.text}”` : `${how} an image`
}

const REACTIONS: Record<string, string> = {
  '~liked': 'Liked',
  '~loved': 'Loved',
  '~laughed': 'Laughed at',
  '~stressed': 'Emphasized',
  '~asked': 'Questioned',
}

/**
 * Fills the slots of a text: `{first}`, `{address}`, `{d2}` (name of the second working day after the first),
 * `{c1.short}`, `{tenant.first}`, `{$a=120-180}` and then `{$a}` (an amount in dollars), `{#n=2-5}` and then `{#n}`,
 * `{g:she|he}` (by the person's gender), `{hi|hello}`. What is drawn under a name stays the same for the whole story.
 */
function openSlots({
  person,
  group,
  firstDay,
  chance,
}: Pick<Telling, 'person' | 'group' | 'chance'> & { firstDay: Day }) {
  const drawn = new Map<string, string>()
  const ours: Record<string, string> = {
    firm: firm.name,
    short: firm.short,
    town: firm.town,
    office: firm.office,
    owner: firm.owner,
    tech: person.role === 'polish' ? 'Marek' : chance.pick(firm.techs),
  }
  const keep = (name: string, value: () => string) => {
    const known = drawn.get(name)
    if (known !== undefined) return known
    const fresh = value()
    drawn.set(name, fresh)
    return fresh
  }

  function slot(inner: string, today: Day): string {
    const day = /^([dc])(\d+)(?:\.(\w+))?$/.exec(inner)
    if (day) {
      const at = day[1] === 'd' ? workingDayAfter(firstDay, Number(day[2])) : firstDay + Number(day[2])
      const form = dayForms[(day[3] ?? 'name') as keyof typeof dayForms]
      if (!form) throw new Error(`There is no form of a day for {${inner}}`)
      return form(at, today)
    }
    const range = /^([$#]\w+)(?:=(\d+)-(\d+))?$/.exec(inner)
    if (range) {
      const [, name = '', low, high] = range
      return keep(name, () => {
        if (low === undefined) throw new Error(`{${inner}} is used before it is drawn`)
        const n = chance.int(Number(low), Number(high))
        return name.startsWith('#') ? String(n) : `$${rounded(n).toLocaleString('en-US')}`
      })
    }
    if (inner.startsWith('g:')) return inner.slice(2).split('|')[person.gender === 'f' ? 0 : 1] ?? ''
    const named = /^(\w+)=(.*)$/s.exec(inner)
    if (named) return keep(named[1] ?? '', () => chance.pick((named[2] ?? '').split('|')))
    if (inner.includes('|')) return chance.pick(inner.split('|'))
    const known = drawn.get(inner) ?? fact(inner)
    if (known === undefined) throw new Error(`There is nothing to fill {${inner}} with`)
    return known
  }

  function fact(name: string): string | undefined {
    const member = /^(\w+)\.(\w+)$/.exec(name)
    if (member) return about(group.get(member[1] ?? ''), member[2] ?? '')
    return ours[name] ?? about(person, name)
  }

  return (text: string, today: Day): string => {
    let filled = text
    while (filled.includes('{')) {
      const next = filled.replace(/(^|[.?!] |)\{([^{}]*)\}/g, (slotted, before: string, inner: string) => {
        const word = slot(inner, today)
        const begins = before !== '' || filled.startsWith(slotted)
        return before + (begins && /^[dc]\d/.test(inner) ? capital(word) : word)
      })
      if (next === filled) throw new Error(`A slot is not closed in "${text}"`)
      filled = next
    }
    return filled
      .replace(/(next \w+day) (or|and|to) next /gi, '$1 $2 ')
      .replace(/(\w+day) (and|to) next /g, '$1 $2 ')
  }
}

/** The text without the name of someone whose name nobody at the firm can know yet. */
function addressed(text: string, person: Person, told: readonly Told[]): string {
  if (
    person.saved ||
    told.some((one) => one.from && one.text.toLowerCase().includes(person.first.toLowerCase()))
  )
    return text
  return text
    .replace(/^\{first\}, (\w)/, (_, letter: string) => letter.toUpperCase())
    .replace(/ \{first\}/g, '')
}

/** An amount as people quote it: to 5 dollars, from 1,000 to 50, from 5,000 to 100. */
function rounded(dollars: number): number {
  const step = dollars > 5000 ? 100 : dollars > 1000 ? 50 : dollars > 80 ? 5 : 1
  return Math.round(dollars / step) * step
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function about(person: Person | undefined, what: string): string | undefined {
  if (!person) return undefined
  if (what === 'name') return `${person.first} ${person.last}`
  if (what === 'email') return `${plain(person.first)}.${plain(person.last)}@example.com`
  if (what === 'number') return forPeople(person.number)
  if (what === 'number2')
    return forPeople(person.second ?? `${crew.ken.number.slice(0, -2)}${person.number.slice(-1)}5`)
  const value = person[what as keyof Person]
  return typeof value === 'string' ? value : undefined
}

function plain(name: string): string {
  return withoutAccents(name).toLowerCase()
}

/** `847-555-0110` */
function forPeople(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3')
}
