import type { Id } from '../../base/ids.ts'
import {
  type AddressOf,
  addressBy,
  fileSent,
  findGmail,
  findPostmark,
  findSent,
  type MailToSend,
  type PostmarkConfig,
  sendGmail,
  sendPostmark,
  sendSmtp,
  WireError,
} from '../../channels/channels.ts'
import { imapSettingsShape, postmarkSettingsShape } from '../../contract/sources.ts'
import type { LiveSource } from '../../intake/intake.ts'
import { revealSecret } from '../../secrets/secrets.ts'
import { credentialOf, gmailAccount, postmarkConfig, type WiresIo } from '../wires.ts'

/** A mail as it goes out: its parts, and the bytes that they make. */
export type OutgoingMail = MailToSend & {
  raw: Buffer
  /** The reply that it is. */
  replyId: Id
}

export type Outcome =
  /** `refused`: recipients who were not taken, while others were. */
  | { kind: 'sent'; providerId: string | null; refused: readonly string[] }
  | { kind: 'refused'; code: string }
  /** It may have been sent. */
  | { kind: 'unsure' }

/** What an account sends by. All throw `WireError`, and what the signal gives as the reason. */
export type Outgoing = {
  /** Throws only where it was surely not sent. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<Outcome>
  /** Whether it was sent, as the account's server has it; `unknown` where that cannot tell. */
  find(
    mail: OutgoingMail,
    signal: AbortSignal,
  ): Promise<{ providerId: string | null } | 'not_there' | 'unknown'>
  /** Puts it among what was sent, where that does not happen by itself. */
  file?(mail: OutgoingMail, signal: AbortSignal): Promise<unknown>
}

/** Opens what a source sends by. Throws `WireError` where what opens it is gone, or it cannot send. */
export async function openOutgoing(
  io: WiresIo,
  { tenantId, source }: { tenantId: Id; source: Pick<LiveSource, 'id' | 'channel' | 'settings'> },
): Promise<Outgoing> {
  if (source.channel === 'gmail') return byGmail(gmailAccount(io, { tenantId, sourceId: source.id }))
  if (source.channel !== 'imap' && source.channel !== 'postmark') throw cannotSend()
  const secret = await revealSecret(io, { tenantId, id: source.id, purpose: credentialOf[source.channel] })
  if (secret === undefined)
    throw new WireError('credentials_refused', 'What opens this source is not kept here any more.')
  if (source.channel === 'postmark') {
    const config = postmarkConfig({ postmarkUrl: io.postmarkUrl, serverToken: secret.toString() })
    return byPostmark(config, source.settings)
  }
  return bySmtp(source.settings, secret.toString(), addressBy(io.sourceHosts ?? 'any'))
}

function byGmail({ config, tokens }: ReturnType<typeof gmailAccount>): Outgoing {
  return {
    send: async ({ raw }, signal) => {
      try {
        const { id } = await sendGmail(config, { raw }, { tokens, signal })
        return { kind: 'sent', providerId: id, refused: [] }
      } catch (error) {
        if (error instanceof WireError && mayHaveGone(error)) return { kind: 'unsure' }
        throw error
      }
    },
    find: async ({ id }, signal) => {
      const found = await findGmail(config, id, { tokens, signal })
      return found === null ? 'not_there' : { providerId: found }
    },
  }
}

/** As `sendGmail` and `sendPostmark` say. */
function mayHaveGone({ fault, retryAfterMs }: WireError): boolean {
  return fault === 'unreachable' || fault === 'timeout' || (fault === 'busy' && retryAfterMs === undefined)
}

function bySmtp(settings: LiveSource['settings'], password: string, addressOf: AddressOf): Outgoing {
  const { smtp, ...imap } = imapSettingsShape.parse(settings)
  if (smtp === undefined) throw cannotSend()
  const account = { user: imap.user, password, addressOf }
  const mailbox = { host: imap.host, port: imap.port, secure: imap.secure, ...account }
  return {
    send: async ({ from, to, raw }, signal) => {
      const envelope = { from: from.address, to, raw }
      const sent = await sendSmtp({ ...smtp, ...account }, envelope, { signal })
      if (sent.kind === 'sent') return { kind: 'sent', providerId: null, refused: sent.refused }
      return sent.kind === 'unsure' ? sent : { kind: 'refused', code: `${sent.why}_refused` }
    },
    // Not every server files what it sends: that it is not there tells nothing.
    find: async ({ id }, signal) =>
      (await findSent(mailbox, id, { signal })) ? { providerId: null } : 'unknown',
    file: (mail, signal) => fileSent(mailbox, mail, { signal }),
  }
}

function byPostmark(config: PostmarkConfig, settings: LiveSource['settings']): Outgoing {
  const { messageStream } = postmarkSettingsShape.parse(settings)
  return {
    send: async ({ from, to, subject, text, id, answers, replyId }, signal) => {
      const answered = answers.map((one) => `<${one}>`)
      const headers = [
        { name: 'Message-ID', value: `<${id}>` },
        ...(answered.length === 0
          ? []
          : [
              { name: 'In-Reply-To', value: answered.at(-1) ?? '' },
              { name: 'References', value: answered.join(' ') },
            ]),
      ]
      const email = {
        ...{ subject, text, headers, messageStream },
        from: `"${from.name.replaceAll(/["\\\p{C}]/gu, '')}" <${from.address}>`,
        to: [...to],
        metadata: { [REPLY]: replyId },
      }
      try {
        const sent = await sendPostmark(config, email, { signal })
        if (sent.kind === 'refused')
          return {
            kind: 'refused',
            code: sent.why === 'inactive_recipient' ? 'recipient_refused' : 'content_refused',
          }
        return { kind: 'sent', providerId: sent.messageId, refused: [] }
      } catch (error) {
        if (error instanceof WireError && mayHaveGone(error)) return { kind: 'unsure' }
        throw error
      }
    },
    find: async ({ replyId }, signal) => {
      const found = await findPostmark(config, { name: REPLY, value: replyId }, { signal })
      return found === null ? 'not_there' : { providerId: found }
    },
  }
}

/** Postmark keeps it with the mail, and lets one search by it. */
const REPLY = 'reply'

function cannotSend(): WireError {
  return new WireError('not_found', 'This source sends nothing.')
}
