import type { CheckDepth } from '../contract/auditor.ts'
import type { Check, Found, LookIo } from './check.ts'
import type { Round } from './rounds.ts'
import { countRows, lastKey, type Stretch, stretches } from './walk.ts'

/** What a check found on its way, and how far it came. */
export type Looked = { found: Found[]; waiting: number; looked: number; of: number | null; round: Round }

export type LookThroughInput = {
  check: Check
  depth: CheckDepth
  round: Round
  signal: AbortSignal
  /** Hears of each stretch. */
  onStretch?: () => Promise<void>
}

const DAY_MS = 24 * 60 * 60_000
/** Runs by the clock in which a round is done where they come every hour. */
const RUNS_IN_A_ROUND = { compared: 24, derived: 24, slowly: 7 * 24 } as const
/** So many rows are always looked at, so that a small firm is looked at as a whole each time. */
const ROWS_MIN = { compared: 10_000, derived: 2_000, slowly: 500 } as const
/** Of what is new no more than so many times that at once; the rest follows the next time. */
const NEW_TIMES_MAX = { compared: 100, derived: 4, slowly: 4 } as const
/** More findings than this are not looked for: something is wrong altogether, and the first of them say what. */
export const FOUND_MAX = 1_000

/**
 * Makes a check: of all, or of what is new and a part of the rest. What it finds is looked at a second time, for between two
 * statements of a first look the firm may have worked on; what is then so again, in one transaction, is a finding.
 */
export async function lookThrough(io: LookIo, input: LookThroughInput): Promise<Looked> {
  const { check, depth, round } = input
  const now = io.clock.now()
  const done: Looked = { found: [], waiting: 0, looked: 0, of: null, round }
  const { walk } = check
  const isFresh = round.endedAt !== null && now.getTime() - round.endedAt.getTime() < DAY_MS
  if (walk === undefined || walk.isPrivate) {
    if (depth === 'new' && isFresh && (walk !== undefined || check.pace !== 'compared')) return done
    if (walk === undefined) await lookAt(io, input, { after: null, upTo: null, last: null, rows: 0 }, done)
    else
      for await (const stretch of stretches(io, walk, sliceOf(check))) await lookAt(io, input, stretch, done)
    return { ...done, round: { ...round, endedAt: now } }
  }
  const total = await countRows(io, walk)
  done.of = total
  const isAll = depth === 'whole' || (depth === 'usual' && check.pace === 'compared')
  const rowsMin = check.rowsMin ?? ROWS_MIN[check.pace]
  const budget = Math.max(rowsMin, Math.ceil(total / RUNS_IN_A_ROUND[check.pace]))
  if (isAll || budget >= total) {
    let newest = round.newest
    for await (const stretch of stretches(io, walk, sliceOf(check))) {
      await lookAt(io, input, stretch, done)
      newest = stretch.last ?? newest
    }
    return { ...done, round: { newest, after: null, beganAt: now, endedAt: now } }
  }
  let { newest } = round
  // What is here when the first round begins is the round's to look at.
  if (newest === null) newest = await lastKey(io, walk)
  else if (walk.type === 'uuid') {
    const rowsMax = rowsMin * NEW_TIMES_MAX[check.pace]
    for await (const stretch of stretches(io, walk, { ...sliceOf(check), after: newest, rowsMax })) {
      await lookAt(io, input, stretch, done)
      newest = stretch.last ?? newest
    }
  }
  let { after, beganAt, endedAt } = round
  for await (const stretch of stretches(io, walk, { ...sliceOf(check), after, rowsMax: budget })) {
    await lookAt(io, input, stretch, done)
    after = stretch.last ?? after
    if (stretch.upTo === null) {
      after = null
      endedAt = now
      beganAt = now
    }
  }
  return { ...done, round: { newest, after, beganAt, endedAt } }
}

function sliceOf({ slice }: Check): { slice?: number } {
  return slice === undefined ? {} : { slice }
}

async function lookAt(
  io: LookIo,
  { check, signal, onStretch }: LookThroughInput,
  stretch: Stretch,
  done: Looked,
): Promise<void> {
  signal.throwIfAborted()
  if (done.found.length >= FOUND_MAX) return
  const first = await check.look(io, stretch)
  done.waiting += first.waiting
  done.looked += stretch.rows === 0 ? first.looked : stretch.rows
  if (first.found.length > 0) {
    const these = [...new Set(first.found.map(({ subject }) => subject.id))].slice(0, FOUND_MAX)
    const again = await check.look(io, { these })
    const keys = new Set(first.found.map(keyOf))
    done.waiting += again.waiting
    done.found.push(...again.found.filter((one) => keys.has(keyOf(one))))
  }
  await onStretch?.()
}

export function keyOf({ kind, subject }: Found): string {
  return `${kind} ${subject.kind} ${subject.id}`
}
