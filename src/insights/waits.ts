import type { Id } from '../base/ids.ts'
import { isTheirs, type ReadMessage, wantsAnswer } from './said.ts'

/** A stretch in which the other side waited for an answer, from its first message to ours. */
export type Wait = {
  messages: readonly ReadMessage[]
  sinceMs: number
  answeredBy: Id | null
  answeredMs: number | null
  /** null while it lasts. */
  minutes: number | null
  workingMinutes: number | null
}

/** Working minutes between two instants, Unix milliseconds. */
export type WorkingMinutes = (fromMs: number, toMs: number) => number

const MINUTE_MS = 60_000

/** How often and how long the other side waited. `messages` oldest first. A call that nobody took answers nothing. */
export function waitsIn(
  messages: readonly ReadMessage[],
  { workingMinutes }: { workingMinutes: WorkingMinutes },
): Wait[] {
  const waits: Wait[] = []
  let open: ReadMessage[] = []
  let answered = false
  const end = (by: ReadMessage | null) => {
    const [first] = open
    if (first !== undefined) {
      const sinceMs = first.atMs
      waits.push({
        messages: open,
        sinceMs,
        answeredBy: by?.id ?? null,
        answeredMs: by?.atMs ?? null,
        minutes: by === null ? null : (by.atMs - sinceMs) / MINUTE_MS,
        workingMinutes: by === null ? null : workingMinutes(sinceMs, by.atMs),
      })
    }
    open = []
  }
  for (const message of messages) {
    if (message.ours) {
      end(message)
      answered = true
    } else if (isOver(message)) open = []
    else if (wantsAnswer(message, { answered: answered && open.length === 0 })) open.push(message)
  }
  end(null)
  return waits
}

/** The other side takes back what it asked: "never mind, it stopped". */
function isOver(message: ReadMessage): boolean {
  return isTheirs(message) && !message.asks && message.acts.has('declines')
}
