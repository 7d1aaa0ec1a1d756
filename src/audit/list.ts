import type { Selectable } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { AuditEntryTable, Store } from '../store/store.ts'
import { type Actor, type Entry, placeOf } from './entry.ts'
import { LOOKED } from './reads.ts'

export type ListInput = {
  tenantId: Id
  limit: number
  /** Only entries older than this one. */
  before?: number | undefined
  actorId?: string | undefined
  subject?: { kind: string; id: string } | undefined
  /** What was done begins with this: `customer.`. */
  action?: string | undefined
  /** Without who only looked at data: there are many times more of those. */
  withoutLooks?: boolean | undefined
}

/** Entries of a firm's trail, newest first, with what is sealed in them. */
export async function listEntries(
  io: { store: Pick<Store, 'read'>; secrets: Pick<Secrets, 'unseal'> },
  { tenantId, limit, before, actorId, subject, action, withoutLooks }: ListInput,
): Promise<Entry[]> {
  const rows = await io.store.read(tenantId, (db) => {
    let query = db.selectFrom('auditEntry').selectAll().orderBy('seq', 'desc').limit(limit)
    if (before !== undefined) query = query.where('seq', '<', String(before))
    if (actorId !== undefined) query = query.where('actorId', '=', actorId)
    if (action !== undefined)
      query = query.where((eb) => eb(eb.fn('starts_with', ['action', eb.val(action)]), '=', true))
    if (withoutLooks) query = query.where('action', '<>', LOOKED)
    if (subject !== undefined)
      query = query.where('subjectKind', '=', subject.kind).where('subjectId', '=', subject.id)
    return query.execute()
  })
  return Promise.all(rows.map((row) => toEntry(io.secrets, row)))
}

async function toEntry(secrets: Pick<Secrets, 'unseal'>, row: Selectable<AuditEntryTable>): Promise<Entry> {
  const seq = Number(row.seq)
  const change =
    row.sealed === null
      ? null
      : JSON.parse((await secrets.unseal(row.sealed, placeOf(row.tenantId, seq))).toString())
  return {
    seq,
    at: row.at,
    actor: { kind: row.actorKind as Actor['kind'], id: row.actorId, label: row.actorLabel },
    action: row.action,
    subject:
      row.subjectKind === null || row.subjectId === null
        ? null
        : { kind: row.subjectKind, id: row.subjectId },
    reason: row.reason,
    details: row.details === null ? null : JSON.parse(row.details),
    change,
    removed: row.sealedDigest !== null && row.sealed === null,
  }
}
