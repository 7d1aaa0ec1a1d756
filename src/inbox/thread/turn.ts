import { BURST_MS } from './rule.ts'

type Said = { atMs: number; direction: 'in' | 'out' | null }

/** Whether `next` comes from the same side as `last`, soon after it: the same breath. */
export function isBurst(last: Said, next: Said): boolean {
  return next.direction !== null && last.direction === next.direction && next.atMs - last.atMs <= BURST_MS
}

/**
 * Numbers the turns of a conversation, from 1: a burst of messages by one side is one turn; the count goes
 * up when the other side speaks or after a pause. `messages` oldest first; the answer is in the same order.
 */
export function numberTurns(messages: readonly Said[]): number[] {
  let turn = 0
  let last: Said | undefined
  return messages.map((message) => {
    if (last === undefined || !isBurst(last, message)) turn++
    last = message
    return turn
  })
}
