import type pg from 'pg'
import type { Actor, Audit, NewEntry } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { type ActorName, inTransaction } from '../store/store.ts'
import type { Principal } from './principal.ts'

/** What changes of people and keys are made with. */
export type Trail = { pool: pg.Pool; clock: Clock; audit: Pick<Audit, 'record'> }

/** Who asks, as the audit trail knows them. */
export function actorOf({ kind, id, label }: Principal): Actor {
  return { kind, id, label }
}

/** Who asks, as events of what they change name them. */
export function actorNameOf({ kind, id }: Principal): ActorName {
  return kind === 'operator' ? kind : `${kind}:${id}`
}

/**
 * Runs `work` in a transaction on schema `auth`, and tells the firm's audit trail of it in the same one; where it answers no
 * entry, nothing is told. Await nothing else in it.
 */
export async function inToldTransaction<T>(
  { pool, audit }: Pick<Trail, 'pool' | 'audit'>,
  firmId: Id,
  work: (client: pg.ClientBase) => Promise<{ result: T; entry: NewEntry | null }>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    const { result, entry } = await work(client)
    if (entry !== null) await tell(client, { audit }, firmId, entry)
    return result
  })
}

/** Tells the audit trail of each firm that a person works for; of what is the person's own, such as signing in. */
export async function tellFirmsOf(
  { pool, audit }: Pick<Trail, 'pool' | 'audit'>,
  personId: Id,
  about: (person: Actor) => NewEntry,
): Promise<void> {
  await inTransaction(pool, (client) => tellFirms(client, { audit }, personId, about))
}

/** The same, on a client that is in a transaction. */
export async function tellFirms(
  client: pg.ClientBase,
  { audit }: Pick<Trail, 'audit'>,
  personId: Id,
  about: (person: Actor) => NewEntry,
): Promise<void> {
  const { rows } = await client.query<{ firmId: Id; name: string }>(
    `select m.organization_id as "firmId", u.name from auth.member m join auth."user" u on u.id = m.user_id
     where m.user_id = $1 order by m.organization_id`,
    [personId],
  )
  for (const { firmId, name } of rows)
    await tell(client, { audit }, firmId, about({ kind: 'person', id: personId, label: name }))
}

/** Adds an entry to a firm's trail, on a client that is in a transaction. */
export async function tell(
  client: pg.ClientBase,
  { audit }: Pick<Trail, 'audit'>,
  firmId: Id,
  entry: NewEntry,
): Promise<void> {
  await client.query(`select set_config('app.tenant_id', $1, true)`, [firmId])
  await audit.record(client, firmId, entry)
}
