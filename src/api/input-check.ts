import { Refusal } from '../base/refusal.ts'

/** More levels than any body of ours has. */
const DEPTH_MAX = 20

/**
 * Refuses a parsed body, query or address with what no endpoint can use: NUL characters, which PostgreSQL
 * cannot store, and nesting without end. Walks without recursion, so that depth cannot exhaust the stack.
 */
export function refuseUnusable(input: unknown): void {
  let level: unknown[] = [input]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) throw new Refusal('too_deep', 'The body is nested too deeply.', 'Send it flatter.')
    const below: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string') refuseNul(value)
      else if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) {
          refuseNul(key)
          below.push(inner)
        }
      }
    }
    level = below
  }
}

function refuseNul(text: string): void {
  if (!text.includes('\0')) return
  throw new Refusal('bad_text', 'A text has a NUL character in it.', 'Take it out and send it again.')
}
