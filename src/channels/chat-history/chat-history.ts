import type { Clock } from '../../base/clock.ts'
import { type AddressOf, addressBy } from '../hosts.ts'
import { type Cursor, type Wire, type WireBatch, WireError } from '../wire.ts'
import { batchesOf, type RowBatch } from './batches.ts'
import { type Connection, openConnection } from './connection.ts'
import { readCursor, type Standing, withAnchors, writeCursor } from './cursor.ts'
import { type ChatTableDescription, describeTable } from './describe.ts'
import { nearer, openHorizon } from './horizon.ts'
import { type Opened, openTable } from './open-table.ts'
import { countUnseen, findUnseen, lockHolders } from './read-ordered.ts'
import { countInRound, findInRound } from './read-rounds.ts'
import { nextLimit, ROWS_MIN } from './read-rows.ts'
import { findTable, nameOf } from './table.ts'
import { afterLook, isWatched } from './unseen.ts'

export type ChatHistoryConfig = {
  /** `postgres://…`, with `sslmode` where wanted. */
  url: string
  /** `table` or `schema.table`, as the catalog writes it. */
  table: string
  /** What the firm calls the crew of agents that writes the table. */
  crew: string
  /** What the agents' words are sent by: a number, an address or a name. */
  owner?: string
  /** Sessions handed over together. */
  sessionsPerBatch?: number
  /** For one `receive`: what is not finished then goes on from its cursor next time. */
  timeLimitMs?: number
}

/** A chat-history table of n8n or LangChain in a PostgreSQL database. Nothing is ever written there. */
export type ChatHistory = Wire & {
  /** What the table is, and what can be promised of it; to show before it is made a source. Throws `WireError`. */
  describe(options: { signal: AbortSignal }): Promise<ChatTableDescription>
  /**
   * Counts the whole table, which takes long where it is large: the proof that nothing was left out. `missed` rows were passed
   * and not handed over; rows that were deleted since can hide as many. null where the table is gone through in rounds.
   */
  countRows(since: Cursor, options: { signal: AbortSignal }): Promise<RowCount>
}

export type RowCount = {
  rows: number
  /** Handed over since all was listed anew. */
  handedOver: number
  /** Not handed over yet. */
  unseen: number
  missed: number | null
}

const SESSIONS_PER_BATCH = 50
const TIME_LIMIT_MS = 30_000
const COUNT_LIMIT_MS = 120_000
/** A look that was begun has so long, even when the time for all of them is over. */
const LOOK_MS = 1_000

/**
 * Opens nothing yet. PostgreSQL 12 or newer. `addressOf`: where its host is reached, asked anew for every connection. Throws
 * `WireError` when the connection string is none.
 */
export function openChatHistory(
  config: ChatHistoryConfig,
  { addressOf = addressBy('any'), ...io }: { clock: Clock; addressOf?: AddressOf },
): ChatHistory {
  const timeLimitMs = config.timeLimitMs ?? TIME_LIMIT_MS
  const connection = openConnection(config.url, { withinMs: timeLimitMs, addressOf })
  return {
    addresses: () => Promise.resolve(config.owner === undefined ? [] : [config.owner]),
    receive: (since, { signal }) => receive({ ...io, connection, config, timeLimitMs, signal }, since),
    describe: ({ signal }) =>
      connection.read({ signal, withinMs: timeLimitMs, ownNames: true }, async (ask) =>
        describeTable(await findTable(ask, config.table)),
      ),
    countRows: (since, { signal }) => countRows({ connection, config, signal }, since),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  }
}

type Receiving = {
  clock: Clock
  connection: Connection
  config: ChatHistoryConfig
  timeLimitMs: number
  signal: AbortSignal
}

/** No transaction is open while a batch is out: the agent's database waits for nobody. */
async function* receive(io: Receiving, since: Cursor | null): AsyncGenerator<WireBatch> {
  const { connection, config, signal } = io
  const deadline = performance.now() + io.timeLimitMs
  const opened = await connection.read({ signal, withinMs: io.timeLimitMs, ownNames: true }, (ask) =>
    openTable(ask, {
      name: config.table,
      since: since === null ? null : (readCursor(since) ?? 'unreadable'),
    }),
  )
  let { standing } = opened
  let incidents = opened.incidents
  let limit = ROWS_MIN
  const look = standing.way.kind === 'ordered' ? orderedLook(opened) : roundLook(opened)
  do {
    const absentMs = standing.lookedMs
    const lookingMs = io.clock.now().getTime()
    const withinMs = Math.max(Math.min(LOOK_MS, io.timeLimitMs), deadline - performance.now())
    const { batches, counts, isOver, ...found } = await look({ ...io, withinMs, standing, limit, absentMs })
    limit = nextLimit(
      batches.reduce((sum, { rows }) => sum + rows.length, 0),
      limit,
    )
    if (found.passed > 0) incidents = [...incidents, { kind: 'gap_found', details: { rows: found.passed } }]
    for (const [index, batch] of batches.entries()) {
      const isLast = isOver && index === batches.length - 1
      standing = {
        ...standing,
        way: found.wayAfter(batch, isLast),
        handedOver: standing.handedOver + batch.rows.length,
        anchors: withAnchors(standing.anchors, batch.anchors),
        behind: !isLast,
        lookedMs: isLast ? lookingMs : standing.lookedMs,
      }
      const { items, setAside } = batch
      yield { items, setAside, listed: counts[index] ?? null, cursor: writeCursor(standing), incidents }
      incidents = []
      signal.throwIfAborted()
    }
    if (isOver) return
  } while (performance.now() < deadline)
}

