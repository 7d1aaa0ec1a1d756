import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { type MessageKind, sameText } from '../channels/channels.ts'
import type { Tx } from '../store/store.ts'
import type { IncomingMessage } from './recognise.ts'

/**
 * A text that Google Voice forwards is dated by its mail, to the second and some seconds later than Takeout says; its words
 * are laid out otherwise. So one message seen by both is known by who, which way, what and about when.
 */
const NEAR_MS = 120_000

/** The channel whose messages both an archive and mails bring. */
const TOLD_BY_TWO = 'google-voice'

/** What a message is seen by otherwise: its place among those given, and the stored message that it is. */
export type NearSightings = Map<number, Id>

type Stored = {
  id: Id
  key: string
  kind: MessageKind
  direction: string | null
  atMs: number
  said: string
}

/**
 * Which of these messages are here already as their other wire brought them: those with a wire's id as the archive has them,
 * and the other way round. Each stored message stands for one, the nearest in time.
 */
export async function findNearSightings(
  tx: Tx,
  input: {
    sourceId: Id
    channel: string
    messages: readonly { index: number; incoming: IncomingMessage }[]
  },
): Promise<NearSightings> {
  const found: NearSightings = new Map()
  if (input.channel !== TOLD_BY_TWO) return found
  const wired = await isAnyWired(tx, input.sourceId)
  const asked = input.messages.filter(
    ({ incoming: { partyKey, message } }) => partyKey !== null && (message.wireId !== undefined || wired),
  )
  if (asked.length === 0) return found
  const stored = await readNear(tx, { sourceId: input.sourceId, asked })
  const taken = new Set<Id>()
  const pairs = asked.flatMap(({ index, incoming }) =>
    (stored.get(`${incoming.message.wireId !== undefined} ${incoming.partyKey}`) ?? [])
      .filter((one) => isSame(incoming, one))
      .map((one) => ({ index, id: one.id, apartMs: Math.abs(one.atMs - incoming.message.atMs) })),
  )
  for (const { index, id } of pairs.sort((a, b) => a.apartMs - b.apartMs)) {
    if (found.has(index) || taken.has(id)) continue
    found.set(index, id)
    taken.add(id)
  }
  return found
}

/** Whether anything of the source came by a wire with ids: else an archive has nothing to be compared with. */
async function isAnyWired(tx: Tx, sourceId: Id): Promise<boolean> {
  const { rows } = await sql<{ wired: boolean }>`
    select exists (select from message where source_id = ${sourceId} and wire_id is not null) as wired`.execute(
    tx,
  )
  return rows[0]?.wired ?? false
}

/** Stored messages with the same people at about the same time, by whether a message with a wire's id may be one of them, and their key. */
async function readNear(
  tx: Tx,
  { sourceId, asked }: { sourceId: Id; asked: readonly { incoming: IncomingMessage }[] },
): Promise<Map<string, Stored[]>> {
  const keys = asked.map(({ incoming }) => incoming.partyKey ?? '')
  const at = asked.map(({ incoming }) => incoming.message.atMs / 1000)
  const { rows } = await sql<Stored & { wired: boolean }>`
    select distinct m.id, r.key, m.kind, m.direction, (extract(epoch from m.at) * 1000)::float8 as at_ms,
           case when m.body = '' then coalesce(m.transcript, '') else m.body end as said, m.wire_id is not null as wired
    from unnest(${keys}::text[], ${at}::float8[]) as r (key, at_s)
    join participants p on p.key = r.key
    cross join lateral (
      select * from message o
      where o.participants_id = p.id and o.source_id = ${sourceId}
        and o.at between to_timestamp(r.at_s - ${NEAR_MS / 1000}) and to_timestamp(r.at_s + ${NEAR_MS / 1000})
      limit 100) m`.execute(tx)
  return Map.groupBy(rows, ({ key, wired }) => `${!wired} ${key}`)
}

function isSame({ message }: IncomingMessage, stored: Stored): boolean {
  const { kind, direction, atMs, text, transcript } = message
  return (
    kind === stored.kind &&
    direction === stored.direction &&
    Math.abs(stored.atMs - atMs) <= NEAR_MS &&
    sameText(text === '' ? (transcript ?? '') : text, stored.said)
  )
}
