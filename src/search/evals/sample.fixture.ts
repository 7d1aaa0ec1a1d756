import { join } from 'node:path'
import { newFirm, temporaryFolder } from '../../../test/kit/store.ts'
import type { Id } from '../../base/ids.ts'
import { makeDemoArchive, type Truth } from '../../demo/demo.ts'
import type { Store } from '../../store/store.ts'
import type { Thing } from './evaluate.ts'
import { messageKey } from './judged.ts'

/** The sample firm's messages, all or those of some keys, and who they are with, put into a firm of their own without importing them: in a second. */
export async function sampleFirm(
  store: Store,
  now: Date,
  { keys }: { keys?: ReadonlySet<string> } = {},
): Promise<{ tenantId: Id; things: Thing[] }> {
  const truths: Truth[] = []
  using folder = temporaryFolder()
  await makeDemoArchive({
    path: join(folder.path, 'sample.zip'),
    now,
    onMessage: (truth) => truths.push(truth),
  })
  const tenantId = await newFirm(store)
  const client = await store.pool.connect()
  try {
    await client.query('set session_replication_role = replica') // no triggers: nothing else of it is looked at
    const wanted = truths.filter(
      ({ at, text, transcript }) =>
        keys === undefined || keys.has(messageKey({ at: new Date(at), words: text || (transcript ?? '') })),
    )
    const told = wanted.map(({ group, peer, peerName, ...truth }) => ({
      ...truth,
      peer: group === null ? (peer ?? '') : group.join(' '),
      name: group === null ? peerName : null,
    }))
    await client.query(
      `create temporary table told as
       select row_number() over () as n, t.* from json_to_recordset($1::json) t (peer text, name text, kind text, at timestamptz,
         direction text, text text, transcript text, attachments jsonb)`,
      [JSON.stringify(told)],
    )
    const id = (kind: string, of: string) =>
      `overlay(overlay(md5('${kind}' || (${of})) placing '7' from 13) placing '8' from 17)::uuid`
    const insert = (table: string, columns: string, from: string) =>
      client.query(`insert into ${table} (tenant_id, ${columns}) select '${tenantId}', ${from}`)
    const people = `from (select peer, max(name) as name from told where peer ~ '^[+0-9]+$' group by peer) p`
    await insert('source', 'id, channel, label, made_at', `${id('source', '1')}, 'google-voice', 'x', now()`)
    await insert(
      'customer',
      'id, name, name_from, made_at, changed_at',
      `${id('customer', 'peer')}, name, 'contacts', now(), now() ${people}`,
    )
    await insert(
      'contact_point',
      'id, kind, value, customer_id, made_at',
      `${id('point', 'peer')}, 'phone', peer, ${id('customer', 'peer')}, now() ${people}`,
    )
    await insert(
      'participants',
      'id, key, kind, made_at',
      `${id('party', 'peer')}, peer, 'one', now() from (select distinct peer from told) p`,
    )
    await insert(
      'participant',
      'participants_id, contact_point_id',
      `${id('party', 'peer')}, ${id('point', 'peer')} ${people}`,
    )
    await insert(
      'message',
      'id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, body, transcript, labels, deleted, parse_version',
      `${id('message', 'n')}, ${id('source', '1')}, ${id('raw', '1')}, n, ${id('identity', 'n')}, ${id('party', 'peer')}, 'google-voice',
       kind, at, direction, coalesce(text, ''), transcript, '{}', false, 1 from told`,
    )
    await insert(
      'attachment',
      'message_id, position, kind, reference, state',
      `${id('message', 'n')}, a.place, a.file ->> 'type', 'x', 'missing'
       from told cross join lateral jsonb_array_elements(attachments) with ordinality a (file, place) where a.file ->> 'type' is not null`,
    )
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
  const { rows } = await store.pool.query<Thing>(
    `select 'message' as kind, m.id, concat_ws(E'\\n', m.subject, nullif(m.body, ''), m.transcript) ||
       coalesce((select string_agg('[' || a.kind || ']', '') from attachment a where a.message_id = m.id), '') as says,
       coalesce((select string_agg(coalesce(c.name, ''), ', ') from participant a join contact_point p on p.id = a.contact_point_id
         join customer c on c.id = p.customer_id where a.participants_id = m.participants_id), '') as who
     from message m where m.tenant_id = $1
     union all select 'customer', id, coalesce(name, ''), '' from customer where tenant_id = $1
     union all select 'contact_point', id, value, '' from contact_point where tenant_id = $1`,
    [tenantId],
  )
  return { tenantId, things: rows }
}
