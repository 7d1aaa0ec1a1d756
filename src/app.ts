import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import {
  type Access,
  openAccess,
  providerHolder,
  secondFactorHolder,
  signingKeyHolder,
} from './access/access.ts'
import { forgetOldUploads, forgetUploads, openApi } from './api/api.ts'
import { type Audit, auditHolder, openAudit } from './audit/audit.ts'
import { type Auditor, openAuditor } from './auditor/auditor.ts'
import { type Backups, openBackups } from './backups/backups.ts'
import { type Clock, systemClock } from './base/clock.ts'
import { type Log, openLog } from './base/log.ts'
import { errorCode, Refusal } from './base/refusal.ts'
import { socketPath } from './base/socket.ts'
import { version } from './base/version.ts'
import type { Config } from './config.ts'
import { makeDemoArchive, firm as sampleFirm } from './demo/demo.ts'
import { openEncoder, openMeaning } from './embeddings/embeddings.ts'
import { openLive, openSubscribers, type Subscribers } from './events/events.ts'
import { type Hooks, hookSubscriber, openHooks } from './hooks/hooks.ts'
import {
  currentRule,
  forgetFiles,
  type MediaFolder,
  openMediaFolder,
  restConversations,
} from './inbox/inbox.ts'
import { type ItemSeal, openItemSeal, pathsOfOpenRuns, requeueInterrupted } from './intake/intake.ts'
import { openMail } from './mail/mail.ts'
import { type Metrics, openMetrics } from './metrics/metrics.ts'
import { type Mirrors, mirrorSubscriber, openMirrors } from './mirror/mirror.ts'
import { openModel } from './models/models.ts'
import { googleTokenUrl, openWatch, type Watch } from './monitoring/monitoring.ts'
import { type Noticer, noticeSubscriber, openNoticer } from './notices/notices.ts'
import {
  type Clockwork,
  type Google,
  type OpenWires,
  openClockwork,
  openMind,
  openPostmarkCalls,
  openRefiner,
  openRunner,
  openSender,
  openStages,
  openWires,
  type Runner,
  type Sender,
  type Stages,
} from './pipeline/pipeline.ts'
import { applyRetention } from './privacy/privacy.ts'
import { type MadeKey, masterKeysFrom, openSecrets, type Secrets } from './secrets/secrets.ts'
import { openStore, rewrapClusterKey, type Store } from './store/store.ts'
import { sureFrom } from './understanding/understanding.ts'

/** The whole program, put together. Disposing it ends everything in order, and loses nothing. */
export type App = AsyncDisposable & {
  store: Store
  secrets: Secrets
  audit: Audit
  access: Access
  media: MediaFolder
  itemSeal: ItemSeal
  api: FastifyInstance
  runner: Runner
  clockwork: Clockwork
  sender: Sender
  subscribers: Subscribers
  mirrors: Mirrors
  hooks: Hooks
  noticer: Noticer
  stages: Stages
  metrics: Metrics
  watch: Watch
  auditor: Auditor
  backups: Backups
  clock: Clock
  log: Log
  config: Config
}

export type AppOptions = {
  clock?: Clock
  log?: Log
  /** Folder of the built web application; undefined serves the API alone. */
  webDir?: string
  /** How Plumbline is known to Google, and where Google is, in place of what the settings say. */
  google?: Omit<Google, 'redirectUrl'>
  /** Where the Postmark API is, in place of where Postmark has it. */
  postmarkUrl?: string
  /** What sources are asked by, in place of their own protocols. */
  wires?: OpenWires
  /** Told when the installation gets its master key: whoever loses it loses the data. */
  onKeyMade?: (made: MadeKey) => void
}

const SAMPLE_TIME_ZONE = 'America/Chicago'

/** The made-up firm that people can look at before they bring their own archive. */
export const sampleFirmDetails = { name: sampleFirm.name, region: 'US', timeZone: SAMPLE_TIME_ZONE }

/** Who owns it, when nobody who is signed in asked for it. */
export const sampleOwner = { name: 'Ray Hollis', email: 'ray@millrace.example' }

