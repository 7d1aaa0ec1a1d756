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
 * beside them. They are not threaded.
 */
export async function fillSound(
  store: Store,
  { firmId, messages }: { firmId: Id; messages: number },
): Promise<void> {
  const [sourceId, runId] = [newId(systemClock), newId(systemClock)]
  const pages = Math.ceil(messages / PER_PAGE)
  const customers = Math.ceil(pages / PAGES_PER_CUSTOMER)
  await store.write(firmId, async (tx) => {
    await sql`insert into source (id, channel, label, addresses, made_at, message_count)
      values (${sourceId}, 'google-voice', '+15125550100', '{+15125550100}', now(), ${pages * PER_PAGE})`.execute(
      tx,
    )
    await sql`insert into run (id, source_id, channel, sync_type, status, input, input_key, phase, total_messages, seen, stored, made_at, started_at, finished_at)
      values (${runId}, ${sourceId}, 'google-voice', 'manual', 'completed', '{"paths":[],"names":["takeout.zip"]}', 'fill', 'done',
        ${pages * PER_PAGE}, ${pages * PER_PAGE}, ${pages * PER_PAGE}, now(), now(), now())`.execute(tx)
  })
  for (let at = 0; at < customers; at += 2_000) {
    const some = Array.from({ length: Math.min(2_000, customers - at) }, (_, index) => numberOf(at + index))
    const rows = some.map((value) => ({
      ...{ value, customer: newId(systemClock), point: newId(systemClock), party: newId(systemClock) },
    }))
    await store.write(firmId, async (tx) => {
      const json = JSON.stringify(rows)
      const from = sql`json_to_recordset(${json}::json) as r (value text, customer uuid, point uuid, party uuid)`
      await sql`insert into customer (id, made_at, changed_at) select customer, now(), now() from ${from}`.execute(
        tx,
      )
      await sql`insert into contact_point (id, kind, value, customer_id, link_method, link_confidence, made_at)
        select point, 'phone', value, customer, 'new', 1, now() from ${from}`.execute(tx)
      await sql`insert into participants (id, key, kind, made_at) select party, 'phone:' || value, 'one', now() from ${from}`.execute(
        tx,
      )
      await sql`insert into participant (participants_id, contact_point_id) select party, point from ${from}`.execute(
        tx,
      )
    })
  }
  for (let at = 0; at < pages; at += PAGES_PER_STATEMENT)
    await fillPages(store, {
      firmId,
      sourceId,
      runId,
      from: at,
      to: Math.min(pages, at + PAGES_PER_STATEMENT),
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
