import { errorCode } from './refusal.ts'

const FRAMES_MAX = 12

/**
 * What may be logged of an error: its kind, code and where it was thrown. Not its message, which may quote what customers
 * wrote: a database tells of the row that it could not keep.
 */
export function faultOf(error: unknown): { kind: string; code?: string; frames?: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { name, message, stack = '' } = error
  const code = errorCode(error)
  const quotedAt = stack.indexOf(message) // its own lines may look like places
  const frames = stack
    .slice(quotedAt < 0 ? stack.length : quotedAt + message.length)
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .slice(0, FRAMES_MAX)
  return { kind: name, ...(code === undefined ? {} : { code }), frames }
}
