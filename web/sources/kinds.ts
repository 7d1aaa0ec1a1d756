import '../i18n/en-sources-room.ts'
import { AudioLines, Bot, Cable, type LucideIcon, Mail, Mails } from 'lucide-react'
import {
  type AddSource,
  chatHistorySettingsShape,
  imapSettingsShape,
  type LiveChannel,
  liveChannelShape,
  type SourceShown,
} from '../../src/contract/sources.ts'
import { isKey, type Say } from '../i18n/i18n.tsx'

const icons: Readonly<Record<string, LucideIcon>> = {
  imap: Mail,
  gmail: Mail,
  postmark: Mails,
  'chat-history': Bot,
  'google-voice': AudioLines,
}

export const kindIcon = (channel: string): LucideIcon => icons[channel] ?? Cable

/** What a source on this channel is called. */
export function kindInWords(say: Say, channel: string): string {
  const key = `sources.kind.${channel}`
  return isKey(key) ? say(key) : say('sources.kind.other')
}

/** The channel of a source that is asked for what is new; undefined where this page does not know it. */
export function liveChannelOf({ channel }: Pick<SourceShown, 'channel'>): LiveChannel | undefined {
  return liveChannelShape.safeParse(channel).data
}

/** Channels of sources that are opened by what is typed: a password, a connection string. */
export type TypedChannel = AddSource['channel']

/** Where a source is reached: its server, or its table; null where nothing tells. */
export function placeOf({ channel, settings }: SourceShown): string | null {
  if (channel === 'imap') return imapSettingsShape.safeParse(settings).data?.host ?? null
  return chatHistorySettingsShape.safeParse(settings).data?.table ?? null
}
