import type { IncomingHttpHeaders } from 'node:http'
import { sha256 } from '../base/bytes.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type PostmarkCall, readPostmarkCall, type WireItem } from '../channels/channels.ts'
import { lockThreads } from '../inbox/inbox.ts'
import {
  type DeliveryEvent,
  keepDeliveryEvents,
  type LiveSource,
  readLiveSource,
  runOfCalls,
  sourcePaused,
} from '../intake/intake.ts'
import { mailIdOf } from '../replies/replies.ts'
import { readBatch } from './read-batch.ts'
import { settleMails } from './settle-mails.ts'
import { type TakeIo, takeBatch } from './take-batch.ts'

/** A call of Postmark's, as it came; that it is Postmark which calls was made sure of before. */
export type IncomingCall = { tenantId: Id; sourceId: Id; headers: IncomingHttpHeaders; body: Buffer }

export type PostmarkCalls = {
  /**
   * Takes a call; returns once what it tells is kept, and a mail is in the inbox. The same call again adds nothing. Refuses with
   * `source_not_found`, and mails with `source_paused`: Postmark tries for hours, and asking finds them later. What became of sent
   * mails is taken of a paused source too, since Postmark tells that for minutes only.
   */
  take(call: IncomingCall): Promise<void>
}

export type PostmarkCallsOptions = {
  timeoutHours: number
}

/** Bounds what one transaction holds back. */
const BATCH_ITEMS = 50

export function openPostmarkCalls(io: TakeIo, options: PostmarkCallsOptions): PostmarkCalls {
  /** By source, what comes in while a batch is being kept: it is the next one, for one transaction costs little more with ten mails. */
  const gathering = new Map<Id, Waiting[]>()
  let batches = 0

  const keep = async (call: Call, source: LiveSource, items: readonly WireItem[]) => {
    const { tenantId, sourceId } = call
    await takeBatch(io, {
      tenantId,
      source,
      timeoutHours: options.timeoutHours,
      batch: await readBatch({ source, owner: source.addresses, batch: { ...NOTHING, items: [...items] } }),
      runOf: async (tx) => {
        const now = await readLiveSource(tx, sourceId) // it may just have been paused, or taken away
        if (now.state === 'paused') throw sourcePaused()
        return runOfCalls(tx, { clock: io.clock, source: now })
      },
      number: batches++,
    })
  }

  const keepAll = async (call: Call, source: LiveSource, waiting: readonly Waiting[]) => {
    const items = new Map(waiting.map(({ item }) => [item.externalId, item]))
    try {
      await keep(call, source, [...items.values()])
      for (const { resolve } of waiting) resolve()
    } catch (error) {
      if (items.size === 1 || error instanceof Refusal) for (const { reject } of waiting) reject(error)
      // One that cannot be kept does not hold up those beside it.
      else
        for (const same of Map.groupBy(waiting, ({ item }) => item.externalId).values())
          await keepAll(call, source, same)
    }
  }

  const drain = async (call: Call, waiting: Waiting[]) => {
    while (waiting.length > 0) {
      try {
        // Read before they are taken: what else came while the database was busy is let in before it, and comes along.
        const source = await io.store.read(call.tenantId, (db) => readLiveSource(db, call.sourceId))
        await keepAll(call, source, waiting.splice(0, BATCH_ITEMS))
      } catch (error) {
        for (const { reject } of waiting.splice(0)) reject(error)
      }
    }
    gathering.delete(call.sourceId)
  }

  const gather = (call: Call, item: WireItem) =>
    new Promise<void>((resolve, reject) => {
      const waiting = gathering.get(call.sourceId)
      if (waiting !== undefined) return void waiting.push({ item, resolve, reject })
      const first = [{ item, resolve, reject }]
      gathering.set(call.sourceId, first)
      void drain(call, first)
    })

  return {
    take: async ({ tenantId, sourceId, headers, body }) => {
      const call = readPostmarkCall(headers, body)
      if (call.kind === 'inbound') return gather({ tenantId, sourceId }, call.item)
      if (call.kind === 'unreadable') return gather({ tenantId, sourceId }, unreadableItem(body))
      await io.store.write(tenantId, async (tx) => {
        await lockThreads(tx)
        await readLiveSource(tx, sourceId)
        if (call.kind === 'other' || (call.kind === 'bounced' && ARRIVED.has(call.type))) return
        // Should the call be quicker than the answer to who sent, that tells which mail it is.
        const event = { ...eventOf(call), messageId: (await mailIdOf(tx, call.messageId)) ?? null }
        await keepDeliveryEvents(tx, { sourceId, now: io.clock.now(), events: [event] })
        if (event.messageId !== null) await settleMails(tx, { ...io, ...options, wireIds: [event.messageId] })
      })
    },
  }
}

/** What Postmark calls a bounce though the mail arrived, or is still on its way (postmarkapp.com/developer/api/bounce-api). */
const ARRIVED: ReadonlySet<string> = new Set([
  'AddressChange',
  'AutoResponder',
  'ChallengeVerification',
  'OpenRelayTest',
  'Subscribe',
  'Transient',
  'Unsubscribe',
])

const NOTHING = { setAside: [], listed: null, cursor: null, incidents: [] }

type Call = Pick<IncomingCall, 'tenantId' | 'sourceId'>
type Waiting = { item: WireItem; resolve: () => void; reject: (error: unknown) => void }

/** Kept as it came, so that it is set aside and can be looked at. */
function unreadableItem(body: Buffer): WireItem {
  const externalId = sha256(body)
  return { externalId, path: `unreadable/${externalId.slice(0, 16)}`, bytes: body }
}

/** Of what Postmark tells, codes only: whose address it was, the mail itself knows. */
function eventOf(
  call: Exclude<PostmarkCall, { kind: 'inbound' | 'unreadable' | 'other' }>,
): Omit<DeliveryEvent, 'messageId'> {
  const { eventId, messageId, atMs, stream, metadata: _metadata, recipient: _, ...more } = call
  const { kind, ...details } = more
  return {
    ...{ id: eventId, mailId: messageId, kind, atMs },
    details: { stream, ...details },
  }
}
