import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { firstIdAt, type Id } from '../../base/ids.ts'
import { customersOfParticipants } from '../../customers/customers.ts'
import type { Db, Store } from '../../store/store.ts'
import { sigil, termsOf, wordsIn } from '../words/analyse.ts'
import { Overtaken } from './overtaken.ts'
import { draftOf, type IndexedDoc, packSegment } from './segment.ts'
import { lockIndex, writeSegment } from './write.ts'

/**
 * Messages that are not in the index of words, newest first. `madeSince`: only those that came into being since; without it, all
 * messages of the firm are looked through, some 0.3 s at 100,000.
 */
export async function messagesToIndex(
  db: Db,
  input: { madeSince?: Date | undefined; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select m.id from message m
    where m.kind <> 'step' and ${input.madeSince === undefined ? sql`true` : sql`m.id > ${firstIdAt(input.madeSince)}::uuid`}
      and not exists (select from search_message s where s.tenant_id = m.tenant_id and s.message_id = m.id)
    order by m.at desc, m.id desc limit ${input.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Indexes these messages. Throws `Overtaken` when one of them was indexed or taken away meanwhile. */
export async function indexMessages(
  io: { store: Store; clock: Clock },
  { tenantId, ids }: { tenantId: Id; ids: readonly Id[] },
): Promise<void> {
  const docs = await io.store.read(tenantId, (db) => readMessageDocs(db, ids))
  if (docs.length === 0) throw new Overtaken()
  const segment = await packSegment(draftOf(docs))
  await io.store.write(tenantId, async (tx) => {
    await lockIndex(tx)
    const { numAffectedRows } = await sql`
      insert into search_message (message_id) select id from message where id = any(${docs.map(({ id }) => id)}::uuid[])
      on conflict do nothing`.execute(tx)
    if (Number(numAffectedRows ?? 0) !== docs.length) throw new Overtaken()
    await writeSegment(tx, { clock: io.clock, family: 'message', segment })
  })
}

type MessageRow = {
  id: Id
  at: Date
  words: string
  kind: string
  channel: string
  direction: string | null
  participantsId: Id
  /** Kinds and names of what was sent along. */
  attachments: { kind: string; name: string }[] | null
}

/** Messages with their terms: what was said, with whom, what came along, and what filters ask for. */
export async function readMessageDocs(db: Db, ids: readonly Id[]): Promise<IndexedDoc[]> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.at, concat_ws(E'\n', m.subject, nullif(m.body, ''), m.transcript) as words, m.kind, m.channel, m.direction,
      m.participants_id, a.attachments
    from message m
    left join lateral (
      select jsonb_agg(jsonb_build_object('kind', a.kind, 'name', a.reference)) as attachments
      from attachment a where a.tenant_id = m.tenant_id and a.message_id = m.id) a on true
    where m.id = any(${ids as Id[]}::uuid[])`.execute(db)
  const parties = await customersOfParticipants(db, [
    ...new Set(rows.map(({ participantsId }) => participantsId)),
  ])
  return rows.map((row) => ({
    kind: 'message',
    id: row.id,
    at: row.at,
    terms: termsOfMessage(row, parties.get(row.participantsId)?.members ?? []),
  }))
}

function termsOfMessage(row: MessageRow, members: readonly { name: string | null }[]): Set<string> {
  const terms = new Set(wordsIn(row.words).flatMap(termsOf))
  for (const fact of factsOf(row)) terms.add(sigil.fact + fact)
  for (const { name } of members)
    for (const { word, parts } of wordsIn(name ?? '', []))
      for (const term of [word, ...parts]) terms.add(sigil.who + term)
  for (const { name } of row.attachments ?? [])
    for (const { word, parts } of wordsIn(name, []))
      for (const term of [word, ...parts]) terms.add(sigil.file + term)
  return terms
}

/** What filters ask for: `out`, `channel.google-voice`, `has.image`. */
function factsOf({ kind, channel, direction, attachments }: MessageRow): string[] {
  return [
    `kind.${kind}`,
    `channel.${channel}`,
    ...(direction === null ? [] : [direction]),
    ...new Set((attachments ?? []).map((one) => `has.${one.kind}`)),
  ]
}
