import { newFirm } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { ParsedMessage } from '../channels/channels.ts'
import { identify, normalizeAddresses, partyKey, type WrittenParty } from '../customers/customers.ts'
import { openItemSeal, sourceFor, startRun, storeRawItems } from '../intake/intake.ts'
import type { Store } from '../store/store.ts'
import { recogniseMessages, type Sighting, storeMessages, threadParticipants } from './inbox.ts'
import { firstRule } from './thread/rule.ts'

/** One thing said or tried, as a test tells it. */
export type Said = {
  /** ISO 8601. */
  at: string
  /** A number; several make a group; null when it is not told. */
  with: string | readonly string[] | null
  /** The name that came with it. */
  name?: string | null
  out?: boolean
  text?: string
  kind?: ParsedMessage['kind']
  seconds?: number
  transcript?: string
  spam?: boolean
  attachments?: ParsedMessage['attachments']
  /** The page it stands on; its own when not given. */
  page?: string
}

/** A message of `who`, `text` at `at`. */
export function say(at: string, who: Said['with'], text: string, more: Partial<Said> = {}): Said {
  return { at, with: who, text, ...more }
}

/** Days of March 2024: `march(4, '09:30')`. */
export function march(day: number, time: string): string {
  return `2024-03-${String(day).padStart(2, '0')}T${time.length === 5 ? `${time}:00` : time}Z`
}

const itemSeal = openItemSeal(Buffer.alloc(32), { sealsNew: false })

/** A firm of its own in `store`, and what tests do with its messages. */
export async function openInbox(store: Store, rule = firstRule(24)) {
  const firm = await newFirm(store)
  const clock = fixedClock('2024-03-20T09:00:00Z')
  const { sourceId, runId } = await store.write(firm, async (tx) => {
    const source = await sourceFor(tx, { clock, channel: 'google-voice', addresses: [], label: 'Test' })
    const input = { paths: ['/test.zip'], names: ['test.zip'] }
    const run = await startRun(tx, {
      clock,
      channel: 'google-voice',
      syncType: 'manual',
      dryRun: false,
      input,
      inputKey: newId(clock),
    })
    return { sourceId: source.id, runId: run.runId }
  })

  type Received = { sightings: Sighting[]; participantsIds: Id[] }

  /** Stores a batch without threading it; says what became of each message. */
  const receive = (...batch: Said[]): Promise<Received> => receiveFrom(sourceId, ...batch)

  /** The same for another account of the firm. */
  function receiveFrom(sourceId: Id, ...batch: Said[]): Promise<Received> {
    return store.write(firm, async (tx) => {
      const parties = batch.map(partyOf)
      const addresses = await normalizeAddresses(tx, { region: 'US', written: parties.flatMap(writtenIn) })
      const pages = batch.map(({ page }) => page ?? newId(clock))
      const items = pages.map((page) => ({ externalId: page, path: page, bytes: Buffer.from(page) }))
      const places = await storeRawItems(tx, { clock, itemSeal, sourceId, runId, items })
      const incoming = batch.map((said, index) => {
        const party = parties[index] ?? null
        const key = party === null ? null : partyKey(party, addresses)
        const known = key !== null && !key.startsWith('name:')
        return {
          rawItemId: places.get(pages[index] ?? '')?.id ?? '',
          path: pages[index] ?? '',
          message: parsed(said),
          partyKey: known ? key : null,
          nameKey: known ? null : key,
        }
      })
      const sightings = await recogniseMessages(tx, {
        sourceId,
        channel: 'google-voice',
        messages: incoming,
      })
      const keys = incoming.map(
        (message, index) => message.partyKey ?? message.nameKey ?? `unknown:${sightings[index]?.identity}`,
      )
      const { participants } = await identify(tx, {
        clock,
        addresses,
        parties: keys.map((key, index) => ({
          key,
          party: parties[index] ?? { kind: 'unknown', key: sightings[index]?.identity ?? '' },
          firstAt: new Date(batch[index]?.at ?? 0),
          lastAt: new Date(batch[index]?.at ?? 0),
        })),
      })
      const { participantsIds } = await storeMessages(tx, {
        clock,
        itemSeal,
        sourceId,
        channel: 'google-voice',
        parseVersion: 1,
        messages: incoming.map((message, index) => ({
          incoming: message,
          sighting: sightings[index] as Sighting,
          participantsId: participants.get(keys[index] ?? '') ?? '',
        })),
      })
      return { sightings, participantsIds }
    })
  }

  /** Threads these participants, or all of the firm, wholly or only what is new. */
  async function thread(participantsIds?: readonly Id[], by = rule) {
    const ids = participantsIds ?? (await everybody())
    clock.advance(1_000)
    return store.write(firm, (tx) => threadParticipants(tx, { clock, rule: by, participantsIds: ids }))
  }

  async function everybody(): Promise<Id[]> {
    const rows = await store.read(firm, (db) => db.selectFrom('participants').select('id').execute())
    return rows.map(({ id }) => id)
  }

  /** Stores and threads a batch, as it happens live. */
  async function hear(...batch: Said[]): Promise<void> {
    const { participantsIds } = await receive(...batch)
    await thread(participantsIds)
  }

  /** Everything threading writes about standing conversations, without the counts of changes. */
  function state() {
    return store.read(firm, async (db) => ({
      conversations: (
        await db
          .selectFrom('conversation')
          .selectAll()
          .where('mergedInto', 'is', null)
          .orderBy('id')
          .execute()
      ).map(({ version, ...row }) => row),
      entries: await db.selectFrom('threadEntry').selectAll().orderBy('messageId').execute(),
    }))
  }

  /** What was decided, by what was said: comparable between firms, since it names no ids. */
  async function story() {
    const entries = await store.read(firm, (db) =>
      db
        .selectFrom('threadEntry')
        .innerJoin('message', 'message.id', 'threadEntry.messageId')
        .innerJoin('conversation', 'conversation.id', 'threadEntry.conversationId')
        .selectAll('threadEntry')
        .select(['message.at', 'message.body', 'message.kind', 'message.direction', 'message.identity'])
        .select(['status', 'statusReason', 'hazard', 'waitingSince', 'mergedInto'])
        .orderBy('message.at')
        .orderBy('message.identity')
        .execute(),
    )
    const numbers = new Map<Id, number>()
    const numberOf = (id: Id) => numbers.get(id) ?? numbers.set(id, numbers.size + 1).size
    return entries.map((entry) => ({
      said: `${entry.at.toISOString()} ${entry.direction} ${entry.kind} ${entry.body}`,
      conversation: numberOf(entry.conversationId),
      decision: entry.decision,
      confidence: entry.confidence,
      factors: entry.factors,
      turn: entry.turn,
      status: `${entry.status} ${entry.statusReason} ${entry.hazard} ${entry.waitingSince?.toISOString()}`,
      standing: entry.mergedInto === null,
    }))
  }

  /** Texts of each standing conversation, oldest first, conversations by their first message. */
  async function texts(): Promise<string[][]> {
    const groups = Map.groupBy(await story(), ({ conversation }) => conversation)
    return [...groups.values()].map((entries) =>
      entries.map(({ said }) => said.split(' ').slice(3).join(' ')),
    )
  }

  /** The id of the message with these words, and of the conversation it is in. */
  function find(text: string): Promise<{ messageId: Id; conversationId: Id; participantsId: Id }> {
    return store.read(firm, (db) =>
      db
        .selectFrom('threadEntry')
        .innerJoin('message', 'message.id', 'threadEntry.messageId')
        .select(['message.id as messageId', 'threadEntry.conversationId', 'message.participantsId'])
        .where('message.body', '=', text)
        .executeTakeFirstOrThrow(),
    )
  }

  return {
    firm,
    clock,
    rule,
    sourceId,
    receive,
    receiveFrom,
    thread,
    hear,
    state,
    story,
    texts,
    find,
    everybody,
  }
}

