import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { ParsedMessage, SetAside } from '../channels/channels.ts'
import {
  type Address,
  forgedParty,
  identify,
  normalizeAddresses,
  partyKey,
  vouchedAmong,
  type WrittenParty,
} from '../customers/customers.ts'
import {
  type IncomingMessage,
  type MessageToStore,
  recogniseMessages,
  type Sighting,
  storeMessages,
} from '../inbox/inbox.ts'
import {
  erasedPath,
  type ItemSeal,
  type LedgerLine,
  pathsDone,
  type SetAsideWithBody,
  storeRawItems,
  writeLedger,
} from '../intake/intake.ts'
import type { Tx } from '../store/store.ts'
import { type Admitted, numberCalled, withholdErased } from './withhold.ts'

/** One raw item with what its channel read in it. */
export type ReceivedItem = {
  path: string
  /** The wire's own id, or the SHA-256 of the bytes. */
  externalId: string
  bytes: Buffer
  /** The bytes as `pack` packs them, where that was done ahead. */
  packed?: Buffer
  /** What the source told of it beside its bytes. */
  details?: Readonly<Record<string, string>>
  messages: ParsedMessage[]
  /** Messages of it, or all of it, that could not be used. */
  setAside: SetAside[]
}

export type ReceiveInput = {
  clock: Clock
  runId: Id
  /** The account that the messages went through. */
  sourceId: Id
  /** Where the items came from, when that is another: a mailbox to which Google Voice forwards. */
  rawSourceId?: Id
  channel: string
  parseVersion: number
  /** ISO 3166 country that reads phone numbers without a country code. */
  region: string
  /** Key of the marks by which people who were erased are kept out. */
  erasedKey: Buffer
  /** What came in is kept under it. */
  itemSeal: ItemSeal
  items: readonly ReceivedItem[]
  /** They were counted when they came first; now more is known of them. */
  again?: true
}

export type Received = {
  customersCreated: number
  /** Messages that are new to us. */
  stored: number
  /** Whose conversations must be threaded again. */
  participantsIds: Id[]
  /** Of what may not come in. */
  withheldPaths: string[]
}

/**
 * Takes a batch of raw items in: keeps them as they came, makes their messages, finds out who they were
 * exchanged with, and writes the ledger; all in the one transaction given. Items and messages that are here
 * already add nothing.
 */
export async function receive(tx: Tx, input: ReceiveInput): Promise<Received> {
  const addresses = await normalizeAddresses(tx, {
    region: input.region,
    written: input.items.flatMap(writtenAddresses),
  })
  const admitted = await withholdErased(tx, { ...input, key: input.erasedKey, addresses })
  const withheldPaths = admitted.filter(({ isOut }) => isOut).flatMap(pathsOf)
  const kept = admitted.filter(({ isOut }) => !isOut)
  const rawItems = await storeRawItems(tx, {
    ...input,
    sourceId: input.rawSourceId ?? input.sourceId,
    items: kept.map(({ item }) => item),
  })
  const vouched = await vouchedAmong(
    tx,
    kept.flatMap(({ item }) => item.messages.flatMap(doubtfulSender)),
  )
  const fresh = new Set<string>()
  const incoming: Recognised[] = []
  for (const { item, messages } of kept) {
    const place = rawItems.get(item.externalId)
    if (place === undefined) throw new Error('A stored raw item must have a place.')
    const isNew = place.isNew && !fresh.has(item.externalId)
    if (isNew) fresh.add(item.externalId)
    else if (input.again !== true && !item.messages.some(hasFile)) continue // here already, and nothing to add to it
    for (const { message, asCame } of messages) {
      const party = partyOf(message, vouched)
      const partyAsCame = message === asCame ? party : partyOf(asCame, vouched)
      const key = partyAsCame === null ? null : partyKey(partyAsCame, addresses)
      const known = key !== null && !key.startsWith('name:') && !key.startsWith('unknown:')
      incoming.push({
        item,
        party,
        rawItemId: place.id,
        path: item.path,
        message,
        partyKey: known ? key : null,
        nameKey: known ? null : key,
        participantsKey: known && party !== null && party !== partyAsCame ? partyKey(party, addresses) : null,
      })
    }
  }
  const sightings = await recogniseMessages(tx, { ...input, messages: incoming })
  const { participants, customersCreated } = await identifyParties(tx, {
    ...input,
    incoming,
    sightings,
    addresses,
  })
  const toStore = incoming.map((message, index): MessageToStore => {
    const sighting = sightings[index]
    if (sighting === undefined) throw new Error('Every incoming message is recognised.')
    return { incoming: message, sighting, participantsId: participants.get(keyFor(message, sighting)) ?? '' }
  })
  const { participantsIds } = await storeMessages(tx, { ...input, messages: toStore })
  const result = {
    customersCreated,
    stored: sightings.filter(({ outcome }) => outcome === 'new').length,
    participantsIds,
    withheldPaths,
  }
  if (input.again === true) return result
  const stored = new Map<ReceivedItem, number>()
  incoming.forEach(({ item }, index) => {
    if (sightings[index]?.outcome === 'new') stored.set(item, (stored.get(item) ?? 0) + 1)
  })
  const withheld = await withheldLines(tx, { ...input, admitted: admitted.filter(({ isOut }) => isOut) })
  await writeLedger(tx, {
    ...input,
    lines: [
      ...kept.map((one) =>
        ledgerLine(one, {
          rawItemId: rawItems.get(one.item.externalId)?.id ?? null,
          stored: stored.get(one.item) ?? 0,
        }),
      ),
      ...withheld.lines,
    ],
    setAside: [
      ...kept.flatMap(({ item }) => item.setAside.map((piece) => ({ ...piece, body: item.bytes }))),
      ...kept.flatMap(({ item, withheld: records }) =>
        records === 0 ? [] : [erasedPiece(item.path, records)],
      ),
      ...withheld.setAside,
    ],
    customersCreated,
  })
  return result
}

