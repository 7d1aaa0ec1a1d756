import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import {
  parseSandboxItem,
  sandboxItem,
  sandboxParserVersion,
  voiceMailParserVersion,
} from '../../channels/channels.ts'
import { liveChannelShape } from '../../contract/sources.ts'
import { currentRule, lockThreads, threadParticipants, threadToAnswer } from '../../inbox/inbox.ts'
import { askByClock, type ItemSeal, type LiveSource } from '../../intake/intake.ts'
import type { Tx } from '../../store/store.ts'
import { type ReceivedItem, type ReceiveInput, receive } from '../receive.ts'
import { VOICE, voiceSource } from '../voice-source.ts'
import { messageChannelOf, parserVersionOf, readItem } from '../wires.ts'
import type { OutgoingMail } from './outgoing.ts'

type Keeping = {
  clock: Clock
  /** A message of the conversation that it goes to. */
  answeredId: Id
  erasedKey: Buffer
  itemSeal: ItemSeal
  timeoutHours: number
}

/**
 * Keeps a mail that was sent, as any other: the raw item, its message, its conversation. Not counted in a run's ledger, for the
 * source did not list it; when it does, among what was sent, it is the same mail (Message-ID) and adds nothing.
 */
export async function keepSent(
  tx: Tx,
  input: Keeping & {
    source: LiveSource
    mail: OutgoingMail
    /** What the account's server calls it; null where that did not tell. */
    providerId: string | null
  },
): Promise<void> {
  const { clock, source, mail } = input
  const channel = liveChannelShape.parse(source.channel)
  const externalId = input.providerId ?? `sent:${mail.id}`
  const path = `sent/${mail.at.getTime()}`
  const item = { externalId, path, bytes: mail.raw }
  const owner = [...new Set([...source.addresses, mail.from.address])]
  const { messages, setAside, voice } = readItem(channel, item, { owner, settings: source.settings })
  await lockThreads(tx)
  const runId = (await askByClock(tx, { clock, sourceId: source.id })) ?? (await runOf(tx, input.answeredId))
  const road =
    voice === null
      ? {
          sourceId: source.id,
          channel: messageChannelOf[channel],
          parseVersion: parserVersionOf[channel],
        }
      : {
          sourceId: await voiceSource(tx, { clock, ownNumber: voice.ownNumber ?? '' }),
          rawSourceId: source.id,
          channel: VOICE,
          parseVersion: voiceMailParserVersion,
        }
  await keepInThread(tx, { ...input, runId, road, item: { ...item, messages, setAside } })
}

/**
 * Keeps what was written to somebody who is made up, as if it had been sent (`isSandboxed`): the same item and message however often it
 * is kept.
 */
export async function keepSandboxed(
  tx: Tx,
  input: Keeping & { sourceId: Id; sent: Parameters<typeof sandboxItem>[0] },
): Promise<void> {
  const { sourceId, sent } = input
  const bytes = sandboxItem(sent)
  const message = parseSandboxItem(bytes)
  const messages = message === null ? [] : [message]
  const item = {
    ...{ externalId: `sent:${sent.id}`, path: `sandbox/${sent.at.getTime()}`, bytes },
    ...{ messages, setAside: [] },
  }
  await lockThreads(tx)
  const runId = await runOf(tx, input.answeredId)
  const road = { sourceId, channel: VOICE, parseVersion: sandboxParserVersion }
  await keepInThread(tx, { ...input, runId, road, item })
}

/** As a message of the conversation that it answers. Whoever asks holds the lock of threads. */
async function keepInThread(
  tx: Tx,
  input: Keeping & {
    runId: Id
    road: Pick<ReceiveInput, 'sourceId' | 'rawSourceId' | 'channel' | 'parseVersion'>
    item: ReceivedItem
  },
): Promise<void> {
  const { clock, runId, road, item, erasedKey, itemSeal, timeoutHours } = input
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
  const sourceThread = await threadToAnswer(tx, input.answeredId)
  const messages = item.messages.map((message) => ({ ...message, sourceThread }))
  const { participantsIds } = await receive(tx, {
    ...{ clock, runId, region, erasedKey, itemSeal, ...road },
    items: [{ ...item, messages }],
    again: true,
  })
  const rule = await currentRule(tx, { clock, timeoutHours })
  await threadParticipants(tx, { clock, participantsIds, rule })
}

/** The run that brought a message: it stands for the mail where none can be begun. */
async function runOf(tx: Tx, messageId: Id): Promise<Id> {
  const { runId } = await tx
    .selectFrom('message')
    .innerJoin('rawItem', 'rawItem.id', 'message.rawItemId')
    .select('rawItem.runId')
    .where('message.id', '=', messageId)
    .executeTakeFirstOrThrow()
  return runId
}
