import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { type ParsedMessage, voiceMailParserVersion } from '../channels/channels.ts'
import { liveChannelShape } from '../contract/sources.ts'
import { currentRule, lockThreads, type MediaFolder, threadParticipants } from '../inbox/inbox.ts'
import {
  addConversations,
  addToTotal,
  anybodyErased,
  beginIncident,
  type DeliveryEvent,
  erasedPath,
  type ItemSeal,
  keepCursor,
  keepDeliveryEvents,
  type LiveSource,
  pathsDoneAmong,
  writeLedger,
} from '../intake/intake.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { keepVoiceAddresses, type SeenVoiceAddress } from '../replies/replies.ts'
import { freshPlans, type Store, type Tx } from '../store/store.ts'
import { askWhoAnswers } from './answers-to-ours.ts'
import { keepParts } from './keep-parts.ts'
import type { ReadyBatch, ReadyItem } from './read-batch.ts'
import { type Received, type ReceivedItem, receive, rejectedIn, uncountedIn } from './receive.ts'
import { settleMails } from './settle-mails.ts'
import { VOICE, voiceSource } from './voice-source.ts'
import { messageChannelOf, parserVersionOf } from './wires.ts'

export type TakeIo = {
  store: Store
  clock: Clock
  media: MediaFolder
  /** Key of the marks by which people who were erased are kept out. */
  erasedKey: Buffer
  /** What came in is kept under it. */
  itemSeal: ItemSeal
  /** Key of the ids that replies go out under. */
  replyKey: Buffer
  /** Hears what was done, and how long it took. */
  metrics?: Metrics | undefined
}

export type TakeInput = {
  tenantId: Id
  timeoutHours: number
  source: LiveSource
  batch: ReadyBatch
  /** The run in which the batch is counted. */
  runOf: (tx: Tx) => Promise<Id>
  /** Which batch it is of many small ones, from 0; see `freshPlans`. */
  number?: number
}

