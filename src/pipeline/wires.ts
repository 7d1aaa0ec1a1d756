import { createHash } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import type { HostRule } from '../base/host-rule.ts'
import type { Id } from '../base/ids.ts'
import {
  addressBy,
  type ChatHistory,
  chatHistoryParserVersion,
  type GmailConfig,
  type GmailTokens,
  gmailTokens,
  mailOfPostmark,
  mailParserVersion,
  openChatHistory,
  openGmail,
  openImap,
  openPostmark,
  type ParsedMessage,
  type PostmarkConfig,
  parseChatItem,
  parseVoiceMail,
  type SetAside,
  type Wire,
  WireError,
  type WireItem,
} from '../channels/channels.ts'
import {
  chatHistorySettingsShape,
  imapSettingsShape,
  type LiveChannel,
  liveChannelShape,
  postmarkSettingsShape,
} from '../contract/sources.ts'
import type { LiveSource } from '../intake/intake.ts'
import { putSecret, revealSecret, type SecretPurpose, type Secrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import type { Google } from './gmail-consent.ts'

export type WiresIo = {
  store: Store
  secrets: Pick<Secrets, 'unseal' | 'seal'>
  clock: Clock
  google: Google | undefined
  /** Which hosts sources may be at; any, unless said otherwise. */
  sourceHosts?: HostRule | undefined
  /** Where the Postmark API is; for tests. */
  postmarkUrl?: string | undefined
}

/** What opens a source of each channel is kept as this. */
export const credentialOf = {
  imap: 'imap_password',
  gmail: 'oauth_token',
  postmark: 'server_token',
  'chat-history': 'database_url',
} as const satisfies Record<LiveChannel, SecretPurpose>

/** Which wire a message came by, as people know it: mail is mail, however it is fetched. */
export const messageChannelOf: Readonly<Record<LiveChannel, string>> = {
  imap: 'email',
  gmail: 'email',
  postmark: 'email',
  'chat-history': 'chat',
}

/** Opens the wire of a source, with what opens it. Throws `WireError` when that is not there any more. */
export async function openWire(io: WiresIo, input: { tenantId: Id; source: LiveSource }): Promise<Wire> {
  const { tenantId, source } = input
  const channel = liveChannelShape.parse(source.channel)
  const secret = await revealSecret(io, { tenantId, id: source.id, purpose: credentialOf[channel] })
  if (secret === undefined)
    throw new WireError('credentials_refused', 'What opens this source is not kept here any more.')
  if (channel === 'gmail') return openGmailOf(io, { tenantId, sourceId: source.id })
  return openWireWith(io, { channel, settings: source.settings, secret: secret.toString() })
}

function openGmailOf(io: WiresIo, source: { tenantId: Id; sourceId: Id }): Wire {
  const { config, tokens } = gmailAccount(io, source)
  return openGmail(config, { tokens })
}

/**
 * How a Gmail account is asked. Tokens are got anew from the refresh token as it is then: Google may have given another in its
 * place.
 */
export function gmailAccount(
  io: WiresIo,
  { tenantId, sourceId }: { tenantId: Id; sourceId: Id },
): { config: GmailConfig; tokens: GmailTokens } {
  const { google, store, secrets, clock } = io
  if (google === undefined)
    throw new WireError('credentials_refused', 'Plumbline is not known to Google here any more.')
  const name = { tenantId, id: sourceId, purpose: credentialOf.gmail }
  const tokens = gmailTokens(google.client, {
    clock,
    refreshToken: async () => (await revealSecret(io, name))?.toString() ?? '',
    save: (value) => store.write(tenantId, (tx) => putSecret(tx, { ...name, value, secrets, clock })),
  })
  return { config: google.apiUrl === undefined ? {} : { baseUrl: google.apiUrl }, tokens }
}

/** The same with what opens it given, as before it is added. */
export function openWireWith(
  { clock, postmarkUrl, sourceHosts = 'any' }: Pick<WiresIo, 'clock' | 'postmarkUrl' | 'sourceHosts'>,
  {
    channel,
    settings,
    secret,
  }: { channel: Exclude<LiveChannel, 'gmail'>; settings: unknown; secret: string },
): Wire | ChatHistory {
  const addressOf = addressBy(sourceHosts)
  if (channel === 'imap')
    return openImap({ ...imapSettingsShape.parse(settings), password: secret, addressOf })
  if (channel === 'postmark') return openPostmark(postmarkConfig({ postmarkUrl, serverToken: secret }))
  const { table, crew } = chatHistorySettingsShape.parse(settings)
  return openChatHistory({ url: secret, table, crew }, { clock, addressOf })
}

/** How a Postmark server is asked. */
export function postmarkConfig({
  postmarkUrl,
  serverToken,
}: Pick<WiresIo, 'postmarkUrl'> & { serverToken: string }): PostmarkConfig {
  return { serverToken, ...(postmarkUrl === undefined ? {} : { baseUrl: postmarkUrl }) }
}

const MARK_CHARS = 8

/**
 * Where an item lies at its source, and which it is: mailboxes and tables that are set back to an earlier state give the
 * same UIDs and row ids to others, which one and the same run may meet.
 */
export function placeOf({ path, externalId }: WireItem): string {
  return `${path}~${externalId.slice(-MARK_CHARS)}`
}

/** What is read in an item. */
export type ReadItem = {
  messages: ParsedMessage[]
  setAside: SetAside[]
  /** Of a mail that Google Voice forwarded, or that goes to it: the account's own number, and where the other side is answered. */
  voice: { ownNumber: string | null; replyAddress: string | null } | null
}

export function readItem(
  channel: LiveChannel,
  item: WireItem,
  { owner, settings }: { owner: readonly string[]; settings: unknown },
): ReadItem {
  if (channel === 'chat-history') return { ...parseChatItem(item.path, item.bytes), voice: null }
  const mail = channel === 'postmark' ? mailOfPostmark(item.bytes) : item.bytes
  const { originalRecipient } = item.details ?? {} // an address of Postmark's own, to which the firm's mail is forwarded
  const { messages, setAside, voice } = parseVoiceMail(item.path, mail, {
    owner: [...owner, ...(originalRecipient === undefined ? [] : [originalRecipient])],
    authServer: authServersOf(channel, settings),
    onlyTakesIn: mail !== item.bytes, // what it took in is JSON; what was sent by it, and is kept here, is a mail
  })
  return { messages, setAside, voice: voice?.what === 'message' ? voice : null }
}

/** Under these names Gmail's servers write, today and in 2010. */
const GOOGLE_SERVERS = ['mx.google.com', 'mr.google.com']

/**
 * Names of the account's own server: only what it wrote itself says whether a sender is who they say. Where it is not known,
 * anybody could write such a line into a mail, and none counts.
 */
export function authServersOf(channel: Exclude<LiveChannel, 'chat-history'>, settings: unknown): string[] {
  if (channel === 'gmail') return GOOGLE_SERVERS
  if (channel === 'postmark') return postmarkSettingsShape.parse(settings).authServers ?? []
  const { host, authServers } = imapSettingsShape.parse(settings)
  return authServers ?? (/(^|\.)(gmail|googlemail)\.com$/i.test(host) ? GOOGLE_SERVERS : [])
}

export const parserVersionOf: Readonly<Record<LiveChannel, number>> = {
  imap: mailParserVersion,
  gmail: mailParserVersion,
  postmark: mailParserVersion,
  'chat-history': chatHistoryParserVersion,
}

/** Wires that stay open between looks, so that what comes is there at once. */
export type OpenWires = AsyncDisposable & {
  /** The source's wire; another when its settings have changed since. */
  of(input: { tenantId: Id; source: LiveSource }): Promise<Wire>
  /** Lets a wire go, as when it failed: the next one is opened anew. */
  drop(sourceId: Id): Promise<void>
}

export function openWires(io: WiresIo): OpenWires {
  const open = new Map<Id, { settings: string; wire: Wire }>()
  const drop = async (sourceId: Id) => {
    const held = open.get(sourceId)
    open.delete(sourceId)
    await Promise.resolve(held?.wire[Symbol.asyncDispose]()).catch(() => undefined) // broken already
  }
  return {
    of: async ({ tenantId, source }) => {
      const settings = createHash('sha256').update(JSON.stringify(source.settings)).digest('hex')
      const held = open.get(source.id)
      if (held?.settings === settings) return held.wire
      await drop(source.id)
      const wire = await openWire(io, { tenantId, source })
      open.set(source.id, { settings, wire })
      return wire
    },
    drop,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...open.keys()].map(drop))
    },
  }
}
