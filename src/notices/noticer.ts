import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { keepSchedule } from '../base/schedule.ts'
import type { Store } from '../store/store.ts'
import { lookAtStanding } from './standing.ts'

/** Tells of what the clock alone brings about, such as a ticket past its time, and of whatever no event told. */
export type Noticer = AsyncDisposable & {
  /** Begins to look by the clock. */
  start(): void
  /** Looks now, at one firm or at all. */
  look(tenantId?: Id): Promise<void>
}

const EVERY_MINUTE = '* * * * *'

/** Of several processes all may look: what one has told of is told. */
export function openNoticer(
  { store, clock, log }: { store: Store; clock: Clock; log: Log },
  { firms }: { firms: () => Promise<readonly { id: Id }[]> },
): Noticer {
  let schedule: Disposable | undefined
  let closed = false
  let last: Promise<void> = Promise.resolve()
  const lookAt = async (tenantId: Id) => {
    if (closed) return
    await lookAtStanding(
      { read: (work) => store.read(tenantId, work), write: (work) => store.write(tenantId, work) },
      { clock },
    )
  }
  const look = async (tenantId?: Id) => {
    for (const id of tenantId === undefined ? (await firms()).map(({ id }) => id) : [tenantId])
      await lookAt(id)
  }
  return {
    start: () => {
      schedule ??= keepSchedule(EVERY_MINUTE, () => {
        last = look().catch((error: unknown) => {
          if (!closed) log.error({ code: errorCode(error) }, 'looking what people are to be told of failed')
        })
      })
    },
    look,
    [Symbol.asyncDispose]: async () => {
      closed = true
      schedule?.[Symbol.dispose]()
      await last
    },
  }
}
