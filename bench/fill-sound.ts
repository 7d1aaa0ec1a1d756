import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { systemClock } from '../src/base/clock.ts'
import { type Id, newId } from '../src/base/ids.ts'
import { pack } from '../src/intake/intake.ts'
import type { Store } from '../src/store/store.ts'

/** Messages on a page, each page with a customer of its own in turn. */
const PER_PAGE = 10
const PAGES_PER_CUSTOMER = 5
const PAGES_PER_STATEMENT = 500

const SAID = [
  'The furnace is making a noise again, when can you come?',
  'We can be there tomorrow between nine and eleven.',
  'Works for me, thank you.',
  'Could you send the invoice for the water heater?',
  'It is on its way to you.',
] as const

/**
 * Fills a firm with messages on pages of Google Voice that, read again, tell just these messages, and with what an import makes
 * beside them. The first customer's are threaded, and as all customers' are alike, the others' conversations are copies
 * of theirs: so a million messages take minutes. Triggers rest meanwhile.
 */
export async function fillSound(
  store: Store,
  { firmId, messages, thread }: { firmId: Id; messages: number; thread: () => Promise<void> },
): Promise<void> {
  const [sourceId, runId] = [newId(systemClock), newId(systemClock)]
  const pages = Math.ceil(messages / PER_PAGE)
  const customers = Math.ceil(pages / PAGES_PER_CUSTOMER)
  await setTriggers(store, 'disable')
  await store.write(firmId, async (tx) => {
    await sql`insert into source (id, channel, label, addresses, made_at, message_count)
      values (${sourceId}, 'google-voice', '+15125550100', '{+15125550100}', now(), ${pages * PER_PAGE})`.execute(
      tx,
    )
    await sql`insert into run (id, source_id, channel, sync_type, status, input, input_key, phase, total_messages, seen, stored, made_at, started_at, finished_at)
      values (${runId}, ${sourceId}, 'google-voice', 'manual', 'completed', '{"paths":[],"names":["takeout.zip"]}', 'fill', 'done',
        ${pages * PER_PAGE}, ${pages * PER_PAGE}, ${pages * PER_PAGE}, now(), now(), now())`.execute(tx)
  })
  for (let at = 0; at < customers; at += CUSTOMERS_PER_STATEMENT)
    await fillCustomers(store, { firmId, from: at, to: Math.min(customers, at + CUSTOMERS_PER_STATEMENT) })
  const fill = (from: number, to: number) => fillPages(store, { firmId, sourceId, runId, from, to })
  const first = Math.min(pages, PAGES_PER_CUSTOMER)
  await fill(0, first)
  await thread()
  for (let at = first; at < pages; at += PAGES_PER_STATEMENT)
    await fill(at, Math.min(pages, at + PAGES_PER_STATEMENT))
  await store.vacuum()
  await copyThreads(store, firmId)
  await setTriggers(store, 'enable')
}

const CUSTOMERS_PER_STATEMENT = 2_000

async function setTriggers({ pool }: Store, how: 'enable' | 'disable'): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    "select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and c.relnamespace = 'public'::regnamespace",
  )
  for (const { name } of rows) await pool.query(`alter table "${name}" ${how} trigger user`)
}

async function fillCustomers(
  store: Store,
  { firmId, from, to }: { firmId: Id; from: number; to: number },
): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, index) => ({
    ...{ value: numberOf(from + index), customer: newId(systemClock) },
    ...{ point: newId(systemClock), party: newId(systemClock) },
  }))
  await store.write(firmId, async (tx) => {
    const all = sql`json_to_recordset(${JSON.stringify(rows)}::json) as r (value text, customer uuid, point uuid, party uuid)`
    await sql`insert into customer (id, made_at, changed_at) select customer, now(), now() from ${all}`.execute(
      tx,
    )
    await sql`insert into contact_point (id, kind, value, customer_id, link_method, link_confidence, made_at)
      select point, 'phone', value, customer, 'new', 1, now() from ${all}`.execute(tx)
    await sql`insert into participants (id, key, kind, made_at) select party, 'phone:' || value, 'one', now() from ${all}`.execute(
      tx,
    )
    await sql`insert into participant (participants_id, contact_point_id) select party, point from ${all}`.execute(
      tx,
    )
  })
}