type LookInput = Receiving & { withinMs: number; standing: Standing; limit: number; absentMs: number | null }

type LookFound = {
  batches: RowBatch[]
  /** Of each batch, by the table itself. */
  counts: number[]
  /** Nothing more was there. */
  isOver: boolean
  /** Rows where none should have turned up any more. */
  passed: number
  /** Where one stands after a batch; asked of each in turn. */
  wayAfter(batch: RowBatch, isLast: boolean): Standing['way']
}

/** One look after another at a table whose ids have an order; see `unseen.ts` for why none is missed. */
function orderedLook({ table, highest, holders }: Opened): (input: LookInput) => Promise<LookFound> {
  const isDrawn = table.ids.kind === 'drawn'
  let horizon = openHorizon(highest, holders)
  let now = holders
  return async (input) => {
    const { connection, limit, signal, withinMs, standing } = input
    if (standing.way.kind !== 'ordered')
      throw new Error('The way of a table stays the same while it is read.')
    let { unseen } = standing.way
    if (isDrawn) ({ horizon, unseen } = nearer({ horizon, unseen }, now))
    const asked = unseen
    const look = { signal, withinMs, by: 'index' } as const
    const { rows, batches, counts, upTo, holdersAfter } = await connection.read(look, async (ask) => {
      const { rows, upTo } = await findUnseen(ask, table, { unseen: asked, limit })
      const batches = batchesOf(rows, batchOptions(input, nameOf(table), true))
      const starts = rows.length === 0 ? [] : batches.map(({ rows: [first] }) => BigInt(first?.id ?? 0))
      const counts = await countUnseen(ask, table, { unseen: asked, upTo, starts })
      const readsOn = isDrawn && upTo !== null
      return { rows, batches, counts, upTo, holdersAfter: readsOn ? await lockHolders(ask, table) : [] }
    })
    now = holdersAfter
    return {
      batches,
      counts,
      isOver: upTo === null,
      passed: isDrawn ? rows.filter(({ id }) => isWatched(asked, BigInt(id))).length : 0,
      wayAfter: ({ rows }, isLast) => {
        const ids = rows.map(({ id }) => BigInt(id))
        unseen = afterLook(unseen, {
          ids,
          upTo: isLast ? null : (ids.at(-1) ?? null),
          horizon: isDrawn ? horizon : null,
          watchedMax: isDrawn ? SETTLED_MAX : UNPROVEN_MAX,
        })
        return { kind: 'ordered', unseen }
      },
    }
  }
}

/** Gaps that are looked into although they are settled, and where nothing can be settled. */
const SETTLED_MAX = 128
const UNPROVEN_MAX = 1_000

function roundLook({ table }: Opened): (input: LookInput) => Promise<LookFound> {
  return async (input) => {
    const { connection, limit, signal, withinMs, standing } = input
    const { way } = standing
    if (way.kind !== 'rounds') throw new Error('The way of a table stays the same while it is read.')
    const look = { signal, withinMs, by: way.since === null ? 'index' : 'scan' } as const
    const { batches, counts, isOver, began } = await connection.read(look, async (ask) => {
      const { rows, isOver, began, condition } = await findInRound(ask, table, { round: way, limit })
      const inOrder = 'because' in table.ids && table.ids.because === 'no_index'
      const batches = batchesOf(rows, batchOptions(input, nameOf(table), inOrder))
      const starts = rows.length === 0 ? [] : batches.map(({ rows: [first] }) => first?.id ?? '')
      const last = isOver ? null : (rows.at(-1)?.id ?? null)
      return { batches, isOver, began, counts: await countInRound(ask, table, { condition, starts, last }) }
    })
    return {
      batches,
      counts,
      isOver,
      passed: 0,
      wayAfter: ({ rows }, isLast) =>
        isLast
          ? { kind: 'rounds', since: began, began: null, after: null }
          : { kind: 'rounds', since: way.since, began, after: rows.at(-1)?.id ?? null },
    }
  }
}

function batchOptions({ config, clock, absentMs }: LookInput, table: string, inOrder: boolean) {
  return {
    crew: config.crew,
    table,
    owner: config.owner,
    sessionsMax: config.sessionsPerBatch ?? SESSIONS_PER_BATCH,
    foundMs: clock.now().getTime(),
    absentMs,
    inOrder,
  }
}

async function countRows(
  { connection, config, signal }: Pick<Receiving, 'connection' | 'config' | 'signal'>,
  since: Cursor,
): Promise<RowCount> {
  const standing = readCursor(since)
  if (standing === null) throw new WireError('unreadable', 'The place in the table cannot be read.')
  const { way, handedOver } = standing
  return connection.read({ signal, withinMs: COUNT_LIMIT_MS, ownNames: true }, async (ask) => {
    const table = await findTable(ask, config.table)
    const [row] = await ask(`select count(*)::float8 from ${table.sql}`)
    const rows = (row?.[0] as number | undefined) ?? 0
    if (way.kind !== 'ordered') return { rows, handedOver, unseen: 0, missed: null }
    const counts = await countUnseen(ask, table, { unseen: way.unseen, upTo: null, starts: [] })
    const unseen = counts.reduce((sum, count) => sum + count, 0)
    return { rows, handedOver, unseen, missed: Math.max(0, rows - unseen - handedOver) }
  })
}
