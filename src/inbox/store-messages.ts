import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { ParsedMessage } from '../channels/channels.ts'
import type { Tx } from '../store/store.ts'
import { writeAttachments } from './attachments.ts'
import { identityRange, messageIdentity } from './identity.ts'

/** A message ready to be stored: what its wire said, where it came from, and with whom it was exchanged. */
export type IncomingMessage = {
  rawItemId: Id
  /** Where it was met; exact twins are told apart within one place, and copies of it are not twins. */
  path: string
  message: ParsedMessage
  /** Key of its participants; null when the wire does not tell the other side, or tells no more than a name. */
  partyKey: string | null
  /** What stands for the other side when nobody is known; the participants' key is made of it. */
  nameKey: string | null
}

/** What became of each incoming message, in the same order. */
export type Sighting =
  /** New to us. */
  | { outcome: 'new'; identity: Id }
  /** Here already. */
  | { outcome: 'duplicate'; identity: Id; messageId: Id }
  /** Here already, but without its other side, which is known now. */
  | { outcome: 'completes'; identity: Id; messageId: Id; participantsBefore: Id }

/**
 * Finds out which of these messages are new. A message is the same when all of its identity is; one of which
 * either sighting lacks the other side is the same when it was said at the same millisecond, the same way, in the same words.
 */
export async function recogniseMessages(
  tx: Tx,
  input: { sourceId: Id; messages: readonly IncomingMessage[] },
): Promise<Sighting[]> {
  const identities = identitiesOf(input.messages)
  const stored = await readSameWords(tx, input.sourceId, identities)
  const seenHere = new Map<string, { identity: Id; complete: boolean }[]>()
  return input.messages.map(({ partyKey }, index) => {
    const identity = identities[index] ?? ''
    const said = identity.slice(0, 18)
    const complete = partyKey !== null
    const before = (stored.get(said) ?? []).find(
      (row) => row.identity === identity || complete !== row.complete,
    )
    if (before !== undefined) {
      return complete && !before.complete
        ? { outcome: 'completes', identity, messageId: before.id, participantsBefore: before.participantsId }
        : { outcome: 'duplicate', identity, messageId: before.id }
    }
    const here = seenHere.get(said) ?? []
    const twin = here.find((other) => other.identity === identity || other.complete !== complete)
    if (twin !== undefined) return { outcome: 'duplicate', identity: twin.identity, messageId: '' }
    seenHere.set(said, [...here, { identity, complete }])
    return { outcome: 'new', identity }
  })
}

/** Identities, counting exact twins within one raw item apart. */
function identitiesOf(messages: readonly IncomingMessage[]): Id[] {
  const twins = new Map<string, number>()
  return messages.map(({ path, message, partyKey, nameKey }) => {
    const parts = {
      kind: message.kind,
      atMs: message.atMs,
      direction: message.direction,
      text: message.kind === 'text' ? message.text.trim() : '',
      partyKey: partyKey ?? nameKey ?? '',
    }
    const twinKey = `${path}|${parts.kind}|${parts.atMs}|${parts.direction}|${parts.partyKey}|${parts.text}`
    const occurrence = twins.get(twinKey) ?? 0
    twins.set(twinKey, occurrence + 1)
    return messageIdentity({ ...parts, occurrence })
  })
}

type Stored = { id: Id; identity: Id; participantsId: Id; complete: boolean }

/**
 * Bounds the look-up, and by that keeps the planner on the index: without the limit it reads the whole table
 * for every batch (46 s of a 60 s import of 21,000 messages went there).
 */
const SAME_WORDS_MAX = 1_000

/** Stored messages that agree in when, which way and what, by the first half of their identity. */
async function readSameWords(
  tx: Tx,
  sourceId: Id,
  identities: readonly Id[],
): Promise<Map<string, Stored[]>> {
  const ranges = identities.map(identityRange)
  const { rows } = await sql<Stored>`
    select distinct m.id, m.identity, m.participants_id,
           p.kind <> 'unknown' and p.key not like 'name:%' as complete
    from unnest(${ranges.map(({ low }) => low)}::uuid[], ${ranges.map(({ high }) => high)}::uuid[]) as r (low, high)
    cross join lateral (
      select id, identity, participants_id, tenant_id from message
      where source_id = ${sourceId} and identity between r.low and r.high limit ${SAME_WORDS_MAX}) m
    join participants p on p.tenant_id = m.tenant_id and p.id = m.participants_id`.execute(tx)
  return Map.groupBy(rows, ({ identity }) => identity.slice(0, 18))
}

