import type { MailboxObject } from 'imapflow'
import { type ImapConfig, settingsOf } from './config.ts'
import { closeOnAbort, connect, faultOn } from './connection.ts'

/**
 * The headers of the newest mails in INBOX, at most `count`, oldest first: what is to be known of an account before it is read.
 * Nothing becomes \Seen. Throws `WireError`.
 */
export async function newestHeaders(
  config: ImapConfig,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<Buffer[]> {
  const client = await connect(settingsOf(config), signal)
  using _ = closeOnAbort(client, signal)
  try {
    const lock = await client.getMailboxLock('INBOX', { readOnly: true })
    try {
      const { exists } = client.mailbox as MailboxObject
      const headers: Buffer[] = []
      if (exists === 0) return headers
      for await (const mail of client.fetch(`${Math.max(1, exists - count + 1)}:${exists}`, {
        headers: true,
      }))
        if (mail.headers !== undefined) headers.push(mail.headers)
      return headers
    } finally {
      lock.release()
    }
  } catch (error) {
    throw faultOn(client, error, signal)
  } finally {
    client.close()
  }
}
