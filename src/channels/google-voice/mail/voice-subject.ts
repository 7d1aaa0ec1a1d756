import { type VoiceParty, voiceParty } from './voice-number.ts'

/** What a subject of Google Voice announces, and of whom. `notice`: about the account; null: nothing that is known. */
export type VoiceSubject =
  | { kind: 'text' | 'group' | 'voicemail' | 'missed'; who: VoiceParty }
  | { kind: 'notice' }
  | null

/** In the order in which they are tried; what a relay has put before them does not matter. */
const ANNOUNCEMENTS = [
  ['group', /\bnew group (?:text )?message from (.+)$/i],
  ['text', /\bnew text message from (.+)$/i],
  ['text', /\bSMS from (.+)$/],
  ['voicemail', /\bnew voicemail from (.+)$/i],
  ['missed', /\bmissed call from (.+)$/i],
] as const

/** A subject, as in any year since 2009. Mails about the account name the product, in every language. */
export function voiceSubject(subject: string): VoiceSubject {
  for (const [kind, pattern] of ANNOUNCEMENTS) {
    const match = pattern.exec(subject)
    if (match) return { kind, who: voiceParty(withoutEnd(match[1] ?? '')) }
  }
  return /google voice/i.test(subject) ? { kind: 'notice' } : null
}

/** Voicemails of before 2019 end in ` at 3:18 PM`, those of 2019 in a full stop. */
function withoutEnd(who: string): string {
  return who.replace(/ at \d{1,2}:\d\d\s?[AP]M\.?$/i, '').replace(/(?<=\S)\.$/, '')
}
