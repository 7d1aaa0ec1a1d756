import { isIP } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { type HostRule, hostRules } from './base/host-rule.ts'
import { Refusal } from './base/refusal.ts'
import { isSchedule } from './base/schedule.ts'
import { type MailSettings, parseSender } from './mail/mail.ts'
import type { ModelSettings } from './models/models.ts'
import { parseKey, readCredential } from './secrets/secrets.ts'

type Setting<S extends z.ZodType> = { doc: string; shape: S; secret?: true }

/** Keeps each row's own schema type. */
function setting<S extends z.ZodType>(doc: string, shape: S, secret?: 'secret'): Setting<S> {
  return secret === undefined ? { doc, shape } : { doc, shape, secret: true }
}

const count = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)

/** Entries separated by commas. */
const list = (isEntry: (entry: string) => boolean, message: string) =>
  z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string().refine(isEntry, message)))

const key = z
  .string()
  .refine(
    (text) => parseKey(text) !== undefined,
    'it is not 32 bytes, written as base64 or as 64 hexadecimal digits',
  )
  .optional()

/** Asked unless another model is named: the cheap and quick one of each house. */
const usualModels = { anthropic: 'claude-haiku-5-5', openai: 'gpt-6-luna' } as const

const USUAL_DISCOVERY = '*/5 * * * *'

