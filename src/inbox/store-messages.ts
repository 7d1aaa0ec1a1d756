import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { ParsedAttachment, ParsedMessage } from '../channels/channels.ts'
import { countMessages, type ItemSeal } from '../intake/intake.ts'
import type { Tx } from '../store/store.ts'
import { isBetter, writeAttachments } from './attachments.ts'
import type { IncomingMessage, Sighting } from './recognise.ts'

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
    itemSeal: ItemSeal
    sourceId: Id
    channel: string
    parseVersion: number
    messages: readonly MessageToStore[]
  },
): Promise<{ participantsIds: Id[] }> {
  const touched = new Set<Id>()
  const records: Record<string, unknown>[] = []
  const attachments: Parameters<typeof writeAttachments>[1]['messages'][number][] = []
  const ofNew = new Map<Id, ParsedAttachment[]>()
  for (const { incoming, sighting, participantsId } of input.messages) {
    const { message, rawItemId, path } = incoming
    const on = { rawItemId, path, position: message.position }
    if (sighting.outcome === 'new') {
      const id = newId(input.clock)
      records.push(messageRecord(id, { incoming, identity: sighting.identity, participantsId, ...input }))
      touched.add(participantsId)
      const own = [...message.attachments]
      ofNew.set(sighting.identity, own)
      attachments.push({ messageId: id, isNew: true, attachments: own, on })
    } else if (sighting.messageId !== '' && message.attachments.length > 0) {
      attachments.push({
        messageId: sighting.messageId,
        isNew: false,
        attachments: message.attachments,
        on,
      })
    }
    if (sighting.outcome === 'completes') {
      await complete(tx, { ...sighting, message, participantsId })
      touched.add(participantsId).add(sighting.participantsBefore)
    }
  }
  for (const { incoming, sighting } of input.messages) {
    if (sighting.outcome === 'duplicate' && sighting.messageId === '')
      takeBetter(ofNew.get(sighting.identity) ?? [], incoming.message.attachments)
  }
  if (records.length > 0) {
    await insertMessages(tx, records)
    await countMessages(tx, new Map([[input.sourceId, records.length]]))
  }
  await writeAttachments(tx, { ...input, messages: attachments })
  return { participantsIds: [...touched] }
}

/** A copy in the same batch may have a file that the first did not. */
function takeBetter(attachments: ParsedAttachment[], copies: readonly ParsedAttachment[]): void {
  copies.forEach((copy, position) => {
    const before = attachments[position]
    if (before !== undefined && isBetter(copy.place.state, before.place.state)) attachments[position] = copy
  })
}

async function complete(
  tx: Tx,
  input: { messageId: Id; identity: Id; message: ParsedMessage; participantsId: Id },
): Promise<void> {
  await tx
    .updateTable('message')
    .set((set) => ({
      identity: input.identity,
      participantsId: input.participantsId,
      sender: set.fn.coalesce('sender', sql<string | null>`${withoutNul(input.message.sender)}::text`),
      peer: withoutNul(input.message.peer),
      peerName: withoutNul(input.message.peerName),
    }))
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
    sender: withoutNul(message.sender),
    peer: withoutNul(message.peer),
    peer_name: withoutNul(message.peerName),
    group_addresses: message.group?.map(({ address }) => withoutNul(address)) ?? null,
    body: withoutNul(message.text),
    transcript: withoutNul(message.transcript),
    duration_seconds: message.durationSeconds,
    labels: message.labels.map(withoutNul),
    deleted: message.deleted,
    parse_version: input.parseVersion,
    wire_id: withoutNul(message.wireId),
    source_thread: withoutNul(message.sourceThread),
    subject: withoutNul(message.subject),
    not_before_s: message.notBeforeMs === undefined ? null : message.notBeforeMs / 1000,
    sender_proof: message.senderProof ?? null,
    markup: message.markup ?? null,
  }
}

/** PostgreSQL's text cannot hold U+0000, nor half a surrogate pair. */
export function withoutNul(text: string | null | undefined): string | null {
  return text?.replaceAll('\u0000', '\ufffd').toWellFormed() ?? null
}

async function insertMessages(tx: Tx, records: readonly Record<string, unknown>[]): Promise<void> {
  await sql`
    insert into message (id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, sender, peer,
      peer_name, group_addresses, body, transcript, duration_seconds, labels, deleted, parse_version, wire_id, source_thread, subject,
      not_before, sender_proof, markup)
    select id, source_id, raw_item_id, position, identity, participants_id, channel, kind, to_timestamp(at_s), direction, sender, peer,
      peer_name, group_addresses, body, transcript, duration_seconds, labels, deleted, parse_version, wire_id, source_thread, subject,
      to_timestamp(not_before_s), sender_proof, markup
    from json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, source_id uuid, raw_item_id uuid, position int, identity uuid,
      participants_id uuid, channel text, kind text, at_s float8, direction text, sender text, peer text, peer_name text,
      group_addresses text[], body text, transcript text, duration_seconds int, labels text[], deleted bool, parse_version int,
      wire_id text, source_thread text, subject text, not_before_s float8, sender_proof text, markup text)`.execute(
    tx,
  )
}
