import type { Id } from '../base/ids.ts'
import type { CheckDepth, CheckName } from '../contract/auditor.ts'
import type { Store } from '../store/store.ts'
import type { LookIo } from './check.ts'
import { addResult, endRun, renewRun } from './check-run.ts'
import { checks } from './checks.ts'
import { keepFindings, openFindings, partOf } from './findings.ts'
import { FOUND_MAX, keyOf, lookThrough } from './look-through.ts'
import { keepRound, readRounds } from './rounds.ts'

const RENEW_EVERY_MS = 2_000
class Cancelled extends Error {}

export type MakeCheckInput = {
  runId: Id
  holder: Id
  depth: CheckDepth
  names: readonly CheckName[] | null
  signal: AbortSignal
}

/**
 * Makes the checks of a run, one after the other, and keeps what each found in one transaction with how far it came. A kill
 * loses the check in hand. What stood before and is not found again, is over.
 */
export async function makeCheck(
  io: LookIo & { store: Pick<Store, 'write'> },
  input: MakeCheckInput,
): Promise<void> {
  const { store, clock, tenantId, read } = io
  const { runId, holder, depth, names, signal } = input
  const rounds = await read(readRounds)
  let done = 0
  try {
    for (const check of checks) {
      if (names !== null && !names.includes(check.name)) continue
      const { name } = check
      let renewedMs = Number.NEGATIVE_INFINITY
      const renew = async () => {
        if (performance.now() - renewedMs < RENEW_EVERY_MS) return
        const isOurs = await store.write(tenantId, (tx) =>
          renewRun(tx, { clock, runId, holder, check: name, done }),
        )
        if (!isOurs) throw new Cancelled('The check was cancelled.')
        renewedMs = performance.now()
      }
      await renew()
      const beganMs = performance.now()
      const round = rounds.get(name) ?? { newest: null, after: null, beganAt: clock.now(), endedAt: null }
      const looked = await lookThrough(io, { check, depth, round, signal, onStretch: renew })
      const before = await read((db) => openFindings(db, { check: name, limit: FOUND_MAX }))
      const found = new Map(looked.found.map((one) => [keyOf(one), one]))
      const unseen = before.filter((one) => !found.has(keyOf(one)))
      // Of what was not come by this time, too, whether it still stands.
      const standing = unseen.length === 0 ? [] : (await check.look(io, partOf(unseen))).found
      const stands = new Map(standing.map((one) => [keyOf(one), one]))
      for (const one of unseen) {
        const again = stands.get(keyOf(one))
        if (again !== undefined) found.set(keyOf(one), again)
      }
      done += 1
      const result = {
        ...{ name, looked: looked.looked, of: looked.of, found: found.size, waiting: looked.waiting },
        ms: Math.round(performance.now() - beganMs),
      }
      await store.write(tenantId, async (tx) => {
        const gone = unseen.filter((one) => !found.has(keyOf(one))).map(({ id }) => id)
        await keepFindings(tx, { clock, runId, check: name, found: [...found.values()], gone })
        await keepRound(tx, { name, round: looked.round })
        await addResult(tx, { runId, result, done })
      })
    }
    await store.write(tenantId, (tx) => endRun(tx, { clock, runId, status: 'completed' }))
  } catch (error) {
    const isStopped = error instanceof Cancelled || signal.aborted
    await store.write(tenantId, (tx) =>
      endRun(tx, {
        clock,
        runId,
        status: isStopped ? 'cancelled' : 'failed',
        ...(isStopped ? {} : { errorCode: 'internal' }),
      }),
    )
    if (!isStopped) throw error
  }
}
