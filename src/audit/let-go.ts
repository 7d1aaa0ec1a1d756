import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import type { Actor } from './entry.ts'
import { type Recorder, record } from './record.ts'
import { SEALED_REMOVED, TRIMMED } from './verify.ts'

/** Lets entries from before an instant go, and says so in the trail. Returns how many. */
export async function trim(
  tx: Tx,
  io: Recorder,
  input: { tenantId: Id; actor: Actor; before: Date },
): Promise<number> {
  const last = await tx
    .selectFrom('auditEntry')
    .select(['seq', 'hash'])
    .where('at', '<', input.before)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return 0
  const { numDeletedRows } = await tx.deleteFrom('auditEntry').where('seq', '<=', last.seq).executeTakeFirst()
  await record(tx, io, {
    tenantId: input.tenantId,
    entry: {
      actor: input.actor,
      action: TRIMMED,
      details: { to: Number(last.seq), hash: last.hash.toString('hex') },
    },
  })
  return Number(numDeletedRows)
}

/** Takes out what is sealed in entries about `subjects`, and says so in the trail. Returns of how many entries. */
export async function removeSealed(
  tx: Tx,
  io: Recorder,
  input: { tenantId: Id; actor: Actor; kind: string; ids: readonly string[] },
): Promise<number> {
  const rows = await tx
    .updateTable('auditEntry')
    .set({ sealed: null })
    .where('subjectKind', '=', input.kind)
    .where('subjectId', 'in', [...input.ids, ''])
    .where('sealed', 'is not', null)
    .returning('seq')
    .execute()
  if (rows.length === 0) return 0
  const seqs = rows.map(({ seq }) => Number(seq)).sort((one, other) => one - other)
  await record(tx, io, {
    tenantId: input.tenantId,
    entry: { actor: input.actor, action: SEALED_REMOVED, details: { seqs } },
  })
  return rows.length
}
