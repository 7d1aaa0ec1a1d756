import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What a provider would reply to one request. */
export type Reply = {
  /** The model's words; an object is sent as JSON. */
  says?: unknown
  /** The model declines. */
  refuses?: boolean
  /** It stops in the middle: the most tokens allowed are written. */
  cut?: boolean
  /** Tokens read and written; null: not told. */
  tokens?: [number, number] | null
  /** Before it replies. */
  afterMs?: number
  /** An error of the provider. */
  status?: number
  headers?: Record<string, string>
  /** Sent as it is in place of a well-formed reply. */
  raw?: string
  /** The connection breaks in the middle of the reply. */
  severed?: boolean
}

/** A request as it came. */
// biome-ignore lint/suspicious/noExplicitAny: requests of two protocols
export type Received = { path: string; headers: IncomingHttpHeaders; body: any }

/** A server on loopback that speaks Anthropic's Messages and OpenAI's Chat Completions. */
export type ModelServer = AsyncDisposable & {
  /** With the version, as MODEL_BASE_URL wants it. */
  url: string
  received: Received[]
  /** Most requests that were waiting for a reply at once. */
  atOnceMax(): number
}

/** Starts one; `reply` is asked for each request in turn, and counts from 0. */
export async function startModelServer(
  reply: (request: Received, index: number) => Reply,
): Promise<ModelServer> {
  const received: Received[] = []
  let atOnce = 0
  let atOnceMax = 0
  const server = createServer(async (request, response) => {
    atOnceMax = Math.max(atOnceMax, ++atOnce)
    response.on('close', () => atOnce--)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null')
    const came: Received = { path: request.url ?? '', headers: request.headers, body }
    const told = reply(came, received.push(came) - 1)
    if (told.afterMs !== undefined) await pause(told.afterMs, undefined, { ref: false })
    response.writeHead(told.status ?? 200, { 'content-type': 'application/json', ...told.headers })
    const said = told.raw ?? JSON.stringify(bodyOf(came, told))
    if (told.severed) response.write(said.slice(0, said.length / 2), () => response.destroy())
    else response.end(said)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    received,
    atOnceMax: () => atOnceMax,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function bodyOf({ path, body }: Received, told: Reply): unknown {
  const text = typeof told.says === 'string' ? told.says : JSON.stringify(told.says ?? {})
  if (path === '/v1/messages') return anthropicBody(body, told, text)
  if (path === '/v1/chat/completions') return openAiBody(body, told, text)
  return { error: { type: 'not_found_error', message: path } }
}

// https://docs.claude.com/en/api/messages
function anthropicBody(body: { model: string; tools?: { name: string }[] }, told: Reply, text: string) {
  if (told.status !== undefined && told.status >= 300)
    return { type: 'error', error: { type: 'api_error', message: 'not now' } }
  const [input_tokens, output_tokens] = told.tokens ?? [1_000, 100]
  const tool = body.tools?.[0]
  return {
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: body.model,
    content: told.refuses
      ? []
      : tool === undefined
        ? [{ type: 'text', text }]
        : [{ type: 'tool_use', id: 'toolu_01', name: tool.name, input: JSON.parse(text) }],
    stop_reason: told.refuses ? 'refusal' : told.cut ? 'max_tokens' : tool ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens, output_tokens },
  }
}

// https://platform.openai.com/docs/api-reference/chat
function openAiBody(body: { model: string }, told: Reply, text: string) {
  if (told.status !== undefined && told.status >= 300)
    return { error: { message: 'not now', type: 'server_error', param: null, code: null } }
  const [prompt_tokens, completion_tokens] = told.tokens ?? [1_000, 100]
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: body.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: told.refuses ? null : text,
          ...(told.refuses ? { refusal: 'I cannot help with that.' } : {}),
        },
        finish_reason: told.cut ? 'length' : 'stop',
      },
    ],
    ...(told.tokens === null
      ? {}
      : { usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens } }),
  }
}
