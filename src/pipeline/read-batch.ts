import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Cursor, SetAside, WireBatch } from '../channels/channels.ts'
import { liveChannelShape } from '../contract/sources.ts'
import { lookForHazard } from '../inbox/inbox.ts'
import { type LiveSource, pack } from '../intake/intake.ts'
import type { ReceivedItem } from './receive.ts'
import { placeOf, type ReadItem, readItem } from './wires.ts'

/** An item of a live source, read and packed, so that the database need not wait for either. */
export type ReadyItem = ReceivedItem & Pick<ReadItem, 'voice'> & { packed: Buffer }

/** A wire's batch, or some that follow each other, ready to be kept. */
export type ReadyBatch = Pick<WireBatch, 'incidents'> & {
  items: readonly ReadyItem[]
  setAside: readonly SetAside[]
  /** How many the source counts in it; where it does not tell, how many there are. */
  listed: number
  /** null where the source hands over by itself: one stands where one stood. */
  cursor: Cursor | null
}

export type ReadBatchInput = {
  source: Pick<LiveSource, 'channel' | 'settings'>
  /** The source's own addresses. */
  owner: readonly string[]
  batch: Omit<WireBatch, 'cursor'> & { cursor: Cursor | null }
}

/** Reads a batch an item, half a millisecond's worth, at a time: the transaction under way waits for it after each of its statements. */
export async function readBatch({ source, owner, batch }: ReadBatchInput): Promise<ReadyBatch> {
  const channel = liveChannelShape.parse(source.channel)
  const items: ReadyItem[] = []
  for (const [index, item] of batch.items.entries()) {
    if (index > 0) await nextTurn()
    const path = placeOf(item)
    const read = readItem(channel, { ...item, path }, { owner, settings: source.settings })
    for (const message of read.messages) lookForHazard(message)
    const { externalId, bytes, details } = item
    items.push({ path, externalId, bytes, packed: pack(bytes), ...(details && { details }), ...read })
  }
  const { setAside, incidents, cursor } = batch
  return { items, setAside, incidents, cursor, listed: batch.listed ?? items.length + setAside.length }
}
