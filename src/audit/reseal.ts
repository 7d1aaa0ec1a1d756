import type { Id } from '../base/ids.ts'
import type { Holder } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { placeOf } from './entry.ts'

const ENTRIES_PER_TRANSACTION = 500

/** Seals what is sealed in the trails of all firms anew, when the installation's key is rotated. */
export function auditHolder(io: {
  store: Pick<Store, 'write'>
  firms: () => Promise<readonly { id: Id }[]>
}): Holder {
  return async (reseal) => {
    for (const { id: tenantId } of await io.firms()) {
      for (let after: string | undefined = '0'; after !== undefined; ) {
        const from: string = after
        after = await io.store.write(tenantId, async (tx) => {
          const rows = await tx
            .selectFrom('auditEntry')
            .select(['seq', 'sealed'])
            .where('seq', '>', from)
            .where('sealed', 'is not', null)
            .orderBy('seq')
            .limit(ENTRIES_PER_TRANSACTION)
            .forUpdate()
            .execute()
          const values = rows.map(({ seq, sealed }) => ({
            sealed: sealed ?? Buffer.alloc(0),
            place: placeOf(tenantId, Number(seq)),
          }))
          for (const [i, sealed] of (await reseal(tx, values)).entries()) {
            if (sealed !== null)
              await tx
                .updateTable('auditEntry')
                .set({ sealed })
                .where('seq', '=', rows[i]?.seq ?? '')
                .execute()
          }
          return rows.length < ENTRIES_PER_TRANSACTION ? undefined : rows.at(-1)?.seq
        })
      }
    }
  }
}
