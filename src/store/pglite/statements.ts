import { framed, type Message, messagesIn } from './wire.ts'

/** How many statements PostgreSQL keeps for us; each takes tens of KB of its memory. */
const KEPT_MAX = 400
/** Statements seen once that are remembered: only what is asked again is worth keeping. */
const SEEN_MAX = 500
/** Longer ones are loads of many rows, of which hardly two are alike. */
const TEXT_BYTES_MAX = 8 * 1024

const PARSE = 0x50
const BIND = 0x42
const DESCRIBE = 0x44
const QUERY = 0x51
const CLOSE = 0x43
const SYNC = 0x53
const PARSE_COMPLETE = 0x31
const ERROR_RESPONSE = 0x45
const OF_STATEMENT = 'S'
const NAMELESS = 0

/** May change what a kept statement returns, which PostgreSQL then refuses to carry out. */
const CHANGES_SCHEMA = /\b(create|alter|drop|deallocate|discard all)\b/i

/** The unique index that is meant holds for some rows only: with a parameter in its condition it is known by the parameter's value alone. */
const BY_PARTIAL_INDEX = /\bon conflict \([^)]*\) where\b/i

/** What to send in place of a client's messages, and what of the answer to them is the client's. */
export type Asked = { send: Uint8Array; answerOf: (answer: Uint8Array) => Uint8Array<ArrayBuffer> }

/** A statement without a name: its text and its parameters' types, as sent, and the messages that go on with it. */
type Unnamed = { key: string; body: Buffer; rest: Message[] }

/**
 * Keeps the statements that are asked again and again prepared. `pg` sends each one without a name, so that PostgreSQL reads it,
 * adds row-level security and plans it every time, which takes longer than carrying out a short one. Here it has a name from the
 * second time on, and later the client's Parse is answered without asking (PostgreSQL manual, "Extended Query", and PREPARE: after
 * five plans for the parameters at hand one for all is kept, unless it costs more). All connections share one session, and so
 * these.
 */
export class KeptStatements {
  readonly #names = new Map<string, string>()
  readonly #seen = new Set<string>()
  #made = 0
  #given: string[] = []

  /** Closes what is kept no more; to be sent before anything else, and its answer is nobody's. */
  takeClosing(): Uint8Array | undefined {
    const given = this.#given.splice(0)
    return given.length === 0
      ? undefined
      : Buffer.concat([...given.map((name) => framed(CLOSE, OF_STATEMENT, name, '\0')), framed(SYNC)])
  }

  /** `messages` are whole ones of one client, sent together. */
  ask(messages: Buffer): Asked {
    const unnamed = unnamedIn(messages)
    const name = unnamed && this.#names.get(unnamed.key)
    if (unnamed !== undefined && name !== undefined) return this.#reuse(unnamed, name)
    if (messages[0] === QUERY || messages[0] === PARSE) this.#heed(messages)
    if (unnamed !== undefined && !BY_PARTIAL_INDEX.test(unnamed.key) && this.#isSeenAgain(unnamed.key))
      return this.#keep(unnamed)
    return { send: messages, answerOf: (answer) => new Uint8Array(answer) }
  }

  #reuse({ key, rest }: Unnamed, name: string): Asked {
    this.#names.delete(key)
    this.#names.set(key, name) // the newest now
    return {
      send: naming(rest, name),
      answerOf: (answer) => {
        if (answer[0] === ERROR_RESPONSE) this.#giveUp(key)
        return new Uint8Array(Buffer.concat([framed(PARSE_COMPLETE), answer]))
      },
    }
  }

  #keep({ key, body, rest }: Unnamed): Asked {
    const name = `kept_${++this.#made}`
    return {
      send: Buffer.concat([framed(PARSE, name, '\0', body), naming(rest, name)]),
      answerOf: (answer) => {
        if (answer[0] === PARSE_COMPLETE) this.#names.set(key, name)
        const [oldest] = this.#names.keys()
        if (this.#names.size > KEPT_MAX && oldest !== undefined) this.#giveUp(oldest)
        return new Uint8Array(answer)
      },
    }
  }

  #heed(messages: Buffer): void {
    const [first] = messagesIn(messages)
    if (
      first !== undefined &&
      first.body.length <= TEXT_BYTES_MAX &&
      CHANGES_SCHEMA.test(first.body.toString('latin1'))
    )
      for (const key of [...this.#names.keys()]) this.#giveUp(key)
  }

  #giveUp(key: string): void {
    const name = this.#names.get(key)
    if (name !== undefined) this.#given.push(name)
    this.#names.delete(key)
  }

  #isSeenAgain(key: string): boolean {
    if (this.#seen.delete(key)) return true
    this.#seen.add(key)
    const [oldest] = this.#seen
    if (this.#seen.size > SEEN_MAX && oldest !== undefined) this.#seen.delete(oldest)
    return false
  }
}

function unnamedIn(messages: Buffer): Unnamed | undefined {
  if (messages[0] !== PARSE || messages[5] !== NAMELESS) return undefined
  const [parse, ...rest] = messagesIn(messages)
  if (parse === undefined || parse.body.length > TEXT_BYTES_MAX) return undefined
  const types = new Set(rest.map(({ type }) => type))
  if (!types.has(BIND) || types.has(PARSE) || types.has(QUERY)) return undefined
  const body = parse.body.subarray(1)
  return { key: body.toString('latin1'), body, rest }
}

/** Messages that speak of the statement without a name, speaking of `name`. */
function naming(messages: readonly Message[], name: string): Buffer {
  return Buffer.concat(
    messages.map(({ type, body, whole }) => {
      // Bind has the portal's name first, Describe a letter.
      const at = type === BIND ? body.indexOf(0) + 1 : 1
      const isOfStatement = type === BIND || (type === DESCRIBE && body[0] === OF_STATEMENT.charCodeAt(0))
      if (!isOfStatement || body[at] !== NAMELESS) return whole
      return framed(type, body.subarray(0, at), name, body.subarray(at))
    }),
  )
}
