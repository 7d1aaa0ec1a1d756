import { Worker } from 'node:worker_threads'

/** The thread did not answer in time, and was ended. */
export class ThreadSilent extends Error {}

/** A thread that computes and touches nothing. It is started by the first question, and ends when nobody asks any more. */
export type Thread<Question, Answer> = AsyncDisposable & {
  /** Throws `ThreadSilent` after `msMax`; the next question starts another thread. */
  ask(question: Question, input: { msMax: number }): Promise<Answer>
}

export type ThreadOptions = {
  /** What runs in it: it answers each message `{ id, question }` with `{ id, answer }`. */
  file: URL
  /** For messages of errors: "understanding". */
  name: string
  /** After so long without a question it ends, and its memory comes back. */
  idleMs: number
}

export function openThread<Question, Answer>({
  file,
  name,
  idleMs,
}: ThreadOptions): Thread<Question, Answer> {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let asked = 0
  const waiting = new Map<
    number,
    { resolve(answer: Answer): void; reject(error: unknown): void; timer: NodeJS.Timeout }
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
    const made = new Worker(file)
    made.unref()
    made.on('message', ({ id, answer }: { id: number; answer: Answer }) => {
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
    made.on('exit', (code) => died(new Error(`The thread of ${name} ended with ${code}.`)))
    return made
  }
  return {
    ask: (question, { msMax }) =>
      new Promise((resolve, reject) => {
        worker ??= start()
        const id = asked++
        const timer = setTimeout(
          () => void end(new ThreadSilent(`The thread of ${name} was silent for ${msMax} ms.`)),
          msMax,
        )
        waiting.set(id, { resolve, reject, timer })
        worker.ref()
        worker.postMessage({ id, question })
        clearTimeout(idle)
        idle = setTimeout(() => {
          if (waiting.size === 0) void end(new Error('Nobody asked any more.'))
          else idle?.refresh()
        }, idleMs).unref()
      }),
    [Symbol.asyncDispose]: async () => {
      clearTimeout(idle)
      await end(new Error(`The thread of ${name} was closed.`))
    },
  }
}