/** The ledger's lines for what may not come in at all, under names that do not tell whose it was; once in a run. */
async function withheldLines(
  tx: Tx,
  { runId, erasedKey, admitted }: { runId: Id; erasedKey: Buffer; admitted: readonly Admitted[] },
): Promise<{ lines: LedgerLine[]; setAside: SetAsideWithBody[] }> {
  if (admitted.length === 0) return { lines: [], setAside: [] }
  const done = await pathsDone(tx, runId)
  const named = admitted.map((one) => ({
    ...one,
    item: { ...one.item, path: erasedPath(erasedKey, one.item.path) },
  }))
  const open = named.filter(({ item }) => !done.has(item.path))
  return {
    lines: open.map((one) => ledgerLine(one, { rawItemId: null, stored: 0 })),
    setAside: open.map(({ item, withheld }) => erasedPiece(item.path, withheld)),
  }
}

function erasedPiece(path: string, records: number): SetAsideWithBody {
  const reason = 'This person was erased; nothing of theirs comes in again.'
  return { path, code: 'person_erased', reason, records, body: null }
}

/** The page and its files, whose names tell whom it was exchanged with. */
function pathsOf({ item }: Admitted): string[] {
  const files = item.messages.flatMap(({ attachments }) =>
    attachments.flatMap(({ place }) =>
      place.state === 'resolved' ? [place.path] : place.state === 'ambiguous' ? place.candidates : [],
    ),
  )
  return [item.path, ...files]
}

type Recognised = IncomingMessage & {
  item: ReceivedItem
  party: WrittenParty | null
  /** Key of who is left in a group; null where nobody was taken out. */
  participantsKey: string | null
}

async function identifyParties(
  tx: Tx,
  input: ReceiveInput & {
    incoming: readonly Recognised[]
    sightings: readonly Sighting[]
    addresses: ReadonlyMap<string, Address>
  },
): Promise<{ participants: ReadonlyMap<string, Id>; customersCreated: number }> {
  /** One per set of participants and names. */
  const parties = new Map<string, { key: string; party: WrittenParty; firstAt: Date; lastAt: Date }>()
  input.incoming.forEach((message, index) => {
    const sighting = input.sightings[index]
    if (sighting === undefined || (message.partyKey === null && sighting.outcome === 'duplicate')) return
    const key = keyFor(message, sighting)
    const party = message.party ?? { kind: 'unknown', key: sighting.identity }
    const at = new Date(message.message.atMs)
    const place = `${key}\n${namesOf(party)}`
    const before = parties.get(place)
    if (before === undefined) parties.set(place, { key, party, firstAt: at, lastAt: at })
    else if (at < before.firstAt) before.firstAt = at
    else if (at > before.lastAt) before.lastAt = at
  })
  return identify(tx, { clock: input.clock, addresses: input.addresses, parties: [...parties.values()] })
}

/** The names a party came with: each is learnt with its own times. */
function namesOf(party: WrittenParty): string {
  if (party.kind === 'group') return JSON.stringify(party.members.map(({ name }) => name))
  return party.kind === 'unknown' ? '' : (party.name ?? '')
}

function keyFor({ participantsKey, partyKey, nameKey }: Recognised, { identity }: Sighting): string {
  return participantsKey ?? partyKey ?? nameKey ?? `unknown:${identity}`
}

/** Who a message was exchanged with, as written; null when its wire does not tell at all. */
function partyOf(message: ParsedMessage, vouched: ReadonlySet<string>): WrittenParty | null {
  const { group, peer, peerName } = message
  const [doubtful] = doubtfulSender(message)
  if (doubtful !== undefined && !vouched.has(doubtful.toLowerCase())) return forgedParty(doubtful)
  if (group !== null) return { kind: 'group', members: group }
  if (peer !== null) return { kind: 'one', address: peer, name: peerName }
  return peerName === null ? null : { kind: 'name', name: peerName }
}

/** Who a mail says it is from, where the server that took it in says that it is not (DMARC). */
function doubtfulSender({ direction, senderProof, sender }: ParsedMessage): string[] {
  return direction === 'in' && senderProof === 'failed' && sender !== null ? [sender] : []
}

function writtenAddresses({ path, messages }: ReceivedItem): string[] {
  if (messages.length === 0) return numberCalled(path)
  return messages.flatMap(
    ({ group, peer }) => group?.map(({ address }) => address) ?? (peer === null ? [] : [peer]),
  )
}

function hasFile({ attachments }: ParsedMessage): boolean {
  return attachments.some(({ place }) => place.state === 'resolved' || place.state === 'ambiguous')
}

function ledgerLine(
  { item, messages, withheld }: Admitted,
  { rawItemId, stored }: { rawItemId: Id | null; stored: number },
): LedgerLine {
  const rejected = rejectedIn(item.setAside) + withheld
  return {
    path: item.path,
    rawItemId,
    seen: messages.length + rejected,
    stored,
    duplicates: messages.length - stored,
    rejected,
    uncounted: uncountedIn(item.setAside),
    withoutPeer: messages.some(({ message: { group, peer } }) => group === null && peer === null),
  }
}

/** How many of these the source's own count cannot know of: pieces of which nobody can tell what is in them. */
export function uncountedIn(setAside: readonly SetAside[]): number {
  return setAside.filter(({ records }) => records === 0).length
}

/** How many messages are lost with what was set aside; a piece of which nobody can tell counts as one. */
export function rejectedIn(setAside: readonly SetAside[]): number {
  return setAside.reduce((total, { records }) => total + Math.max(1, records), 0)
}
