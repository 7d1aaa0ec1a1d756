import type { Motif } from './picture.ts'
import { motifs } from './picture.ts'

/** Who can live through a story. The last ones are particular people, with their own stories in their own order. */
export type Role =
  | 'owner'
  | 'tenant'
  | 'landlord'
  | 'manager'
  | 'restaurant'
  | 'business'
  | 'supplier'
  | 'inspector'
  | 'stranger'
  | 'spam'
  | 'polish'
  | 'withheld'
  | 'crew'
  | Persona

export type Persona =
  | 'alvarez'
  | 'kessler'
  | 'raman'
  | 'dunn'
  | 'brandt'
  | 'dietz'
  | 'petrakis'
  | 'preschool'
  | 'nowak'
  | 'corbett'

/** The months in which a story can begin, 1 to 12. */
export const seasons = {
  any: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  winter: [12, 1, 2],
  freeze: [1, 2],
  spring: [3, 4, 5],
  rain: [3, 4, 5, 6],
  summer: [6, 7, 8],
  heat: [7, 8],
  fall: [9, 10, 11],
  heating: [10, 11, 12, 1, 2, 3],
  cooling: [5, 6, 7, 8, 9],
  mild: [3, 4, 5, 6, 7, 8, 9, 10, 11],
  holiday: [11, 12],
} as const satisfies Record<string, readonly number[]>

/** When in the day a story begins: minutes from local midnight, the latest of which may lie in the next day. */
export const hours = {
  day: [8 * 60, 16 * 60 + 30],
  morning: [7 * 60, 11 * 60],
  afternoon: [12 * 60, 17 * 60],
  early: [5 * 60 + 20, 7 * 60],
  evening: [17 * 60 + 30, 21 * 60 + 30],
  night: [22 * 60 + 40, 28 * 60 + 30],
  weekend: [8 * 60 + 30, 18 * 60],
} as const satisfies Record<string, readonly [number, number]>

/** One exchange from its first word to its last, told as a script; see {@link parseScript}. */
export type Story = {
  id: string
  who: Role
  season?: keyof typeof seasons
  at?: keyof typeof hours
  /** Everyone but the firm, when it is a group; speakers go by these names in the script. */
  group?: readonly (Role | 'ray' | 'ken' | 'marek')[]
  /** Told only of a company with one of these words in its name. */
  company?: readonly string[]
  /** Told only to someone whose last story had this id, two to eight weeks after it. */
  after?: string
  /** How someone types is left as the script has it; else each person types in a way of their own. */
  voice?: 'own'
  /** From the person's second number. */
  from?: 'second'
  /** Counted back from now, for the last days: minutes, or days with a time of day (`1d 14:20`). */
  ago?: string
  /** Only when now lies between these hours of the day (from, to); to may be smaller, over midnight. */
  onlyAt?: readonly [number, number]
  script: string
}

/** When a line is said. */
export type Pause =
  | { kind: 'natural' }
  | { kind: 'after'; ms: number }
  /** On the n-th working or calendar day after the story's first, at a minute of that day. */
  | { kind: 'on'; days: number; working: boolean; minute: number }

export type Line = {
  pause: Pause
  kind: 'text' | 'missed' | 'received' | 'placed' | 'voicemail'
  /** `them`, `me`, or the name of someone in a group. */
  speaker: string
  /** With its slots still open. */
  text: string
  media: (Motif | 'card' | 'video')[]
  seconds: number | null
}

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const LINE =
  /^(?:\+(\d+)([smhdw])\s+|@([dc])?(\d+)\s+(\d+):(\d\d)\s+)?(?:(<|>|[a-z]+>)\s?(.*)|(missed)|(answered|dialled|voicemail)\s+(\d+)([sm])\s*(.*))$/
const parsed = new Map<string, Line[]>()

/**
 * The lines of a story, which are written like this:
 *
 *     > what the customer texts                      < what the firm texts
 *     ken> what someone in a group texts             > [ceiling][pipe] two pictures and a word
 *     missed                                         a call that nobody took
 *     voicemail 24s what was said                    no words: could not be transcribed
 *     answered 3m  /  dialled 40s                    a call from / to the customer; `dialled 0s` was not taken
 *     > ~liked                                       the phone's reaction to the other side's last text
 *
 * A line may begin with the time since the line before (`+20m`, `+3w`) or a day and time of its own: `@d2 8:15` on the
 * second working day after the first, `@c1 8:15` on the next calendar day; else it follows in a natural time.
 * `¶` breaks a line. Slots in braces are filled by `fill`; a choice `{hi|hello}` is drawn, `{room=hall|den}` is drawn
 * once and repeated by `{room}`. Throws an Error that names the story and the line when it cannot be read.
 */
export function parseScript(story: Story): Line[] {
  const known = parsed.get(story.id)
  if (known) return known
  const lines = story.script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => parseLine(story, line))
  parsed.set(story.id, lines)
  return lines
}

function parseLine(story: Story, written: string): Line {
  const found = LINE.exec(written)
  if (!found) throw new Error(`Story ${story.id}: cannot read the line "${written}"`)
  const [
    ,
    count,
    unit,
    dayKind,
    days,
    hour,
    minute,
    arrow,
    said,
    missed,
    call,
    length,
    lengthUnit,
    transcript,
  ] = found
  const pause: Pause = count
    ? { kind: 'after', ms: Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS] }
    : days
      ? {
          kind: 'on',
          days: Number(days),
          working: dayKind === 'd',
          minute: Number(hour) * 60 + Number(minute),
        }
      : { kind: 'natural' }
  if (missed) return { pause, kind: 'missed', speaker: 'them', text: '', media: [], seconds: null }
  if (call) {
    const seconds = Number(length) * (lengthUnit === 'm' ? 60 : 1)
    const kind = call === 'answered' ? 'received' : call === 'dialled' ? 'placed' : 'voicemail'
    return {
      pause,
      kind,
      speaker: kind === 'placed' ? 'me' : 'them',
      text: transcript ?? '',
      media: [],
      seconds,
    }
  }
  const media: Line['media'] = []
  const text = (said ?? '').replace(/\[(\w+)\]\s?/g, (_, name: string) => {
    if (name !== 'card' && name !== 'video' && !motifs.includes(name as Motif))
      throw new Error(`Story ${story.id}: there is no picture of "${name}"`)
    media.push(name as Motif)
    return ''
  })
  const speaker = arrow === '>' ? 'them' : arrow === '<' ? 'me' : (arrow ?? '').slice(0, -1)
  if (speaker !== 'them' && speaker !== 'me' && !story.group?.some((member) => member === speaker))
    throw new Error(`Story ${story.id}: "${speaker}" is not in its group`)
  return { pause, kind: 'text', speaker, text: text.trim(), media, seconds: null }
}
