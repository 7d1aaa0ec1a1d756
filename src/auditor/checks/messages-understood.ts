import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { compareUnderstandings } from '../../findings/findings.ts'
import { readMessagesToUnderstand } from '../../inbox/inbox.ts'
import { readPresentBy } from '../../pipeline/pipeline.ts'
import { type Check, type Found, IMPORT_IS_OPEN, within } from '../check.ts'

type Row = { id: Id; version: string | null; ruleVersion: number | null; isLate: boolean }

/** The stage goes on in the background, newest first; an archive of a million messages takes it some hours. */
const LATE = '1 day'
const AT_ONCE = 100

/** What is kept of what a message says is what the present rules say of it, and is there at all. */
export const messagesUnderstood: Check = {
  name: 'messages-understood',
  summary: 'Understanding messages again, by the present rules, gives what is kept of them.',
  pace: 'slowly',
  walk: { table: 'message', key: 'id', type: 'uuid' },
  slice: 100,
  look: async ({ read, mind, clock }, part) => {
    const { rows, present } = await read(async (db) => {
      const { rows } = await sql<Row>`
        select m.id, u.version, u.rule_version,
          not ${IMPORT_IS_OPEN} and r.received_at < ${clock.now()}::timestamptz - ${LATE}::interval as is_late
        from message m
        join raw_item r on r.tenant_id = m.tenant_id and r.id = m.raw_item_id
        left join understanding u on u.tenant_id = m.tenant_id and u.message_id = m.id
        where ${within(part, sql`m.id`)} and m.direction is distinct from 'out' and m.kind <> 'step' and (m.body <> '' or m.transcript <> '')
        order by m.id`.execute(db)
      return { rows, present: await readPresentBy(db, mind) }
    })
    const found: Found[] = rows
      .filter(({ version, isLate }) => version === null && isLate)
      .map(({ id }) => ({ kind: 'understanding_missing', subject: { kind: 'message', id }, details: {} }))
    const ready = rows.filter(
      ({ version, ruleVersion }) => version === present.version && ruleVersion === present.ruleVersion,
    )
    for (let at = 0; at < ready.length; at += AT_ONCE) {
      const ids = ready.slice(at, at + AT_ONCE).map(({ id }) => id)
      // Of a fragment what was said before tells the language, and older messages may have come since.
      const messages = (await read((db) => readMessagesToUnderstand(db, ids))).filter(
        ({ hint }) => hint === null,
      )
      const understandings = await mind.understand({ messages, ...present })
      const understood = messages.flatMap(({ id }, index) => {
        const understanding = understandings[index]
        return understanding === undefined ? [] : [{ messageId: id, understanding }]
      })
      for (const { messageId, columns } of await read((db) =>
        compareUnderstandings(db, { ...present, understood }),
      ))
        found.push({
          kind: 'understanding_differs',
          subject: { kind: 'message', id: messageId },
          details: { columns: columns.join(' ') },
        })
    }
    return {
      found,
      waiting:
        rows.length - ready.length - found.filter(({ kind }) => kind === 'understanding_missing').length,
      looked: ready.length,
    }
  },
}
