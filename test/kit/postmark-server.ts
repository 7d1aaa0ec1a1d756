import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { DateTime } from 'luxon'
import { type Clock, systemClock } from '../../src/base/clock.ts'

export type PostmarkMethod = 'server' | 'inbound' | 'details' | 'retry' | 'email' | 'outbound'

/** What goes wrong with one request. */
export type PostmarkFault =
  | { status: number; errorCode?: number; retryAfter?: string }
  /** The connection breaks in the middle of the answer, after the work is done. */
  | 'cut'
  /** No answer comes. */
  | 'silent'
  /** No answer comes, though the work is done. */
  | 'mute'
  /** A page of some machine between. */
  | 'garbage'

/** A mail as Postmark's inbound webhook has it. */
export type InboundJson = Record<string, unknown> & { MessageID: string }

/** A server on loopback that speaks the Postmark API (postmarkapp.com/developer/api). */
export type PostmarkServer = AsyncDisposable & {
  baseUrl: string
  serverToken: string
  /** A mail comes in; its MessageID. */
  put(
    json: InboundJson,
    more?: { status?: 'processed' | 'failed' | 'blocked' | 'queued'; at?: string },
  ): string
  setStatus(id: string, status: 'processed' | 'failed'): void
  forget(id: string): void
  fault: (method: PostmarkMethod, nth: number, path: string) => PostmarkFault | undefined
  counts: Record<PostmarkMethod, number>
  sent: Record<string, unknown>[]
  retried: string[]
  /** Addresses to which nothing is sent any more. */
  inactive: Set<string>
  /** Ends the server at once, whoever it answers; what it has is there when it starts again, on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
}

type Inbound = { json: InboundJson; status: string; atMs: number }

const TOKEN = '8a1f0c3e-6f5b-4a55-9f1e-0b5b7c2d9e10'
const ZONE = 'America/New_York'

export async function startPostmarkServer(more: { clock?: Clock } = {}): Promise<PostmarkServer> {
  const { clock = systemClock } = more
  const inbound = new Map<string, Inbound>()

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const kill = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://postmark')
    const body = await text(request)
    const method = methodOf(url.pathname)
    response.setHeader('date', clock.now().toUTCString())
    if (method === null) return answer(response, 404, { ErrorCode: 0, Message: 'Not found' })
    const fault = held.fault(method, held.counts[method]++, url.pathname)
    if (fault === 'silent') return
    if (fault === 'garbage')
      return void response.writeHead(200).end('<html>Please sign in to the hotel’s network</html>')
    if (typeof fault === 'object') {
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter)
      return answer(response, fault.status, { ErrorCode: fault.errorCode ?? 0, Message: 'trouble' })
    }
    if (request.headers['x-postmark-server-token'] !== TOKEN)
      return answer(response, 401, { ErrorCode: 10, Message: 'Bad or missing API token.' })
    const [status, json] = api(method, url, body)
    if (fault === 'mute') return
    if (fault === 'cut') return cut(response, json)
    answer(response, status, json)
  }

  function api(method: PostmarkMethod, url: URL, body: string): [number, unknown] {
    const id = url.pathname.split('/')[3] ?? ''
    switch (method) {
      case 'server':
        return [200, { ID: 1, Name: 'Harbor', RawEmailEnabled: true, InboundAddress: INBOUND }]
      case 'inbound':
        return search(url.searchParams)
      case 'details':
        return details(id)
      case 'retry':
        held.retried.push(id)
        return [200, { ErrorCode: 0, Message: 'Successfully rescheduled failed message.' }]
      case 'email':
        return email(JSON.parse(body))
      case 'outbound':
        return outbound(url.searchParams)
    }
  }

  function search(asked: URLSearchParams): [number, unknown] {
    const [count, offset] = [Number(asked.get('count')), Number(asked.get('offset'))]
    if (count > 500 || count + offset > 10_500 || offset >= 10_000)
      return [422, { ErrorCode: 600, Message: 'Count and offset exceed what is allowed.' }]
    const [fromMs, toMs] = [easternMs(asked.get('fromdate')), easternMs(asked.get('todate'))]
    const found = [...inbound.values()]
      .filter(({ status }) => status === (asked.get('status') ?? 'processed'))
      .filter(({ atMs }) => secondOf(atMs) >= fromMs && secondOf(atMs) <= toMs)
      .sort((a, b) => b.atMs - a.atMs)
    const page = found.slice(offset, offset + count).map(({ json, status }) => {
      const { TextBody, HtmlBody, StrippedTextReply, Headers, RawEmail, ...rest } = json
      return { ...rest, Attachments: [], Status: status }
    })
    return [200, { TotalCount: found.length, InboundMessages: page }]
  }

  function details(id: string): [number, unknown] {
    const found = inbound.get(id)
    if (found === undefined) return [422, { ErrorCode: 701, Message: 'This message was not found.' }]
    const { RawEmail, ...json } = found.json
    const files = (json.Attachments ?? []) as Record<string, unknown>[]
    return [
      200,
      {
        ...json,
        Attachments: files.map(({ Content, ...file }) => file),
        Status: found.status,
        BlockedReason: '',
      },
    ]
  }

  function email(asked: Record<string, unknown>): [number, unknown] {
    const refuse = (ErrorCode: number): [number, unknown] => [422, { ErrorCode, Message: 'refused' }]
    if (!`${asked.From}`.includes('harbor.example')) return refuse(400)
    if (!`${asked.To}`.includes('@')) return refuse(300)
    if (asked.MessageStream === 'no-such-stream') return refuse(1226)
    if ([...held.inactive].some((address) => `${asked.To}`.includes(address))) return refuse(406)
    if (JSON.stringify(asked).length > 10 * 1024 * 1024) return [413, {}]
    held.sent.push(asked)
    const MessageID = sentId(held.sent.length)
    const SubmittedAt = clock.now().toISOString().replace('Z', '4178Z')
    return [200, { To: asked.To, SubmittedAt, MessageID, ErrorCode: 0, Message: 'OK' }]
  }

  function outbound(asked: URLSearchParams): [number, unknown] {
    const wanted = [...asked].filter(([name]) => name.startsWith('metadata_'))
    const found = held.sent.flatMap((mail, index) => {
      const metadata = (mail.Metadata ?? {}) as Record<string, string>
      const fits = wanted.every(([name, value]) => metadata[name.slice('metadata_'.length)] === value)
      return fits ? [{ MessageID: sentId(index + 1), Metadata: metadata }] : []
    })
    return [200, { TotalCount: found.length, Messages: found.slice(0, Number(asked.get('count'))) }]
  }

  const held: PostmarkServer = {
    baseUrl: `http://127.0.0.1:${port}`,
    serverToken: TOKEN,
    put: (json, { status = 'processed', at } = {}) => {
      const atMs = at === undefined ? clock.now().getTime() : Date.parse(at)
      inbound.set(json.MessageID, { json, status, atMs })
      return json.MessageID
    },
    setStatus: (id, status) => {
      const found = inbound.get(id)
      if (found !== undefined) found.status = status
    },
    forget: (id) => void inbound.delete(id),
    fault: () => undefined,
    counts: { server: 0, inbound: 0, details: 0, retry: 0, email: 0, outbound: 0 },
    sent: [],
    retried: [],
    inactive: new Set(),
    kill,
    start: () => listen(port),
    [Symbol.asyncDispose]: kill,
  }
  return held
}

/** Calls a webhook as Postmark does: by the address with its user name and password. The status. */
export async function callWebhook(
  address: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<number> {
  const url = new URL(address)
  const { username, password } = url
  Object.assign(url, { username: '', password: '' })
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  await response.arrayBuffer()
  return response.status
}

const sentId = (number: number) => `b7bc2f4a-e38e-4336-af7d-${`${number}`.padStart(12, '0')}`

const INBOUND = '451d9b70cf9364d23ff6f9d51d870251569e@inbound.postmarkapp.com'

/** Mrs Alvarez's `number`th mail as Postmark's inbound webhook has it. */
export function inboundJson(number: number, more: Record<string, unknown> = {}): InboundJson {
  return {
    FromName: 'Rosa Alvarez',
    MessageStream: 'inbound',
    From: 'rosa@alvarez.example',
    FromFull: { Email: 'rosa@alvarez.example', Name: 'Rosa Alvarez', MailboxHash: '' },
    To: `"Harbor Plumbing" <${INBOUND}>`,
    ToFull: [{ Email: INBOUND, Name: 'Harbor Plumbing', MailboxHash: '' }],
    Cc: '',
    CcFull: [],
    Bcc: '',
    BccFull: [],
    OriginalRecipient: INBOUND,
    Subject: `The boiler, again (${number})`,
    MessageID: `73e6d360-66eb-11e1-8e72-${`${number}`.padStart(12, '0')}`,
    ReplyTo: '',
    MailboxHash: '',
    Date: 'Mon, 2 Mar 2026 09:30:00 -0600',
    TextBody: `It is leaking for the ${number}th time.`,
    HtmlBody: '',
    StrippedTextReply: '',
    Tag: '',
    Headers: [
      { Name: 'X-Spam-Status', Value: 'No' },
      { Name: 'Received-SPF', Value: 'Pass (sender SPF authorized) identity=mailfrom' },
      { Name: 'MIME-Version', Value: '1.0' },
      { Name: 'Message-ID', Value: `<boiler.${number}@alvarez.example>` },
    ],
    Attachments: [],
    ...more,
  }
}

function methodOf(path: string): PostmarkMethod | null {
  if (path === '/server' || path === '/email') return path.slice(1) as PostmarkMethod
  if (path === '/messages/inbound') return 'inbound'
  if (path === '/messages/outbound') return 'outbound'
  const [, what] = /^\/messages\/inbound\/[\w-]+\/(details|retry)$/.exec(path) ?? []
  return (what as PostmarkMethod | undefined) ?? null
}

function easternMs(time: string | null): number {
  return DateTime.fromISO(time ?? '', { zone: ZONE }).toMillis()
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}

function answer(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

/** Half of the answer. */
function cut(response: ServerResponse, json: unknown): void {
  const whole = Buffer.from(JSON.stringify(json))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length })
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.destroy())
}
