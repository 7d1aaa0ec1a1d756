import { wireNumber } from './voice-number.ts'

/** Google Voice's mails about everything that cannot be answered come from here. */
export const VOICE_NO_REPLY = 'voice-noreply@google.com'
const TEXT_DOMAIN = '@txt.voice.google.com'

/** The two numbers of an address by which one texts: `15125550100.15125550142.dk1Z91JTlg@txt.voice.google.com`. */
export type TextAddress = {
  /** As written: the token tells small letters from capitals. */
  address: string
  ownNumber: string
  otherNumber: string
}

const TEXT_ADDRESS = /^(\d{3,15})\.(\d{3,15})\.[\w-]{1,64}@txt\.voice\.google\.com$/i

/**
 * Reads such an address; null for any other. The account's own number stands first, unless `ownNumbers` (E.164) say that it
 * is the second.
 */
export function textAddress(address: string, ownNumbers: readonly string[] = []): TextAddress | null {
  const match = TEXT_ADDRESS.exec(address)
  if (!match) return null
  const first = wireNumber(`+${match[1]}`)
  const second = wireNumber(`+${match[2]}`)
  const isTurned = ownNumbers.includes(second) && !ownNumbers.includes(first)
  return { address, ownNumber: isTurned ? second : first, otherNumber: isTurned ? first : second }
}

/** Whether a mail says that it is from Google Voice. Anybody can say so. */
export function saysVoice(address: string): boolean {
  const lower = address.toLowerCase()
  return lower === VOICE_NO_REPLY || lower.endsWith(TEXT_DOMAIN)
}
