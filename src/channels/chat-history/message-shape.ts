/** A message of a chat table, whichever of the usual ways it is written in. */
export type ChatMessage = {
  /** Who said it; `step` is what the agent was told, asked its tools, or was answered by them. */
  role: 'human' | 'ai' | 'step'
  text: string
  /** Kinds of what was said otherwise than in words: `image_url`, `input_audio`. */
  parts: string[]
  /** Of the person, where the message tells; never of an agent. */
  name: string | null
}

export type NotAMessage = { problem: 'not_json' | 'not_a_message' | 'no_role' | 'no_content' }

/**
 * Reads a message column, as JSON or as text that should be JSON. The ways known: `{type, content}` (n8n, LangChain.js), `{type, data: {content}}`
 * (LangChain for Python), `{lc, id: […, "HumanMessage"], kwargs: {content}}` (LangChain's serialised form), `{role, content}`
 * (OpenAI's), each of them also as JSON within a JSON string. Content is a string, or a list of parts as in LangChain's
 * content blocks. Pure; throws nothing.
 */
export function readChatMessage(column: unknown): ChatMessage | NotAMessage {
  const value = opened(column)
  if (value === undefined) return { problem: 'not_json' }
  if (!isObject(value)) return { problem: 'not_a_message' }
  const body = bodyOf(value)
  const role = roleOf(value, body)
  if (role === null) return { problem: 'no_role' }
  const calls = callsOf(body)
  const { words, parts, usesTools } = wordsOf(body.content)
  const text = words || calls.join('\n')
  if (text === '' && parts.length === 0 && !usesTools) return { problem: 'no_content' }
  return {
    role: calls.length > 0 || usesTools ? 'step' : role,
    text,
    parts,
    name: role === 'human' ? nameOf(body) : null,
  }
}

/**
 * What was said in a message, as JSON: the same for a row wherever it is read, so that the row can be told from another that
 * was given its id. It must never change for a message once met: what is said of a message elsewhere in it, such as that it
 * was delivered, may.
 */
export function essenceOf(text: string): string {
  const value = opened(text)
  if (!isObject(value)) return text
  const { content } = bodyOf(value)
  if (typeof content === 'string') return content
  try {
    return content === undefined ? text : JSON.stringify(content, sorted)
  } catch {
    return text // nested deeper than the stack
  }
}

/** `jsonb` keeps the names of an object in another order than `json`. */
function sorted(_name: string, value: unknown): unknown {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
}

type Json = { readonly [name: string]: unknown }

/** JSON within JSON strings is opened so often. */
const WRAPPED_MAX = 3

/** undefined where a string is no JSON. */
function opened(column: unknown): unknown {
  let value = column
  for (let depth = 0; depth < WRAPPED_MAX && typeof value === 'string'; depth++) {
    try {
      value = JSON.parse(value)
    } catch {
      return undefined
    }
  }
  return value
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bodyOf(value: Json): Json {
  if (isObject(value.kwargs)) return value.kwargs
  if (value.content === undefined && isObject(value.data)) return value.data
  return value
}

const ROLES: Record<string, ChatMessage['role']> = {
  human: 'human',
  user: 'human',
  ai: 'ai',
  assistant: 'ai',
  system: 'step',
  developer: 'step',
  tool: 'step',
  function: 'step',
  remove: 'step',
}

/** `type`, `role`, or the class that was serialised: `AIMessageChunk`. */
function roleOf(value: Json, body: Json): ChatMessage['role'] | null {
  const serialised = Array.isArray(value.id) ? value.id.at(-1) : undefined
  for (const written of [value.type, body.type, value.role, body.role, serialised]) {
    if (typeof written !== 'string') continue
    const word = written.toLowerCase().replace(/message(chunk)?$/, '')
    if (Object.hasOwn(ROLES, word)) return ROLES[word] ?? null
  }
  return null
}

/** Names of what holds the words in content that is an object: answers of agents that speak in a form of their own. */
const WORDS = ['text', 'content', 'output', 'answer', 'response', 'reply', 'message', 'output_text']

function wordsOf(content: unknown): { words: string; parts: string[]; usesTools: boolean } {
  const nothing = { parts: [], usesTools: false }
  if (typeof content === 'string') return { words: content, ...nothing }
  if (isObject(content)) {
    const words = WORDS.map((name) => content[name]).find((value) => typeof value === 'string')
    return { words: words ?? inJson(content), ...nothing }
  }
  if (!Array.isArray(content)) return { words: '', ...nothing }
  const words: string[] = []
  const parts = new Set<string>()
  let usesTools = false
  for (const part of content as unknown[]) {
    if (typeof part === 'string') words.push(part)
    if (!isObject(part)) continue
    const type = typeof part.type === 'string' ? part.type : ''
    const text = isObject(part.text) ? part.text.value : part.text
    if (/^(tool|function|server_tool)_/.test(type)) usesTools = true
    else if (/^(thinking|redacted_thinking|reasoning)/.test(type)) continue
    else if (typeof text === 'string') words.push(text)
    else if (/^[a-z][a-z0-9_]{0,31}$/.test(type)) parts.add(type)
  }
  return { words: words.join('\n'), parts: [...parts], usesTools }
}

/** The tools that an agent calls, each on a line with what it gives them. */
function callsOf(body: Json): string[] {
  const extra = isObject(body.additional_kwargs) ? body.additional_kwargs : {}
  const given = [body.tool_calls, extra.tool_calls].find((calls) => Array.isArray(calls) && calls.length > 0)
  const calls = [...((given as unknown[] | undefined) ?? []), extra.function_call].filter(isObject)
  return calls.map((call) => {
    const { name, args, arguments: written } = isObject(call.function) ? call.function : call
    const input = typeof written === 'string' ? written : inJson(args)
    return `${typeof name === 'string' ? name : 'tool'} ${input}`.trim()
  })
}

function inJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

/** Under which agents for WhatsApp and text messages keep the name that the person goes by there. */
const PERSON_NAMES = [
  'name',
  'pushName',
  'push_name',
  'profile_name',
  'profileName',
  'senderName',
  'sender_name',
]
const NAME_CHARS_MAX = 200

function nameOf(body: Json): string | null {
  const extra = isObject(body.additional_kwargs) ? body.additional_kwargs : {}
  for (const name of [...PERSON_NAMES.map((key) => extra[key]), body.name]) {
    if (typeof name !== 'string') continue
    const trimmed = name.trim()
    if (trimmed.length > 0 && trimmed.length <= NAME_CHARS_MAX && /\p{L}/u.test(trimmed)) return trimmed
  }
  return null
}