/** Every setting: its environment variable, what it does, and what it may be. docs/settings.md is printed from here. */
export const settings = {
  DATABASE_URL: setting(
    'Connection string of a PostgreSQL server, 15 or newer. Without it the database is embedded, in the data folder.',
    z.string().startsWith('postgres').optional(),
    'secret',
  ),
  DATABASE_HOST: setting('Server name, when no DATABASE_URL is given.', z.string().optional()),
  DATABASE_PORT: setting('Server port, beside DATABASE_HOST.', count(5432, 1, 65_535)),
  DATABASE_NAME: setting('Database name, beside DATABASE_HOST.', z.string().default('plumbline')),
  DATABASE_USER: setting('User name, beside DATABASE_HOST.', z.string().optional()),
  DATABASE_PASSWORD: setting('Password, beside DATABASE_HOST.', z.string().optional(), 'secret'),
  PLUMBLINE_DATA_DIR: setting(
    'Folder for the embedded database, media and uploads.',
    z.string().min(1).default('./data'),
  ),
  PLUMBLINE_MASTER_KEY: setting(
    'Key that all others are kept under: 32 random bytes as base64 or hexadecimal digits, as "openssl rand -base64 32" makes them. Without it, and without a systemd credential plumbline.key, the key is in a file, made on the first run. docs/operations.md says how to keep and change it.',
    key,
    'secret',
  ),
  PLUMBLINE_MASTER_KEY_FILE: setting(
    'File with the master key, outside the data folder. Without it: plumbline/NAME.key in $XDG_CONFIG_HOME or ~/.config, NAME being that of the data folder; for an account without a home, beside the data folder.',
    z.string().min(1).optional(),
  ),
  PLUMBLINE_MASTER_KEY_PREVIOUS: setting(
    'The master key before the present one: what is kept under it goes over to the present one at the next start.',
    key,
    'secret',
  ),
  HOST: setting(
    'Address the server listens on; 0.0.0.0 makes it reachable from other machines.',
    z.string().min(1).default('127.0.0.1'),
  ),
  PORT: setting('Port the server listens on; 0 takes any free one.', count(8080, 0, 65_535)),
  PUBLIC_URL: setting(
    'Address people reach the server by, when it is not http://localhost:PORT.',
    z.url().optional(),
  ),
  LOG_LEVEL: setting(
    'How much is logged. Message text, names and numbers appear at trace only.',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  ),
  MAX_CONCURRENT_SYNCS: setting('How many runs work at once; the next one waits.', count(3, 1, 100)),
  CONVERSATION_TIMEOUT_HOURS: setting(
    'Silence after which a new message is as likely a new matter as the old one, hours. A firm’s own threading rule, once set, goes before it.',
    z.coerce.number().positive().max(8_760).default(24),
  ),
  REPLY_UNDO_SECONDS: setting(
    'How long a reply waits before it is sent, and can be taken back, seconds.',
    count(5, 0, 60),
  ),
  ENABLE_SUGGESTIONS: setting(
    'Whether answers are drafted for people to approve, edit or reject. Nothing is ever sent by itself. docs/suggestions.md says more.',
    z.enum(['true', 'false']).default('true'),
  ),
  SUGGESTION_QUIET_SECONDS: setting(
    'How long a customer must have been quiet before an answer is drafted, so that a burst of messages gets one, seconds. In danger it is drafted at once.',
    count(60, 0, 3_600),
  ),
  SUGGESTION_ALERT_PERCENT: setting(
    'Of the last 50 decisions on suggested answers, percent that should have been sent as they were, or changed by little; below it there is an alert. 0: never.',
    z.coerce.number().min(0).max(100).default(25),
  ),
  GOOGLE_VOICE_CLIENT_ID: setting(
    'Client id of a Google Cloud project of your own, by which people consent that their Gmail account is read. docs/sources.md says how to get one.',
    z.string().min(1).optional(),
  ),
  GOOGLE_VOICE_CLIENT_SECRET: setting('Its secret.', z.string().min(1).optional(), 'secret'),
  GOOGLE_VOICE_REDIRECT_URI: setting(
    'Where Google sends browsers back to, as registered there, when it is not PUBLIC_URL and /sources/consent.',
    z.url({ protocol: /^https?$/ }).optional(),
  ),
  CONVERSATION_DISCOVERY_CRON: setting(
    'When sources are asked for what is new: minute, hour, day, month and weekday, as cron has them. Mailboxes tell at once beside it. One that cannot be read is warned of, and the usual one holds.',
    z.string().default(USUAL_DISCOVERY),
  ),
  ENABLE_BACKGROUND_JOBS: setting(
    'false: this process asks no source by itself, only when somebody says so.',
    z.enum(['true', 'false']).default('true'),
  ),
  MESSAGE_VECTORS: setting(
    'false: messages are not compared by what they mean, and no model for it is loaded: 200 to 290 MB while it works, and some 20 ms of the processor for each message, once.',
    z.enum(['true', 'false']).default('true'),
  ),
  SOURCE_HOSTS: setting(
    'Where mail servers, databases and webhooks that firms add may be. any: anywhere, also on this machine and in networks around it. public: only where everybody on the internet can reach them; for whoever runs Plumbline for other firms.',
    z.enum(hostRules).default('any'),
  ),
  SYNC_CONSISTENCY_CHECK_INTERVAL: setting(
    'Hours between two checks whether what is kept agrees with itself; 0 for none. Each looks at what is new and at a part of the rest, all of which comes round within a day, and what takes long to understand again within a week.',
    z.coerce.number().min(0).max(168).default(1),
  ),
  SYNC_AUTO_TICKET_THRESHOLD: setting(
    'Confidence from which a ticket is opened, changed or called off by itself, 0.5 to 1. Below it a person is asked. Smell of gas and carbon monoxide open one whatever the confidence.',
    z.coerce.number().min(0.5).max(1).default(0.7),
  ),
  SYNC_AUTO_TICKET_DAYS: setting(
    'Conversations whose newest message is older than so many days get no ticket by themselves, unless they wait for an answer: importing ten years opens no ten thousand tickets.',
    count(14, 1, 365),
  ),
  UPLOAD_MAX_MB: setting('Largest upload, megabytes.', count(51_200, 1, 1_000_000)),
  RATE_LIMIT_PER_MINUTE: setting(
    'Requests a minute from one address, and as many by one person or API key; a key can have a limit of its own.',
    count(3_000, 1, 1_000_000),
  ),
  SIGN_IN_LIMIT_PER_MINUTE: setting(
    'Attempts a minute from one address to sign in, or to use a one-time link.',
    count(10, 1, 1_000_000),
  ),
  SIGN_IN_LIMIT_PER_HOUR: setting(
    'Attempts an hour to sign in with one e-mail address, from wherever, or to have a lost password mailed. After that a sign-in link from the server still works.',
    count(30, 1, 1_000_000),
  ),
  TRUSTED_PROXIES: setting(
    'Reverse proxies whose X-Forwarded-* headers are believed: addresses, networks such as 10.0.0.0/8, or loopback, linklocal and uniquelocal. Visitors behind any other proxy share one address, and its limits.',
    list(isProxy, 'Give IP addresses, networks, loopback, linklocal or uniquelocal').default(['loopback']),
  ),
  ALLOWED_ORIGINS: setting(
    'Other web sites whose pages may ask with an API key: https://books.example.com. Cookies are never taken from them.',
    list(isOrigin, 'Give origins such as https://books.example.com').default([]),
  ),
  PERFORMANCE_ALERT_THRESHOLD_MS: setting(
    'Milliseconds that a message may take in any stage, 95 of 100 at least, before there is an alert.',
    count(5_000, 1, 3_600_000),
  ),
  MEMORY_ALERT_THRESHOLD_MB: setting(
    'Memory that the program itself may hold before there is an alert, MiB: heap and buffers of its main thread. The embedded database and what a machine gives a process besides are not counted; docs/operations.md has figures.',
    count(512, 16, 1_000_000),
  ),
  ERROR_RATE_THRESHOLD_PERCENT: setting(
    'Of messages and requests of five minutes, percent that may fail before there is an alert.',
    z.coerce.number().positive().max(100).default(5),
  ),
  MIRROR_ALERT_MINUTES: setting(
    'How long a mirror may not be reached, or may fail otherwise, before there is an alert, minutes.',
    count(15, 1, 10_000),
  ),
  METRICS_KEEP_DAYS: setting('How long what was measured is kept, days.', count(7, 1, 365)),
  SYNC_EVENT_CLEANUP_INTERVAL: setting(
    'How often what was told of changes and is old is let go, hours.',
    count(6, 1, 168),
  ),
  SYNC_EVENT_KEEP_DAYS: setting(
    'How long is kept what changed, after all have read it, days; so long a window that slept goes on where it was. What somebody never reads goes after four times that.',
    count(7, 1, 90),
  ),
  BACKUP_DIR: setting(
    'Folder for backups, best on another disk. Without it: backups in the data folder, which helps against mistakes and not against a lost disk.',
    z.string().min(1).optional(),
  ),
  BACKUP_DATABASE_URL: setting(
    'On a PostgreSQL server: how pg_dump reaches the same database, where the user in DATABASE_URL may not read past row-level security, or DATABASE_URL leads to a pooler.',
    z.string().startsWith('postgres').optional(),
    'secret',
  ),
  BACKUP_EVERY_HOURS: setting(
    'Hours from one backup of the whole installation to the next; 0 for none by the clock. docs/operations.md says more.',
    z.coerce.number().min(0).max(8_760).default(24),
  ),
  BACKUP_KEEP_HOURLY: setting(
    'Of such backups, the newest of each of so many hours is kept.',
    count(0, 0, 1_000),
  ),
  BACKUP_KEEP_DAILY: setting('The newest of each of so many days (UTC) is kept.', count(3, 0, 1_000)),
  BACKUP_KEEP_WEEKLY: setting('The newest of each of so many weeks is kept.', count(2, 0, 1_000)),
  METRICS_PUBLIC: setting(
    'true: anybody who reaches the server may read /metrics, where figures of all firms are added up. Otherwise it takes an API key with the scope monitoring.read, or the command line’s.',
    z.enum(['true', 'false']).default('false'),
  ),
  SMTP_URL: setting(
    'Mail server for invitations, lost passwords and proofs of addresses: smtp://user:password@mail.example.com:587, or smtps://. Without it nothing is mailed, and links are shown to be handed over. docs/operations.md says more.',
    z.url({ protocol: /^smtps?$/, hostname: /./ }).optional(),
    'secret',
  ),
  MAIL_FROM: setting(
    'Whom these letters are from, beside SMTP_URL: plumbline@example.com, or Plumbline <plumbline@example.com>.',
    z
      .string()
      .refine((text) => parseSender(text) !== undefined, 'it is not an e-mail address')
      .optional(),
  ),
  MODEL_PROVIDER: setting(
    'Language model that looks again at messages the rules are not sure of. openai-compatible is any server with that protocol, such as Ollama. Without it no message leaves this machine. docs/language-model.md says what it is shown and what it may change.',
    z.enum(['anthropic', 'openai', 'openai-compatible']).optional(),
  ),
  MODEL_NAME: setting(
    `The provider’s name of the model. Without it: ${Object.entries(usualModels)
      .map(([provider, model]) => `${model} of ${provider}`)
      .join(', ')}; openai-compatible needs one.`,
    z.string().min(1).optional(),
  ),
  MODEL_BASE_URL: setting(
    'Where the model is reached, when not at the provider’s own address: http://localhost:11434/v1 for Ollama.',
    z.url({ protocol: /^https?$/ }).optional(),
  ),
  MODEL_API_KEY: setting(
    'Key of the provider. Without it anthropic and openai are not asked.',
    z.string().min(1).optional(),
    'secret',
  ),
  MODEL_TIMEOUT_MS: setting(
    'How long a message waits for the model, milliseconds; after that the rules’ own reading stands.',
    count(8_000, 50, 120_000),
  ),
  MODEL_CONCURRENCY: setting('How many messages are shown to the model at once.', count(4, 1, 64)),
  MODEL_UNSURE_BELOW: setting(
    'Confidence below which a message is shown to the model, and below which its judgements count.',
    z.coerce.number().positive().max(1).default(0.7),
  ),
  MODEL_BUDGET_USD: setting(
    'What the model may cost each firm a day (UTC), US dollars. Beyond it messages are understood without it until the next day.',
    z.coerce.number().positive().max(100_000).default(5),
  ),
  MODEL_BUDGET_MONTH_USD: setting(
    'What the model may cost each firm a month (UTC), US dollars; without it the days alone are limited. A firm’s owner and managers may choose less for their firm, for the day and for the month.',
    z.coerce.number().positive().max(3_000_000).optional(),
  ),
  MODEL_COST_ALERT_USD: setting(
    'From which cost of a day (UTC) on there is an alert that models cost a firm much, US dollars.',
    z.coerce.number().positive().max(100_000).default(100),
  ),
  MODEL_PRICE_INPUT_USD: setting(
    'US dollars for a million tokens read, for a model that is not in the price list or costs you something else. Set both prices.',
    z.coerce.number().min(0).max(100_000).optional(),
  ),
  MODEL_PRICE_OUTPUT_USD: setting(
    'US dollars for a million tokens written.',
    z.coerce.number().min(0).max(100_000).optional(),
  ),
} as const satisfies Record<string, Setting<z.ZodType>>

