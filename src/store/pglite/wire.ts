const TERMINATE = 0x58
const READY_FOR_QUERY = 0x5a
const IDLE = 0x49
const ERROR_RESPONSE = 0x45

/**
 * Cuts a byte stream of PostgreSQL's frontend protocol into whole messages
 * (PostgreSQL manual, "Message Formats": the first has no type byte, all others have one).
 */
export class FrontendMessages {
  #rest: Buffer = Buffer.alloc(0)
  #started = false

  /** The whole messages that `chunk` completes, joined; undefined while none is complete. */
  take(chunk: Uint8Array): Buffer | undefined {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    let end = 0
    for (;;) {
      const head = this.#started ? 1 : 0
      if (this.#rest.length < end + head + 4) break
      const next = end + head + this.#rest.readInt32BE(end + head)
      if (this.#rest.length < next) break
      end = next
      this.#started = true
    }
    if (end === 0) return undefined
    const whole = this.#rest.subarray(0, end)
    this.#rest = this.#rest.subarray(end)
    return whole
  }
}

/** A message after the first one: its type, what follows its length, and all of it. */
export type Message = { type: number; body: Buffer; whole: Buffer }

/** The whole messages that stand one after another in `bytes`. */
export function messagesIn(bytes: Buffer): Message[] {
  const messages: Message[] = []
  for (let at = 0; at < bytes.length; ) {
    const next = at + 1 + bytes.readInt32BE(at + 1)
    messages.push({
      type: bytes.readUInt8(at),
      body: bytes.subarray(at + 5, next),
      whole: bytes.subarray(at, next),
    })
    at = next
  }
  return messages
}

/** A message of this type with these bytes after its length. */
export function framed(type: number, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const head = Buffer.alloc(5)
  head.writeUInt8(type)
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, body])
}

/** Whether `messages` is the client's good-bye. */
export function isTerminate(messages: Buffer): boolean {
  return messages.length === 5 && messages[0] === TERMINATE
}

/** Whether an answer leaves its connection outside any transaction: it ends in ReadyForQuery with status idle. */
export function leavesIdle(answer: Buffer): boolean {
  const at = answer.length - 6
  return at >= 0 && answer[at] === READY_FOR_QUERY && answer[answer.length - 1] === IDLE
}

/**
 * What PostgreSQL says when it gives itself up (severity PANIC, as when its log cannot be written), and its code; undefined when
 * an answer has no such thing. A server would throw its memory away and recover from the log; PGlite goes on with it.
 */
export function panicIn(answer: Buffer): { message: string; code: string | undefined } | undefined {
  if (!answer.includes('VPANIC\0')) return undefined
  for (let at = 0; at + 5 <= answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] !== ERROR_RESPONSE) continue
    const fields = answer.toString('utf8', at + 5, at + 1 + answer.readInt32BE(at + 1)).split('\0')
    const told = (type: string) => fields.find((field) => field.startsWith(type))?.slice(1)
    if (fields.includes('VPANIC')) return { message: told('M') ?? '', code: told('C') }
  }
  return undefined
}
