import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, type Found, isMeant } from '../check.ts'

/** What opens sources, by purpose; other secrets are held by what is not the firm's rows. */
const OF_SOURCES = ['oauth_token', 'imap_password', 'server_token', 'database_url']
/** Whoever adds a source seals first, and the source follows. */
const YOUNG = '1 hour'

/** What is sealed for a source has that source, and each live source has what opens it. */
export const secretsHeld: Check = {
  name: 'secrets-held',
  summary: 'Every sealed password has its source, and every source what opens it.',
  pace: 'compared',
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const { rows: unheld } = await sql<{ id: Id; purpose: string }>`
        select s.id, s.purpose from secret s
        where s.purpose = any(${OF_SOURCES}::text[]) and s.changed_at < ${clock.now()}::timestamptz - ${YOUNG}::interval
          and not exists (select from source o where o.tenant_id = s.tenant_id and o.id = s.id and o.removed_at is null)
        order by s.id`.execute(db)
      const { rows: unsealed } = await sql<{ id: Id; channel: string }>`
        select o.id, o.channel from source o
        where o.settings is not null and o.removed_at is null and o.state = 'active'
          and not exists (select from secret s where s.tenant_id = o.tenant_id and s.id = o.id and s.purpose = any(${OF_SOURCES}::text[]))
        order by o.id`.execute(db)
      const found: Found[] = [
        ...unheld.map(
          ({ id, purpose }): Found => ({
            kind: 'secret_unheld',
            subject: { kind: 'secret', id },
            details: { purpose },
          }),
        ),
        ...unsealed.map(
          ({ id, channel }): Found => ({
            kind: 'source_unsealed',
            subject: { kind: 'source', id },
            details: { channel },
          }),
        ),
      ]
      return {
        found: found.filter(({ subject }) => isMeant(part, subject.id)),
        waiting: 0,
        looked: found.length,
      }
    }),
}
