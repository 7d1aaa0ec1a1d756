import type { KeyObject } from 'node:crypto'
import { CompiledQuery, Kysely } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Secrets, Writer } from '../secrets/secrets.ts'
import { chainable, digestOf, FIELD_END, GENESIS, link, type NewEntry, placeOf } from './entry.ts'

export type Recorder = { clock: Clock; secrets: Pick<Secrets, 'seal'>; key: KeyObject }

/**
 * Adds an entry to the firm's trail, in the transaction of what it tells of. Make it the last thing in there: from here
 * to the end the firm's other entries wait.
 */
export async function record(
  on: Writer,
  io: Recorder,
  input: { tenantId: Id; entry: NewEntry },
): Promise<void> {
  const { tenantId, entry } = input
  const [head] = await query<{ seq: string; hash: Buffer }>(
    on,
    `insert into audit_head (tenant_id, seq, hash) values ($1, 0, $2)
     on conflict (tenant_id) do update set seq = audit_head.seq returning seq, hash`,
    [tenantId, GENESIS],
  )
  if (head === undefined) throw new Error('The end of the audit trail is missing.')
  const seq = Number(head.seq) + 1
  const change = entry.change === undefined ? null : JSON.stringify(entry.change)
  const digest = change === null ? null : digestOf(io.key, change)
  const at = io.clock.now()
  const fields = [
    entry.actor.kind,
    chainable(entry.actor.id),
    chainable(entry.actor.label),
    entry.action,
    entry.subject === undefined ? null : chainable(entry.subject.kind),
    entry.subject === undefined ? null : chainable(entry.subject.id),
    entry.reason === undefined ? null : chainable(entry.reason),
    entry.details === undefined ? null : JSON.stringify(entry.details),
  ]
  const text = [seq, at.getTime(), ...fields, digest?.toString('hex') ?? ''].map((field) => field ?? '')
  await query(
    on,
    `with entry as (
       insert into audit_entry (tenant_id, seq, at, actor_kind, actor_id, actor_label, action, subject_kind, subject_id, reason, details, sealed_digest, sealed, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))
     update audit_head set seq = $2, hash = $14 where tenant_id = $1`,
    [
      tenantId,
      seq,
      at,
      ...fields,
      digest,
      change === null ? null : await io.secrets.seal(on, change, placeOf(tenantId, seq)),
      link(io.key, head.hash, tenantId, text.join(FIELD_END)),
    ],
  )
}

/** Rows of a statement, on either kind of transaction. */
export async function query<R>(on: Writer, text: string, values: unknown[]): Promise<R[]> {
  if (on instanceof Kysely) return (await on.executeQuery<R>(CompiledQuery.raw(text, values))).rows
  return (await on.query(text, values)).rows as R[]
}
