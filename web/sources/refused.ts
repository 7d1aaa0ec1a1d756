import { ApiError } from '../api/client.ts'
import { isKey, type Say } from '../i18n/i18n.tsx'
import type { TypedChannel } from './kinds.ts'

/** What of a form a refusal is about. */
export type Place = 'user' | 'password' | 'host' | 'smtpHost' | 'serverToken' | 'databaseUrl' | 'table'

const places: Readonly<Record<TypedChannel, Readonly<Record<string, Place>>>> = {
  imap: {
    credentials_refused: 'password',
    unreachable: 'host',
    timeout: 'host',
    busy: 'host',
    unreadable: 'host',
    host_refused: 'host',
    outgoing_refused: 'smtpHost',
    gone: 'user',
  },
  postmark: {
    credentials_refused: 'serverToken',
    unreachable: 'serverToken',
    timeout: 'serverToken',
    busy: 'serverToken',
    unreadable: 'serverToken',
    gone: 'serverToken',
  },
  'chat-history': {
    credentials_refused: 'databaseUrl',
    unreachable: 'databaseUrl',
    timeout: 'databaseUrl',
    busy: 'databaseUrl',
    host_refused: 'databaseUrl',
    unreadable: 'table',
    gone: 'table',
  },
}

export type Refused = { place: Place | null; words?: { message: string; next: string } }

/**
 * What a source that is tried was refused with: at which place of its form, and in what words, since those for one that is
 * in use tell of waiting. No place where it is not about what was typed.
 */
export function refusedWith(error: unknown, { channel, say }: { channel: TypedChannel; say: Say }): Refused {
  const fault = error instanceof ApiError ? error.code.replace(/^source_/, '') : ''
  const place = places[channel][fault]
  const key = `sources.refused.${channel}.${fault}`
  const nextKey = `${key}.next`
  if (place === undefined || !isKey(key) || !isKey(nextKey)) return { place: null }
  return { place, words: { message: say(key), next: say(nextKey) } }
}

const SECRETS: ReadonlySet<Place> = new Set(['password', 'serverToken', 'databaseUrl'])

/** The same where only what opens the source can be set, and where it is cannot. */
export function secretRefusedWith(
  error: unknown,
  { channel, say }: { channel: TypedChannel; say: Say },
): Refused['words'] {
  const { place, words } = refusedWith(error, { channel, say })
  if (place === null || SECRETS.has(place)) return words
  return words && { ...words, next: say('sources.credentials.later') }
}
