import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import type { Store } from '../store/store.ts'
import type { Actor } from './entry.ts'
import { type Recorder, record } from './record.ts'

/** Entry that says who looked at what: `{ asked, subjects }`. */
export const LOOKED = 'data.read'
const WRITTEN_EVERY_MS = 5_000
/** Looking at the same thing again within this time is one look: screens ask anew every few seconds. */
const ONE_LOOK_MS = 60 * 60_000
/** Looks remembered for that. The oldest make room; they are then noted once more. */
const LOOKS_MAX = 50_000
/** So many different things one entry names at most; past that it is written at once. */
const SUBJECTS_MAX = 200

/** Who looked at what, since it was last written down. */
type Looked = { tenantId: Id; actor: Actor; asked: Map<string, number>; subjects: Set<string> }

/** Notes who looks at customers' data. */
export type ReadLog = AsyncDisposable & {
  /** Notes that somebody looked: `asked` is how (`customers-get`), `subject` the one thing that was asked for, if one was. */
  note(input: { tenantId: Id; actor: Actor; asked: string; subject?: string | undefined }): void
  /** Writes down what was noted until now. */
  flush(): Promise<void>
}

/**
 * Notes cost nothing where they are made: they are gathered for some seconds, and written as one entry for each person,
 * `data.read`, that names what they asked for, for how many things, and which they opened; within an hour each once.
 * Disposing writes the last of them; a kill loses those seconds.
 */
export function openReadLog(io: Recorder & { store: Pick<Store, 'write'>; log: Log }): ReadLog {
  let looked = new Map<string, Looked>()
  const lookedAt = new Map<string, number>()
  const isRepeated = (look: string) => {
    const now = io.clock.now().getTime()
    const before = lookedAt.get(look)
    if (before !== undefined && now - before < ONE_LOOK_MS) return true
    lookedAt.delete(look)
    lookedAt.set(look, now)
    const [oldest] = lookedAt.keys()
    if (lookedAt.size > LOOKS_MAX && oldest !== undefined) lookedAt.delete(oldest)
    return false
  }
  let writing = Promise.resolve()
  const write = async ({ tenantId, actor, asked, subjects }: Looked) => {
    const details = { asked: Object.fromEntries(asked), subjects: [...subjects] }
    await io.store
      .write(tenantId, (tx) => record(tx, io, { tenantId, entry: { actor, action: LOOKED, details } }))
      .catch((error: unknown) =>
        io.log.error({ code: errorCode(error) }, 'who looked at what was not written down'),
      )
  }
  const flush = () => {
    const ready = [...looked.values()]
    looked = new Map()
    for (const one of ready) writing = writing.then(() => write(one))
    return writing
  }
  const timer = setInterval(() => void flush(), WRITTEN_EVERY_MS)
  timer.unref()
  return {
    note: ({ tenantId, actor, asked, subject }) => {
      const key = `${tenantId}/${actor.kind}/${actor.id}`
      if (isRepeated(`${key}/${asked}/${subject ?? ''}`)) return
      const one = looked.get(key) ?? { tenantId, actor, asked: new Map(), subjects: new Set() }
      looked.set(key, one)
      one.asked.set(asked, (one.asked.get(asked) ?? 0) + 1)
      if (subject !== undefined) one.subjects.add(subject)
      if (one.subjects.size >= SUBJECTS_MAX) void flush()
    },
    flush,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