type Raw = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]['shape']> }

/** Settings as the program uses them, decided once. */
export type Config = {
  databaseUrl: string | undefined
  /** Absolute. */
  dataDir: string
  /** Where the key is from that all others are kept under. */
  masterKey: {
    /** undefined: it is in a file. */
    given: Buffer | undefined
    previous: Buffer | undefined
    /** Absolute; undefined: in `configDir`. */
    file: string | undefined
    /** The account's folder of settings; undefined when it has none. */
    configDir: string | undefined
  }
  host: string
  port: number
  publicUrl: string | undefined
  logLevel: string
  concurrentSyncsMax: number
  conversationTimeoutHours: number
  replyUndoSeconds: number
  /** undefined: no answers are drafted. */
  suggestionQuietMs: number | undefined
  /** Five fields of cron. */
  discoverySchedule: string
  /** What was given for it instead, and cannot be read; undefined when it could. */
  discoveryScheduleRefused: string | undefined
  backgroundJobs: boolean
  messageVectors: boolean
  /** undefined: no Gmail account can be added by consent. */
  google: { clientId: string; clientSecret: string; redirectUrl: string | undefined } | undefined
  sourceHosts: HostRule
  /** Hours between two checks whether what is kept agrees with itself; 0 for none. */
  checkEveryHours: number
  /** Confidence from which a ticket is opened by itself, 0.5 to 1. */
  autoTicketThreshold: number
  /** How old the newest message of a conversation may be for that, days. */
  autoTicketDays: number
  uploadBytesMax: number
  alertThresholds: {
    /** Milliseconds for a message. */
    performanceMs: number
    /** Of the program's own memory, MiB. */
    memoryMb: number
    /** Of what was done, percent. */
    errorRatePercent: number
    /** How long a mirror may not be reached or not get on. */
    mirrorMinutes: number
    /** What language models may cost a firm in a day before it is told. */
    modelCostUsd: number
    /** Of suggested answers, percent that should be good. */
    suggestionGoodPercent: number
  }
  metricsKeepDays: number
  eventCleanupHours: number
  eventKeepDays: number
  metricsPublic: boolean
  backups: {
    /** Absolute. */
    dir: string
    /** Of a server: by which pg_dump reads. */
    databaseUrl: string | undefined
    /** 0 for none by the clock. */
    everyHours: number
    keep: { hourly: number; daily: number; weekly: number }
  }
  /** Folders in which programs are looked for. */
  toolFolders: string[]
  /** From one address; as many by one person or key. */
  requestsPerMinuteMax: number
  /** From one address. */
  signInsPerMinuteMax: number
  /** With one e-mail address. */
  accountSignInsPerHourMax: number
  trustedProxies: string[]
  allowedOrigins: string[]
  /** undefined: nothing is mailed. */
  mail: MailSettings | undefined
  /** undefined: no language model is asked. */
  model: ModelSettings | undefined
  /** Messages less surely understood than this are shown to the language model, 0 to 1. */
  modelUnsureBelow: number
}

