import { stories } from './arcs/arcs.ts'
import { openCalendar } from './calendar.ts'
import { openChance } from './chance.ts'
import { openDirectory, peopleMax } from './people.ts'
import { history } from './plan.ts'
import { type Expected, openTakeout, type Truth } from './takeout.ts'
import { openFolder, openZip } from './zip.ts'

export { firm } from './people.ts'
export type { Expected, Truth } from './takeout.ts'

/** What was written: files in the archive, distinct messages, people on the other side, and what a reader must find. */
export type Made = { files: number; messages: number; people: number; bytes: number; expected: Expected }

type Common = {
  /** Another seed, other people and other luck. The same seed, now and zone give the same bytes. */
  seed?: number
  /** When the export is made: the last words are minutes old. */
  now: Date
  /** IANA zone of the account. */
  timeZone?: string
  /** Told every message as it is written, in no order of time; copies on copied pages are not told. */
  onMessage?: (truth: Truth) => void
}

const SEED = 7
const TIME_ZONE = 'America/Chicago'
const DEMO = { people: 245, days: 960 }
/** Messages that a person brings at the usual busyness, over all roles; measured at 100,000 messages. */
const MESSAGES_A_PERSON = 17

/**
 * Writes the sample firm's Google Takeout as a zip file at `path`: Millrace Plumbing & Heating, four people, some
 * 300 customers over two and a half years, and three lively last days. Takes about half a second.
 */
export async function makeDemoArchive({ path, ...common }: Common & { path: string }): Promise<Made> {
  return write({
    ...common,
    path,
    ...DEMO,
    messages: Number.POSITIVE_INFINITY,
    busyness: 1,
    freshMedia: true,
  })
}

/**
 * Writes an archive of the same kind with at least `messages` messages (a few more, to end with someone's last word),
 * as a zip at `path` or as files under `dir`. People and stories repeat; media are tiny. Memory grows only by some
 * 650 bytes a file: 390 MB at 500,000 messages in 165,000 files, made in 27 s on two cores.
 */
export async function makeArchive(
  options: Common & { messages: number; days?: number } & ({ path: string } | { dir: string }),
): Promise<Made> {
  const busyness = Math.max(1, options.messages / (peopleMax * 0.55 * MESSAGES_A_PERSON))
  const days = options.days ?? (options.messages > 20_000 ? 8 * 365 : DEMO.days)
  return write({ ...options, people: Number.POSITIVE_INFINITY, days, busyness, freshMedia: false })
}

type Writing = Common & {
  path?: string
  dir?: string
  messages: number
  people: number
  days: number
  busyness: number
  freshMedia: boolean
}

async function write(options: Writing): Promise<Made> {
  const { path, dir, seed = SEED, now, timeZone = TIME_ZONE, messages, freshMedia, onMessage } = options
  const nowMs = now.getTime()
  const chance = openChance(seed)
  const calendar = openCalendar(timeZone)
  const directory = openDirectory(chance.fork('people'))
  const sink = path === undefined ? openFolder(dir ?? '.') : await openZip(path, nowMs)
  const takeout = openTakeout({ sink, calendar, chance: chance.fork('export'), nowMs, freshMedia, onMessage })
  const { people, days, busyness } = options
  for (const thread of history({ stories, directory, calendar, chance, nowMs, days, people, busyness })) {
    await takeout.write(thread)
    if (takeout.messages() >= messages) break
  }
  const expected = await takeout.finish()
  const { files, bytes } = await sink.close()
  return { files, messages: expected.messages, people: expected.people, bytes, expected }
}
