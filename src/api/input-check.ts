import { Refusal } from '../base/refusal.ts'

/** More levels than any body of ours has. */
const DEPTH_MAX = 20
/** More values than any body of ours has, over all its levels. */
const VALUES_MAX = 100_000
/** A browser behind two proxies sends some forty. */
const HEADERS_MAX = 100

/**
 * Refuses a parsed body, query or address with what no endpoint can use: NUL characters, which PostgreSQL
 * cannot store, and nesting or values without end. Walks without recursion, so that depth cannot exhaust the stack.
 */
export function refuseUnusable(input: unknown): void {
  let level: unknown[] = [input]
  let values = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) throw new Refusal('too_deep', 'The body is nested too deeply.', 'Send it flatter.')
    const below: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string') refuseNul(value)
      else if (typeof value === 'object' && value !== null) {
        for (const key in value) {
          if (++values > VALUES_MAX) throw tooManyValues()
          refuseNul(key)
          below.push((value as Record<string, unknown>)[key])
        }
      }
    }
    level = below
  }
}

/** Refuses a request with more headers than anybody means to send. Node itself bounds their bytes, to 16 KB. */
export function refuseManyHeaders({ rawHeaders }: { rawHeaders: readonly string[] }): void {
  if (rawHeaders.length <= 2 * HEADERS_MAX) return // names and values in turn
  throw new Refusal('too_many_headers', `The request has more than ${HEADERS_MAX} headers.`, 'Send fewer.', {
    status: 431,
  })
}

function tooManyValues(): Refusal {
  return new Refusal(
    'too_many_values',
    `The body has more than ${VALUES_MAX} values.`,
    'Send them in several requests.',
    { status: 413 },
  )
}

function refuseNul(text: string): void {
  if (!text.includes('\0')) return
  throw new Refusal('bad_text', 'A text has a NUL character in it.', 'Take it out and send it again.')
}
