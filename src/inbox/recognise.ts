import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { ParsedMessage } from '../channels/channels.ts'
import type { Tx } from '../store/store.ts'
import { identityRange, messageIdentity, wireIdentity } from './identity.ts'
import { findNearSightings } from './near-sightings.ts'

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
 * Finds out which of these messages are new. A message is the same when all of its identity is; or when one sighting
 * tells less of the other side, or no more than a name, and it was said at the same millisecond, the same way, in
 * the same words. Each message of a place is taken for a message of its own. The answer does not depend on the order
 * in which the messages are given.
 */
export async function recogniseMessages(
  tx: Tx,
  input: { sourceId: Id; channel: string; messages: readonly IncomingMessage[] },
): Promise<Sighting[]> {
  const identities = identitiesOf(input.messages)
  const known = await readSameWords(tx, input.sourceId, identities)
  const seenAt = new Map<Known, Set<string>>()
  const sightings: Sighting[] = []
  for (const index of mostTellingFirst(input.messages)) {
    const message = input.messages[index]
    const identity = identities[index]
    if (message === undefined || identity === undefined) continue
    const said = saidOf(identity)
    const candidates = known.get(said) ?? []
    known.set(said, candidates)
    const tells = tellsOf(message)
    const same =
      candidates.find((row) => row.identity === identity) ??
      candidates.find((row) => isSameBut(tells, row.tells) && seenAt.get(row)?.has(message.path) !== true)
    if (same === undefined) {
      const made: Known = { id: '', identity, participantsId: '', tells }
      candidates.push(made)
      seenAt.set(made, new Set([message.path]))
      sightings[index] = { outcome: 'new', identity }
      continue
    }
    seenAt.set(same, (seenAt.get(same) ?? new Set()).add(message.path))
    sightings[index] =
      tells > same.tells && same.id !== ''
        ? { outcome: 'completes', identity, messageId: same.id, participantsBefore: same.participantsId }
        : { outcome: 'duplicate', identity: same.identity, messageId: same.id }
    if (tells > same.tells) Object.assign(same, { identity, tells })
  }
  const fresh = input.messages.flatMap((incoming, index) =>
    sightings[index]?.outcome === 'new' ? [{ index, incoming }] : [],
  )
  for (const [index, messageId] of await findNearSightings(tx, { ...input, messages: fresh }))
    sightings[index] = { outcome: 'duplicate', identity: sightings[index]?.identity ?? '', messageId }
  return sightings
}

/** How much is known of the other side: nothing, a name, an address. */
type Tells = 0 | 1 | 2
const ADDRESS = 2

function tellsOf({ partyKey, nameKey }: IncomingMessage): Tells {
  return partyKey !== null ? ADDRESS : nameKey !== null ? 1 : 0
}

/** Whether two sightings that agree in all else may be of one message: no two known addresses. */
function isSameBut(a: Tells, b: Tells): boolean {
  return a !== ADDRESS || b !== ADDRESS
}

/** Places of the messages in the order in which they are looked at: those first that tell most of the other side. */
function mostTellingFirst(messages: readonly IncomingMessage[]): number[] {
  const order = messages.map((_, index) => index)
  const tells = messages.map(tellsOf)
  return order.sort((a, b) => (tells[b] ?? 0) - (tells[a] ?? 0) || a - b)
}

/** What was said in a message, when and which way: the first half of its identity, whoever it was exchanged with. */
export function saidIn({ kind, atMs, direction, text, wireId }: ParsedMessage): string {
  if (wireId !== undefined) return saidOf(wireIdentity(wireId))
  const said = kind === 'text' ? text.trim() : ''
  return saidOf(messageIdentity({ kind, atMs, direction, text: said, partyKey: '', occurrence: 0 }))
}

/** First half of an identity: what was said when, which way, whoever with. */
export function saidOf(identity: Id): string {
  return identity.slice(0, 18)
}

/** Identities, counting exact twins within one raw item apart. */
function identitiesOf(messages: readonly IncomingMessage[]): Id[] {
  const twins = new Map<string, number>()
  return messages.map(({ path, message, partyKey, nameKey }) => {
    if (message.wireId !== undefined) return wireIdentity(message.wireId)
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

/** A message here already, or new in this batch: then without an id. */
type Known = { id: Id; identity: Id; participantsId: Id; tells: Tells }

/**
 * Bounds the look-up, and by that keeps the planner on the index: without the limit it reads the whole table
 * for every batch (46 s of a 60 s import of 21,000 messages went there).
 */
const SAME_WORDS_MAX = 1_000

/** Stored messages that agree in when, which way and what, by the first half of their identity. */
async function readSameWords(tx: Tx, sourceId: Id, identities: readonly Id[]): Promise<Map<string, Known[]>> {
  const ranges = identities.map(identityRange)
  const { rows } = await sql<Known>`
    select distinct m.id, m.identity, m.participants_id,
           case when p.kind = 'unknown' then 0 when p.key like 'name:%' then 1 else 2 end as tells
    from unnest(${ranges.map(({ low }) => low)}::uuid[], ${ranges.map(({ high }) => high)}::uuid[]) as r (low, high)
    cross join lateral (
      select id, identity, participants_id, tenant_id from message
      where source_id = ${sourceId} and identity between r.low and r.high limit ${SAME_WORDS_MAX}) m
    join participants p on p.tenant_id = m.tenant_id and p.id = m.participants_id
    order by tells desc, m.identity`.execute(tx)
  return Map.groupBy(rows, ({ identity }) => saidOf(identity))
}
