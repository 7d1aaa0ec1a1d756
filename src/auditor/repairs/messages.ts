import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { forgetVectors } from '../../embeddings/embeddings.ts'
import { type MessageUnderstood, writeUnderstandings } from '../../findings/findings.ts'
import {
  correctMessages,
  currentRule,
  readMessagesToUnderstand,
  settleConversations,
  threadAgain,
} from '../../inbox/inbox.ts'
import { type ItemSeal, type KeptItem, readKeptItems } from '../../intake/intake.ts'
import { isPresent, readPresentBy, readStored, receiveStored } from '../../pipeline/pipeline.ts'
import type { Tx } from '../../store/store.ts'
import { idsOf, type Repairer } from '../repair.ts'

/** Reads what came in again: sets messages to what it tells, and stores those that are lost. */
export const parseAgainRepair: Repairer = {
  way: 'inside',
  apply: async (tx, { clock, erasedKey, itemSeal, timeoutHours }, found) => {
    const messageIds = idsOf(found, 'message')
    const { rows } = await sql<{ id: Id }>`
      select distinct raw_item_id as id from message where id = any(${messageIds}::uuid[])`.execute(tx)
    const ids = rows.map(({ id }) => id)
    const items = await readItems(tx, { itemSeal, ids })
    const again = items.map((item) => {
      const { messages, parseVersion, tells } = readStored(item)
      return { rawItemId: item.id, messages, parseVersion, tells }
    })
    const corrected = await correctMessages(tx, again)
    if (corrected.length > 0) {
      await forgetVectors(tx, corrected)
      const rule = await currentRule(tx, { clock, timeoutHours })
      await threadAgain(tx, { clock, rule, messageIds: corrected, conversationIds: [] })
    }
    for (const item of await readItems(tx, { itemSeal, ids: idsOf(found, 'raw_item') }))
      await receiveStored(tx, { clock, item, erasedKey, itemSeal, timeoutHours })
  },
}

async function readItems(
  tx: Tx,
  { itemSeal, ids }: { itemSeal: ItemSeal; ids: readonly Id[] },
): Promise<(KeptItem & { bytes: Buffer })[]> {
  const items = await readKeptItems(tx, { itemSeal, where: sql`r.id = any(${[...ids]}::uuid[])` })
  return items.flatMap((item) => (item.bytes === null ? [] : [{ ...item, bytes: item.bytes }]))
}

/** Understands messages again, and lets their conversations say what follows from it. */
export const understandAgainRepair: Repairer = {
  way: 'outside',
  apply: async ({ store, tenantId, clock, mind, timeoutHours, read }, found) => {
    const { messages, present } = await read(async (db) => ({
      messages: await readMessagesToUnderstand(db, idsOf(found)),
      present: await readPresentBy(db, mind),
    }))
    const understandings = await mind.understand({ messages, ...present })
    const understood = messages.flatMap(({ id }, index): MessageUnderstood[] => {
      const understanding = understandings[index]
      return understanding === undefined ? [] : [{ messageId: id, understanding }]
    })
    await store.write(tenantId, async (tx) => {
      // The firm may have changed its rules or its zone meanwhile: then the stage makes all anew.
      if (!isPresent(present, await readPresentBy(tx, mind))) return
      await writeUnderstandings(tx, { ...present, understood })
      const rule = await currentRule(tx, { clock, timeoutHours })
      const messageIds = understood.map(({ messageId }) => messageId)
      await settleConversations(tx, { clock, rule, messageIds })
    })
  },
}
