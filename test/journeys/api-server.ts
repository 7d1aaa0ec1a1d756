import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import {
  type Access,
  openAccess,
  providerHolder,
  secondFactorHolder,
  signingKeyHolder,
} from '../../src/access/access.ts'
import { type ApiSettings, openApi } from '../../src/api/api.ts'
import { type Audit, auditHolder, openAudit } from '../../src/audit/audit.ts'
import { openAuditor } from '../../src/auditor/auditor.ts'
import { openBackups } from '../../src/backups/backups.ts'
import { type Clock, systemClock } from '../../src/base/clock.ts'
import type { HostRule } from '../../src/base/host-rule.ts'
import type { Id } from '../../src/base/ids.ts'
import { type Log, silentLog } from '../../src/base/log.ts'
import type { Role } from '../../src/contract/permissions.ts'
import { openEncoder, openMeaning } from '../../src/embeddings/embeddings.ts'
import { openLive, openSubscribers, type Subscriber, type Subscribers } from '../../src/events/events.ts'
import { type Hooks, type HooksOptions, openHooks } from '../../src/hooks/hooks.ts'
import { openMediaFolder } from '../../src/inbox/inbox.ts'
import { type ItemSeal, openItemSeal } from '../../src/intake/intake.ts'
import { openMail } from '../../src/mail/mail.ts'
import { type Metrics, openMetrics } from '../../src/metrics/metrics.ts'
import { openMirrors } from '../../src/mirror/mirror.ts'
import { openWatch, type Watch } from '../../src/monitoring/monitoring.ts'
import {
  type Google,
  openMind,
  openPostmarkCalls,
  openRunner,
  openStages,
  openWires,
} from '../../src/pipeline/pipeline.ts'
import { openSecrets, type Secrets } from '../../src/secrets/secrets.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore, temporaryFolder } from '../kit/store.ts'

/** The API on a loopback port, over a real, empty database. */
export type ApiServer = AsyncDisposable & {
  url: string
  dataDir: string
  store: Store
  secrets: Secrets
  itemSeal: ItemSeal
  audit: Audit
  access: Access
  metrics: Metrics
  watch: Watch
  hooks: Hooks
  subscribers: Subscribers
  app: FastifyInstance
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
}

export type AskOptions = {
  /** Sent as JSON, unless it is a string, bytes or a form. */
  body?: unknown
  headers?: Record<string, string>
  /** `cookie` or `Bearer …` of whoever asks. */
  as?: Credentials | undefined
}

export type Credentials = { cookie: string } | { authorization: string }
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
export type Answer = { status: number; headers: Headers; body: any; text: string; cookie: string | undefined }

export type ServerOptions = {
  databaseUrl?: string
  /** Of several processes of one installation. */
  masterKey?: Buffer
  clock?: Clock
  log?: Log
  settings?: Partial<ApiSettings>
  /** What people's browsers call the server, where that matters. */
  publicUrl?: string
  /** Where letters go; without it none are sent. */
  smtpUrl?: string
  /** How Plumbline is known to Google. */
  google?: Google
  /** Where the Postmark API is. */
  postmarkUrl?: string
  /** From where on there is an alert. */
  thresholds?: {
    performanceMs?: number
    memoryMb?: number
    errorRatePercent?: number
    mirrorMinutes?: number
    modelCostUsd?: number
  }
  /** Who reads what changed. */
  subscribers?: readonly Subscriber[]
  /** Which hosts may be asked; any, unless said otherwise. */
  sourceHosts?: HostRule
  /** How other systems are called. */
  hooks?: Pick<HooksOptions, 'timeoutMs' | 'chance' | 'resolve'>
  /** Whether imports are worked on. */
  works?: boolean
}

