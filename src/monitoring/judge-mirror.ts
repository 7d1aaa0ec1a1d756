import type { MirrorFacts } from './facts.ts'
import type { Judged, Trouble } from './judge.ts'

const MINUTE_MS = 60_000
/** What says nothing but that the other database did not answer. */
const UNREACHABLE = ['unreachable', 'timeout', 'busy']

/**
 * A mirror that has not been reached, or whose rounds have failed otherwise, for as long as is allowed; or that nobody has worked
 * on since then. Nothing of one that a person has paused.
 */
export function ofMirror(
  { id: mirrorId, state, inStepAt, madeAt, troubleCode, troubleAt, heldUntil }: MirrorFacts,
  {
    facts: { now },
    thresholds: { mirrorMinutes },
    startedAt,
  }: Pick<Judged, 'facts' | 'thresholds' | 'startedAt'>,
): Trouble[] {
  if (state === 'paused') return []
  const isUnreachable = troubleCode !== null && UNREACHABLE.includes(troubleCode)
  // A long round is at work, such as the first; one that is over has said how it ended.
  if (troubleCode === null && heldUntil !== null && heldUntil > now) return []
  const idleSince = Math.max((inStepAt ?? madeAt).getTime(), startedAt?.getTime() ?? 0)
  const sinceMs = troubleAt?.getTime() ?? idleSince
  const minutes = Math.floor((now.getTime() - sinceMs) / MINUTE_MS)
  if (minutes < mirrorMinutes) return []
  return [
    {
      ...{ type: isUnreachable ? 'mirror_unreachable' : 'mirror_stuck', sourceId: null, mirrorId },
      severity: 'high',
      // Where nothing is asked by the clock, it may be that nothing ran.
      isFading: troubleCode === null && startedAt === undefined,
      details: { value: minutes, threshold: mirrorMinutes, code: troubleCode ?? 'idle' },
    },
  ]
}
