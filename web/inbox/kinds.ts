import {
  AudioLines,
  Bot,
  type LucideIcon,
  Mail,
  MessageSquareText,
  PhoneIncoming,
  PhoneMissed,
  PhoneOutgoing,
  Voicemail,
} from 'lucide-react'
import type { Message } from '../../src/contract/conversations.ts'

/** The picture of each kind of message. */
export const kindIcons: Record<Message['kind'], LucideIcon> = {
  text: MessageSquareText,
  placed: PhoneOutgoing,
  received: PhoneIncoming,
  missed: PhoneMissed,
  voicemail: Voicemail,
  recorded: AudioLines,
  email: Mail,
  chat: Bot,
}

/** Whether it was written, and not spoken. */
export function isWritten(kind: Message['kind']): boolean {
  return kind === 'text' || kind === 'email' || kind === 'chat'
}
