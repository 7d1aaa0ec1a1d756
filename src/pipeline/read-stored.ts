import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import {
  type ParsedMessage,
  parsePage,
  parseSandboxItem,
  sandboxParserVersion,
  takeoutParserVersion,
  voiceMailParserVersion,
} from '../channels/channels.ts'
import { liveChannelShape } from '../contract/sources.ts'
import { currentRule, lockThreads, threadParticipants } from '../inbox/inbox.ts'
import type { ItemSeal } from '../intake/intake.ts'
import type { Tx } from '../store/store.ts'
import { receive } from './receive.ts'
import { VOICE, voiceSource } from './voice-source.ts'
import { messageChannelOf, parserVersionOf, readItem } from './wires.ts'

/** A raw item as it is kept, and what is known of the account that it came from. */
export type StoredItem = {
  id: Id
  runId: Id
  sourceId: Id
  externalId: string
  path: string
  bytes: Buffer
  channel: string
  addresses: readonly string[]
  settings: unknown
}

/** What a stored item tells when it is read again. */
export type StoredItemRead = {
  messages: ParsedMessage[]
  parseVersion: number
  tells: 'all' | 'words'
  /** Of a mail that is a text by Google Voice. */
  voice: { ownNumber: string | null } | null
}

/** Reads a stored item as it was read when it came. Pure. */
export function readStored(item: StoredItem): StoredItemRead {
  const live = liveChannelShape.safeParse(item.channel)
  if (!live.success) {
    const sandboxed = parseSandboxItem(item.bytes)
    const read =
      sandboxed === null
        ? { messages: parsePage(item.path, item.bytes).messages, parseVersion: takeoutParserVersion }
        : { messages: [sandboxed], parseVersion: sandboxParserVersion }
    return { ...read, tells: 'all', voice: null }
  }
  const { messages, voice } = readItem(live.data, item, { owner: item.addresses, settings: item.settings })
  const parseVersion = voice === null ? parserVersionOf[live.data] : voiceMailParserVersion
  return { messages, parseVersion, tells: 'words', voice }
}

/**
 * Takes the messages of a stored item in again, those of them that are not here: as its bytes alone tell them, without what
 * the rest of an archive told when it came. They are counted in no ledger, for they were.
 */
export async function receiveStored(
  tx: Tx,
  input: { clock: Clock; item: StoredItem; erasedKey: Buffer; itemSeal: ItemSeal; timeoutHours: number },
): Promise<void> {
  const { clock, item } = input
  const { messages, parseVersion, voice } = readStored(item)
  await lockThreads(tx)
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
  const live = liveChannelShape.safeParse(item.channel)
  const road =
    voice === null
      ? { sourceId: item.sourceId, channel: live.success ? messageChannelOf[live.data] : item.channel }
      : {
          sourceId: await voiceSource(tx, { clock, ownNumber: voice.ownNumber ?? '' }),
          rawSourceId: item.sourceId,
          channel: VOICE,
        }
  const { participantsIds } = await receive(tx, {
    ...{ clock, runId: item.runId, region, parseVersion, ...road },
    ...{ erasedKey: input.erasedKey, itemSeal: input.itemSeal },
    items: [{ path: item.path, externalId: item.externalId, bytes: item.bytes, messages, setAside: [] }],
    again: true,
  })
  const rule = await currentRule(tx, { clock, timeoutHours: input.timeoutHours })
  await threadParticipants(tx, { clock, participantsIds, rule })
}
