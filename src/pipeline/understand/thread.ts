import { Worker } from 'node:worker_threads'
import type { FirmRules } from '../../contract/understanding.ts'
import type { CompiledRules, firingsOf, Understanding } from '../../understanding/understanding.ts'

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

/** The thread did not answer in time, and was ended. */
export class ThreadSilent extends Error {}

/** A thread that computes and touches nothing. It is started by the first question, and ends when nobody asks any more. */
export type Thread = AsyncDisposable & {
  /** Throws `ThreadSilent` after `msMax`; the next question starts another thread. */
  ask<Q extends Question>(question: Q, input: { msMax: number }): Promise<AnswerTo<Q['kind']>>
}

/** Long enough to be there for the next message of a busy hour, short enough that its 100 MB come back. */
const IDLE_MS = 30_000

export function openThread(): Thread {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let asked = 0
  const waiting = new Map<
    number,
    { resolve(answer: unknown): void; reject(error: unknown): void; timer: NodeJS.Timeout }
  >()

  const end = async (error: Error) => {
    const ended = worker
    worker = undefined
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    waiting.clear()
    await ended?.terminate()
  }
  const start = (): Worker => {
    const made = new Worker(new URL('./worker.ts', import.meta.url))
    made.unref()
    made.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
      const waits = waiting.get(id)
      waiting.delete(id)
      clearTimeout(waits?.timer)
      waits?.resolve(answer)
      if (waiting.size === 0) made.unref()
    })
    const died = (error: Error) => {
      if (worker === made) void end(error)
    }
    made.on('error', died)
    made.on('exit', (code) => died(new Error(`The thread of understanding ended with ${code}.`)))
    return made
  }
  return {
    ask: (question, { msMax }) =>
      new Promise((resolve, reject) => {
        worker ??= start()
        const id = asked++
        const timer = setTimeout(
          () => void end(new ThreadSilent(`The thread of understanding was silent for ${msMax} ms.`)),
          msMax,
        )
        waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, timer })
        worker.ref()
        worker.postMessage({ id, question })
        clearTimeout(idle)
        idle = setTimeout(() => {
          if (waiting.size === 0) void end(new Error('Nobody asked any more.'))
          else idle?.refresh()
        }, IDLE_MS).unref()
      }),
    [Symbol.asyncDispose]: async () => {
      clearTimeout(idle)
      await end(new Error('The thread of understanding was closed.'))
    },
  }
}
