import { type ImapConfig, settingsOf } from './config.ts'
import { closeOnAbort, connect, faultOn } from './connection.ts'
import { findMailboxes } from './mailboxes.ts'

type Io = { signal: AbortSignal }

/** Whether a mail with this Message-ID (without its angle brackets) is among what the account sent. Throws `WireError`. */
export async function findSent(config: ImapConfig, id: string, io: Io): Promise<boolean> {
  return inSent(
    config,
    io,
    async (client) => (await client.search({ header: { 'message-id': `<${id}>` } })) || [],
  ).then((found) => found !== null && found.length > 0)
}

/**
 * Puts a mail that was sent by SMTP among what the account sent, for people's mail programs, unless it is there: some servers
 * do so themselves. False where the account has no such mailbox. Throws `WireError`.
 */
export async function fileSent(
  config: ImapConfig,
  mail: { id: string; raw: Buffer; at: Date },
  io: Io,
): Promise<boolean> {
  const filed = await inSent(config, io, async (client, mailbox) => {
    const there = (await client.search({ header: { 'message-id': `<${mail.id}>` } })) || []
    if (there.length === 0) await client.append(mailbox, mail.raw, ['\\Seen'], mail.at)
    return true
  })
  return filed === true
}

/** Works in the mailbox of what was sent (RFC 6154); null where there is none. */
async function inSent<T>(
  config: ImapConfig,
  { signal }: Io,
  work: (client: Awaited<ReturnType<typeof connect>>, mailbox: string) => Promise<T>,
): Promise<T | null> {
  const client = await connect(settingsOf(config), signal)
  using _ = closeOnAbort(client, signal)
  try {
    for await (const mailbox of findMailboxes(client, ['\\Sent'])) {
      if (mailbox === null) continue
      const lock = await client.getMailboxLock(mailbox.name)
      try {
        return await work(client, mailbox.name)
      } finally {
        lock.release()
      }
    }
    return null
  } catch (error) {
    throw faultOn(client, error, signal)
  } finally {
    client.close()
  }
}
