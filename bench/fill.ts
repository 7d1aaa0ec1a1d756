/** Rows are made one a millisecond from here on, by their ids: long ago, so that none is among what the stages look at as new. */
const MADE_FROM_MS = Date.parse('2026-01-01T00:00:00Z')

/** Conversations of three messages with one customer each, a raw item for each; all wait, a hundredth with an emergency, a tenth high. */
export async function fillFirm(
  pool: import('pg').Pool,
  { firmId, conversations, version }: { firmId: string; conversations: number; version: string },
): Promise<void> {
  // UUIDs of a valid version, so that answers pass their shapes.
  const id = (kind: string, column = 'n') =>
    `(lpad(to_hex(${MADE_FROM_MS} + ${column}), 12, '0') || '7' || substr(md5('${kind}' || ${column}), 1, 3) || '8' || substr(md5('${kind}' || ${column}), 4, 15))::uuid`
  const client = await pool.connect()
  const insert = (table: string, columns: string, values: string, from = 'generate_series(1, $2::int) n') =>
    client.query(
      `insert into ${table} (tenant_id, ${columns}) select $1::uuid, ${values} from ${from} where $2::int is not null`,
      [firmId, conversations],
    )
  const once = 'generate_series(1, 1) n'
  await insert('source', 'id, channel, label, made_at', `${id('source')}, 'google-voice', 'x', now()`, once)
  await insert(
    'run',
    'id, source_id, channel, sync_type, status, input, input_key, made_at',
    `${id('run')}, ${id('source')}, 'google-voice', 'manual', 'completed', '{"paths":[],"names":[]}', 'x', now()`,
    once,
  )
  await insert(
    'raw_item',
    'id, source_id, run_id, external_id, path, encoding, body, bytes, received_at',
    `${id('raw')}, ${id('source', '1')}, ${id('run', '1')}, 'x' || n, 'x' || n, 'identity', 'x', 1, now()`,
  )
  await insert(
    'customer',
    'id, name, name_from, made_at, changed_at',
    `${id('customer')}, 'Customer ' || n, 'contacts', now(), now()`,
  )
  await insert(
    'contact_point',
    'id, kind, value, customer_id, made_at',
    `${id('point')}, 'phone', '+1512' || lpad(n::text, 7, '0'), ${id('customer')}, now()`,
  )
  await insert(
    'participants',
    'id, key, kind, made_at',
    `${id('party')}, 'phone:+1512' || lpad(n::text, 7, '0'), 'one', now()`,
  )
  await insert('participant', 'participants_id, contact_point_id', `${id('party')}, ${id('point')}`)
  const at = `timestamptz '2020-01-01' + n * interval '31 minutes' + m * interval '1 minute'`
  await insert(
    'message',
    'id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, body, labels, deleted, parse_version',
    `${id('message', 'n * 3 + m')}, ${id('source', '1')}, ${id('raw')}, m, ${id('identity', 'n * 3 + m')}, ${id('party')}, 'google-voice', 'text', ${at}, 'in', 'The furnace is leaking again, when can you come?', '{}', false, 1`,
    'generate_series(1, $2::int) n, generate_series(0, 2) m',
  )
  await insert(
    'understanding',
    'message_id, version, rule_version, language, urgency, sentiment, ticket, confidence, detail',
    `${id('message', 'n * 3 + m')}, '${version}', 0, 'en', 'medium', 'neutral', true, 1, '{}'`,
    'generate_series(1, $2::int) n, generate_series(0, 2) m',
  )
  const last = `timestamptz '2020-01-01' + n * interval '31 minutes' + interval '2 minutes'`
  await insert(
    'conversation',
    'id, participants_id, anchor_message_id, last_message_id, first_at, last_at, message_count, spam, urgency, status, status_reason, made_at',
    `${id('conversation')}, ${id('party')}, ${id('message', 'n * 3')}, ${id('message', 'n * 3 + 2')}, ${last} - interval '2 minutes', ${last}, 3, false, case when n % 100 = 0 then 'emergency' when n % 10 = 0 then 'high' else 'medium' end, 'needs_reply', 'they_spoke_last', now()`,
  )
  client.release()
}
