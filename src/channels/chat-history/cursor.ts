import { z } from 'zod'
import type { Cursor } from '../wire.ts'
import { everything, readRanges, type Unseen, writeRanges } from './unseen.ts'

/** Where one stands in a table. */
export type Standing = {
  place: Place
  /** The layout in short: see `layoutMark`. */
  layout: string
  /** When the table was last looked through to its end, by our clock; null: never yet. */
  lookedMs: number | null
  /** The time for one look was over before the end was reached. */
  behind: boolean
  /** Rows handed over since all was listed anew. */
  handedOver: number
  /** Some of the last rows, by which the table is known again. */
  anchors: readonly Anchor[]
  way:
    | { kind: 'ordered'; unseen: Unseen }
    /** `since` and `began` are snapshots as PostgreSQL writes them; `after` is the last id handed over in this round. */
    | { kind: 'rounds'; since: string | null; began: string | null; after: string | null }
}

/** Which table it is, of which database. Parts that the server does not tell are null. */
export type Place = {
  /** Made with the cluster, and kept by its replicas and physical copies. */
  system: string | null
  /** Goes up when a replica takes over or a backup is brought back. */
  timeline: number | null
  database: string
  table: string
}

export type Anchor = {
  id: string
  /** As `rowDigest` makes it. */
  digest: string
  /** Short digest of the session: one anchor for each. */
  session: string
}

const ANCHORS_MAX = 16

const written = z.object({
  v: z.literal(1),
  place: z.object({
    system: z.string().nullable(),
    timeline: z.number().nullable(),
    database: z.string(),
    table: z.string(),
  }),
  layout: z.string(),
  lookedMs: z.number().nullable(),
  behind: z.boolean(),
  handedOver: z.number(),
  anchors: z.array(z.tuple([z.string(), z.string(), z.string()])).max(ANCHORS_MAX),
  unseen: z
    .object({
      tail: z.string(),
      waiting: z.array(z.object({ holders: z.array(z.string()).nullable(), ranges: z.string() })),
      watched: z.string(),
    })
    .optional(),
  round: z
    .object({
      since: z.string().nullable(),
      began: z.string().nullable(),
      after: z.string().nullable(),
    })
    .optional(),
})

export function writeCursor({ way, anchors, ...rest }: Standing): Cursor {
  const cursor: z.infer<typeof written> = {
    v: 1,
    ...rest,
    anchors: anchors.map(({ id, digest, session }) => [id, digest, session]),
  }
  if (way.kind === 'rounds') {
    const { since, began, after } = way
    return { ...cursor, round: { since, began, after } }
  }
  const { tail, waiting, watched } = way.unseen
  return {
    ...cursor,
    unseen: {
      tail: `${tail}`,
      waiting: waiting.map(({ holders, ranges }) => ({
        holders: holders === null ? null : [...holders],
        ranges: writeRanges(ranges),
      })),
      watched: writeRanges(watched),
    },
  }
}

/** null when `cursor` was not written by `writeCursor`. */
export function readCursor(cursor: Cursor): Standing | null {
  const { success, data } = written.safeParse(cursor)
  if (!success) return null
  const { v: _, unseen, round, anchors, ...rest } = data
  const standing = { ...rest, anchors: anchors.map(([id, digest, session]) => ({ id, digest, session })) }
  if (round !== undefined) return { ...standing, way: { kind: 'rounds', ...round } }
  if (unseen === undefined) return null
  try {
    return {
      ...standing,
      way: {
        kind: 'ordered',
        unseen: {
          tail: BigInt(unseen.tail),
          waiting: unseen.waiting.map(({ holders, ranges }) => ({ holders, ranges: readRanges(ranges) })),
          watched: readRanges(unseen.watched),
        },
      },
    }
  } catch {
    return null
  }
}

/** Whether the last look ended before the table did, so that it is worth while to look again at once. */
export function chatHistoryBehind(cursor: Cursor): boolean {
  return cursor.behind === true
}

/** Nothing handed over yet. */
export function atTheBeginning(input: {
  place: Place
  layout: string
  kind: Standing['way']['kind']
}): Standing {
  const { place, layout, kind } = input
  const way =
    kind === 'ordered' ? { kind, unseen: everything() } : { kind, since: null, began: null, after: null }
  return { place, layout, lookedMs: null, behind: false, handedOver: 0, anchors: [], way }
}

/** The last of each session, the newest at the end. */
export function withAnchors(before: readonly Anchor[], rows: readonly Anchor[]): readonly Anchor[] {
  const bySession = new Map(before.map((anchor) => [anchor.session, anchor]))
  for (const row of rows.slice(-ANCHORS_MAX)) {
    bySession.delete(row.session)
    bySession.set(row.session, row)
  }
  return [...bySession.values()].slice(-ANCHORS_MAX)
}

/** What tells that `now` is another table than the one `before` was read from; null where nothing does. */
export function movedFrom(
  before: Place,
  now: Place,
): 'database_changed' | 'restored' | 'table_replaced' | null {
  const differs = <Part>(one: Part | null, other: Part | null) =>
    one !== null && other !== null && one !== other
  if (differs(before.system, now.system) || before.database !== now.database) return 'database_changed'
  if (differs(before.timeline, now.timeline)) return 'restored'
  return before.table === now.table ? null : 'table_replaced'
}
