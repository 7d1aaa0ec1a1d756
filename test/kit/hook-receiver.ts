import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call as it came. */
export type HookReceived = { path: string; headers: IncomingHttpHeaders; text: string; body: Body }
// biome-ignore lint/suspicious/noExplicitAny: tests read what was told of every kind
type Body = any

/** What another system answers; a function answers by itself, or never. */
export type HookReply =
  | { status: number; headers?: Record<string, string>; body?: string | Buffer }
  | ((response: ServerResponse) => void)

/** Another system on loopback that is called by webhooks. */
export type HookReceiver = AsyncDisposable & {
  url: string
  received: HookReceived[]
  /** Most calls that were under way at once. */
  atOnceMax(): number
}

/** Starts one; `reply` is asked for each call in turn, which counts from 0. */
export async function startHookReceiver(
  reply: (call: HookReceived, index: number) => HookReply = () => ({ status: 204 }),
): Promise<HookReceiver> {
  const received: HookReceived[] = []
  let atOnce = 0
  let atOnceMax = 0
  const server = createServer(async (request, response) => {
    atOnceMax = Math.max(atOnceMax, ++atOnce)
    response.on('close', () => atOnce--)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const call = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) }
    const answer = reply(call, received.push(call) - 1)
    if (typeof answer === 'function') return answer(response)
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/plumbline`,
    received,
    atOnceMax: () => atOnceMax,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
