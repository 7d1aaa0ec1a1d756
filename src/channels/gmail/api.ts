import { realWaiting, type Waiting } from '../http/backoff.ts'
import { type Answer, AnswerTooLong, type Caller, call, type Request } from '../http/call.ts'
import { listAt, maybeTextAt, textAt, valueAt } from '../http/json.ts'
import { Pace } from '../http/pace.ts'
import { WireError } from '../wire.ts'
import { type GmailConfig, type GmailTokens, settingsOf } from './config.ts'
import { gmailFault, judgeGmail } from './verdict.ts'

/** A mail with its bytes. */
export type GmailMessage = {
  id: string
  threadId: string
  /** `INBOX`, `SENT`, `SPAM`, `UNREAD`, …, and ids of people's own labels, which are not their names. */
  labels: string[]
  /** When Gmail took it in, Unix milliseconds; null where it does not say. */
  atMs: number | null
  /** Of the mailbox's history, when the mail was last changed; null where it does not say. */
  historyId: string | null
  bytes: Buffer
}

export type ListPage = { ids: string[]; nextPageToken: string | null }

/** One change of the mailbox: which mail, and what happened to it. */
export type Change = { recordId: bigint; id: string; kind: 'added' | 'labels_removed'; labels: string[] }

export type HistoryPage = { changes: Change[]; historyId: string; nextPageToken: string | null }

/** The part of the Gmail API that is used, tried again where that may help. Each throws `WireError`. */
export type GmailApi = {
  profile(signal: AbortSignal): Promise<{ address: string; historyId: string }>
  /** The account's addresses to send as, beside its own; none where it may not tell. */
  aliases(signal: AbortSignal): Promise<string[]>
  /** Newest first, without spam and trash. `invalid_page` where the token is none any more. */
  list(pageToken: string | null, signal: AbortSignal): Promise<ListPage | 'invalid_page'>
  /** What happened after `since`, which is `expired` after a week or, rarely, some hours. */
  history(since: string, pageToken: string | null, signal: AbortSignal): Promise<HistoryPage | 'expired'>
  message(id: string, signal: AbortSignal): Promise<GmailMessage | 'gone' | 'too_large' | 'unreadable'>
  send(
    mail: { raw: Buffer; threadId?: string | undefined },
    signal: AbortSignal,
  ): Promise<{ id: string; threadId: string }>
  find(query: string, signal: AbortSignal): Promise<string | null>
}

/** Units a second: 6,000 a minute since May 2026, 15,000 for projects from before (developers.google.com, "Usage limits"). */
const PACE = { first: 100, min: 5, max: 250 }

/** What each method costs, at Google's own count. */
const UNITS = { profile: 1, aliases: 1, list: 5, history: 2, message: 5, send: 100 }

const ANSWER_BYTES_MAX = 4 * 1024 * 1024
const HISTORY_RECORDS_MAX = 500

