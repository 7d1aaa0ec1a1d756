import type { Answer, Verdict } from '../http/call.ts'
import { valueAt } from '../http/json.ts'
import { WireError } from '../wire.ts'

/** ErrorCode of the API's answers (postmarkapp.com/developer/api/overview); 0 where all is well, or nothing is said. */
export function errorCodeOf({ json }: Answer): number {
  const code = valueAt(json, 'ErrorCode')
  return typeof code === 'number' ? code : 0
}

const BAD_TOKEN = 10
const MAINTENANCE = 100
const RATE_LIMIT = 429

/** What an answer of the Postmark API means: 429, 5xx and maintenance pass; all others are answers. */
export function judgePostmark(answer: Answer): Verdict {
  const { status } = answer
  const code = errorCodeOf(answer)
  if (status === 429 || code === RATE_LIMIT)
    return { kind: 'again', fault: 'busy', message: WAIT, slower: true, undone: true }
  if (code === MAINTENANCE) return { kind: 'again', fault: 'busy', message: WAIT, slower: true, undone: true }
  if (status >= 500)
    return { kind: 'again', fault: 'busy', message: WAIT, slower: status === 503, undone: false }
  if (status >= 200 && status < 300 && answer.json === undefined)
    return { kind: 'again', fault: 'unreadable', message: UNREADABLE, slower: false, undone: false }
  return { kind: 'answer' }
}

const WAIT = 'Postmark asks to wait.'
const UNREADABLE = 'What Postmark answers cannot be read.'

/** Why Postmark gave nothing, for good. */
export function postmarkFault(answer: Answer): WireError {
  const { status } = answer
  const code = errorCodeOf(answer)
  const cause = new Error(`HTTP ${status}, ErrorCode ${code}`)
  if (status === 401 || code === BAD_TOKEN)
    return new WireError('credentials_refused', 'Postmark does not take the server token.', { cause })
  if (status === 404) return new WireError('not_found', 'Postmark has no such message.', { cause })
  return new WireError('unreadable', UNREADABLE, { cause })
}
