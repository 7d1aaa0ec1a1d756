import { type Selectable, sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Fields } from '../conflicts/conflicts.ts'
import type { ConflictKind } from '../contract/conflicts.ts'
import type { Db, Tables, Tx } from '../store/store.ts'

/** A row of a mirror and what it is here. */
export type Link = Omit<Selectable<Tables['mirrorLink']>, 'kind' | 'agreed' | 'sending' | 'state'> & {
  kind: ConflictKind
  agreed: Fields | null
  sending: Fields | null
  state: 'agreed' | 'set_aside' | 'gone' | 'forgetting'
}

export async function readLink(db: Db, id: Id): Promise<Link | undefined> {
  return (await db.selectFrom('mirrorLink').selectAll().where('id', '=', id).executeTakeFirst()) as
    | Link
    | undefined
}

/** The same, held until the transaction ends; undefined when it has changed since. */
export async function holdLink(
  tx: Tx,
  { id, revision }: Pick<Link, 'id' | 'revision'>,
): Promise<Link | undefined> {
  return (await tx
    .selectFrom('mirrorLink')
    .selectAll()
    .where('id', '=', id)
    .where('revision', '=', revision)
    .forUpdate()
    .executeTakeFirst()) as Link | undefined
}

/** Writes a link on; it must be the one that was read (`revision`). Answers whether it was. */
export async function writeLink(
  tx: Tx,
  { id, revision }: Pick<Link, 'id' | 'revision'>,
  set: Partial<
    Pick<
      Link,
      | 'remoteKey'
      | 'localId'
      | 'agreed'
      | 'sending'
      | 'sendId'
      | 'mark'
      | 'state'
      | 'reason'
      | 'tries'
      | 'due'
    >
  > & { now: Date },
): Promise<boolean> {
  const { now, agreed, sending, ...rest } = set
  const { numUpdatedRows } = await tx
    .updateTable('mirrorLink')
    .set({
      ...rest,
      ...(agreed === undefined ? {} : { agreed: agreed === null ? null : JSON.stringify(agreed) }),
      ...(sending === undefined ? {} : { sending: sending === null ? null : JSON.stringify(sending) }),
      revision: revision + 1,
      changedAt: now,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Rows of theirs are to be seen to; those that were unknown are known from here on. */
export async function dueByKeys(
  tx: Tx,
  { mirrorId, kind, keys, now }: { mirrorId: Id; kind: ConflictKind; keys: readonly string[]; now: Date },
): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into mirror_link as l (mirror_id, kind, remote_key, changed_at)
    select ${mirrorId}, ${kind}, k.key, ${now} from (select distinct unnest(${[...keys]}::text[]) as key) k order by k.key
    on conflict (tenant_id, mirror_id, kind, remote_key) do update set due = true where not l.due`.execute(tx)
}

/** Rows of ours are to be seen to, in every mirror but `except`. */
export async function dueByIds(
  tx: Tx,
  { kind, ids, except, now }: { kind: ConflictKind; ids: readonly Id[]; except: Id | null; now: Date },
): Promise<void> {
  if (ids.length === 0) return
  const standing =
    kind === 'ticket'
      ? sql`select t.id from ticket t where t.id = any(${[...ids]}::uuid[]) and t.merged_into is null`
      : sql`select c.id from customer c where c.id = any(${[...ids]}::uuid[]) and c.merged_into is null`
  await sql`
    update mirror_link set due = true
    where kind = ${kind} and local_id = any(${[...ids]}::uuid[]) and not due and mirror_id is distinct from ${except}::uuid`.execute(
    tx,
  )
  await sql`
    insert into mirror_link (mirror_id, kind, local_id, changed_at)
    select m.id, ${kind}, s.id, ${now} from mirror m cross join (${standing}) s
    where m.removed_at is null and m.mapping ? ${kind} and m.id is distinct from ${except}::uuid order by m.id, s.id
    on conflict (tenant_id, mirror_id, kind, local_id) do nothing`.execute(tx)
}

/** Tickets wait for their customer to be known there. */
export async function dueTicketsOf(
  tx: Tx,
  { mirrorId, customerId }: { mirrorId: Id; customerId: Id },
): Promise<void> {
  await sql`
    update mirror_link l set due = true from ticket t
    where l.mirror_id = ${mirrorId} and l.kind = 'ticket' and not l.due and t.id = l.local_id and t.customer_id = ${customerId}`.execute(
    tx,
  )
}

/** Customers come before tickets, and what is there already before what is to be made there: it may be the same. */
export type DuePlace = { kind: ConflictKind; made: boolean; id: Id }

/** Links that are to be seen to, after one of them: something changed, or was on its way when the line broke or the program died. */
export async function dueLinks(
  db: Db,
  { mirrorId, after, limit }: { mirrorId: Id; after: DuePlace | null; limit: number },
): Promise<DuePlace[]> {
  const { rows } = await sql<DuePlace>`
    select id, kind, remote_key is null as made from mirror_link where mirror_id = ${mirrorId} and (due or sending is not null)
      and (${after === null}::boolean or (kind, remote_key is null, id) > (${after?.kind ?? ''}, ${after?.made ?? false}::boolean, ${after?.id ?? null}::uuid))
    order by kind, remote_key is null, id limit ${limit}`.execute(db)
  return rows
}

export function linkOfKey(
  db: Db,
  { mirrorId, kind, key }: { mirrorId: Id; kind: ConflictKind; key: string },
): Promise<Link | undefined> {
  return linkBy(db, { mirrorId, kind, remoteKey: key })
}

export function linkOfLocal(
  db: Db,
  { mirrorId, kind, localId }: { mirrorId: Id; kind: ConflictKind; localId: Id },
): Promise<Link | undefined> {
  return linkBy(db, { mirrorId, kind, localId })
}

async function linkBy(
  db: Db,
  {
    mirrorId,
    kind,
    ...side
  }: { mirrorId: Id; kind: ConflictKind } & ({ remoteKey: string } | { localId: Id }),
): Promise<Link | undefined> {
  const found = db
    .selectFrom('mirrorLink')
    .selectAll()
    .where('mirrorId', '=', mirrorId)
    .where('kind', '=', kind)
  const [column, value] =
    'localId' in side ? (['localId', side.localId] as const) : (['remoteKey', side.remoteKey] as const)
  return (await found.where(column, '=', value).executeTakeFirst()) as Link | undefined
}
