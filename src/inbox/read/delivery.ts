import { sql } from 'kysely'
import type { Message } from '../../contract/conversations.ts'
import { PARTLY_REFUSED } from '../../intake/intake.ts'
import type { Db } from '../../store/store.ts'

export type Delivery = NonNullable<Message['delivery']>

/** What became of mails that were sent, by their Message-IDs: the most telling thing, and the newest of those. */
export async function readDeliveries(db: Db, wireIds: readonly string[]): Promise<Map<string, Delivery>> {
  if (wireIds.length === 0) return new Map()
  const { rows } = await sql<{ wireId: string; kind: Delivery['kind']; at: Date; code: string | null }>`
    select distinct on (message_id) message_id as wire_id, kind, at, coalesce(details->>'status', details->>'type') as code
    from delivery_event where message_id = any(${wireIds as string[]}::text[])
    order by message_id, array_position('{bounced,complained,opened,delivered}'::text[], kind), at desc`.execute(
    db,
  )
  return new Map(
    rows.map(({ wireId, kind, at, code }) => [
      wireId,
      { kind, at: at.toISOString(), why: kind === 'bounced' ? whyCameBack(code) : null },
    ]),
  )
}

/** By enhanced status code (RFC 3463), or by Postmark's word for it. */
function whyCameBack(code: string | null): Delivery['why'] {
  if (code === null) return 'unknown'
  const [why] = WHY.find(([, pattern]) => pattern.test(code)) ?? ['unknown' as const]
  return why
}

const WHY: [NonNullable<Delivery['why']>, RegExp][] = [
  ['partly_refused', new RegExp(`^${PARTLY_REFUSED}$`)],
  ['mailbox_full', /^[45]\.2\.2$/],
  ['no_mailbox', /^(?:5\.1\.\d+|5\.2\.1|HardBounce|BadEmailAddress|ManuallyDeactivated)$/],
  ['no_server', /^(?:[45]\.4\.[134]|DnsError)$/],
  ['refused', /^(?:5\.[67]\.\d+|Blocked|SpamNotification|VirusNotification|DMARCPolicy)$/],
  ['not_in_time', /^(?:4\.\d+\.\d+|5\.4\.7|SoftBounce)$/],
]
