import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { voiceMailParserVersion } from '../../channels/channels.ts'
import { liveChannelShape } from '../../contract/sources.ts'
import { currentRule, lockThreads, threadParticipants, threadToAnswer } from '../../inbox/inbox.ts'
import { askByClock, type ItemSeal, type LiveSource } from '../../intake/intake.ts'
import type { Tx } from '../../store/store.ts'
import { receive } from '../receive.ts'
import { VOICE, voiceSource } from '../voice-source.ts'
import { messageChannelOf, parserVersionOf, readItem } from '../wires.ts'
import type { OutgoingMail } from './outgoing.ts'

/**
 * Keeps a mail that was sent, as any other: the raw item, its message, its conversation. Not counted in a run's ledger, for the
 * source did not list it; when it does, among what was sent, it is the same mail (Message-ID) and adds nothing.
 */
export async function keepSent(
  tx: Tx,
  input: {
    clock: Clock
    source: LiveSource
    mail: OutgoingMail
    /** What the account's server calls it; null where that did not tell. */
    providerId: string | null
    /** A message of the conversation that it goes to. */
    answeredId: Id
    erasedKey: Buffer
    itemSeal: ItemSeal
    timeoutHours: number
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
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
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
  const sourceThread = await threadToAnswer(tx, input.answeredId)
  const inThread = messages.map((message) => ({ ...message, sourceThread }))
  const { participantsIds } = await receive(tx, {
    ...{ clock, runId, region, erasedKey: input.erasedKey, itemSeal: input.itemSeal, ...road },
    items: [{ ...item, messages: inThread, setAside }],
    again: true,
  })
  const rule = await currentRule(tx, { clock, timeoutHours: input.timeoutHours })
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
