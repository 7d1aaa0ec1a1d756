import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { ParsedMessage } from '../channels/channels.ts'
import type { Db, Tx } from '../store/store.ts'
import { withoutNul } from './store-messages.ts'

/** A raw item read again. */
export type ItemReadAgain = {
  rawItemId: Id
  messages: readonly ParsedMessage[]
  /** Messages that an older or newer parser made are not compared. */
  parseVersion: number
  /** What its bytes alone tell: of a page all of a message; of a mail not which way, for that takes the account's addresses. */
  tells: 'all' | 'words'
}

/** A message that is not as its raw item tells it; names of columns, and nothing of what stands in them. */
export type MessageDifference = { id: Id; rawItemId: Id; columns: string[] }

type Row = {
  id: Id
  rawItemId: Id
  position: number
  kind: string
  atMs: number
  direction: string | null
  sender: string | null
  peer: string | null
  groupAddresses: string[] | null
  body: string
  transcript: string | null
  durationSeconds: number | null
  labels: string[]
  deleted: boolean
  wireId: string | null
  subject: string | null
  parseVersion: number
}

/**
 * Messages that differ from what their raw items, read again, tell; and how many were looked at. What only the rest of an
 * archive told (the other side of a page on which the owner alone speaks) is not compared, nor what was erased.
 */
export async function compareMessages(
  db: Db,
  items: readonly ItemReadAgain[],
): Promise<{ differences: MessageDifference[]; compared: number; otherVersion: number }> {
  const byItem = new Map(items.map((item) => [item.rawItemId, item]))
  const rows = await readRows(db, sql`raw_item_id = any(${[...byItem.keys()]}::uuid[])`)
  const done = { differences: [] as MessageDifference[], compared: 0, otherVersion: 0 }
  for (const row of rows) {
    const item = byItem.get(row.rawItemId)
    if (item === undefined) continue
    if (row.parseVersion !== item.parseVersion) {
      done.otherVersion += 1
      continue
    }
    done.compared += 1
    const told = item.messages.find(({ position }) => position === row.position)
    const columns = told === undefined ? ['position'] : differing(row, told, item.tells)
    if (columns.length > 0) done.differences.push({ id: row.id, rawItemId: row.rawItemId, columns })
  }
  return done
}

async function readRows(db: Db, where: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, raw_item_id, position, kind, (extract(epoch from at) * 1000)::float8 as at_ms, direction, sender, peer, group_addresses,
      body, transcript, duration_seconds, labels, deleted, wire_id, subject, parse_version
    from message where ${where} order by id`.execute(db)
  return rows
}

const WORDS = ['kind', 'at', 'body', 'wireId', 'subject'] as const
const ALL = [
  ...WORDS,
  'direction',
  'sender',
  'peer',
  'groupAddresses',
  'transcript',
  'durationSeconds',
  'labels',
  'deleted',
] as const
type Column = (typeof ALL)[number]

/** Whether a column agrees. What the item does not tell may have been told by another sighting. */
const AGREES: Record<Column, (row: Row, told: ParsedMessage) => boolean> = {
  kind: (row, told) => row.kind === told.kind,
  at: (row, told) => Math.round(row.atMs) === Math.round(told.atMs),
  body: (row, told) => row.body === withoutNul(told.text),
  wireId: (row, told) => row.wireId === withoutNul(told.wireId),
  subject: (row, told) => row.subject === withoutNul(told.subject),
  direction: (row, told) => row.direction === told.direction,
  sender: (row, told) => told.sender === null || row.sender === withoutNul(told.sender),
  peer: (row, told) => told.peer === null || row.peer === withoutNul(told.peer),
  groupAddresses: (row, told) => {
    if (told.group === null || row.groupAddresses === null)
      return (told.group === null) === (row.groupAddresses === null)
    const all = told.group.map(({ address }) => withoutNul(address))
    return row.groupAddresses.every((address) => all.includes(address))
  },
  transcript: (row, told) => row.transcript === withoutNul(told.transcript),
  durationSeconds: (row, told) => row.durationSeconds === told.durationSeconds,
  labels: (row, told) => row.labels.join('\n') === told.labels.map(withoutNul).join('\n'),
  deleted: (row, told) => row.deleted === told.deleted,
}

function differing(row: Row, told: ParsedMessage, tells: ItemReadAgain['tells']): string[] {
  return (tells === 'all' ? ALL : WORDS).filter((column) => !AGREES[column](row, told))
}

/** Sets the columns of messages that differ to what their raw items tell; returns how many. */
export async function correctMessages(tx: Tx, items: readonly ItemReadAgain[]): Promise<Id[]> {
  const { differences } = await compareMessages(tx, items)
  const byItem = new Map(items.map((item) => [item.rawItemId, item]))
  const positions = new Map(
    (await readRows(tx, sql`id = any(${differences.map(({ id }) => id)}::uuid[])`)).map((row) => [
      row.id,
      row.position,
    ]),
  )
  const corrected: Id[] = []
  for (const { id, rawItemId, columns } of differences) {
    const told = byItem.get(rawItemId)?.messages.find(({ position }) => position === positions.get(id))
    if (told === undefined) continue
    const all = {
      kind: told.kind,
      at: new Date(told.atMs),
      body: withoutNul(told.text) ?? '',
      wireId: withoutNul(told.wireId),
      subject: withoutNul(told.subject),
      direction: told.direction,
      sender: withoutNul(told.sender),
      peer: withoutNul(told.peer),
      groupAddresses: told.group?.map(({ address }) => withoutNul(address) ?? '') ?? null,
      transcript: withoutNul(told.transcript),
      durationSeconds: told.durationSeconds,
      labels: told.labels.map((label) => withoutNul(label) ?? ''),
      deleted: told.deleted,
    }
    const set = Object.fromEntries(Object.entries(all).filter(([name]) => columns.includes(name)))
    await tx.updateTable('message').set(set).where('id', '=', id).execute()
    corrected.push(id)
  }
  return corrected
}