export function openGmailApi(
  config: GmailConfig,
  tokens: GmailTokens,
  waiting: Waiting = realWaiting,
): GmailApi {
  const settings = settingsOf(config)
  const { batchMails, mailBytesMax, timeoutMs, triesMax } = settings
  const io: Caller = { ...waiting, pace: new Pace(waiting, PACE), timeoutMs, judge: judgeGmail }

  /** Asks with an access token, and once more with another where Gmail does not take it. `takes`: what else is an answer. */
  async function ask(
    path: string,
    units: number,
    signal: AbortSignal,
    { takes = [], ...more }: Partial<Request> & { takes?: number[] } = {},
  ): Promise<Answer> {
    const url = new URL(`gmail/v1/users/me/${path}`, `${settings.baseUrl}/`)
    let used: string | undefined
    const headers = async () => {
      used = await tokens.accessToken()
      return { authorization: `Bearer ${used}` }
    }
    const request: Request = { url, headers, units, answerBytesMax: ANSWER_BYTES_MAX, triesMax, ...more }
    let answer = await call(io, request, signal)
    if (answer.status === 401) {
      await tokens.accessToken(used)
      answer = await call(io, request, signal)
    }
    if (answer.status < 300 || takes.includes(answer.status)) return answer
    throw gmailFault(answer)
  }

  return {
    profile: async (signal) => {
      const { json } = await ask('profile', UNITS.profile, signal)
      return { address: textAt(json, 'emailAddress'), historyId: textAt(json, 'historyId') }
    },
    aliases: async (signal) => {
      const { json } = await ask('settings/sendAs', UNITS.aliases, signal, { takes: [403] })
      return listAt(json, 'sendAs').map((each) => textAt(each, 'sendAsEmail'))
    },
    list: async (pageToken, signal) => {
      const words = query({ maxResults: batchMails, pageToken })
      const takes = pageToken === null ? [] : [400]
      const { status, json } = await ask(`messages?${words}`, UNITS.list, signal, { takes })
      return status === 400 ? 'invalid_page' : { ids: idsOf(json), ...nextOf(json) }
    },
    history: async (since, pageToken, signal) => {
      const words = query({ startHistoryId: since, maxResults: HISTORY_RECORDS_MAX, pageToken })
      const path = `history?${words}&historyTypes=messageAdded&historyTypes=labelRemoved`
      const { status, json } = await ask(path, UNITS.history, signal, { takes: [404] })
      if (status === 404) return 'expired'
      return { changes: changesOf(json), historyId: textAt(json, 'historyId'), ...nextOf(json) }
    },
    message: async (id, signal) => {
      const path = `messages/${encodeURIComponent(id)}?format=raw`
      const answerBytesMax = Math.ceil((mailBytesMax * 4) / 3) + ANSWER_BYTES_MAX // in base64
      try {
        const answer = await ask(path, UNITS.message, signal, { takes: [404], answerBytesMax })
        return answer.status === 404 ? 'gone' : messageOf(answer.json, mailBytesMax)
      } catch (error) {
        if (error instanceof AnswerTooLong) return 'too_large'
        throw error
      }
    },
    send: async ({ raw, threadId }, signal) => {
      const body = { raw: raw.toString('base64url'), ...(threadId === undefined ? {} : { threadId }) }
      const more = { method: 'POST' as const, body, once: true }
      const { json } = await ask('messages/send', UNITS.send, signal, more)
      return { id: textAt(json, 'id'), threadId: textAt(json, 'threadId') }
    },
    find: async (words, signal) => {
      const { json } = await ask(`messages?${query({ q: words, maxResults: 1 })}`, UNITS.list, signal)
      return idsOf(json)[0] ?? null
    },
  }
}

function query(words: Record<string, string | number | null>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(words)) if (value !== null) search.set(name, `${value}`)
  return search.toString()
}

function idsOf(json: unknown): string[] {
  return listAt(json, 'messages').map((each) => textAt(each, 'id'))
}

function nextOf(json: unknown): { nextPageToken: string | null } {
  return { nextPageToken: maybeTextAt(json, 'nextPageToken') ?? null }
}

function changesOf(json: unknown): Change[] {
  return listAt(json, 'history').flatMap((record) => {
    const recordId = numberAt(record, 'id')
    const of = (list: string, kind: Change['kind']) =>
      listAt(record, list).map((each) => ({
        recordId,
        id: textAt(valueAt(each, 'message'), 'id'),
        kind,
        labels: listAt(each, 'labelIds').map(String),
      }))
    return [...of('messagesAdded', 'added'), ...of('labelsRemoved', 'labels_removed')]
  })
}

function numberAt(json: unknown, name: string): bigint {
  const text = textAt(json, name)
  if (/^\d{1,20}$/.test(text)) return BigInt(text)
  throw new WireError('unreadable', 'A number in what Gmail answers is none.')
}

function messageOf(json: unknown, bytesMax: number): GmailMessage | 'too_large' | 'unreadable' {
  const raw = maybeTextAt(json, 'raw')
  if (raw === undefined) return 'unreadable'
  const bytes = Buffer.from(raw, 'base64url')
  if (bytes.length > bytesMax) return 'too_large'
  const atMs = Number(maybeTextAt(json, 'internalDate') ?? Number.NaN)
  return {
    id: textAt(json, 'id'),
    threadId: textAt(json, 'threadId'),
    labels: listAt(json, 'labelIds').map(String),
    atMs: Number.isFinite(atMs) ? atMs : null,
    historyId: maybeTextAt(json, 'historyId') ?? null,
    bytes,
  }
}
