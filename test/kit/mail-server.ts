import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A letter as the server was handed it. */
export type ReceivedLetter = {
  /** Whom the envelope names. */
  to: string[]
  from: string
  /** Head and body as they came. */
  raw: string
  /** Decoded. */
  subject: string
  /** Decoded. */
  text: string
  /** The token of the one-time link in it. */
  token: string
}

/** A real SMTP server on loopback, which keeps what it is handed. */
export type MailServer = AsyncDisposable & {
  /** For SMTP_URL. */
  url: string
  letters: ReceivedLetter[]
  /** How it treats what comes: takes it, refuses each recipient, or says nothing more. */
  mood: 'takes' | 'refuses' | 'silent'
  /** Recipients whom it takes nothing for. */
  strangers: Set<string>
  /** The next letter that has not been asked for; waits for it. */
  next(): Promise<ReceivedLetter>
}

export async function startMailServer(): Promise<MailServer> {
  const waiting: (() => void)[] = []
  let asked = 0
  const server = new SMTPServer({
    authOptional: true,
    onAuth: ({ username }, _session, callback) => callback(null, { user: username }),
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => {
      if (mail.mood === 'refuses' || mail.strangers.has(address)) callback(new Error('No such mailbox.'))
      else if (mail.mood === 'takes') callback()
    },
    onData: async (stream, { envelope }, callback) => {
      const raw = await text(stream)
      mail.letters.push({
        ...parse(raw),
        raw,
        from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
        to: envelope.rcptTo.map(({ address }) => address),
      })
      callback()
      for (const wake of waiting.splice(0)) wake()
    },
  })
  server.on('error', () => undefined) // connections that are cut
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters: [],
    mood: 'takes',
    strangers: new Set(),
    next: async () => {
      for (;;) {
        const letter = mail.letters[asked]
        if (letter !== undefined) {
          asked++
          return letter
        }
        await new Promise<void>((wake) => waiting.push(wake))
      }
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
  return mail
}

function parse(raw: string): Pick<ReceivedLetter, 'subject' | 'text' | 'token'> {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ')
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]
  const body = raw.slice(end + 4)
  const words = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : unquoted(body, encoding)
  return {
    subject: decodeWords(/^subject: *(.*)$/im.exec(head)?.[1] ?? ''),
    text: words.replaceAll('\r\n', '\n'),
    token: /#(?:[a-z]+=)?([\w-]{43})/.exec(words)?.[1] ?? '',
  }
}

/** RFC 2045 §6.7. */
function unquoted(body: string, encoding: string | undefined): string {
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

/** RFC 2047. */
function decodeWords(header: string): string {
  return header
    .replace(/\?= +=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, kind: string, coded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString()
        : unquoted(coded.replaceAll('_', ' '), 'quoted-printable'),
    )
}