/** Reads the settings from `environment`; a Refusal `bad_setting` names the first one that cannot be used. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const raw = readRaw(environment)
  const databaseUrl = raw.DATABASE_URL ?? serverUrl(raw)
  return {
    databaseUrl,
    dataDir: resolve(raw.PLUMBLINE_DATA_DIR),
    masterKey: {
      given: parseKey(raw.PLUMBLINE_MASTER_KEY ?? '') ?? readCredential(environment.CREDENTIALS_DIRECTORY),
      previous: parseKey(raw.PLUMBLINE_MASTER_KEY_PREVIOUS ?? ''),
      file: raw.PLUMBLINE_MASTER_KEY_FILE && resolve(raw.PLUMBLINE_MASTER_KEY_FILE),
      configDir: configDirOf(environment),
    },
    host: raw.HOST,
    port: raw.PORT,
    publicUrl: raw.PUBLIC_URL,
    logLevel: raw.LOG_LEVEL,
    concurrentSyncsMax: raw.MAX_CONCURRENT_SYNCS,
    conversationTimeoutHours: raw.CONVERSATION_TIMEOUT_HOURS,
    replyUndoSeconds: raw.REPLY_UNDO_SECONDS,
    discoverySchedule: isSchedule(raw.CONVERSATION_DISCOVERY_CRON)
      ? raw.CONVERSATION_DISCOVERY_CRON
      : USUAL_DISCOVERY,
    discoveryScheduleRefused: isSchedule(raw.CONVERSATION_DISCOVERY_CRON)
      ? undefined
      : raw.CONVERSATION_DISCOVERY_CRON,
    suggestionQuietMs: raw.ENABLE_SUGGESTIONS === 'true' ? raw.SUGGESTION_QUIET_SECONDS * 1_000 : undefined,
    backgroundJobs: raw.ENABLE_BACKGROUND_JOBS === 'true',
    messageVectors: raw.MESSAGE_VECTORS === 'true',
    google:
      raw.GOOGLE_VOICE_CLIENT_ID === undefined || raw.GOOGLE_VOICE_CLIENT_SECRET === undefined
        ? undefined
        : {
            clientId: raw.GOOGLE_VOICE_CLIENT_ID,
            clientSecret: raw.GOOGLE_VOICE_CLIENT_SECRET,
            redirectUrl: raw.GOOGLE_VOICE_REDIRECT_URI,
          },
    sourceHosts: raw.SOURCE_HOSTS,
    checkEveryHours: raw.SYNC_CONSISTENCY_CHECK_INTERVAL,
    autoTicketThreshold: raw.SYNC_AUTO_TICKET_THRESHOLD,
    autoTicketDays: raw.SYNC_AUTO_TICKET_DAYS,
    uploadBytesMax: raw.UPLOAD_MAX_MB * 1024 * 1024,
    alertThresholds: {
      performanceMs: raw.PERFORMANCE_ALERT_THRESHOLD_MS,
      memoryMb: raw.MEMORY_ALERT_THRESHOLD_MB,
      errorRatePercent: raw.ERROR_RATE_THRESHOLD_PERCENT,
      mirrorMinutes: raw.MIRROR_ALERT_MINUTES,
      modelCostUsd: raw.MODEL_COST_ALERT_USD,
      suggestionGoodPercent: raw.SUGGESTION_ALERT_PERCENT,
    },
    metricsKeepDays: raw.METRICS_KEEP_DAYS,
    eventCleanupHours: raw.SYNC_EVENT_CLEANUP_INTERVAL,
    eventKeepDays: raw.SYNC_EVENT_KEEP_DAYS,
    metricsPublic: raw.METRICS_PUBLIC === 'true',
    backups: {
      dir: resolve(raw.BACKUP_DIR ?? join(raw.PLUMBLINE_DATA_DIR, 'backups')),
      databaseUrl: databaseUrl && (raw.BACKUP_DATABASE_URL ?? databaseUrl),
      everyHours: raw.BACKUP_EVERY_HOURS,
      keep: {
        hourly: raw.BACKUP_KEEP_HOURLY,
        daily: raw.BACKUP_KEEP_DAILY,
        weekly: raw.BACKUP_KEEP_WEEKLY,
      },
    },
    toolFolders: (environment.PATH ?? '').split(delimiter).filter(Boolean),
    requestsPerMinuteMax: raw.RATE_LIMIT_PER_MINUTE,
    signInsPerMinuteMax: raw.SIGN_IN_LIMIT_PER_MINUTE,
    accountSignInsPerHourMax: raw.SIGN_IN_LIMIT_PER_HOUR,
    trustedProxies: raw.TRUSTED_PROXIES,
    allowedOrigins: raw.ALLOWED_ORIGINS,
    mail: mailOf(raw),
    model: modelOf(raw),
    modelUnsureBelow: raw.MODEL_UNSURE_BELOW,
  }
}

/** Where an account keeps settings: https://specifications.freedesktop.org/basedir/latest/, and %APPDATA% on Windows. */
function configDirOf({ XDG_CONFIG_HOME, APPDATA, HOME }: NodeJS.ProcessEnv): string | undefined {
  return XDG_CONFIG_HOME || APPDATA || (HOME ? join(HOME, '.config') : undefined)
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: Raw): MailSettings | undefined {
  if (url !== undefined && from !== undefined) return { url, from }
  if (url !== undefined) throw missing('MAIL_FROM', 'letters are from somebody', 'SMTP_URL')
  if (from !== undefined) throw missing('SMTP_URL', 'letters go by a mail server', 'MAIL_FROM')
  return undefined
}