export type Inbox = Awaited<ReturnType<typeof openInbox>>

function partyOf({ with: who, name }: Said): WrittenParty | null {
  if (who === null) return name == null ? null : { kind: 'name', name }
  if (typeof who === 'string') return { kind: 'one', address: who, name: name ?? null }
  return { kind: 'group', members: who.map((address) => ({ address, name: null })) }
}

function writtenIn(party: WrittenParty | null): string[] {
  if (party?.kind === 'one') return [party.address]
  return party?.kind === 'group' ? party.members.map(({ address }) => address) : []
}

function parsed(said: Said): ParsedMessage {
  const kind = said.kind ?? 'text'
  const peer = typeof said.with === 'string' ? said.with : null
  const direction = kind === 'recorded' ? null : (said.out ?? kind === 'placed') ? 'out' : 'in'
  return {
    position: 0,
    kind,
    atMs: new Date(said.at).getTime(),
    direction,
    sender: direction === 'out' ? '+15125550100' : (peer ?? said.with?.[0] ?? null),
    senderName: null,
    peer,
    peerName: said.name ?? null,
    group:
      said.with !== null && typeof said.with !== 'string'
        ? said.with.map((address) => ({ address, name: null }))
        : null,
    text: said.text ?? '',
    transcript: said.transcript ?? null,
    durationSeconds: said.seconds ?? null,
    attachments: said.attachments ?? [],
    labels: said.spam ? ['spam'] : [],
    deleted: false,
  }
}