/** Every page is a conversation, as the first is: after a fortnight of silence all begins anew. */
async function copyThreads(store: Store, firmId: Id): Promise<void> {
  await store.write(firmId, async (tx) => {
    await sql`
      insert into conversation (id, participants_id, anchor_message_id, last_message_id, first_at, last_at, last_in_at, last_out_at,
        message_count, spam, status, status_reason, made_at)
      select gen_random_uuid(), f.participants_id, f.id, l.id, f.at, l.at, i.at, l.at, ${PER_PAGE}, false, 'archived', 'silence', now()
      from message f
      join message l on l.tenant_id = f.tenant_id and l.raw_item_id = f.raw_item_id and l.position = ${PER_PAGE - 1}
      join message i on i.tenant_id = f.tenant_id and i.raw_item_id = f.raw_item_id and i.position = ${PER_PAGE - 2}
      where f.position = 0 and not exists (select from thread_entry e where e.tenant_id = f.tenant_id and e.message_id = f.id)`.execute(
      tx,
    )
    await sql`
      insert into thread_entry (message_id, conversation_id, participants_id, at, turn, decision, confidence, factors, runners_up, rule_version)
      select m.id, c.id, m.participants_id, m.at, t.turn, t.decision, t.confidence, t.factors, t.runners_up, t.rule_version
      from conversation c
      join message f on f.tenant_id = c.tenant_id and f.id = c.anchor_message_id
      join message m on m.tenant_id = f.tenant_id and m.raw_item_id = f.raw_item_id
      join (select p.position, e.* from message p join thread_entry e on e.tenant_id = p.tenant_id and e.message_id = p.id
            where p.raw_item_id = (select raw_item_id from message order by id limit 1)) t on t.position = m.position
      where not exists (select from thread_entry e where e.tenant_id = m.tenant_id and e.message_id = m.id)`.execute(
      tx,
    )
    await sql`insert into search_message (message_id) select id from message on conflict do nothing`.execute(
      tx,
    )
  })
}

async function fillPages(
  store: Store,
  input: { firmId: Id; sourceId: Id; runId: Id; from: number; to: number },
): Promise<void> {
  const items: object[] = []
  const messages: object[] = []
  for (let page = input.from; page < input.to; page++) {
    const number = numberOf(Math.floor(page / PAGES_PER_CUSTOMER))
    const said = Array.from({ length: PER_PAGE }, (_, index) => saidOn(page, index))
    const bytes = Buffer.from(pageOf(number, said))
    const id = newId(systemClock)
    const path = `takeout.zip/Takeout/Voice/Calls/${number} - Text - ${page}.html`
    items.push({
      ...{ id, path, size: bytes.length, body: pack(bytes).toString('base64') },
      external: createHash('sha256').update(bytes).digest('hex'),
    })
    said.forEach(({ atMs, out, text }, position) => {
      const identity = createHash('md5').update(`${page} ${position}`).digest('hex')
      messages.push({
        id: newId(systemClock),
        raw: id,
        position,
        identity,
        number,
        at: atMs / 1000,
        out,
        text,
      })
    })
  }
  await store.write(input.firmId, async (tx) => {
    const rows = sql`json_to_recordset(${JSON.stringify(items)}::json) as r (id uuid, path text, size int, body text, external text)`
    await sql`insert into raw_item (id, source_id, run_id, external_id, path, encoding, body, bytes, received_at)
      select id, ${input.sourceId}, ${input.runId}, external, path, 'deflate', decode(body, 'base64'), size, now() from ${rows}`.execute(
      tx,
    )
    await sql`insert into run_item (run_id, path, raw_item_id, seen, stored, duplicates, rejected, uncounted)
      select ${input.runId}, path, id, ${PER_PAGE}, ${PER_PAGE}, 0, 0, 0 from ${rows}`.execute(tx)
    await sql`insert into message (id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, sender, peer, body,
        labels, deleted, parse_version)
      select r.id, ${input.sourceId}, raw, position, identity::uuid, p.id, 'google-voice', 'text', to_timestamp(r.at),
        case when out then 'out' else 'in' end, case when out then '+15125550100' else number end, number, text, '{inbox,sms}', false, 1
      from json_to_recordset(${JSON.stringify(messages)}::json) as r (id uuid, raw uuid, position int, identity text, number text, at float8, out bool, text text)
      join participants p on p.key = 'phone:' || number`.execute(tx)
  })
}

function numberOf(customer: number): string {
  return `+1512${String(2_000_000 + customer).padStart(7, '0')}`
}

/** Three quarters of a minute apart on a page, a fortnight between the pages of a customer. */
function saidOn(page: number, index: number): { atMs: number; out: boolean; text: string } {
  const atMs =
    Date.UTC(2022, 0, 1) + (page % PAGES_PER_CUSTOMER) * 14 * 86_400_000 + page * 1_000 + index * 45 * 60_000
  return { atMs, out: index % 2 === 1, text: `${SAID[index % SAID.length]}` }
}

/** A page as Takeout writes it. */
function pageOf(number: string, said: readonly { atMs: number; out: boolean; text: string }[]): string {
  const messages = said.map(({ atMs, out, text }) => {
    const who = out
      ? '<cite class="sender vcard"><a class="tel" href="tel:+15125550100"><abbr class="fn" title="">Me</abbr></a></cite>'
      : `<cite class="sender vcard"><a class="tel" href="tel:${number}"><span class="fn"></span></a></cite>`
    const at = new Date(atMs).toISOString().replace('Z', '+00:00')
    return `<div class="message"><abbr class="dt" title="${at}">then</abbr>:\n${who}:\n<q>${text}</q>\n</div> `
  })
  return `<?xml version="1.0" ?>\n<html><head><title>${number}</title></head><body><div class="hChatLog hfeed">\n${messages.join('')}</div><div class="tags">Labels:\n<a rel="tag" href="http://www.google.com/voice#inbox">Inbox</a>, <a rel="tag" href="http://www.google.com/voice#sms">Text</a></div></body></html>`
}
