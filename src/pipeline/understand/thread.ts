import { openThread as open, type Thread as ThreadOf } from '../../base/thread.ts'
import type { FirmRules } from '../../contract/understanding.ts'
import type { CompiledRules, firingsOf, Understanding } from '../../understanding/understanding.ts'

export { ThreadSilent } from '../../base/thread.ts'

/** A message for the thread: `hint` is what was said before, where that tells a fragment's language. */
export type Wording = { text: string; channel: string; sentAt: string; hint: string | null }

/** What the thread can be asked. */
export type Question =
  | { kind: 'understand'; messages: readonly Wording[]; rules: FirmRules; timeZone: string }
  | { kind: 'fire'; texts: readonly string[]; rules: FirmRules }
  | { kind: 'probe'; pattern: string }

/** Where a rule fires first in a text. */
export type Firing = ReturnType<typeof firingsOf>[number]

export type AnswerTo<K extends Question['kind']> = {
  understand: Understanding[]
  /** For each text. */
  fire: Firing[][]
  /** Milliseconds that the pattern takes on the texts that are worst for patterns, or why it cannot be taken. */
  probe: { ms: number } | { issue: CompiledRules['issues'][number] }
}[K]

/** The thread that understands: it computes and touches nothing. */
export type Thread = AsyncDisposable & {
  /** Throws `ThreadSilent` after `msMax`; the next question starts another thread. */
  ask<Q extends Question>(question: Q, input: { msMax: number }): Promise<AnswerTo<Q['kind']>>
}

/** Long enough to be there for the next message of a busy hour, short enough that its 100 MB come back. */
const IDLE_MS = 30_000

export function openThread(): Thread {
  const file = new URL('./worker.ts', import.meta.url)
  return open({ file, name: 'understanding', idleMs: IDLE_MS }) as ThreadOf<Question, unknown> as Thread
}
