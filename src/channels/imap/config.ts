import { type AddressOf, addressBy } from '../hosts.ts'

/** An IMAP account (RFC 3501, RFC 9051) and how it is read. Sizes are bytes, times milliseconds. */
export type ImapConfig = {
  host: string
  /** 993 where `secure`, 143 else. */
  port?: number
  /** TLS from the first byte. Else STARTTLS, which only a server on this machine may do without. */
  secure: boolean
  /** A certificate (PEM) that is trusted beside those of the system: of a firm's own server. */
  certificate?: string
  user: string
  password?: string
  /** Asked anew for every connection, in place of a password: an OAuth 2.0 access token (XOAUTH2, OAUTHBEARER). */
  accessToken?: () => Promise<string>
  /**
   * Names as the server has them, or special uses (RFC 6154) such as `\Sent`. A special use that no mailbox has is passed
   * over; a name that is not there is told once all others are read. Without it: INBOX and `\Sent`.
   */
  mailboxes?: string[]
  /** The most that a batch holds; a larger mail is a batch of its own. */
  batchMails?: number
  batchBytes?: number
  /** A larger mail is set aside. */
  mailBytesMax?: number
  connectTimeoutMs?: number
  /** A connection on which nothing came for so long is asked whether it lives, and lost if it says nothing for as long again. */
  quietMs?: number
  /** Where the host is reached; asked anew for every connection. */
  addressOf?: AddressOf
  /** How often a server without IDLE (RFC 2177) is asked for news. */
  pollMs?: number
}

/** With everything said. */
export type ImapSettings = Required<Omit<ImapConfig, 'certificate' | 'password' | 'accessToken'>> &
  Pick<ImapConfig, 'certificate' | 'password' | 'accessToken'>

const MB = 1024 * 1024

export function settingsOf(config: ImapConfig): ImapSettings {
  return {
    port: config.secure ? 993 : 143,
    mailboxes: ['INBOX', '\\Sent'],
    batchMails: 50,
    batchBytes: 8 * MB,
    mailBytesMax: 25 * MB,
    connectTimeoutMs: 30_000,
    quietMs: 120_000,
    pollMs: 60_000,
    addressOf: addressBy('any'),
    ...config,
  }
}
