import { BURST_MS } from './rule.ts'

/**
 * Numbers the turns of a conversation, from 1: a burst of messages by one side is one turn; the count goes
 * up when the other side speaks or after a pause. `messages` oldest first; the answer is in the same order.
 */
export function numberTurns(messages: readonly { atMs: number; direction: 'in' | 'out' | null }[]): number[] {
  let turn = 0
  let last: { atMs: number; direction: 'in' | 'out' | null } | undefined
  return messages.map((message) => {
    const sameTurn =
      last !== undefined &&
      message.direction !== null &&
      last.direction === message.direction &&
      message.atMs - last.atMs <= BURST_MS
    if (!sameTurn) turn++
    last = message
    return turn
  })
}
