import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Understanding } from '../contract/understanding.ts'
import type { Db } from '../store/store.ts'
import { type StoredUnderstanding, showUnderstanding } from './detail.ts'

/** What these messages say, as far as it is known. `words` are what spans count in. */
export async function readUnderstandings(
  db: Db,
  messages: readonly { id: Id; words: string }[],
): Promise<Map<Id, Understanding>> {
  if (messages.length === 0) return new Map()
  const words = new Map(messages.map((message) => [message.id, message.words]))
  const { rows } = await sql<StoredUnderstanding & { messageId: Id }>`
    select message_id, version, rule_version, language, confidence, refined_by, detail
    from understanding where message_id = any(${[...words.keys()]}::uuid[])`.execute(db)
  return new Map(
    rows.map((row) => [row.messageId, showUnderstanding(row, words.get(row.messageId) ?? '')] as const),
  )
}
