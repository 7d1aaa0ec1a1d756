import type { Clock } from '../base/clock.ts'
import { faultOf } from '../base/fault.ts'
import type { HostRule } from '../base/host-rule.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import type { Resolve } from '../channels/channels.ts'
import type { HookAttempt, Told } from '../contract/hooks.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { revealSigningSecrets, signedHeaders } from '../webhooks/webhooks.ts'
import { checkedUrl } from './address.ts'
import { callHook, type HookAnswer } from './call.ts'
import { readHook } from './manage.ts'
import { claimDelivery, dueHooks, noteAttempt, releaseHook } from './queue.ts'
import { HOOK_CHANNEL } from './wake.ts'

export type HooksIo = {
  store: Store
  secrets: Secrets
  clock: Clock
  log: Log
  /** Which hosts a firm may have called; any, unless said otherwise. */
  sourceHosts?: HostRule | undefined
}

export type HooksOptions = {
  firms: () => Promise<readonly { id: Id }[]>
  /** How long a call may take, milliseconds; 10,000 unless said otherwise. */
  timeoutMs?: number
  /** How names are looked up, and what chance says (0 to 1); for tests. */
  resolve?: Resolve
  chance?: () => number
}

/** Calls other systems when something changes here. Of several processes at one database one calls each hook at a time. */
export type Hooks = AsyncDisposable & {
  /** Begins. Until then nothing is called by itself. */
  start(): void
  /** Calls now what is due of a firm; resolves once nothing more is. */
  deliverDue(tenantId: Id): Promise<void>
  /** Calls a hook with an event that says nothing, whatever its state. Refuses with `hook_not_found`. */
  test(tenantId: Id, id: Id): Promise<HookAttempt>
  /** An address as it is to be kept; refuses as `checkedUrl`. */
  check(url: string): Promise<string>
}

/** So many calls at once in a process, one to each hook. */
const CALLS_MAX = 32
/** Hooks that fail, which may take ten seconds each time, leave so many of those to the rest. */
const FAILING_CALLS_MAX = CALLS_MAX / 2
const TIMEOUT_MS = 10_000
/** So long calls under way may go on when the program is to end. */
const GRACE_MS = 3_000
const LOOK_EVERY_MS_MAX = 60_000
const AFTER_FAULT_MS = 5_000

type Job = { tenantId: Id; hookId: Id; isFailing: boolean }

