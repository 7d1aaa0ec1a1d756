import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'

/** Wires that are asked for what is new. */
export const liveChannels = ['imap', 'gmail', 'postmark', 'chat-history'] as const
export const liveChannelShape = z.enum(liveChannels)
export type LiveChannel = (typeof liveChannels)[number]

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9.:_-]+$/i, 'it is no name or address of a server')

/** A server that takes mail of the account, by the same user name and password. */
const smtpSettingsShape = z.object({
  host,
  port: z.int().min(1).max(65_535).default(465),
  secure: z
    .boolean()
    .default(true)
    .describe('TLS from the first byte; false: it begins in the clear, and goes over to TLS'),
})

/** How a mailbox is reached. */
export const imapSettingsShape = z.object({
  host,
  port: z.int().min(1).max(65_535).default(993),
  secure: z
    .boolean()
    .default(true)
    .describe('TLS from the first byte; false: it begins in the clear, and goes over to TLS'),
  user: z.string().trim().min(1).max(254),
  smtp: smtpSettingsShape
    .optional()
    .describe('Where replies go out; without it the mailbox is read, and not answered from'),
  authServers: z
    .array(z.string().trim().min(1).max(253))
    .max(10)
    .optional()
    .describe(
      'Names under which the account’s own server writes whether a sender is who they say (authserv-id, RFC 8601); known for Gmail. Without them no sender counts as proven',
    ),
})

/** How mail reaches the firm by Postmark. */
export const postmarkSettingsShape = z.object({
  address: z
    .email('it is no e-mail address')
    .max(254)
    .describe('Where customers write to: its mail is forwarded to Postmark, and answers come from it'),
  aliases: z
    .array(z.email().max(254))
    .max(50)
    .optional()
    .describe('Other addresses of which the same is true'),
  messageStream: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9-]{0,29}$/, 'it is no name of a message stream')
    .default('outbound')
    .describe('The stream by which answers go out'),
  authServers: z
    .array(z.string().trim().min(1).max(253))
    .max(10)
    .optional()
    .describe(
      'Names under which a mail server of the firm’s own, before Postmark, writes whether a sender is who they say (authserv-id, RFC 8601). Postmark itself does not tell: without them no sender counts as proven',
    ),
})

/** Where a crew of AI agents writes what was said. */
export const chatHistorySettingsShape = z.object({
  crew: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[\p{L}\p{N} ._-]+$/u, 'it has other characters than letters, digits, spaces, dots and dashes')
    .describe('The firm’s own name for the crew'),
  table: z.string().trim().min(1).max(200).describe('Table, or schema.table'),
})

/** A source to be added: how it is reached, and what opens it, which is sealed and shown to nobody again. */
export const addSourceBody = z.discriminatedUnion('channel', [
  z.object({
    channel: z.literal('imap'),
    settings: imapSettingsShape,
    password: z.string().min(1).max(1_000),
  }),
  z.object({
    channel: z.literal('postmark'),
    settings: postmarkSettingsShape,
    serverToken: z.string().trim().min(1).max(200).describe('The server API token'),
  }),
  z.object({
    channel: z.literal('chat-history'),
    settings: chatHistorySettingsShape,
    databaseUrl: z
      .string()
      .max(2_000)
      .regex(/^postgres(ql)?:\/\//, 'it does not begin with postgres://')
      .describe('Connection string of the database; a user that may only read is best'),
  }),
])
export type AddSource = z.infer<typeof addSourceBody>

/** Whose Gmail account is meant. */
export const beginGmailBody = z.object({
  sourceId: idShape.optional().describe('The source that Google does not open any more; else a new one'),
  address: z.email().max(254).optional().describe('Suggested to the person'),
})
export const beginGmailShape = z.object({ url: z.string().describe('Where the browser is to go') })
/** What Google sent back along with the browser. */
export const endGmailBody = z.object({
  search: z
    .string()
    .min(1)
    .max(8_000)
    .describe('The query of the address that Google led to: ?state=…&code=…'),
})

/** What opens a source, set anew. */
export const sourceCredentialsBody = z.object({
  secret: z
    .string()
    .min(1)
    .max(2_000)
    .describe('The password; of a table, the connection string; of Postmark, the server API token'),
})

/** Where a source calls that hands over what is new by itself. */
export const sourceWebhookShape = z.object({
  url: z.string().describe('The whole address, with user name and password; shown once'),
})
/** Whose call it is. */
export const sourceCallParams = z.object({ id: idShape })
export const sourceCallQuery = z.object({ firm: idShape })

const authServerNames = z.array(z.string().trim().min(1).max(253)).max(10)
/** Names under which mail servers write whether a sender is who they say (authserv-id, RFC 8601). */
export const setAuthServersBody = z.object({
  authServers: authServerNames.describe('Names of the account’s own server; without any, none counts'),
})
export const authServersShape = z.object({
  believed: z.array(z.string()).nullable().describe('As a person said; null where nobody has'),
  proposed: z
    .array(z.string())
    .nullable()
    .describe(
      'Names in nearly all of the newest mails, for a person to accept: strangers can write such lines too. Empty where the server tells nothing, null where there are too few mails',
    ),
})

export const incidentKinds = [
  'cursor_expired',
  'gap_found',
  'layout_changed',
  'unreachable',
  'credentials_refused',
  'not_found',
  'unreadable',
] as const
export type IncidentKind = (typeof incidentKinds)[number]

/** What went wrong at a source, and how it was made good. */
export const incidentShape = z.object({
  id: idShape,
  sourceId: idShape,
  kind: z.enum(incidentKinds),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  recovered: z
    .number()
    .int()
    .nullable()
    .describe('Messages taken in on the way out of it; null while it lasts'),
  beganAt: instantShape,
  endedAt: instantShape.nullable(),
})
export type Incident = z.infer<typeof incidentShape>
export const incidentPage = pageOf(incidentShape)
export const incidentQuery = pageQueryShape.extend({ sourceId: idShape.optional() })

export const sourceStates = ['active', 'paused', 'broken'] as const

/** An account from which messages come. */
export const sourceShape = z.object({
  id: idShape,
  channel: z.string(),
  label: z.string(),
  live: z.boolean().describe('It is asked for what is new; false where archives alone fill it'),
  state: z
    .enum(sourceStates)
    .describe('broken: it needs a person, such as a new password, before it is asked again'),
  settings: z.record(z.string(), z.unknown()).nullable().describe('How it is reached'),
  messages: z.number().int().describe('Messages that came from it'),
  lookedAt: instantShape.nullable().describe('When it was last asked, to the end'),
  newsAt: instantShape.nullable().describe('When something new last came'),
  trouble: z
    .object({ code: z.string(), failures: z.number().int(), tryAt: instantShape.nullable() })
    .nullable()
    .describe('Why the last look failed, how many did in a row, and when the next one is'),
  run: z.object({ syncId: idShape, status: z.string() }).nullable().describe('Its latest run'),
})
export type SourceShown = z.infer<typeof sourceShape>
export const sourcePage = pageOf(sourceShape)

/** What is found at a source before it is added. */
export const sourceFoundShape = z.object({
  found: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
