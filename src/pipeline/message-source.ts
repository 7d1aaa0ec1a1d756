import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { describeMail, type MailPage, mailOfPostmark, mailPage, openMail } from '../channels/channels.ts'
import type { MessageSource } from '../contract/message-source.ts'
import { liveChannelShape } from '../contract/sources.ts'
import { type ItemSeal, readItemOf } from '../intake/intake.ts'
import type { Db } from '../store/store.ts'
import { authServersOf } from './wires.ts'

/** What is kept of a message as it came; undefined when there is none such, or its bytes were forgotten. */
export type Original = NonNullable<Awaited<ReturnType<typeof readOriginal>>>

/** Where a message came from and what its source calls it. Read from the raw item each time. */
export function sourceOf(original: Original): MessageSource {
  const { item, messageId } = original
  return {
    messageId,
    channel: item.channel,
    sourceId: item.sourceId,
    place: item.path,
    receivedAt: item.receivedAt.toISOString(),
    bytes: item.bytes.length,
    ...idsOf(original),
    mail: mailIn(original),
  }
}

/** A mail's own page, made safe, without its pictures where the firm has let its files go; undefined where the message has none. */
export function pageOf(
  { mail, isWhole }: Original,
  options: Omit<Parameters<typeof mailPage>[1], 'withOwnPictures'>,
): MailPage | undefined {
  return (mail && mailPage(mail, { withOwnPictures: isWhole, ...options })) ?? undefined
}

/** A mail's bytes as they came; those that Postmark took apart are put together again. undefined where the message is no mail, or the firm has let its files go. */
export function mailOf({ mail, isWhole }: Original): Buffer | undefined {
  return (isWhole && mail) || undefined
}

/** Whether files of a message are not there: lost on its way, or let go by age, though its raw item may still have their bytes. */
async function lacksFiles(db: Db, messageId: Id): Promise<boolean> {
  const lost = await db
    .selectFrom('attachment')
    .select('position')
    .where('messageId', '=', messageId)
    .where('state', '=', 'missing')
    .executeTakeFirst()
  return lost !== undefined
}

/** Reads a message as it came. What is made of it can take many milliseconds, and needs no database. */
export async function readOriginal(db: Db, { itemSeal, messageId }: { itemSeal: ItemSeal; messageId: Id }) {
  const which = sql`select raw_item_id from message where id = ${messageId}`
  const item = await readItemOf(db, { itemSeal, which })
  if (item === undefined) return undefined
  const live = liveChannelShape.safeParse(item.channel)
  const channel = live.success && live.data !== 'chat-history' ? live.data : null
  const mail = channel === null ? null : channel === 'postmark' ? mailOfPostmark(item.bytes) : item.bytes
  return { messageId, item, channel, mail, isWhole: !(await lacksFiles(db, messageId)) }
}

/** What was sent from here, and is not known at the source by an id, has none. */
function idsOf({ item, channel }: Original): Pick<MessageSource, 'gmail' | 'postmark'> {
  const { externalId, details } = item
  const isKnown = !externalId.startsWith('sent:')
  const told = (name: string) => details?.[name] ?? null
  return {
    gmail:
      channel === 'gmail' && isKnown
        ? {
            messageId: externalId,
            threadId: told('threadId'),
            historyId: told('historyId'),
            labels: told('labels')?.split(' ').filter(Boolean) ?? [],
          }
        : null,
    postmark:
      channel === 'postmark' && isKnown
        ? {
            messageId: externalId,
            stream: told('stream'),
            tag: told('tag'),
            originalRecipient: told('originalRecipient'),
            mailboxHash: told('mailboxHash'),
          }
        : null,
  }
}

function mailIn({ item, channel, mail, isWhole }: Original): MessageSource['mail'] {
  if (mail === null || channel === null) return null
  const opened = openMail(item.path, mail, { owner: item.addresses })
  const page = mailPage(mail, { withOwnPictures: false, withRemotePictures: false, language: 'en' })
  return {
    ...describeMail(mail, { authServer: authServersOf(channel, item.settings) }),
    subject: 'code' in opened ? null : opened.subject,
    isWhole,
    page: page && {
      remotePictures: page.remotePictures,
      countingPixels: page.countingPixels,
      cut: page.cut,
    },
  }
}