function modelOf(raw: Raw): ModelSettings | undefined {
  const { MODEL_PROVIDER: provider, MODEL_PRICE_INPUT_USD: inputUsd, MODEL_PRICE_OUTPUT_USD: outputUsd } = raw
  if (provider === undefined) return undefined
  const model = raw.MODEL_NAME ?? (provider === 'openai-compatible' ? undefined : usualModels[provider])
  if (model === undefined) throw missing('MODEL_NAME', 'openai-compatible has no usual model')
  if (provider === 'openai-compatible' && raw.MODEL_BASE_URL === undefined)
    throw missing('MODEL_BASE_URL', 'openai-compatible is reached nowhere else')
  if ((inputUsd === undefined) !== (outputUsd === undefined))
    throw missing(
      inputUsd === undefined ? 'MODEL_PRICE_INPUT_USD' : 'MODEL_PRICE_OUTPUT_USD',
      'the other price is set',
    )
  return {
    provider,
    model,
    baseUrl: raw.MODEL_BASE_URL,
    apiKey: raw.MODEL_API_KEY,
    timeoutMs: raw.MODEL_TIMEOUT_MS,
    concurrentMax: raw.MODEL_CONCURRENCY,
    budgetUsdPerDay: raw.MODEL_BUDGET_USD,
    budgetUsdPerMonth: raw.MODEL_BUDGET_MONTH_USD,
    price: inputUsd === undefined || outputUsd === undefined ? undefined : { inputUsd, outputUsd },
  }
}