/** A recognised message with its participants. */
export type MessageToStore = { incoming: IncomingMessage; sighting: Sighting; participantsId: Id }

/**
 * Stores new messages with their attachments, fills in the other side of those it completes, and takes better
 * attachments for those already here. Returns the ids of participants whose conversations must be threaded again.
 */
export async function storeMessages(
  tx: Tx,
  input: {
    clock: Clock
    sourceId: Id
    channel: string
    parseVersion: number
    messages: readonly MessageToStore[]
  },
): Promise<{ participantsIds: Id[] }> {
  const touched = new Set<Id>()
  const records: Record<string, unknown>[] = []
  const attachments: { messageId: Id; isNew: boolean; attachments: ParsedMessage['attachments'] }[] = []
  for (const { incoming, sighting, participantsId } of input.messages) {
    const { message } = incoming
    if (sighting.outcome === 'new') {
      const id = newId(input.clock)
      records.push(messageRecord(id, { incoming, identity: sighting.identity, participantsId, ...input }))
      touched.add(participantsId)
      if (message.attachments.length > 0)
        attachments.push({ messageId: id, isNew: true, attachments: message.attachments })
    } else if (sighting.messageId !== '' && message.attachments.length > 0) {
      attachments.push({ messageId: sighting.messageId, isNew: false, attachments: message.attachments })
    }
    if (sighting.outcome === 'completes') {
      await complete(tx, { ...sighting, message, participantsId })
      touched.add(participantsId).add(sighting.participantsBefore)
    }
  }
  if (records.length > 0) await insertMessages(tx, records)
  await writeAttachments(tx, attachments)
  return { participantsIds: [...touched] }
}

async function complete(
  tx: Tx,
  input: { messageId: Id; identity: Id; message: ParsedMessage; participantsId: Id },
): Promise<void> {
  await tx
    .updateTable('message')
    .set({
      identity: input.identity,
      participantsId: input.participantsId,
      peer: input.message.peer,
      peerName: input.message.peerName,
    })
    .where('id', '=', input.messageId)
    .execute()
}

function messageRecord(
  id: Id,
  input: {
    incoming: IncomingMessage
    identity: Id
    participantsId: Id
    sourceId: Id
    channel: string
    parseVersion: number
  },
): Record<string, unknown> {
  const { message, rawItemId } = input.incoming
  return {
    id,
    source_id: input.sourceId,
    raw_item_id: rawItemId,
    position: message.position,
    identity: input.identity,
    participants_id: input.participantsId,
    channel: input.channel,
    kind: message.kind,
    at_s: message.atMs / 1000,
    direction: message.direction,
    sender: message.sender,
    peer: message.peer,
    peer_name: message.peerName,
    group_addresses: message.group?.map(({ address }) => address) ?? null,
    body: withoutNul(message.text),
    transcript: message.transcript === null ? null : withoutNul(message.transcript),
    duration_seconds: message.durationSeconds,
    labels: message.labels,
    deleted: message.deleted,
    parse_version: input.parseVersion,
  }
}

/** PostgreSQL's text cannot hold U+0000, nor half a surrogate pair. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed()
}

async function insertMessages(tx: Tx, records: readonly Record<string, unknown>[]): Promise<void> {
  await sql`
    insert into message (id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, sender, peer,
      peer_name, group_addresses, body, transcript, duration_seconds, labels, deleted, parse_version)
    select id, source_id, raw_item_id, position, identity, participants_id, channel, kind, to_timestamp(at_s), direction, sender, peer,
      peer_name, group_addresses, body, transcript, duration_seconds, labels, deleted, parse_version
    from json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, source_id uuid, raw_item_id uuid, position int, identity uuid,
      participants_id uuid, channel text, kind text, at_s float8, direction text, sender text, peer text, peer_name text,
      group_addresses text[], body text, transcript text, duration_seconds int, labels text[], deleted bool, parse_version int)`.execute(
    tx,
  )
}