/** Keeps a batch, threads it, and brings in its files; answers how many messages were new. */
export async function takeBatch(io: TakeIo, input: TakeInput): Promise<number> {
  const { store, clock } = io
  const { tenantId, source, batch } = input
  const { items } = batch
  const channel = liveChannelShape.parse(source.channel)
  const beganMs = performance.now()
  const done = await store.write(tenantId, async (tx) => {
    await lockThreads(tx)
    const runId = await input.runOf(tx)
    await freshPlans(tx, input.number ?? 0)
    const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
    // What was kept out stands in the ledger under another name.
    const isErased = await anybodyErased(tx)
    const namesOf = ({ path }: { path: string }) =>
      isErased ? [path, erasedPath(io.erasedKey, path)] : [path]
    const paths = [...items, ...batch.setAside].flatMap(namesOf)
    const before = await pathsDoneAmong(tx, { runId, paths })
    const isFresh = (piece: { path: string }) => !namesOf(piece).some((path) => before.has(path))
    const fresh = items.filter(isFresh)
    const lost = batch.setAside.filter(isFresh)
    const passed = items.length + batch.setAside.length - fresh.length - lost.length
    const common = { clock, runId, region, erasedKey: io.erasedKey, itemSeal: io.itemSeal }
    const received: Received[] = []
    const parts: { sourceId: Id; items: ReceivedItem[] }[] = []
    // Counted already, but a source may first tell of a mail without its files, and then hand it over with them.
    const again = items.filter((item) => before.has(item.path) && item.messages.some(hasFile))
    const voiceOf = ({ voice }: Pick<ReadyItem, 'voice'>) => voice && (voice.ownNumber ?? '')
    const groups = [...Map.groupBy(fresh, voiceOf), ...Map.groupBy(again, voiceOf)]
    for (const [voice, own] of groups) {
      const road =
        voice === null
          ? {
              sourceId: source.id,
              channel: messageChannelOf[channel],
              parseVersion: parserVersionOf[channel],
            }
          : {
              sourceId: await voiceSource(tx, { clock, ownNumber: voice }),
              rawSourceId: source.id,
              channel: VOICE,
              parseVersion: voiceMailParserVersion,
            }
      const isAgain = own.every(({ path }) => before.has(path))
      const taken = await receive(tx, { ...common, ...road, items: own, ...(isAgain && { again: true }) })
      received.push(taken)
      parts.push({ sourceId: road.sourceId, items: own })
      const admitted = own.filter(({ path }) => !taken.withheldPaths.includes(path))
      await keepVoiceAddresses(
        tx,
        admitted.flatMap((item) => voiceAddressIn(item, road.sourceId, source.id)),
      )
    }
    const stored = received.reduce((sum, one) => sum + one.stored, 0)
    const participantsIds = [...new Set(received.flatMap((one) => one.participantsIds))]
    await writeLedger(tx, {
      clock,
      runId,
      lines: [...Map.groupBy(lost, ({ path }) => path)].map(([path, pieces]) => ({
        path,
        rawItemId: null,
        seen: rejectedIn(pieces),
        stored: 0,
        duplicates: 0,
        rejected: rejectedIn(pieces),
        uncounted: uncountedIn(pieces),
        withoutPeer: false,
      })),
      setAside: lost.map((piece) => ({ ...piece, body: null })),
      customersCreated: 0,
    })
    // What the source counts is items; an item that tells of several messages counts as many.
    const more = fresh.reduce(
      (sum, { messages, setAside }) => sum + messages.length + rejectedIn(setAside) - 1,
      0,
    )
    const listed = batch.listed - passed + more
    await addToTotal(tx, { runId, listed: listed - uncountedIn(lost) })
    await keepCursor(tx, {
      sourceId: source.id,
      cursor: batch.cursor,
      now: clock.now(),
      news: stored > 0,
    })
    for (const { kind, details } of batch.incidents)
      await beginIncident(tx, { clock, sourceId: source.id, kind, details })
    const reports = await keepReports(tx, { sourceId: source.id, now: clock.now(), items: fresh })
    const receivedMs = performance.now()
    if (participantsIds.length > 0) {
      const rule = await currentRule(tx, { clock, timeoutHours: input.timeoutHours })
      const { conversationsMade } = await threadParticipants(tx, { clock, participantsIds, rule })
      await addConversations(tx, { runId, made: conversationsMade })
    }
    await askWhoAnswers(tx, {
      ...{ clock, tenantId, region, replyKey: io.replyKey },
      messages: fresh.flatMap(({ messages }) => messages),
    })
    if (reports.length > 0)
      await settleMails(tx, { clock, timeoutHours: input.timeoutHours, wireIds: reports })
    const messages = fresh.reduce((sum, item) => sum + item.messages.length, 0)
    const rejected = rejectedIn([...lost, ...fresh.flatMap(({ setAside }) => setAside)])
    return { stored, parts, messages, rejected, receivedMs }
  })
  const { receivedMs, messages, rejected: failed } = done
  io.metrics?.stage({ tenantId, stage: 'receive', messages, failed, ms: receivedMs - beganMs })
  io.metrics?.stage({ tenantId, stage: 'thread', messages, ms: performance.now() - receivedMs })
  io.metrics?.stored({ tenantId, channel: source.channel, messages: done.stored })
  for (const { sourceId, items } of done.parts) await keepParts(io, { tenantId, sourceId, items })
  return done.stored
}

/** Keeps what mail servers report of mails that were sent; answers the Message-IDs of those. */
async function keepReports(
  tx: Tx,
  { sourceId, now, items }: { sourceId: Id; now: Date; items: readonly ReadyItem[] },
): Promise<string[]> {
  const events = items.flatMap(({ externalId, messages }) =>
    messages.flatMap(({ report, atMs, senderProof }): DeliveryEvent[] => {
      if (report === undefined || senderProof === 'failed') return []
      const { mailId, kind, status } = report
      const details = status === null ? {} : { status }
      return [{ id: `report:${externalId}`, mailId, messageId: mailId, kind, atMs, details }]
    }),
  )
  await keepDeliveryEvents(tx, { sourceId, now, events })
  return events.map(({ mailId }) => mailId)
}

function hasFile({ attachments }: ParsedMessage): boolean {
  return attachments.some(({ place }) => place.state === 'resolved')
}

/** By which address the other side of a forwarded text is reached, where one can answer it. */
function voiceAddressIn(
  { messages, voice }: Pick<ReadyItem, 'messages' | 'voice'>,
  sourceId: Id,
  mailSourceId: Id,
): SeenVoiceAddress[] {
  const [message] = messages
  const number = message?.peer
  if (!message || !number || !voice?.replyAddress) return []
  return [{ sourceId, mailSourceId, number, address: voice.replyAddress, seenAt: new Date(message.atMs) }]
}
