import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { liveChannelShape } from '../contract/sources.ts'
import { claimedAddress, vouchFor } from '../customers/customers.ts'
import { currentRule, getConversation, lockThreads, threadParticipants } from '../inbox/inbox.ts'
import { type ItemSeal, readItemPlaces, readRawItems } from '../intake/intake.ts'
import type { Tx } from '../store/store.ts'
import { receive } from './receive.ts'
import { messageChannelOf, parserVersionOf, readItem } from './wires.ts'

/**
 * Takes mail for true though its domain does not stand behind it, because a person says so: what came from the address, and what
 * will come, is its owner's. Answers the conversation in which what was looked at is now. Refuses with `nothing_to_vouch`,
 * `conversation_not_found`.
 */
export async function vouchForSender(
  tx: Tx,
  input: {
    clock: Clock
    conversationId: Id
    by: string
    erasedKey: Buffer
    itemSeal: ItemSeal
    timeoutHours: number
  },
): Promise<Id> {
  const { clock, itemSeal } = input
  await lockThreads(tx)
  const there = await tx
    .selectFrom('threadEntry')
    .innerJoin('participants', 'participants.id', 'threadEntry.participantsId')
    .select(['participants.id', 'participants.key', 'threadEntry.messageId'])
    .where('threadEntry.conversationId', '=', input.conversationId)
    .orderBy('threadEntry.messageId')
    .executeTakeFirst()
  if (there === undefined) await getConversation(tx, input.conversationId)
  const address = there && claimedAddress(there.key)
  if (!there || !address) throw nothingToVouch()
  await vouchFor(tx, { clock, address, by: input.by })
  const items = await tx
    .selectFrom('message')
    .innerJoin('rawItem', 'rawItem.id', 'message.rawItemId')
    .innerJoin('source', 'source.id', 'rawItem.sourceId')
    .select(['rawItem.id', 'rawItem.runId', 'message.sourceId'])
    .select(['source.channel', 'source.addresses', 'source.settings'])
    .where('message.participantsId', '=', there.id)
    .execute()
  const ids = items.map(({ id }) => id)
  const bodies = await readRawItems(tx, { itemSeal, ids })
  const places = await readItemPlaces(tx, { itemSeal, ids })
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
  const touched = new Set([there.id])
  for (const { id, runId, sourceId, ...source } of items) {
    const channel = liveChannelShape.parse(source.channel)
    const { path, externalId } = places.get(id) ?? { path: '', externalId: '' }
    const item = { path, externalId, bytes: bodies.get(id) ?? Buffer.alloc(0) }
    const read = readItem(channel, item, { owner: source.addresses, settings: source.settings })
    const road = { channel: messageChannelOf[channel], parseVersion: parserVersionOf[channel] }
    const { participantsIds } = await receive(tx, {
      ...{ clock, runId, sourceId, region, erasedKey: input.erasedKey, itemSeal, ...road },
      items: [{ ...item, messages: read.messages, setAside: read.setAside }],
      again: true,
    })
    for (const one of participantsIds) touched.add(one)
  }
  const rule = await currentRule(tx, { clock, timeoutHours: input.timeoutHours })
  await threadParticipants(tx, { clock, participantsIds: [...touched], rule })
  const { conversationId } = await tx
    .selectFrom('threadEntry')
    .select('conversationId')
    .where('messageId', '=', there.messageId)
    .executeTakeFirstOrThrow()
  return conversationId
}

function nothingToVouch(): Refusal {
  return new Refusal(
    'nothing_to_vouch',
    'Nothing in this conversation is of a doubtful sender.',
    'Look at the conversation again: somebody may have said already whose it is.',
    { status: 409 },
  )
}
