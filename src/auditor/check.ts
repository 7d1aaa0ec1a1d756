import { type RawBuilder, sql } from 'kysely'
import type { Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { CheckName, FindingKind } from '../contract/auditor.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import type { ItemSeal } from '../intake/intake.ts'
import type { Mind } from '../pipeline/pipeline.ts'
import type { Db, Store } from '../store/store.ts'

/** Ids, counts, codes and names of columns: nothing of people. */
export type Details = Record<string, string | number | boolean | null>

/** Something that does not agree. */
export type Found = {
  kind: FindingKind
  subject: { kind: string; id: string }
  details: Details
}

/** Which rows are looked at: a stretch in order of their keys, the first beginning and the last ending nowhere; or certain ones. */
export type Part = { after: string | null; upTo: string | null } | { these: readonly string[] }

/** What a look found; `waiting` is not done yet and no finding, as while an import is at work. */
export type Look = { found: Found[]; waiting: number; looked: number }

export type LookIo = {
  tenantId: Id
  clock: Clock
  /** Reads the firm's rows, in a transaction of its own, or in that of a repair. */
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  pool: Store['pool']
  media: MediaFolder
  itemSeal: ItemSeal
  mind: Mind
  audit: Pick<Audit, 'verify'>
  timeoutHours: number
  /** Whether letters can be sent, and anybody gets one. */
  mails: () => Promise<boolean>
  /** All is derived again, what takes long as well. */
  isWhole: boolean
}

/** Rows a check walks along, by a key. */
export type Walk = {
  table: string
  key: string
  type: 'uuid' | 'text'
  /** The key may be somebody's address: how far one has come is not kept, and all is looked at once a day. */
  isPrivate?: true
}

/** A named look whether what is kept agrees with itself. It writes nothing. */
export type Check = {
  name: CheckName
  /** What it looks at, one sentence. */
  summary: string
  /**
   * `compared`: rows are compared with others, which is quick. `derived`: they are made again, which takes long, so that a
   * usual run does a part of them; `slowly` a smaller one.
   */
  pace: 'compared' | 'derived' | 'slowly'
  /** Absent where it looks at all at once. */
  walk?: Walk
  /** So many rows are always looked at, where others of its pace look at more or less. */
  rowsMin?: number
  /** Rows of a first slice; it grows and shrinks with how long a slice takes. */
  slice?: number
  look(io: LookIo, part: Part): Promise<Look>
}

/** A condition on a key that holds for the rows of a part. */
export function within(
  part: Part,
  key: RawBuilder<unknown>,
  type: Walk['type'] = 'uuid',
): RawBuilder<boolean> {
  const cast = sql.raw(type)
  if ('these' in part) return sql<boolean>`${key} = any(${[...part.these]}::${cast}[])`
  const { after, upTo } = part
  if (after === null && upTo === null) return sql<boolean>`true`
  if (after === null) return sql<boolean>`${key} <= ${upTo}::${cast}`
  if (upTo === null) return sql<boolean>`${key} > ${after}::${cast}`
  return sql<boolean>`${key} > ${after}::${cast} and ${key} <= ${upTo}::${cast}`
}

/** Whether a subject is meant, where all are looked at at once. */
export function isMeant(part: Part, id: string): boolean {
  return !('these' in part) || part.these.includes(id)
}

/** A look by one statement: each row it gives is a finding, but those that `isWaiting`. */
export function lookBy<R>(
  rows: readonly R[],
  shape: { looked?: number; isWaiting?: (row: R) => boolean; found: (row: R) => Found },
): Look {
  const waiting = shape.isWaiting === undefined ? [] : rows.filter(shape.isWaiting)
  const left = rows.filter((row) => !waiting.includes(row))
  return { found: left.map(shape.found), waiting: waiting.length, looked: shape.looked ?? 0 }
}

/** Whether an import is at work, waits or is to go on: what it has brought in so far may not be threaded. */
export const IMPORT_IS_OPEN = sql<boolean>`exists (select from run where status in ('queued', 'running', 'interrupted') and not dry_run)`
