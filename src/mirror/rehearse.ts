import type { Id } from '../base/ids.ts'
import type { Fields } from '../conflicts/conflicts.ts'
import { type ConflictKind, conflictKinds } from '../contract/conflicts.ts'
import type { MirrorMapping, MirrorPreview } from '../contract/mirrors.ts'
import type { Db, Store } from '../store/store.ts'
import { findOurs, refuseUnmakeable } from './make-ours.ts'
import { fieldsOfRow, RowUnfit, tableOf } from './mapping.ts'
import type { TheirRow, Theirs } from './theirs.ts'

const ROWS_MAX = 200
const SHOWN_MAX = 5

/** What would become of the first rows of each table, were it connected. Reads on both sides, and writes on neither. */
export async function rehearse(
  { store, theirs, erasedKey }: { store: Store; theirs: Theirs; erasedKey: Buffer },
  { tenantId, mapping }: { tenantId: Id; mapping: MirrorMapping },
): Promise<MirrorPreview[]> {
  const previews: MirrorPreview[] = []
  for (const kind of conflictKinds.toReversed()) {
    const table = tableOf(mapping, kind)
    if (table === undefined) continue
    const rows = await theirs.page(kind, null, ROWS_MAX)
    previews.push(
      await store.read(tenantId, async (db) => {
        const { region } = await db.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
        const seen = []
        for (const row of rows)
          seen.push(
            await becomes(db, {
              ...{ kind, row, erasedKey },
              read: () => fieldsOfRow(table, { row: row.row, held: [], region }),
            }),
          )
        return summed(kind, seen, await countHere(db, kind))
      }),
    )
  }
  return previews
}

type Seen = MirrorPreview['first'][number]

async function becomes(
  db: Db,
  input: { kind: ConflictKind; row: TheirRow; erasedKey: Buffer; read: () => Fields },
): Promise<Seen> {
  const { kind, row, erasedKey } = input
  let fields: Fields = row.row
  try {
    const theirs = input.read()
    fields = theirs
    const known = (await findOurs(db, { kind, theirs, ourId: row.ourId })) !== null
    if (!known) await refuseUnmakeable(db, { kind, theirs, erasedKey })
    return { key: row.key, becomes: known ? 'known' : 'made', reason: null, fields }
  } catch (error) {
    if (!(error instanceof RowUnfit)) throw error
    return { key: row.key, becomes: 'set_aside', reason: error.reason, fields }
  }
}

function summed(kind: ConflictKind, seen: readonly Seen[], here: number): MirrorPreview {
  const count = (what: Seen['becomes']) => seen.filter(({ becomes }) => becomes === what).length
  const reasons = Map.groupBy(
    seen.flatMap(({ reason }) => reason ?? []),
    (reason) => reason,
  )
  return {
    ...{ kind, looked: seen.length, known: count('known'), made: count('made'), here },
    setAside: [...reasons].map(([reason, all]) => ({ reason, count: all.length })),
    first: seen.slice(0, SHOWN_MAX),
  }
}

async function countHere(db: Db, kind: ConflictKind): Promise<number> {
  const { count } = await db
    .selectFrom(kind)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('mergedInto', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
