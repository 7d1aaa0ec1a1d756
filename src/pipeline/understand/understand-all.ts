import type { Audit } from '../../audit/audit.ts'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import {
  type HeldRules,
  type MessageUnderstood,
  readFirmRules,
  writeUnderstandings,
} from '../../findings/findings.ts'
import {
  currentRule,
  messagesToUnderstand,
  readMessagesToUnderstand,
  settleConversations,
} from '../../inbox/inbox.ts'
import type { Metrics } from '../../metrics/metrics.ts'
import { type Db, freshPlans, type Store, type Tx } from '../../store/store.ts'
import { rulesBehind } from '../../understanding/understanding.ts'
import type { Mind } from './mind.ts'

/** Messages whose results are written in one transaction: some 50 ms of the database, which others wait for. */
const BATCH_MESSAGES = 200
/** Ids taken by one look. */
const LOOK_MESSAGES = 10_000

export type StageIo = {
  store: Store
  clock: Clock
  mind: Mind
  audit: Pick<Audit, 'record'>
  /** Hears what was done, and how long it took. */
  metrics?: Metrics | undefined
}

export type StageInput = {
  tenantId: Id
  timeoutHours: number
  /** Of what was made before, nothing lacks a result; undefined looks through all messages of the firm. */
  madeSince?: Date | undefined
  signal?: AbortSignal | undefined
  /** Hears of each batch when it is kept, and may hold up the next; answers whether to look again for what is newest. */
  onBatch?: ((messages: number) => Promise<boolean>) | undefined
}

/**
 * Understands every message from the other side that lacks a result of the present version: of the rules and weights,
 * of the firm's clock, and of the firm's own rules. Newest first, so that who waits now does not wait for the archive. Computed outside
 * transactions; a kill at any point loses at most the batch in hand, and the next call goes on with what is lacking.
 */
export async function understandAll(io: StageIo, input: StageInput): Promise<void> {
  for (;;) {
    const present = await readPresent(io, input.tenantId)
    const ids = await io.store.read(input.tenantId, (db) =>
      messagesToUnderstand(db, { ...present, madeSince: input.madeSince, limit: LOOK_MESSAGES }),
    )
    io.metrics?.waiting({ tenantId: input.tenantId, messages: ids.length })
    if (ids.length === 0) return
    await understandThese(io, { ...input, present, ids, isAll: true })
  }
}

/** What results are made by at present. `version` names the firm's zone too: by another clock “tomorrow” is another day. */
export type Present = { version: string; ruleVersion: number; rules: HeldRules['rules']; timeZone: string }

export function readPresent(io: Pick<StageIo, 'store' | 'mind'>, tenantId: Id): Promise<Present> {
  return io.store.read(tenantId, (db) => readPresentBy(db, io.mind))
}

/** The same in somebody's transaction. */
export async function readPresentBy(db: Db, { version }: Pick<Mind, 'version'>): Promise<Present> {
  const { version: ruleVersion, rules } = await readFirmRules(db)
  const { timeZone } = await db.selectFrom('tenant').select('timeZone').executeTakeFirstOrThrow()
  return { version: `${version} ${timeZone}`, ruleVersion, rules, timeZone }
}

/** Whether what was read before is so still. */
export function isPresent(before: Present, now: Present): boolean {
  return before.version === now.version && before.ruleVersion === now.ruleVersion
}

/** Understands these messages, in their order. Ends early when the firm's rules or zone change meanwhile, or `onBatch` says so. */
export async function understandThese(
  io: StageIo,
  input: StageInput & {
    present: Present
    ids: readonly Id[]
    /** These are all that lack a result, as far as was looked. */
    isAll?: true
  },
): Promise<void> {
  const { tenantId, present, ids } = input
  const make = async (at: number) => {
    const batch = ids.slice(at, at + BATCH_MESSAGES)
    if (batch.length === 0) return []
    const messages = await io.store.read(tenantId, (db) => readMessagesToUnderstand(db, batch))
    const beganMs = performance.now()
    const understandings = await io.mind.understand({ messages, ...present })
    io.metrics?.stage({
      ...{ tenantId, stage: 'understand', messages: messages.length },
      ms: performance.now() - beganMs,
    })
    return messages.map((message, index) => ({ messageId: message.id, understanding: understandings[index] }))
  }
  /** Begins a batch before it is waited for; what it throws is thrown by who waits. */
  const begin = (at: number) => {
    const begun = make(at)
    begun.catch(() => undefined)
    return begun
  }
  let made = begin(0)
  for (let at = 0; at < ids.length; at += BATCH_MESSAGES) {
    input.signal?.throwIfAborted()
    const understood = (await made).flatMap(({ messageId, understanding }) =>
      understanding === undefined ? [] : [{ messageId, understanding }],
    )
    made = begin(at + BATCH_MESSAGES) // while the database works, the next batch is read and understood
    const kept = await io.store.write(tenantId, async (tx) => {
      await freshPlans(tx, at / BATCH_MESSAGES)
      if (!isPresent(present, await readPresentBy(tx, io.mind))) return false
      await writeUnderstandings(tx, { ...present, understood })
      const rule = await currentRule(tx, { clock: io.clock, timeoutHours: input.timeoutHours })
      await settleConversations(tx, {
        clock: io.clock,
        rule,
        messageIds: understood.map(({ messageId }) => messageId),
      })
      await tellOfRules(tx, io, { tenantId, understood, ruleVersion: present.ruleVersion })
      return true
    })
    if (input.isAll)
      io.metrics?.waiting({ tenantId, messages: Math.max(0, ids.length - at - BATCH_MESSAGES) })
    if (!kept || (await input.onBatch?.(understood.length))) {
      await made.catch(() => undefined)
      return
    }
  }
}

/** Tells the audit trail which messages the firm's own rules say are pressing, an entry for each rule. */
async function tellOfRules(
  tx: Tx,
  { audit }: Pick<StageIo, 'audit'>,
  input: { tenantId: Id; understood: readonly MessageUnderstood[]; ruleVersion: number },
): Promise<void> {
  const ruled = input.understood.flatMap(({ messageId, understanding }) =>
    rulesBehind(understanding).map((keyword) => ({ keyword, messageId })),
  )
  for (const [keyword, messages] of Map.groupBy(ruled, (one) => one.keyword))
    await audit.record(tx, input.tenantId, {
      actor: { kind: 'rule', id: keyword, label: keyword },
      action: 'understanding.ruled',
      details: { ruleVersion: input.ruleVersion, messages: messages.map(({ messageId }) => messageId) },
    })
}