/** Opens everything but doors to the outside: see `listen`. */
export async function openApp(config: Config, options: AppOptions = {}): Promise<App> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? openLog(config.logLevel)
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  await using opened = new AsyncDisposableStack()
  const metrics = openMetrics({ clock, version })
  const { databaseUrl, dataDir } = config
  const masterKey = { dataDir, ...config.masterKey, onMade: options.onKeyMade }
  const masterKeys = masterKeysFrom(masterKey)
  const store = opened.use(
    await openStore({ databaseUrl, dataDir, masterKeys, onQuery: (ms) => metrics.query(ms) }),
  )
  const { background } = store // for all that works without being waited for
  const firms = () => access.listFirms()
  const adopt = (key: Buffer) => rewrapClusterKey(dataDir, masterKeys, key)
  const secrets = await openSecrets({
    ...{ store, clock, firms },
    masterKey: store.kind === 'pglite' ? { ...masterKey, adopt } : masterKey,
    holders: {
      audit_entry: auditHolder({ store, firms }),
      second_factor: secondFactorHolder(store.pool),
      sign_in_provider: providerHolder(store.pool),
      signing_key: signingKeyHolder(store.pool),
    },
  })
  const audit = opened.use(openAudit({ store, secrets, clock, log }))
  const baseUrl = config.publicUrl ?? `http://localhost:${config.port}`
  const mail = config.mail && openMail({ log }, config.mail)
  const access = opened.use(openAccess({ store, secrets, audit, clock, log, dataDir, baseUrl, mail }))
  const model = config.model && openModel({ store, clock, log, metrics }, config.model)
  const modelSettings = model && config.model
  const watch = opened.use(
    openWatch(
      { store: background, clock, log, metrics, mail, people: (firmId) => access.people.list(firmId) },
      {
        thresholds: config.alertThresholds,
        model: modelSettings,
        discoverySchedule: config.discoverySchedule,
        keepDays: config.metricsKeepDays,
        ...{ dataDir, backupEveryHours: config.backups.everyHours },
        pageUrl: new URL('/health', baseUrl).href,
        googleTokenUrl: googleTokenUrl(options.google?.client ?? config.google),
        firms,
      },
    ),
  )
  const media = openMediaFolder(join(config.dataDir, 'media'), secrets.bulkKey('media'))
  const itemSeal = openItemSeal(secrets.bulkKey('raw_item'), { sealsNew: store.kind === 'postgres' })
  const timeoutHours = config.conversationTimeoutHours
  const mind = opened.use(
    openMind({
      onSlowRules: () => log.warn('rules of a firm take too long and were left out for some messages'),
    }),
  )
  const refining = model && {
    refine: openRefiner({ model }, { unsureBelow: config.modelUnsureBelow }),
    unsureBelow: sureFrom(config.modelUnsureBelow),
    atOnce: model.concurrentMax,
  }
  const encoder = config.messageVectors ? opened.use(openEncoder()) : undefined
  const stages = opened.use(
    openStages(
      { store: background, clock, log, mind, audit, refining, model, metrics, encoder },
      {
        ...{ timeoutHours, firms, threshold: config.autoTicketThreshold, recentDays: config.autoTicketDays },
        suggestionQuietMs: config.suggestionQuietMs,
        isBusy: () => runner.isBusy(),
      },
    ),
  )
  if (model !== undefined) opened.use(model) // is let go of before the stages, which wait for its answers
  const knownAs = options.google ?? (config.google && { client: config.google })
  const google = knownAs && {
    ...knownAs,
    redirectUrl: config.google?.redirectUrl ?? new URL('/sources/consent', baseUrl).href,
  }
  const { sourceHosts } = config
  const { postmarkUrl } = options
  const wires = opened.use(
    options.wires ?? openWires({ store, secrets, clock, google, sourceHosts, postmarkUrl }),
  )
  const keys = { erasedKey: secrets.macKey('erased'), replyKey: secrets.macKey('reply_id'), itemSeal }
  const runner = opened.use(
    await openRunner(
      { store: background, clock, log, media, wires, ...keys, metrics },
      {
        concurrentMax: config.concurrentSyncsMax,
        timeoutHours,
        firms,
        onCompleted: (paths) => forgetUploads(config.dataDir, paths),
        onEnded: (tenantId) => {
          stages.wake(tenantId)
          clockwork.wake(tenantId)
        },
      },
    ),
  )
  if (config.discoveryScheduleRefused !== undefined)
    log.warn(
      { schedule: config.discoverySchedule },
      'CONVERSATION_DISCOVERY_CRON cannot be read; the usual schedule holds',
    )
  const postmarkCalls = openPostmarkCalls({ store, clock, media, ...keys, metrics }, { timeoutHours })
  const clockwork = opened.use(
    openClockwork(
      { store: background, secrets, clock, google, sourceHosts, log, runner },
      { schedule: config.discoverySchedule, firms },
    ),
  )
  const sender = opened.use(
    openSender(
      {
        ...{ store, secrets, clock, google, sourceHosts, postmarkUrl, log, itemSeal },
        erasedKey: secrets.macKey('erased'),
      },
      {
        timeoutHours,
        firms,
        onSent: (tenantId) => runner.wake(tenantId),
      },
    ),
  )
  const live = opened.use(openLive({ store, log }))
  const mirrors = opened.use(
    openMirrors(
      { store: background, secrets, audit, clock, log, erasedKey: secrets.macKey('erased'), sourceHosts },
      { firms },
    ),
  )
  const hooks = opened.use(openHooks({ store: background, secrets, clock, log, sourceHosts }, { firms }))
  const subscribers = opened.use(
    openSubscribers(
      { store: background, clock, log },
      {
        subscribers: [mirrorSubscriber({ clock }), hookSubscriber({ clock }), noticeSubscriber({ clock })],
        firms,
        keepDays: config.eventKeepDays,
        letGoEveryMs: config.eventCleanupHours * 60 * 60_000,
      },
    ),
  )
  const noticer = opened.use(openNoticer({ store: background, clock, log }, { firms }))
  const auditor = opened.use(
    openAuditor(
      {
        ...{ store: background, clock, log, audit, media, mind, itemSeal },
        erasedKey: secrets.macKey('erased'),
        wake: {
          runs: () => runner.wake(),
          replies: (tenantId) => sender.wake(tenantId),
          sources: (tenantId) => clockwork.wake(tenantId),
          judge: () => watch.look(),
        },
        mails: async (tenantId) => (await watch.mailOf(tenantId)).recipients > 0,
      },
      { timeoutHours, everyHours: config.checkEveryHours, firms },
    ),
  )
  const backups = opened.use(
    openBackups(
      { store, clock, log, masterKey: () => secrets.masterKey() },
      { ...config.backups, dataDir, toolFolders: config.toolFolders, version },
    ),
  )
  const api = await openApi({
    store,
    secrets,
    audit,
    access,
    clock,
    log,
    media,
    itemSeal,
    runner,
    clockwork,
    sender,
    wires,
    google,
    sourceHosts,
    postmarkUrl,
    postmarkCalls,
    stages,
    meaning: encoder && openMeaning(encoder),
    live,
    subscribers,
    mirrors,
    hooks,
    metrics,
    watch,
    auditor,
    backups,
    sample: {
      firm: sampleFirmDetails,
      owner: sampleOwner,
      makeArchive: (path) => makeDemoArchive({ path, now: clock.now(), timeZone: SAMPLE_TIME_ZONE }),
    },
    settings: {
      version,
      dataDir: config.dataDir,
      baseUrl,
      webDir: options.webDir,
      uploadBytesMax: config.uploadBytesMax,
      conversationTimeoutHours: config.conversationTimeoutHours,
      replyDelayMs: config.replyUndoSeconds * 1000,
      requestsPerMinuteMax: config.requestsPerMinuteMax,
      signInsPerMinuteMax: config.signInsPerMinuteMax,
      accountSignInsPerHourMax: config.accountSignInsPerHourMax,
      trustedProxies: config.trustedProxies,
      allowedOrigins: config.allowedOrigins,
      metricsPublic: config.metricsPublic,
      model: modelSettings,
    },
  })
  opened.defer(() => api.close())
  const held = opened.move()
  return {
    store,
    secrets,
    audit,
    access,
    media,
    itemSeal,
    api,
    runner,
    clockwork,
    sender,
    subscribers,
    mirrors,
    hooks,
    noticer,
    stages,
    metrics,
    watch,
    auditor,
    backups,
    clock,
    log,
    config,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

const REST_EVERY_MS = 15 * 60_000
/** So long a broken-off import of an upload can be resumed. */
const UPLOADS_KEPT_MS = 7 * 24 * 60 * 60_000
/** What is too old goes within a day of being so. */
const LET_GO_EVERY_MS = 12 * 60 * 60_000
const VACUUM_EVERY_MS = 6 * 60 * 60_000

/**
 * Opens the doors: HTTP on the configured port, and a socket in the data folder by which the command line works
 * through this process. Takes up runs that broke off, understands what is not yet understood, and from time to time lays
 * silent conversations away.
 * Refuses with `port_in_use`.
 */
export async function listen(app: App): Promise<AsyncDisposable & { port: number }> {
  await using doors = new AsyncDisposableStack()
  const { config, store, access } = app
  try {
    await app.api.listen({ host: config.host, port: config.port })
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error
    throw new Refusal(
      'port_in_use',
      `Port ${config.port} is in use by another program.`,
      'Set PORT to a free one: PORT=8081 npm start.',
      { cause: error },
    )
  }
  const path = socketPath(config.dataDir)
  rmSync(path, { force: true })
  const local = createServer((request, response) => app.api.routing(request, response))
  await new Promise<void>((resolve, reject) => local.once('error', reject).listen(path, resolve))
  chmodSync(path, 0o600)
  doors.defer(async () => {
    local.close()
    local.closeAllConnections()
    rmSync(path, { force: true })
  })
  for (const firm of await access.listFirms()) {
    await store.write(firm.id, requeueInterrupted)
    await forgetFiles(app, firm.id)
  }
  app.runner.wake()
  app.sender.start()
  await app.subscribers.start()
  if (config.backgroundJobs) app.mirrors.start()
  app.hooks.start()
  if (config.backgroundJobs) app.clockwork.start()
  if (config.backgroundJobs) app.noticer.start()
  if (config.backgroundJobs) app.watch.start()
  if (config.backgroundJobs) app.auditor.start()
  if (config.backgroundJobs) app.backups.start()
  app.stages.start()
  const letGo = async () => {
    const inUse: string[] = []
    for (const firm of await access.listFirms()) {
      await applyRetention(app, { tenantId: firm.id, timeoutHours: config.conversationTimeoutHours })
      inUse.push(...(await store.read(firm.id, pathsOfOpenRuns)))
    }
    const before = new Date(app.clock.now().getTime() - UPLOADS_KEPT_MS)
    await forgetOldUploads(config.dataDir, { before, inUse })
  }
  const retention = setInterval(
    () =>
      void letGo().catch((error: unknown) =>
        app.log.error({ code: errorCode(error) }, 'letting go what is too old failed'),
      ),
    LET_GO_EVERY_MS,
  )
  doors.defer(() => clearInterval(retention))
  const rest = async () => {
    for (const firm of await access.listFirms()) {
      await store.write(firm.id, async (tx) => {
        const rule = await currentRule(tx, {
          clock: app.clock,
          timeoutHours: config.conversationTimeoutHours,
        })
        await restConversations(tx, { clock: app.clock, rule })
      })
    }
  }
  const timer = setInterval(
    () =>
      void rest().catch((error: unknown) =>
        app.log.error({ code: errorCode(error) }, 'laying conversations away failed'),
      ),
    REST_EVERY_MS,
  )
  await rest()
  if (store.kind === 'pglite') {
    const vacuum = setInterval(
      () =>
        void store
          .vacuum()
          .catch((error: unknown) => app.log.warn({ code: errorCode(error) }, 'vacuuming failed')),
      VACUUM_EVERY_MS,
    )
    doors.defer(() => clearInterval(vacuum))
  }
  doors.defer(() => clearInterval(timer))
  const address = app.api.server.address()
  const held = doors.move()
  return {
    port: typeof address === 'object' && address !== null ? address.port : config.port,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
