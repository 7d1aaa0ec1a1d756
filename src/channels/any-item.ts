import { parseChatItem } from './chat-history/chat-item.ts'
import { parseVoiceMail } from './google-voice/mail/voice-mail.ts'
import { parsePage } from './google-voice/page.ts'
import type { ParsedMessage } from './message.ts'
import { mailOfPostmark } from './postmark/to-mail.ts'
import { parseSandboxItem } from './sandbox/sandbox-item.ts'

/**
 * The messages of a raw item of whichever wire, as far as one can read them without knowing whose account it is: who they
 * were exchanged with and what was said, not which way. Pure, throws nothing; none where it cannot be read.
 */
export function messagesOfAny(path: string, bytes: Buffer): ParsedMessage[] {
  try {
    const first = bytes.subarray(0, 64).toString('latin1').trimStart()[0]
    if (first === '<') return parsePage(path, bytes).messages
    const sandboxed = parseSandboxItem(bytes)
    if (sandboxed !== null) return [sandboxed]
    const mail = mailOfPostmark(bytes)
    if (first === '{' && mail === bytes) return parseChatItem(path, bytes).messages
    return parseVoiceMail(path, mail, { owner: [] }).messages
  } catch {
    return [] // it was set aside
  }
}
