import { sql } from 'kysely'
import { type Check, type Found, within } from '../check.ts'
import { stretches } from '../walk.ts'

/** A column that names a row of another table. The database holds it by a foreign key, until a disk or a repair by hand breaks one. */
type Reference = {
  table: string
  column: string
  target: string
  targetColumn: string
  /** The key of the row that is told of, and that a look goes along. */
  key: string
}

const refer = (
  table: string,
  column: string,
  target: string,
  key = 'id',
  targetColumn = 'id',
): Reference => ({
  ...{ table, column, target, targetColumn, key },
})

const REFERENCES: readonly Reference[] = [
  refer('thread_entry', 'message_id', 'message', 'message_id'),
  refer('attachment', 'message_id', 'message', 'message_id'),
  refer('attachment_file', 'message_id', 'message', 'message_id'),
  refer('understanding', 'message_id', 'message', 'message_id'),
  refer('message', 'raw_item_id', 'raw_item'),
  refer('message', 'participants_id', 'participants'),
  refer('message', 'source_id', 'source'),
  refer('raw_item', 'run_id', 'run'),
  refer('conversation', 'anchor_message_id', 'message'),
  refer('conversation', 'last_message_id', 'message'),
  refer('conversation', 'participants_id', 'participants'),
  refer('participant', 'participants_id', 'participants', 'participants_id'),
  refer('participant', 'contact_point_id', 'contact_point', 'contact_point_id'),
  refer('contact_point', 'customer_id', 'customer'),
  refer('contact_name', 'contact_point_id', 'contact_point', 'contact_point_id'),
  refer('customer_name_token', 'customer_id', 'customer', 'customer_id'),
  refer('property', 'customer_id', 'customer'),
  refer('match_question', 'contact_point_id', 'contact_point'),
  refer('match_question', 'customer_id', 'customer'),
  refer('reply', 'message_id', 'message'),
  refer('suggestion', 'message_id', 'message'),
  refer('suggestion', 'conversation_id', 'conversation'),
  refer('run_item', 'run_id', 'run', 'run_id'),
  refer('set_aside', 'run_id', 'run'),
]

/** Every row that another names is there. */
export const referencesHold: Check = {
  name: 'references-hold',
  summary: 'Every row that another row names is there.',
  pace: 'compared',
  look: async ({ read }, part) => {
    const found: Found[] = []
    let looked = 0
    for (const one of REFERENCES) {
      const walk = { table: one.table, key: one.key, type: 'uuid' } as const
      for await (const stretch of 'these' in part ? [part] : stretches({ read }, walk)) {
        const rows = await read(async (db) => {
          const { rows } = await sql<{ id: string }>`
            select distinct t.${sql.ref(one.key)}::text as id from ${sql.table(one.table)} t
            where ${within(stretch, sql`t.${sql.ref(one.key)}`)} and t.${sql.ref(one.column)} is not null
              and not exists (select from ${sql.table(one.target)} o where o.tenant_id = t.tenant_id and o.${sql.ref(one.targetColumn)} = t.${sql.ref(one.column)})
            order by 1 limit ${NAMED_MAX}`.execute(db)
          return rows
        })
        for (const { id } of rows)
          found.push({
            kind: 'orphan_row',
            subject: { kind: one.table, id },
            details: { column: one.column, target: one.target },
          })
      }
      looked += 1
    }
    return { found, waiting: 0, looked }
  },
}

const NAMED_MAX = 1_000