function missing(name: string, why: string, other = 'MODEL_PROVIDER'): Refusal {
  return new Refusal(
    'bad_setting',
    `The setting ${name} is missing: ${why}.`,
    `Set it, or leave out ${other}; docs/settings.md lists what each may be.`,
  )
}

function readRaw(environment: NodeJS.ProcessEnv): Raw {
  const entries = Object.entries(settings).map(([name, { shape }]) => {
    const given = environment[name]
    const parsed = shape.safeParse(given === '' ? undefined : given)
    if (parsed.success) return [name, parsed.data]
    throw new Refusal(
      'bad_setting',
      `The setting ${name} cannot be used: ${parsed.error.issues[0]?.message ?? 'it has the wrong form'}.`,
      'Correct it or leave it out; docs/settings.md lists what each may be.',
    )
  })
  return Object.fromEntries(entries) as Raw
}

/** An address, a network, or one of the names that proxy-addr gives to networks. */
function isProxy(entry: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) return true
  const [address = '', bits = '0', ...rest] = entry.split('/')
  return (
    isIP(address) !== 0 &&
    /^\d+$/.test(bits) &&
    Number(bits) <= (isIP(address) === 4 ? 32 : 128) &&
    rest.length === 0
  )
}

function isOrigin(entry: string): boolean {
  return /^https?:/.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry
}

function serverUrl(raw: Raw): string | undefined {
  if (raw.DATABASE_HOST === undefined) return undefined
  const url = new URL('postgres://localhost')
  url.hostname = raw.DATABASE_HOST
  url.port = String(raw.DATABASE_PORT)
  url.pathname = `/${raw.DATABASE_NAME}`
  if (raw.DATABASE_USER !== undefined) url.username = raw.DATABASE_USER
  if (raw.DATABASE_PASSWORD !== undefined) url.password = raw.DATABASE_PASSWORD
  return url.href
}
