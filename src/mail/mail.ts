import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { type Letter, write } from './letter.ts'

export type { Letter } from './letter.ts'

/** Which mail server takes the program's own letters, and from whom they are. */
export type MailSettings = {
  /** `smtp://user:password@host:587`, or `smtps://`. Query parameters are nodemailer's options. */
  url: string
  /** `plumbline@harbor.example`, or with a name: `Plumbline <plumbline@harbor.example>`. */
  from: string
  /** All that handing one letter over may take. */
  timeoutMs?: number
}

/**
 * Hands a letter to the mail server; whether that took it. Never throws: whoever asks goes on without. Call it outside
 * transactions.
 */
export type SendLetter = (letter: Letter) => Promise<boolean>

const TIMEOUT_MS = 5_000
/** A name before an address in angle brackets, or an address alone. Neither can hold another header or address. */
const SENDER = /^(?:([^\p{C}<>"@,;:]{1,100}?) *<([^<>]+)>|([^<>]+))$/u
/** What mail servers agree on, quoted parts and comments left out. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63})*$/i

/** Name and address of a sender; undefined when it is none. */
export function parseSender(from: string): { name: string; address: string } | undefined {
  const [, name = '', named, alone] = SENDER.exec(from.trim()) ?? []
  const address = named ?? alone ?? ''
  return ADDRESS.test(address) ? { name, address } : undefined
}

/**
 * Opens the way to a mail server. Each letter goes by a connection of its own, which is cut when its time is over; to
 * another machine only under TLS, unless the address says `?requireTLS=false`.
 */
export function openMail(io: { log: Log }, settings: MailSettings): SendLetter {
  const from = parseSender(settings.from)
  if (from === undefined) throw new Error('The sender is not an e-mail address.')
  return async (letter) => {
    if (!ADDRESS.test(letter.to)) return false
    try {
      const { createTransport } = await import('nodemailer')
      const { accepted } = await createTransport({
        url: settings.url,
        requireTLS: !isOnThisMachine(settings.url),
        disableFileAccess: true,
        disableUrlAccess: true,
      }).sendMail({
        ...write(letter),
        from,
        to: { name: '', address: letter.to },
        headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834: no absence note comes back
        signal: AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS),
      })
      return accepted.length === 1
    } catch (error) {
      io.log.warn({ letter: letter.kind, code: errorCode(error) }, 'the mail server did not take a letter')
      return false
    }
  }
}

function isOnThisMachine(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
}
