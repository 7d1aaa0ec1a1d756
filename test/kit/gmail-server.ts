import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type Clock, systemClock } from '../../src/base/clock.ts'

export type GmailMethod = 'profile' | 'sendAs' | 'list' | 'get' | 'history' | 'send' | 'token' | 'revoke'

/** What goes wrong with one request. */
export type GmailFault =
  | { status: number; reason?: string; retryAfter?: string; message?: string }
  /** The connection breaks in the middle of the answer, after the work is done. */
  | 'cut'
  /** No answer comes. */
  | 'silent'
  /** A page of some machine between. */
  | 'garbage'

/** A server on loopback that speaks Google's OAuth 2.0 and the Gmail API (developers.google.com/gmail/api/reference/rest). */
export type GmailServer = AsyncDisposable & {
  baseUrl: string
  /** A client that Google knows, with its endpoints here. */
  client: {
    clientId: string
    clientSecret: string
    endpoints: {
      issuer: string
      authorization_endpoint: string
      token_endpoint: string
      revocation_endpoint: string
    }
  }
  address: string
  /** A refresh token of the account, as after a consent. */
  refreshToken: string
  /** A mail comes into the mailbox; its id. `silently`: the history shows it once `show` is called. */
  put(mail: Buffer, more?: { labels?: string[]; threadId?: string; silently?: boolean }): string
  show(id: string): void
  relabel(id: string, change: { add?: string[]; remove?: string[] }): void
  remove(id: string): void
  /** Forgets all history until now. */
  forgetHistory(): void
  /** Asked for each request, which is counted from 0 by its method. */
  fault: (method: GmailMethod, nth: number, path: string) => GmailFault | undefined
  /** History comes shuffled, with repeated and empty pages; listings repeat mails of the page before. */
  isMessy: boolean
  /** What pages of history hold; messy ones less. */
  historyPage: number
  /** Units a minute that are answered, by the server's clock; more get 429. */
  quota: number
  /** Requests so far, refused ones too. */
  counts: Record<GmailMethod, number>
  refused: number
  sent: { raw: Buffer; threadId: string }[]
  /** What a person does on the page of consent. */
  person: { agrees: boolean; ticks: string[] }
  /** Follows a URL of consent as a browser does; where it is sent back to. */
  visit(url: string): Promise<URL>
  /** The person consents anew; the refresh token. */
  consent(): string
  /** The person takes all consent back. */
  revoke(): void
  /** Access tokens are good no more, refresh tokens are. */
  expireTokens(): void
  /** Ends the server at once, whoever it answers; what it has is there when it starts again, on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
}

type Mail = { id: string; threadId: string; labels: Set<string>; raw: Buffer; order: number }
type HistoryRecord = {
  id: number
  mail: string
  kind: 'added' | 'removed'
  labels: string[]
  hidden: boolean
}

const UNITS: Record<GmailMethod, number> = {
  profile: 1,
  sendAs: 1,
  list: 5,
  get: 5,
  history: 2,
  send: 100,
  token: 0,
  revoke: 0,
}

/** Ids, and records of its history, begin where one sees that they are no counts. */
const ID_BASE = 0x18f2_0000_0000_0000n
const HISTORY_BASE = 4_000_000

export async function startGmailServer(more: { clock?: Clock } = {}): Promise<GmailServer> {
  const { clock = systemClock } = more
  const mails = new Map<string, Mail>()
  const history: HistoryRecord[] = []
  let historyId = HISTORY_BASE
  let forgottenTo = HISTORY_BASE - 1
  let made = 0
  const codes = new Map<string, { challenge: string; redirectUri: string; scope: string }>()
  const refreshTokens = new Set<string>()
  const accessTokens = new Map<string, number>()
  let minute = { at: 0, units: 0 }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${port}`
  const kill = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', baseUrl)
    const body = await text(request)
    if (url.pathname === '/auth') return consent(url, response)
    const method = methodOf(url.pathname)
    if (method === null) return answer(response, 404, errorOf(404, 'notFound'))
    const fault = held.fault(method, held.counts[method]++, url.pathname)
    if (fault === 'silent') return
    if (fault === 'garbage')
      return void response.writeHead(200).end('<html>Please sign in to the hotel’s network</html>')
    if (typeof fault === 'object') {
      if (fault.status === 429) held.refused++
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter)
      return answer(
        response,
        fault.status,
        errorOf(fault.status, fault.reason ?? 'backendError', fault.message),
      )
    }
    const [status, json] =
      method === 'token' || method === 'revoke' ? oauth(method, body) : api(method, url, request, body)
    if (fault === 'cut') return cut(response, json)
    answer(response, status, json)
  }

  function oauth(method: 'token' | 'revoke', body: string): [number, unknown] {
    const form = new URLSearchParams(body)
    if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET)
      return [401, { error: 'invalid_client', error_description: 'Unauthorized' }]
    if (method === 'revoke') {
      const isKnown = refreshTokens.delete(form.get('token') ?? '')
      return isKnown
        ? [200, {}]
        : [400, { error: 'invalid_token', error_description: 'Token expired or revoked' }]
    }
    if (form.get('grant_type') === 'refresh_token')
      return refreshTokens.has(form.get('refresh_token') ?? '')
        ? [200, newToken(SCOPES.join(' '))]
        : [400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }]
    const code = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (code === undefined || code.challenge !== challenge || code.redirectUri !== form.get('redirect_uri'))
      return [400, { error: 'invalid_grant', error_description: 'Bad Request' }]
    const refreshToken = newRefreshToken()
    return [200, { ...newToken(code.scope), refresh_token: refreshToken }]
  }

  function newToken(scope: string) {
    const token = `ya29.${randomBytes(12).toString('base64url')}`
    accessTokens.set(token, clock.now().getTime() + 3_600_000)
    return { access_token: token, expires_in: 3_599, scope, token_type: 'Bearer' }
  }

  function newRefreshToken(): string {
    const token = `1//${randomBytes(12).toString('base64url')}`
    refreshTokens.add(token)
    return token
  }

  function consent(url: URL, response: ServerResponse): void {
    const asked = url.searchParams
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('state', asked.get('state') ?? '')
    const scope = (asked.get('scope') ?? '').split(' ').filter((each) => held.person.ticks.includes(each))
    if (held.person.agrees && asked.get('code_challenge_method') === 'S256') {
      const code = `4/${randomBytes(12).toString('base64url')}`
      codes.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        redirectUri: asked.get('redirect_uri') ?? '',
        scope: scope.join(' '),
      })
      back.searchParams.set('code', code)
      back.searchParams.set('scope', scope.join(' '))
    } else back.searchParams.set('error', 'access_denied')
    response.writeHead(302, { location: back.href }).end()
  }

  function api(method: GmailMethod, url: URL, request: IncomingMessage, body: string): [number, unknown] {
    const nowMs = clock.now().getTime()
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    if ((accessTokens.get(token) ?? 0) < nowMs) return [401, errorOf(401, 'authError')]
    if (Math.abs(nowMs - minute.at) >= 60_000) minute = { at: nowMs, units: 0 }
    minute.units += UNITS[method]
    if (minute.units > held.quota) {
      held.refused++
      return [429, errorOf(429, 'rateLimitExceeded')]
    }
    const asked = url.searchParams
    switch (method) {
      case 'profile':
        return [
          200,
          {
            emailAddress: ADDRESS,
            messagesTotal: mails.size,
            threadsTotal: mails.size,
            historyId: `${historyId}`,
          },
        ]
      case 'sendAs':
        return [
          200,
          { sendAs: [{ sendAsEmail: ADDRESS, isPrimary: true }, { sendAsEmail: 'hello@harbor.example' }] },
        ]
      case 'list':
        return list(asked)
      case 'get':
        return get(url.pathname.split('/').at(-1) ?? '')
      case 'history':
        return historySince(asked)
      default:
        return send(JSON.parse(body))
    }
  }

  function list(asked: URLSearchParams): [number, unknown] {
    const size = Number(asked.get('maxResults') ?? 100)
    const token = asked.get('pageToken')
    if (token !== null && !/^\d{20}$/.test(token)) return [400, errorOf(400, 'invalidArgument')]
    const from = token === null ? Number.POSITIVE_INFINITY : Number(token)
    const query = asked.get('q')
    const shown = [...mails.values()]
      .filter(({ labels }) => !labels.has('SPAM') && !labels.has('TRASH'))
      .filter(
        ({ raw }) =>
          query === null ||
          raw
            .toString()
            .replace(/\r\n(?=[ \t])/g, '')
            .includes(`Message-ID: <${query.replace('rfc822msgid:', '')}>`),
      )
      .sort((a, b) => b.order - a.order)
    const overlap = held.isMessy && token !== null ? shown.filter(({ order }) => order >= from).slice(-2) : []
    const rest = shown.filter(({ order }) => order < from)
    const page = rest.slice(0, size)
    const last = page.at(-1)
    return [
      200,
      {
        ...(page.length + overlap.length === 0
          ? {}
          : { messages: [...overlap, ...page].map(({ id, threadId }) => ({ id, threadId })) }),
        ...(rest.length > size && last !== undefined
          ? { nextPageToken: `${last.order}`.padStart(20, '0') }
          : {}),
        resultSizeEstimate: shown.length,
      },
    ]
  }

  function get(id: string): [number, unknown] {
    const mail = mails.get(id)
    if (mail === undefined) return [404, errorOf(404, 'notFound')]
    return [
      200,
      {
        id,
        threadId: mail.threadId,
        labelIds: [...mail.labels],
        snippet: '',
        historyId: `${historyId}`,
        internalDate: `${FIRST_MS + mail.order * 60_000}`,
        sizeEstimate: mail.raw.length,
        raw: mail.raw.toString('base64url'),
      },
    ]
  }

  function historySince(asked: URLSearchParams): [number, unknown] {
    const since = Number(asked.get('startHistoryId'))
    if (since < forgottenTo || since > historyId) return [404, errorOf(404, 'notFound')]
    const [begin = '0', newest = `${historyId}`] = (asked.get('pageToken') ?? '').split('-').filter(Boolean)
    const types = asked.getAll('historyTypes').map((type) => (type === 'messageAdded' ? 'added' : 'removed'))
    let records = history.filter(
      ({ id, hidden, kind }) => id > since && id <= Number(newest) && !hidden && types.includes(kind),
    )
    let size = held.historyPage
    if (held.isMessy) {
      // the same order for each page of one listing
      records = records
        .toSorted((a, b) => ((a.id * 7919) % 101) - ((b.id * 7919) % 101))
        .flatMap((each) => [each, each])
      size = Math.max(1, Math.floor(size / 3))
    }
    const at = Number(begin)
    const isEmptyPage = held.isMessy && at % 2 === 0 && !(asked.get('pageToken') ?? '').endsWith('-e')
    const page = isEmptyPage ? [] : records.slice(at, at + size)
    const next = at + page.length
    const token = isEmptyPage ? `${at}-${newest}-e` : next < records.length ? `${next}-${newest}` : undefined
    return [
      200,
      {
        ...(page.length === 0 ? {} : { history: page.map(shownRecord) }),
        ...(token === undefined ? {} : { nextPageToken: token }),
        historyId: newest,
      },
    ]
  }

  function shownRecord({ id, mail, kind, labels }: HistoryRecord) {
    const threadId = mails.get(mail)?.threadId ?? mail
    const message = { id: mail, threadId, labelIds: [...(mails.get(mail)?.labels ?? [])] }
    return {
      id: `${id}`,
      messages: [{ id: mail, threadId }],
      ...(kind === 'added'
        ? { messagesAdded: [{ message }] }
        : { labelsRemoved: [{ message, labelIds: labels }] }),
    }
  }

  function send({ raw, threadId }: { raw: string; threadId?: string }): [number, unknown] {
    const bytes = Buffer.from(raw, 'base64url')
    const id = held.put(bytes, { labels: ['SENT'], ...(threadId === undefined ? {} : { threadId }) })
    held.sent.push({ raw: bytes, threadId: threadId ?? id })
    return [200, { id, threadId: threadId ?? id, labelIds: ['SENT'] }]
  }

  const held: GmailServer = {
    baseUrl,
    client: {
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      endpoints: {
        issuer: baseUrl,
        authorization_endpoint: `${baseUrl}/auth`,
        token_endpoint: `${baseUrl}/token`,
        revocation_endpoint: `${baseUrl}/revoke`,
      },
    },
    address: ADDRESS,
    refreshToken: newRefreshToken(),
    put: (raw, { labels = ['INBOX', 'UNREAD'], threadId, silently = false } = {}) => {
      const order = ++made
      const id = (ID_BASE + BigInt(order * 977)).toString(16)
      mails.set(id, { id, threadId: threadId ?? id, labels: new Set(labels), raw, order })
      historyId += 1 + (order % 3)
      history.push({ id: historyId, mail: id, kind: 'added', labels: [], hidden: silently })
      return id
    },
    show: (id) => {
      for (const record of history) if (record.mail === id) record.hidden = false
    },
    relabel: (id, { add = [], remove = [] }) => {
      const { labels } = mails.get(id) as Mail
      for (const label of add) labels.add(label)
      for (const label of remove) labels.delete(label)
      historyId += 2
      if (remove.length > 0)
        history.push({ id: historyId, mail: id, kind: 'removed', labels: remove, hidden: false })
    },
    remove: (id) => {
      mails.delete(id)
      historyId += 1
    },
    forgetHistory: () => {
      historyId += 100
      forgottenTo = historyId
    },
    fault: () => undefined,
    isMessy: false,
    historyPage: 500,
    quota: Number.POSITIVE_INFINITY,
    counts: { profile: 0, sendAs: 0, list: 0, get: 0, history: 0, send: 0, token: 0, revoke: 0 },
    refused: 0,
    sent: [],
    person: { agrees: true, ticks: SCOPES },
    visit: async (url) => {
      const response = await fetch(url, { redirect: 'manual' })
      return new URL(response.headers.get('location') ?? '')
    },
    consent: newRefreshToken,
    revoke: () => {
      refreshTokens.clear()
      accessTokens.clear()
    },
    expireTokens: () => accessTokens.clear(),
    kill,
    start: () => listen(port),
    [Symbol.asyncDispose]: kill,
  }
  return held
}

const ADDRESS = 'office@harbor.example'
const CLIENT_ID = '123-harbor.apps.googleusercontent.com'
const CLIENT_SECRET = 'GOCSPX-harbor'
const SCOPES = [
  'https://www.googleapis.com/auth/gmail.readonly',
  'https://www.googleapis.com/auth/gmail.send',
]
const FIRST_MS = Date.parse('2026-03-02T15:00:00Z')

function methodOf(path: string): GmailMethod | null {
  if (path === '/token' || path === '/revoke') return path.slice(1) as GmailMethod
  const [, rest = ''] = path.split('/gmail/v1/users/me/')
  if (rest === 'profile' || rest === 'history') return rest
  if (rest === 'settings/sendAs') return 'sendAs'
  if (rest === 'messages') return 'list'
  if (rest === 'messages/send') return 'send'
  return /^messages\/[0-9a-f]+$/.test(rest) ? 'get' : null
}

function errorOf(code: number, reason: string, message = 'Request had trouble.') {
  return { error: { code, message, errors: [{ message, domain: 'global', reason }] } }
}

function answer(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(json))
}

/** Half of the answer. */
function cut(response: ServerResponse, json: unknown): void {
  const whole = Buffer.from(JSON.stringify(json))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length })
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.destroy())
}
