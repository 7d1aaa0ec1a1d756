import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { describeMail, type MailPage, mailOfPostmark, mailPage, openMail } from '../channels/channels.ts'
import type { MessageSource } from '../contract/message-source.ts'
import { liveChannelShape } from '../contract/sources.ts'
import { readItemOf } from '../intake/intake.ts'
import type { Db } from '../store/store.ts'
import { authServersOf } from './wires.ts'

/** What is kept of a message as it came; undefined when there is none such, or its bytes were forgotten. */
type Original = NonNullable<Awaited<ReturnType<typeof readOriginal>>>

/** Where a message came from and what its source calls it; undefined when nothing is kept of that. Read from the raw item each time. */
export async function readMessageSource(db: Db, messageId: Id): Promise<MessageSource | undefined> {
  const original = await readOriginal(db, messageId)
  if (original === undefined) return undefined
  const { item } = original
  return {
    messageId,
    channel: item.channel,
    sourceId: item.sourceId,
    place: item.path,
    receivedAt: item.receivedAt.toISOString(),
    bytes: item.bytes.length,
    ...idsOf(original),
    mail: mailIn(original, { isWhole: !(await lacksFiles(db, messageId)) }),
  }
}

/** A mail's own page, made safe, without its pictures where the firm has let its files go; undefined where the message has none. */
export async function readMailPage(
  db: Db,
  { messageId, ...options }: { messageId: Id } & Omit<Parameters<typeof mailPage>[1], 'withOwnPictures'>,
): Promise<MailPage | undefined> {
  const original = await readOriginal(db, messageId)
  if (original === undefined || original.mail === null) return undefined
  const withOwnPictures = !(await lacksFiles(db, messageId))
  return mailPage(original.mail, { withOwnPictures, ...options }) ?? undefined
}

/** A mail's bytes as they came; those that Postmark took apart are put together again. undefined where the message is no mail, or the firm has let its files go. */
export async function readMail(db: Db, messageId: Id): Promise<Buffer | undefined> {
  if (await lacksFiles(db, messageId)) return undefined
  return (await readOriginal(db, messageId))?.mail ?? undefined
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

async function readOriginal(db: Db, messageId: Id) {
  const item = await readItemOf(db, sql`select raw_item_id from message where id = ${messageId}`)
  if (item === undefined) return undefined
  const live = liveChannelShape.safeParse(item.channel)
  const channel = live.success && live.data !== 'chat-history' ? live.data : null
  const mail = channel === null ? null : channel === 'postmark' ? mailOfPostmark(item.bytes) : item.bytes
  return { item, channel, mail }
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

function mailIn({ item, channel, mail }: Original, { isWhole }: { isWhole: boolean }): MessageSource['mail'] {
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
