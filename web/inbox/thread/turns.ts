import type { Message } from '../../../src/contract/conversations.ts'

/** What one side said in one go. */
export type Turn = { key: string; messages: Message[] }
/** The turns of one calendar day. */
export type Day = { key: string; at: string; turns: Turn[] }

/** Messages, oldest first, as days and turns. A burst by one side is one turn, but no turn runs over midnight or over two senders. */
export function turnsByDay(messages: readonly Message[], dayKey: (instant: string) => string): Day[] {
  const days: Day[] = []
  let last: Message | undefined
  for (const message of messages) {
    const key = dayKey(message.at)
    let day = days.at(-1)
    if (day?.key !== key) {
      day = { key, at: message.at, turns: [] }
      days.push(day)
      last = undefined
    }
    const turn = day.turns.at(-1)
    if (turn !== undefined && last !== undefined && goesOn(last, message)) turn.messages.push(message)
    else day.turns.push({ key: message.id, messages: [message] })
    last = message
  }
  return days
}

const goesOn = (a: Message, b: Message) =>
  a.turn === b.turn &&
  a.direction === b.direction &&
  a.sender.address === b.sender.address &&
  a.sender.name === b.sender.name
