import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { compareMessages, type ItemReadAgain } from '../../inbox/inbox.ts'
import { type KeptItem, mayLackMessages, readKeptItems } from '../../intake/intake.ts'
import { readStored } from '../../pipeline/pipeline.ts'
import type { Db } from '../../store/store.ts'
import { type Check, type Found, type Part, within } from '../check.ts'

/** What came in unpacks to what came, and read again gives the same messages; none of them is missing. */
export const messagesParsed: Check = {
  name: 'messages-parsed',
  summary: 'What came in is kept whole, and reading it again gives the same messages.',
  pace: 'derived',
  walk: { table: 'raw_item', key: 'id', type: 'uuid' },
  slice: 50,
  look: async ({ read, itemSeal }, part) => {
    const items = await read(async (db) =>
      readKeptItems(db, { itemSeal, where: within(await itemsOf(db, part), sql`r.id`) }),
    )
    const found: Found[] = []
    const again: ItemReadAgain[] = []
    const lost: KeptItem[] = []
    for (const item of items) {
      if (item.bytes === null)
        found.push({
          kind: 'raw_item_unreadable',
          subject: of(item),
          details: { fault: item.fault, runId: item.runId },
        })
      else {
        const { messages, parseVersion, tells } = readStored({ ...item, bytes: item.bytes })
        again.push({ rawItemId: item.id, messages, parseVersion, tells })
        if (item.stored !== null && item.stored > item.messages) lost.push(item)
      }
      await nextTurn() // requests are answered between pages
    }
    const { differences, compared } = await read((db) => compareMessages(db, again))
    for (const { id, rawItemId, columns } of differences)
      found.push({
        kind: 'message_differs',
        subject: { kind: 'message', id },
        details: { columns: columns.join(' '), rawItemId },
      })
    if (lost.length > 0 && !(await read(mayLackMessages)))
      for (const item of lost)
        found.push({
          kind: 'message_lost',
          subject: of(item),
          details: { stored: item.stored, here: item.messages },
        })
    const isMeant = ({ subject }: Found) => !('these' in part) || part.these.includes(subject.id)
    return { found: found.filter(isMeant), waiting: 0, looked: compared }
  },
}

const of = ({ id }: { id: Id }) => ({ kind: 'raw_item', id })

/** Looked at again, messages stand for the items that they are of. */
async function itemsOf(db: Db, part: Part): Promise<Part> {
  if (!('these' in part)) return part
  const { rows } = await sql<{ id: Id }>`
    select distinct raw_item_id as id from message where id = any(${[...part.these]}::uuid[])`.execute(db)
  return { these: [...part.these, ...rows.map(({ id }) => id)] }
}
