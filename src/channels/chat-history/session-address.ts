import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * The address that a session is held with. Agents on WhatsApp or text messages call a session after whom they speak with: then
 * it is that number or e-mail address, and the session joins what else is known of it. Any other session is an address of its
 * own, `chat:<crew>:<session>`.
 */
export function sessionAddress(crew: string, session: string): string {
  return addressIn(session.trim()) ?? chatThread(crew, session)
}

/** What a session is called among those of all crews. */
export function chatThread(crew: string, session: string): string {
  return `chat:${crew}:${session}`
}

/** A WhatsApp user, maybe with the number of a device: `48512123456:12@s.whatsapp.net`. Groups end in `@g.us`. */
const WHATSAPP_USER = /^(?:whatsapp:)?\+?(\d{7,15})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/
/** Twilio's way of writing addresses; also URIs (RFC 3966, RFC 5724). */
const WITH_SCHEME = /^(?:whatsapp|sms|smsto|mms|tel):(\+?[\d ().-]{5,24})$/i
const WITH_PLUS = /^\+[\d ().-]{7,24}$/
/** An agent's own prefix or suffix, `agent-2_+15125550142`; the plus tells that it is a number. */
const PLUS_WITHIN = /(?:^|[^\p{L}\p{N}+])(\+\d{8,15})(?![\p{L}\p{N}])/gu
const MAIL = /^(?:mailto:)?([^\s@:<>"]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+)$/i
/** Shorter ones are more often ids of Telegram, or seconds. */
const DIGITS = /^\d{11,15}$/
const LENGTH_MAX = 254

function addressIn(session: string): string | null {
  if (session.length > LENGTH_MAX) return null
  const user = WHATSAPP_USER.exec(session)?.[1]
  if (user !== undefined) return `+${user}`
  const number = WITH_SCHEME.exec(session)?.[1]
  if (number !== undefined) return number.trim()
  if (WITH_PLUS.test(session)) return session
  if (DIGITS.test(session)) {
    const written = `+${session}`
    return parsePhoneNumberFromString(written)?.isValid() === true ? written : null
  }
  const mail = MAIL.exec(session)?.[1]
  if (mail !== undefined)
    return /@(lid|broadcast|newsletter|g\.us|s\.whatsapp\.net|c\.us)$/i.test(mail) ? null : mail
  const within = [...session.matchAll(PLUS_WITHIN)].map(([, found]) => found ?? '')
  return within.length === 1 ? (within[0] ?? null) : null
}
