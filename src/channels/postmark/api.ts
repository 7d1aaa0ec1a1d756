import { DateTime } from 'luxon'
import { realWaiting, type Waiting } from '../http/backoff.ts'
import { type Answer, AnswerTooLong, type Caller, call, type Request } from '../http/call.ts'
import { listAt, maybeTextAt, textAt, valueAt } from '../http/json.ts'
import { Pace } from '../http/pace.ts'
import { type PostmarkConfig, settingsOf } from './config.ts'
import { errorCodeOf, judgePostmark, postmarkFault } from './verdict.ts'

/** Messages that came in and are done with, one way or the other: handed to our webhook, or given up after ten tries. */
export type InboundStatus = 'processed' | 'failed'

export type InboundPage = { ids: string[]; total: number; atMs: number | null }

/** The part of the Postmark API that is used, tried again where that may help. Each throws `WireError`. */
export type PostmarkApi = {
  /** Where the server takes mail in. */
  addresses(signal: AbortSignal): Promise<string[]>
  /** What came in between two instants (Unix milliseconds, both included), newest first; at most 10,000 can be had. */
  inbound(
    range: { status: InboundStatus; fromMs: number; toMs: number; offset: number },
    signal: AbortSignal,
  ): Promise<InboundPage>
  /** A message as JSON, as the webhook has it, but without the bytes of its files, which Postmark does not keep. */
  details(id: string, signal: AbortSignal): Promise<object | 'gone' | 'too_large'>
  /** Has Postmark hand a message that failed to our webhook once more. */
  retry(id: string, signal: AbortSignal): Promise<void>
  /** Postmark's id of a mail that was sent with this metadata, or null. */
  sent(metadata: { name: string; value: string }, signal: AbortSignal): Promise<string | null>
  /** Asks to send; answers that refuse are answers. */
  send(email: object, signal: AbortSignal): Promise<Answer>
}

/** The longest page, and how far into a search one may page. */
export const PAGE_MAX = 500
export const OFFSET_MAX = 10_000

/** Requests a second; Postmark tells no limit. */
const PACE = { first: 10, min: 0.5, max: 50 }
const ANSWER_BYTES_MAX = 16 * 1024 * 1024
/** Times in searches are those of Postmark's home. */
const ZONE = 'America/New_York'
/** "This message was not found." */
const NO_SUCH_MESSAGE = 701

export function openPostmarkApi(config: PostmarkConfig, waiting: Waiting = realWaiting): PostmarkApi {
  const settings = settingsOf(config)
  const { triesMax, timeoutMs, mailBytesMax, serverToken } = settings
  const io: Caller = { ...waiting, pace: new Pace(waiting, PACE), timeoutMs, judge: judgePostmark }

  function ask(path: string, signal: AbortSignal, more: Partial<Request> = {}): Promise<Answer> {
    const url = new URL(path, `${settings.baseUrl}/`)
    const headers = async () => ({ 'x-postmark-server-token': serverToken })
    const request: Request = { url, headers, units: 1, answerBytesMax: ANSWER_BYTES_MAX, triesMax, ...more }
    return call(io, request, signal)
  }

  async function get(path: string, signal: AbortSignal, more: Partial<Request> = {}): Promise<Answer> {
    const answer = await ask(path, signal, more)
    if (answer.status < 300) return answer
    throw postmarkFault(answer)
  }

  return {
    addresses: async (signal) => {
      const { json } = await get('server', signal)
      const address = maybeTextAt(json, 'InboundAddress')
      return address === undefined ? [] : [address]
    },
    inbound: async ({ status, fromMs, toMs, offset }, signal) => {
      const words = new URLSearchParams({
        count: `${PAGE_MAX}`,
        offset: `${offset}`,
        status,
        fromdate: searchTime(fromMs),
        todate: searchTime(toMs + 999),
      })
      const { json, atMs } = await get(`messages/inbound?${words}`, signal)
      const ids = listAt(json, 'InboundMessages').map((each) => textAt(each, 'MessageID'))
      return { ids, total: Number(maybeTextAt(json, 'TotalCount') ?? ids.length), atMs }
    },
    details: async (id, signal) => {
      const answerBytesMax = mailBytesMax + ANSWER_BYTES_MAX
      try {
        const path = `messages/inbound/${encodeURIComponent(id)}/details`
        const answer = await ask(path, signal, { answerBytesMax })
        if (answer.status === 404 || errorCodeOf(answer) === NO_SUCH_MESSAGE) return 'gone'
        const { json } = answer
        if (answer.status >= 300 || typeof json !== 'object' || json === null) throw postmarkFault(answer)
        return json
      } catch (error) {
        if (error instanceof AnswerTooLong) return 'too_large'
        throw error
      }
    },
    retry: async (id, signal) => {
      await get(`messages/inbound/${encodeURIComponent(id)}/retry`, signal, { method: 'PUT' })
    },
    sent: async ({ name, value }, signal) => {
      const words = new URLSearchParams({ count: '1', offset: '0', [`metadata_${name}`]: value })
      const { json } = await get(`messages/outbound?${words}`, signal)
      const [found] = listAt(json, 'Messages')
      return found === undefined ? null : textAt(found, 'MessageID')
    },
    send: (email, signal) => ask('email', signal, { method: 'POST', body: email, once: true }),
  }
}

/** Whole seconds, as Postmark's home writes them. */
function searchTime(ms: number): string {
  return DateTime.fromMillis(ms, { zone: ZONE }).toFormat("yyyy-MM-dd'T'HH:mm:ss")
}

/** How many files of a message came without their bytes. */
export function filesWithoutBytes(json: object): number {
  return listAt(json, 'Attachments').filter(
    (file) => maybeTextAt(file, 'Content') === undefined && valueAt(file, 'ContentLength') !== 0,
  ).length
}