export function openHooks(io: HooksIo, options: HooksOptions): Hooks {
  const { store, clock, log } = io
  const { timeoutMs = TIMEOUT_MS, chance = Math.random } = options
  const reach = { sourceHosts: io.sourceHosts ?? 'any', resolve: options.resolve }
  const holder = newId(clock)
  const stop = new AbortController()
  const resources = new DisposableStack()
  /** Who waits for a free place, in turn, and who is being called; by the hook's id. */
  const queue = new Map<Id, Job>()
  const working = new Map<Id, { job: Job; done: Promise<void> }>()
  const timers = new Map<Id, NodeJS.Timeout>()
  let started = false
  let closing = false

  const call = async (
    { tenantId, places, url, id, body }: { tenantId: Id; places: Id[]; url: string; id: Id; body: Told },
    signal: AbortSignal,
  ): Promise<HookAnswer> => {
    const at = clock.now()
    const secrets: Buffer[] = []
    for await (const secret of revealSigningSecrets(io, { tenantId, places })) secrets.push(secret)
    if (secrets.length === 0)
      return {
        attempt: { at: at.toISOString(), ms: 0, status: null, trouble: 'unsigned', answer: null },
        retryAfterMs: undefined,
      }
    const text = JSON.stringify(body)
    const headers = signedHeaders(secrets, { id, at }, Buffer.from(text))
    return callHook(reach, { url, headers, body: text, at }, { timeoutMs, signal })
  }

  /** One call of a hook; false where it has nothing to be called with. */
  const deliverNext = async ({ tenantId, hookId }: Job): Promise<boolean> => {
    const delivery = await store.write(tenantId, (tx) => claimDelivery(tx, { clock, hookId, holder }))
    if (delivery === undefined) return false
    const { url, id, told: body, secretPlaces: places } = delivery
    try {
      const answer = await call({ tenantId, places, url, id, body }, stop.signal)
      const noted = await store.write(tenantId, (tx) =>
        noteAttempt(tx, { clock, hookId, holder, delivery, ...answer, chance: chance() }),
      )
      if (noted === 'switched_off') log.warn({ hookId }, 'a webhook was switched off')
      else if (noted === 'dead') log.warn({ hookId, deliveryId: id }, 'a delivery was given up')
    } catch (error) {
      await store.write(tenantId, (tx) => releaseHook(tx, { hookId, holder })).catch(() => undefined)
      throw error
    }
    return true
  }

  const pump = () => {
    for (const [hookId, job] of queue) {
      if (closing || working.size >= CALLS_MAX) return
      if (working.has(hookId)) continue
      const failing = [...working.values()].filter(({ job: { isFailing } }) => isFailing).length
      if (job.isFailing && failing >= FAILING_CALLS_MAX) continue
      queue.delete(hookId)
      working.set(hookId, { job, done: work(job) })
    }
  }
  const work = async (job: Job) => {
    try {
      await deliverNext(job)
    } catch (error) {
      if (!closing) {
        log.error({ code: errorCode(error), hookId: job.hookId }, 'a delivery could not be seen to')
        lookLater(job.tenantId, AFTER_FAULT_MS)
      }
      working.delete(job.hookId)
      return pump()
    }
    // Behind all others that wait, when it has more.
    await look(job.tenantId, job.hookId)
    working.delete(job.hookId)
    pump()
  }
  /** Queues what is due in a firm, and sets the clock for what will be. */
  const look = async (tenantId: Id, only?: Id): Promise<void> => {
    if (closing) return
    const now = clock.now()
    const due = await store
      .read(tenantId, (db) => dueHooks(db, now))
      .catch((error: unknown) => {
        if (!closing) log.error(faultOf(error), 'looking for deliveries failed')
        lookLater(tenantId, AFTER_FAULT_MS)
        return []
      })
    let soonest: number | undefined
    for (const { hookId, at, isFailing } of due) {
      const inMs = at.getTime() - now.getTime()
      if (inMs > 0) soonest = Math.min(soonest ?? inMs, inMs)
      else if ((only ?? hookId) === hookId) queue.set(hookId, { tenantId, hookId, isFailing })
    }
    if (soonest !== undefined) lookLater(tenantId, soonest)
    pump()
  }
  const lookLater = (tenantId: Id, ms: number) => {
    if (!started || closing) return
    clearTimeout(timers.get(tenantId))
    const ring = () => {
      timers.delete(tenantId)
      void look(tenantId)
    }
    timers.set(tenantId, setTimeout(ring, Math.min(ms, LOOK_EVERY_MS_MAX)).unref())
  }
  const lookAtAll = () =>
    void options.firms().then(
      (firms) => {
        for (const { id } of firms) void look(id)
      },
      (error: unknown) => {
        if (!closing) log.error(faultOf(error), 'looking for deliveries failed')
      },
    )

  return {
    start: () => {
      started = true
      resources.use(
        store.hear(HOOK_CHANNEL, (tenantId) => {
          if (tenantId === undefined) lookAtAll()
          else void look(tenantId)
        }),
      )
      lookAtAll()
    },
    deliverDue: async (tenantId) => {
      await look(tenantId)
      for (;;) {
        const mine = [...working.values()].filter(({ job }) => job.tenantId === tenantId)
        const isQueued = [...queue.values()].some((job) => job.tenantId === tenantId)
        if (mine.length === 0 && !isQueued) return
        await Promise.race([...working.values()].map(({ done }) => done))
      }
    },
    test: async (tenantId, id) => {
      const { url, secretPlaces: places } = await store.read(tenantId, (db) => readHook(db, id))
      const body: Told = {
        type: 'hook.test',
        timestamp: clock.now().toISOString(),
        data: { cursor: '0-0', ids: [id], actor: 'system', changes: null },
      }
      const { attempt } = await call({ tenantId, places, url, id: newId(clock), body }, stop.signal)
      return attempt
    },
    check: (url) => checkedUrl(url, reach),
    [Symbol.asyncDispose]: async () => {
      closing = true
      resources.dispose()
      for (const timer of timers.values()) clearTimeout(timer)
      const grace = setTimeout(() => stop.abort(), GRACE_MS)
      await Promise.all([...working.values()].map(({ done }) => done))
      clearTimeout(grace)
    },
  }
}