export async function startApi(options: ServerOptions = {}): Promise<ApiServer> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  const store = opened.use(await openTestStore(options.databaseUrl))
  const dataDir = join(folder.path, 'data')
  const clock = options.clock ?? systemClock
  const log = options.log ?? silentLog
  const baseUrl = options.publicUrl ?? 'http://127.0.0.1'
  const firms = () => access.listFirms()
  const secrets = await openSecrets({
    ...{ store, clock, firms, masterKey: { dataDir, given: options.masterKey } },
    holders: {
      audit_entry: auditHolder({ store, firms }),
      second_factor: secondFactorHolder(store.pool),
      sign_in_provider: providerHolder(store.pool),
      signing_key: signingKeyHolder(store.pool),
    },
  })
  const audit = opened.use(openAudit({ store, secrets, clock, log }))
  const from = 'Plumbline <plumbline@harbor.example>'
  const mail = options.smtpUrl === undefined ? undefined : openMail({ log }, { url: options.smtpUrl, from })
  const access = opened.use(openAccess({ store, secrets, audit, clock, log, dataDir, baseUrl, mail }))
  const metrics = openMetrics({ clock, version: '0.0.0-test' })
  const watch = opened.use(
    openWatch(
      { store, clock, log, metrics, mail, people: (firmId) => access.people.list(firmId) },
      {
        thresholds: {
          performanceMs: 5_000,
          memoryMb: 4_096,
          errorRatePercent: 5,
          mirrorMinutes: 15,
          modelCostUsd: 100,
          suggestionGoodPercent: 25,
          ...options.thresholds,
        },
        model: options.settings?.model,
        discoverySchedule: '*/5 * * * *',
        keepDays: 7,
        backupEveryHours: 0,
        dataDir: folder.path,
        pageUrl: new URL('/health', baseUrl).href,
        googleTokenUrl: options.google?.client.endpoints?.token_endpoint,
        firms,
      },
    ),
  )
  const media = openMediaFolder(join(dataDir, 'media'), secrets.bulkKey('media'))
  const itemSeal = openItemSeal(secrets.bulkKey('raw_item'), { sealsNew: store.kind === 'postgres' })
  const mind = opened.use(openMind({ onSlowRules: () => undefined }))
  const stages = opened.use(
    openStages(
      { store, clock, log, mind, audit, metrics },
      { timeoutHours: 24, firms, isBusy: () => false, threshold: 0.7, recentDays: 14 },
    ),
  )
  const auditor = opened.use(
    openAuditor(
      {
        ...{ store, clock, log, audit, media, mind, itemSeal, erasedKey: secrets.macKey('erased') },
        wake: {
          runs: () => undefined,
          replies: () => undefined,
          sources: () => undefined,
          judge: () => watch.look(),
        },
        mails: async (firmId) => (await watch.mailOf(firmId)).recipients > 0,
      },
      { timeoutHours: 24, everyHours: 0, firms },
    ),
  )
  const wires = opened.use(
    openWires({ store, secrets, clock, google: options.google, postmarkUrl: options.postmarkUrl }),
  )
  const runner = options.works
    ? opened.use(
        await openRunner(
          {
            ...{ store, clock, log, media, itemSeal, wires, metrics },
            ...{ erasedKey: secrets.macKey('erased'), replyKey: secrets.macKey('reply_id') },
          },
          {
            concurrentMax: 1,
            timeoutHours: 24,
            firms,
            onCompleted: async () => undefined,
          },
        ),
      )
    : undefined
  const hooks = opened.use(
    openHooks({ store, secrets, clock, log, sourceHosts: options.sourceHosts }, { firms, ...options.hooks }),
  )
  const subscribers = opened.use(
    openSubscribers(
      { store, clock, log },
      { subscribers: options.subscribers ?? [], firms, keepDays: 7, letGoEveryMs: 60 * 60_000 },
    ),
  )
  const app = await openApi({
    store,
    secrets,
    audit,
    access,
    clock,
    log,
    clockwork: undefined,
    sender: undefined,
    google: options.google,
    postmarkUrl: options.postmarkUrl,
    postmarkCalls: openPostmarkCalls(
      {
        ...{ store, clock, media, itemSeal },
        ...{ erasedKey: secrets.macKey('erased'), replyKey: secrets.macKey('reply_id') },
      },
      { timeoutHours: 24 },
    ),
    wires,
    media,
    itemSeal,
    runner,
    live: opened.use(openLive({ store, log })),
    subscribers,
    stages,
    meaning: openMeaning(opened.use(openEncoder())),
    metrics,
    watch,
    auditor,
    backups: openBackups(
      { store, clock, log, masterKey: () => secrets.masterKey() },
      {
        ...{ dataDir, databaseUrl: options.databaseUrl, toolFolders: [], version: '0.0.0-test' },
        ...{ dir: join(dataDir, 'backups'), everyHours: 0, keep: { hourly: 0, daily: 1, weekly: 0 } },
      },
    ),
    hooks,
    mirrors: opened.use(
      openMirrors({ store, secrets, audit, clock, log, erasedKey: secrets.macKey('erased') }, { firms }),
    ),
    sample: {
      firm: { name: 'Millrace Plumbing & Heating', region: 'US', timeZone: 'America/Chicago' },
      owner: { name: 'Ray Hollis', email: 'ray@millrace.example' },
      makeArchive: async () => undefined,
    },
    settings: {
      version: '0.0.0-test',
      dataDir,
      baseUrl,
      uploadBytesMax: 10 * 1024 * 1024,
      replyDelayMs: 0,
      conversationTimeoutHours: 24,
      signInsPerMinuteMax: 1_000,
      requestsPerMinuteMax: 100_000,
      ...options.settings,
    },
  })
  opened.defer(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const held = opened.move()
  return {
    url,
    dataDir,
    store,
    secrets,
    itemSeal,
    audit,
    access,
    metrics,
    watch,
    hooks,
    subscribers,
    app,
    ask: (method, path, ask) => askServer(url, method, path, ask),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

async function askServer(
  url: string,
  method: string,
  path: string,
  { body, headers, as }: AskOptions = {},
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(body !== undefined && !isRaw ? { 'content-type': 'application/json' } : {}),
      ...as,
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: parse(text),
    cookie: response.headers.getSetCookie()[0]?.split(';', 1)[0],
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the first owner of Harbor Plumbing says of himself. */
export const ken = {
  firmName: 'Harbor Plumbing',
  name: 'Ken Alvarez',
  email: 'Ken@harbor.example',
  password: 'a wrench in the works',
  timeZone: 'America/Chicago',
  region: 'US',
}

/** Claims a fresh installation for Ken; returns his session and firm. */
export async function claimForKen(server: ApiServer): Promise<{ as: Credentials; firmId: Id }> {
  const link = await server.access.setupLink()
  const claimed = await server.ask('POST', '/api/setup/claim', { body: { token: link?.token, ...ken } })
  const as = { cookie: claimed.cookie ?? '' }
  return { as, firmId: (await server.ask('GET', '/api/me', { as })).body.firm.id }
}

/** A second firm, pani Nowak's in Warsaw, with her session. */
export async function secondFirm(server: ApiServer): Promise<{ as: Credentials; firmId: Id }> {
  const { id, ownerId } = await server.access.makeFirm(
    { name: 'Mokotów Klima', region: 'PL', timeZone: 'Europe/Warsaw' },
    { name: 'Anna Nowak', email: 'anna@mokotow.example' },
  )
  return { as: await signedIn(server, ownerId ?? ''), firmId: id }
}

/** A session of somebody who is here already. */
export async function signedIn(server: ApiServer, personId: Id): Promise<Credentials> {
  const { token } = await server.access.signInLink(personId)
  const { cookie } = await server.ask('POST', '/api/login-link', { body: { token } })
  return { cookie: cookie ?? '' }
}

/** A new colleague in the firm of whoever asks, by an invitation; returns their session. */
export async function joinAs(server: ApiServer, as: Credentials, role: Role): Promise<Credentials> {
  const email = `${role}.${randomUUID()}@harbor.example`
  const { body } = await server.ask('POST', '/api/invitations', { as, body: { email, role } })
  const token = body.url.split('#')[1]
  const joined = await server.ask('POST', '/api/invitations/accept', {
    body: { token, name: `Robin, ${role.replace('_', ' ')}`, password: 'turn it clockwise' },
  })
  return { cookie: joined.cookie ?? '' }
}
