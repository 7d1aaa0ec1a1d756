import { z } from 'zod'
import { idShape, instantShape } from './common.ts'

const mailboxShape = z.object({ address: z.string(), name: z.string().nullable() })

/** What a mail's header says. */
export const mailShape = z.object({
  from: z.array(mailboxShape),
  to: z.array(mailboxShape),
  cc: z.array(mailboxShape),
  replyTo: z.array(mailboxShape),
  date: z.string().nullable().describe('As it is written in the mail'),
  subject: z.string().nullable(),
  messageId: z.string().nullable().describe('Message-ID, without angle brackets'),
  inReplyTo: z.array(z.string()),
  references: z.array(z.string()).describe('Message-IDs of the mails before it, the first one first'),
  authentication: z
    .object({
      server: z.string().describe('Who says so'),
      results: z.array(
        z.object({
          method: z.string().describe('dmarc, dkim, spf, …'),
          result: z.string().describe('pass, fail, none, …'),
          of: z.string().nullable().describe('The domain or address that was looked at'),
        }),
      ),
    })
    .nullable()
    .describe(
      'What the account’s own mail server found about the sender (RFC 8601); null when it says nothing',
    ),
  fields: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .describe('Its header from the top down, at most 200 fields'),
  isWhole: z
    .boolean()
    .describe('Whether all of it is there, its files too: then it can be had at /api/messages/{id}/original'),
  page: z
    .object({
      remotePictures: z
        .number()
        .int()
        .describe('Pictures at other servers, which are not loaded by themselves'),
      countingPixels: z.number().int().describe('Hidden pictures that are there to be counted; never shown'),
      cut: z.boolean().describe('It is longer than is shown'),
    })
    .nullable()
    .describe('Its own page (HTML), to be had at /api/messages/{id}/page; null when it came as plain text'),
})

/** Where a message came from, and what its source calls it. */
export const messageSourceShape = z.object({
  messageId: idShape,
  channel: z.string().describe('The wire: gmail, imap, postmark, chat-history, google-voice'),
  sourceId: idShape,
  place: z
    .string()
    .describe('Name at the source: of an archive the path in it, of a mailbox folder and number'),
  receivedAt: instantShape,
  bytes: z.number().int().describe('Size as it came'),
  gmail: z
    .object({
      messageId: z.string(),
      threadId: z.string().nullable(),
      historyId: z.string().nullable(),
      labels: z.array(z.string()).describe('As they were when it came'),
    })
    .nullable(),
  postmark: z
    .object({
      messageId: z.string(),
      stream: z.string().nullable(),
      tag: z.string().nullable(),
      originalRecipient: z.string().nullable(),
      mailboxHash: z.string().nullable(),
    })
    .nullable(),
  mail: mailShape.nullable().describe('Null for what did not come as a mail'),
})
export type MessageSource = z.infer<typeof messageSourceShape>

export const messagePageQuery = z.object({
  pictures: z
    .enum(['own', 'remote'])
    .default('own')
    .describe('own: those in the mail alone; remote: whoever looks also asks other servers for theirs'),
  language: z.enum(['en', 'pl']).default('en').describe('Of the few words that are added'),
})

/** A file of a conversation, and the message it came with. */
export const conversationFileShape = z.object({
  messageId: idShape,
  at: instantShape,
  direction: z.enum(['in', 'out']).nullable(),
  position: z.number().int(),
  kind: z.enum(['image', 'video', 'audio', 'contact_card', 'file']),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  url: z.string(),
})
export const conversationFilesAnswer = z.object({
  items: z.array(conversationFileShape).describe('The newest first'),
  more: z.boolean().describe('There are older ones, which the messages themselves show'),
})
export type ConversationFile = z.infer<typeof conversationFileShape>
export type ConversationFiles = z.infer<typeof conversationFilesAnswer>
