import type { LostKind } from '../../src/contract/insights.ts'
import { stories } from '../../src/demo/arcs/arcs.ts'
import { openCalendar } from '../../src/demo/calendar.ts'
import { openChance } from '../../src/demo/chance.ts'
import { openDirectory, type Person } from '../../src/demo/people.ts'
import type { Role, Story } from '../../src/demo/story.ts'
import { type Told, tell } from '../../src/demo/tell.ts'
import type { Said } from '../../src/insights/insights.ts'
import { understand } from '../../src/understanding/understanding.ts'
import { arcs } from './arcs.ts'
import { lostStories, openStories } from './labels.ts'

/** A conversation whose end somebody has labelled. */
export type Labelled = {
  id: string
  said: Said[]
  timeZone: string
  answerable: boolean
  lost: LostKind | null
  resolved: boolean
  /** Not looked at while rules were made, and not trained on. */
  heldOut: boolean
}

const SEED = 11
const START = Date.parse('2026-03-10T15:12:00Z')
/** The firm's own people, and those who sell to it or look at its work: no customers. */
const NO_CUSTOMERS: readonly Role[] = ['crew', 'supplier', 'corbett', 'inspector']

/** Conversations of the demo firm's stories, each told once, and those written by hand. */
export function labelledConversations(): Labelled[] {
  const chance = openChance(SEED)
  const directory = openDirectory(chance.fork('people'))
  const told = stories
    .filter(({ who }) => !NO_CUSTOMERS.includes(who))
    .map((story) =>
      conversation(story, {
        person: directory.person(story.who as Role),
        timeZone: 'America/Chicago',
        lost: lostStories[story.id] ?? null,
        resolved: lostStories[story.id] === undefined && !openStories.has(story.id),
      }),
    )
  const written = arcs.map(({ id, script, lost, resolved }) => {
    const timeZone = id.startsWith('pl-') ? 'Europe/Warsaw' : 'America/Chicago'
    const story: Story = { id: `arc-${id}`, who: 'owner', voice: 'own', script }
    return conversation(story, { person: directory.person('owner'), timeZone, lost, resolved })
  })
  return [...told, ...written]
}

function conversation(
  story: Story,
  label: { person: Person; timeZone: string; lost: LostKind | null; resolved: boolean },
): Labelled {
  const { person, timeZone } = label
  const chance = openChance(SEED).fork(story.id)
  const directory = openDirectory(chance.fork('group'))
  const group = new Map((story.group ?? []).map((name) => [name as string, directory.person(name as Role)]))
  const lines = tell(story, { person, group, startMs: START, calendar: openCalendar(timeZone), chance })
  return {
    id: story.id,
    said: lines.map((line, index) => saidOf(line, { id: `${story.id}-${index}`, timeZone })),
    timeZone,
    answerable: story.who !== 'withheld' && story.group === undefined,
    lost: label.lost,
    resolved: label.resolved,
    heldOut: isHeldOut(story.id),
  }
}

/** A third of them, by their names alone. */
function isHeldOut(id: string): boolean {
  let hash = 2166136261
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619) >>> 0
  return hash % 3 === 0
}

function saidOf(line: Told, { id, timeZone }: { id: string; timeZone: string }): Said {
  const direction = line.kind === 'placed' || (line.kind === 'text' && line.from === null) ? 'out' : 'in'
  const sentAt = new Date(line.atMs).toISOString()
  const heard =
    direction === 'in' && line.text !== ''
      ? understand({
          text: line.text,
          channel: line.kind === 'voicemail' ? 'voicemail' : 'sms',
          sentAt,
          timeZone,
        })
      : null
  return {
    id,
    atMs: line.atMs,
    kind: line.kind,
    direction,
    channel: 'google-voice',
    words: line.text,
    seconds: line.seconds,
    automatic: false,
    spam: false,
    hasFile: line.media.length > 0,
    understood: heard && {
      language: heard.language,
      urgency: heard.urgency.value,
      sentiment: heard.sentiment.value,
      ticket: heard.ticket.value,
      services: heard.services.map(({ service }) => service),
      personal: [],
    },
  }
}
