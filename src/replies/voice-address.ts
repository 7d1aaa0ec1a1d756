import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** An address at which a mail reaches a number as a text, as a forwarded mail told it. */
export type SeenVoiceAddress = {
  /** The Google Voice account. */
  sourceId: Id
  /** The other side's, E.164. */
  number: string
  address: string
  mailSourceId: Id
  seenAt: Date
}

/** Keeps by which addresses numbers are reached; of each number the newest one counts. */
export async function keepVoiceAddresses(tx: Tx, seen: readonly SeenVoiceAddress[]): Promise<void> {
  if (seen.length === 0) return
  const newest = new Map<string, SeenVoiceAddress>()
  for (const one of seen) {
    const key = `${one.sourceId} ${one.number}`
    if ((newest.get(key)?.seenAt.getTime() ?? 0) <= one.seenAt.getTime()) newest.set(key, one)
  }
  const rows = [...newest.values()]
  await sql`
    insert into voice_address (source_id, number, address, mail_source_id, seen_at)
    select * from unnest(${rows.map((row) => row.sourceId)}::uuid[], ${rows.map((row) => row.number)}::text[],
      ${rows.map((row) => row.address)}::text[], ${rows.map((row) => row.mailSourceId)}::uuid[],
      ${rows.map((row) => row.seenAt)}::timestamptz[])
    on conflict (tenant_id, source_id, number) do update
      set address = excluded.address, mail_source_id = excluded.mail_source_id, seen_at = excluded.seen_at
      where voice_address.seen_at <= excluded.seen_at`.execute(tx)
}

/** Forgets how numbers (E.164) are reached, as when a person is erased. */
export async function forgetVoiceAddresses(tx: Tx, numbers: readonly string[]): Promise<void> {
  await sql`delete from voice_address where number = any(${numbers as string[]}::text[])`.execute(tx)
}
