import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PoolClient } from 'pg'
import type { FindingKind } from '../../src/contract/auditor.ts'
import { openSealedFiles } from '../../src/secrets/secrets.ts'

/** Where damage is done: below row-level security and past every trigger and foreign key, as a bug or a disk would. */
export type Ground = {
  client: PoolClient
  firmId: string
  /** The firm's folder of files, and the key that they are sealed under. */
  media: string
  mediaKey: Buffer
}

export type Corruption = {
  what: string
  /** How it is called when it is found; others may be found beside it. */
  kind: FindingKind
  plant(ground: Ground): Promise<void>
  /** What was lost and cannot come back as it was, where that is so. */
  lost?: string
}

const update =
  (set: string): Corruption['plant'] =>
  async ({ client, firmId }) => {
    const { rowCount } = await client.query(set, [firmId])
    if ((rowCount ?? 0) === 0) throw new Error(`Nothing was damaged by: ${set}`)
  }

/** A row of a table, always the same one. */
const one = (table: string, where = 'true', key = 'id') =>
  `(select ${key} from ${table} where tenant_id = $1 and ${where} order by ${key} limit 1)`
const text = "kind = 'text' and length(body) > 30"

/** Damage of every kind that a bug or a disk can do to what is kept. */
export const corruptions: readonly Corruption[] = [
  {
    what: 'a conversation counts a message too many',
    kind: 'conversation_miscounted',
    plant: update(
      `update conversation set message_count = message_count + 1 where tenant_id = $1 and id = ${one('conversation', 'merged_into is null')}`,
    ),
  },
  {
    what: 'a conversation that waits for an answer says it is laid away',
    kind: 'conversation_differs',
    plant: update(
      `update conversation set status = 'archived', status_reason = 'silence', waiting_since = null, rests_at = null
       where tenant_id = $1 and id = ${one('conversation', "merged_into is null and status = 'needs_reply'")}`,
    ),
  },
  {
    what: 'a conversation forgets its urgency',
    kind: 'conversation_differs',
    plant: update(
      `update conversation set urgency = null, urgent_message_id = null where tenant_id = $1 and id = ${one('conversation', 'merged_into is null and urgency is not null')}`,
    ),
  },
  {
    what: 'a message is in no conversation',
    kind: 'message_unthreaded',
    plant: update(
      `delete from thread_entry where tenant_id = $1 and message_id = ${one('thread_entry', 'turn > 1', 'message_id')}`,
    ),
  },
  {
    what: 'a message is in somebody else’s conversation',
    kind: 'decision_differs',
    plant: update(
      `update thread_entry e set conversation_id = ${one('conversation', 'merged_into is null')}
       where tenant_id = $1 and message_id = (select message_id from thread_entry where tenant_id = $1 and turn > 1
         and conversation_id <> ${one('conversation', 'merged_into is null')} order by message_id limit 1)`,
    ),
  },
  {
    what: 'a decision tells other factors than it was made by',
    kind: 'decision_differs',
    plant: update(
      `update thread_entry set factors = '[["time_gap", 9, 1]]' where tenant_id = $1 and message_id = ${one('thread_entry', "decision = 'existing_thread'", 'message_id')}`,
    ),
  },
  {
    what: 'the words of a message are other than they came',
    kind: 'message_differs',
    plant: update(
      `update message set body = 'All fine now.' where tenant_id = $1 and id = ${one('message', text)}`,
    ),
  },
  {
    what: 'a message says it went the other way',
    kind: 'message_differs',
    plant: update(
      `update message set direction = case direction when 'in' then 'out' else 'in' end where tenant_id = $1 and id = ${one('message', text)}`,
    ),
  },
  {
    what: 'a message is dated a year earlier',
    kind: 'message_differs',
    plant: update(
      `update message set at = at - interval '1 year' where tenant_id = $1 and id = ${one('message', text)}`,
    ),
  },
  {
    what: 'what a message says is forgotten',
    kind: 'understanding_missing',
    plant: update(
      `delete from understanding where tenant_id = $1 and message_id = ${one('understanding', "urgency = 'high'", 'message_id')}`,
    ),
  },
  {
    what: 'an emergency is kept as nothing urgent',
    kind: 'understanding_differs',
    plant: update(
      `update understanding set urgency = 'low' where tenant_id = $1 and message_id =
        (select u.message_id from understanding u join message m on m.tenant_id = u.tenant_id and m.id = u.message_id
         where u.tenant_id = $1 and u.urgency in ('high', 'emergency') and length(m.body) > 30 order by u.message_id limit 1)`,
    ),
  },
  {
    what: 'a source counts messages that are not here',
    kind: 'source_miscounted',
    plant: update(`update source set message_count = message_count + 7 where tenant_id = $1`),
  },
  {
    what: 'an import has counted more than its ledger',
    kind: 'run_miscounted',
    plant: update(`update run set seen = seen + 1, duplicates = duplicates + 1 where tenant_id = $1`),
  },
  {
    what: 'a customer is shown by another name',
    kind: 'customer_shown_wrong',
    plant: update(
      `update customer set name = 'Somebody Else', sort_name = 'somebody else' where tenant_id = $1 and id = ${one('customer', "name_from = 'contacts' and merged_into is null")}`,
    ),
  },
  {
    what: 'a customer is not found by their name',
    kind: 'name_tokens_differ',
    plant: update(
      `delete from customer_name_token where tenant_id = $1 and customer_id = ${one('customer_name_token', 'true', 'customer_id')}`,
    ),
  },
  {
    what: 'a number belongs to a customer who was merged into another',
    kind: 'point_of_absorbed',
    plant: update(
      `update contact_point p set customer_id = (select id from customer where tenant_id = $1 and merged_into is not null order by id limit 1)
       where tenant_id = $1 and id = (select id from contact_point where tenant_id = $1 and customer_id =
         (select merged_into from customer where tenant_id = $1 and merged_into is not null order by id limit 1) order by id limit 1)`,
    ),
  },
  {
    what: 'a customer who was merged stands again',
    kind: 'merge_differs',
    plant: update(`update customer set merged_into = null where tenant_id = $1 and merged_into is not null`),
  },
  {
    what: 'somebody of a group is not noted as taking part',
    kind: 'participants_incomplete',
    plant: update(
      `delete from participant where tenant_id = $1 and participants_id = ${one('participants', "kind = 'group'")}
       and contact_point_id = (select contact_point_id from participant where tenant_id = $1
         and participants_id = ${one('participants', "kind = 'group'")} order by contact_point_id limit 1)`,
    ),
  },
  {
    what: 'a message is not in the index of words',
    kind: 'message_unindexed',
    plant: update(
      `delete from search_message where tenant_id = $1 and message_id = ${one('search_message', 'true', 'message_id')}`,
    ),
  },
  {
    what: 'a reader of what changed stands beyond the end of the log',
    kind: 'cursor_ahead',
    plant: update(
      `insert into event_cursor (tenant_id, subscriber, transaction, id, read_at) values ($1, 'put_back', '900000000000', 1, '2026-01-01')`,
    ),
  },
  {
    what: 'nobody was told that it smells of gas',
    kind: 'notice_missing',
    plant: update(`delete from notice where tenant_id = $1 and kind = 'danger'`),
  },
  {
    what: 'it is remembered wrongly how a number is read',
    kind: 'address_misread',
    plant: update(
      `update phone_normalization set value = '+15125550000' where tenant_id = $1 and written = ${one('phone_normalization', "kind = 'phone'", 'written')}`,
    ),
  },
  {
    what: 'an attachment waits for a file that is here',
    kind: 'attachment_unfiled',
    plant: update(
      `update attachment_file set sha256 = null where tenant_id = $1 and message_id = ${one('attachment_file', "sha256 is not null and path !~ '#[0-9]+$'", 'message_id')}`,
    ),
  },
  {
    what: 'a file is said to be larger than it is',
    kind: 'file_misdescribed',
    plant: update(
      `update media set bytes = bytes + 100 where tenant_id = $1 and sha256 = ${one('media', 'true', 'sha256')}`,
    ),
  },
  {
    what: 'the file of a mail is gone from the folder',
    kind: 'file_missing',
    plant: async (ground) => unlinkSync(join(ground.media, await fileOfMail(ground, 'asc'))),
  },
  {
    what: 'the file of a mail is cut short',
    kind: 'file_changed',
    plant: async (ground) => truncateSync(join(ground.media, await fileOfMail(ground, 'desc')), 10),
  },
  {
    what: 'a file lies in the folder that nothing names',
    kind: 'file_unnamed',
    plant: async ({ media }) => {
      const bytes = Buffer.from('left by a kill')
      const name = createHash('sha256').update(bytes).digest('hex')
      const path = join(media, name.slice(0, 2), name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytes)
      utimesSync(path, new Date('2026-01-01'), new Date('2026-01-01'))
    },
  },
  {
    what: 'a stored file that nothing refers to',
    kind: 'media_unused',
    plant: async ({ client, firmId, media }) => {
      const bytes = Buffer.from('asked for by nobody')
      const name = createHash('sha256').update(bytes).digest('hex')
      mkdirSync(join(media, name.slice(0, 2)), { recursive: true })
      writeFileSync(join(media, name.slice(0, 2), name), bytes)
      await client.query(
        `insert into media (tenant_id, sha256, media_type, bytes, stored_at) values ($1, $2, 'text/plain', $3, '2026-01-01')`,
        [firmId, name, bytes.length],
      )
    },
  },
  {
    what: 'a decision on a message that is not there',
    kind: 'orphan_row',
    plant: update(
      `insert into thread_entry select tenant_id, '${randomUUID()}', conversation_id, participants_id, at, turn, decision, confidence, factors, runners_up, rule_version
       from thread_entry where tenant_id = $1 and message_id = ${one('thread_entry', 'true', 'message_id')}`,
    ),
  },
  {
    what: 'a sealed password of a source that is not there',
    kind: 'secret_unheld',
    plant: update(
      `insert into secret (tenant_id, id, purpose, sealed, made_at, changed_at) values ($1, '${randomUUID()}', 'imap_password', 'x', '2026-01-01', '2026-01-01')`,
    ),
  },
  {
    what: 'a log of a language model tells of a message that is not there',
    kind: 'log_orphaned',
    plant: update(`update model_call set message_id = '${randomUUID()}' where tenant_id = $1`),
  },
  {
    what: 'row-level security of a table is not forced',
    kind: 'table_unforced',
    plant: async ({ client }) => {
      await client.query('alter table message no force row level security')
    },
  },
  {
    what: 'a source is said to have been asked next year',
    kind: 'source_in_future',
    lost: 'when it was asked; it is asked again',
    plant: update(
      `update source set looked_at = '2036-01-01' where tenant_id = $1 and id = ${one('source', "channel = 'imap'")}`,
    ),
  },
  {
    what: 'a message is gone, with all that was made of it',
    kind: 'message_lost',
    lost: 'its id: it comes back under another',
    plant: async ({ client, firmId }) => {
      const { rows } = await client.query<{ id: string }>(
        `select m.id from message m where m.tenant_id = $1 and ${text} and not exists (select from conversation c
           where c.tenant_id = m.tenant_id and (c.anchor_message_id = m.id or c.last_message_id = m.id or c.urgent_message_id = m.id)) order by m.id limit 1`,
        [firmId],
      )
      for (const table of ['understanding', 'thread_entry'])
        await client.query(`delete from ${table} where tenant_id = $1 and message_id = $2`, [
          firmId,
          rows[0]?.id,
        ])
      await client.query(`delete from message where tenant_id = $1 and id = $2`, [firmId, rows[0]?.id])
    },
  },
  {
    what: 'the bytes of a page are gone',
    kind: 'raw_item_unreadable',
    lost: 'the page: only another import of it, or a backup, brings it back',
    plant: update(
      `update raw_item set body = substr(body, 1, 20) where tenant_id = $1 and id = ${one('raw_item', 'bytes > 100')}`,
    ),
  },
  {
    what: 'an entry of the audit trail was rewritten',
    kind: 'trail_broken',
    lost: 'what stood there: nobody can repair a trail unseen',
    plant: update(`update audit_entry set actor_label = 'nobody' where tenant_id = $1 and seq = 2`),
  },
]

/** A file that came with the first or the last mail, by its place in the folder. */
async function fileOfMail(
  { client, firmId, media, mediaKey }: Ground,
  order: 'asc' | 'desc',
): Promise<string> {
  const { rows } = await client.query<{ sha256: string }>(
    `select sha256 from attachment_file where tenant_id = $1 and path ~ '#[0-9]+$' and sha256 is not null order by path ${order} limit 1`,
    [firmId],
  )
  const name = `${openSealedFiles(mediaKey).name(firmId, rows[0]?.sha256 ?? '')}.sealed`
  const place = join(name.slice(0, 2), name)
  readFileSync(join(media, place)) // it is there
  return place
}
