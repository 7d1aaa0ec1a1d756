import type { Access, FirmDetails } from '../access/access.ts'
import type { Audit } from '../audit/audit.ts'
import type { Auditor } from '../auditor/auditor.ts'
import type { Backups } from '../backups/backups.ts'
import type { Clock } from '../base/clock.ts'
import type { HostRule } from '../base/host-rule.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { Meaning } from '../embeddings/embeddings.ts'
import type { Live, Subscribers } from '../events/events.ts'
import type { Hooks } from '../hooks/hooks.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import type { ItemSeal } from '../intake/intake.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Mirrors } from '../mirror/mirror.ts'
import type { ModelSettings } from '../models/models.ts'
import type { Watch } from '../monitoring/monitoring.ts'
import type { Google, PostmarkCalls, Stages } from '../pipeline/pipeline.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'

/** Everything the endpoints work with; the composition root fills it in. */
export type Services = {
  store: Store
  secrets: Secrets
  access: Access
  audit: Audit
  clock: Clock
  log: Log
  media: MediaFolder
  /** What came in is kept under it. */
  itemSeal: ItemSeal
  /** Looks for waiting runs; nothing where none are worked on in this process. */
  runner: { wake(tenantId?: Id): void } | undefined
  /** Sees to sources that were added, resumed or taken away; nothing where none are asked in this process. */
  clockwork: { wake(tenantId: Id): void } | undefined
  /** Sends replies whose time has come; nothing where none are sent in this process. */
  sender: { wake(tenantId: Id): void } | undefined
  /** Wires of sources that are kept open. */
  wires: { drop(sourceId: Id): Promise<void> }
  /** How Plumbline is known to Google; undefined where it is not. */
  google: Google | undefined
  /** Which hosts sources may be at; any, unless said otherwise. */
  sourceHosts?: HostRule | undefined
  /** Where the Postmark API is; for tests. */
  postmarkUrl?: string | undefined
  /** Takes what Postmark hands over by itself. */
  postmarkCalls: PostmarkCalls
  /** Tells screens what changes. */
  live: Live
  /** Who reads what changed, and does something about it. */
  subscribers: Subscribers
  /** What is made of messages in the background, and at once where it is asked for. */
  stages: Stages
  /** Compares messages by what they mean; undefined where that is not wanted. */
  meaning?: Meaning | undefined
  /** Hears of every answer. */
  metrics: Metrics
  /** Keeps other databases in step with ours. */
  mirrors: Mirrors
  /** Calls other systems when something changes here. */
  hooks: Pick<Hooks, 'check' | 'test'>
  /** Knows whether all is well. */
  watch: Watch
  /** Looks whether what is kept agrees with itself, and repairs it. */
  auditor: Auditor
  /** Copies the whole installation. */
  backups: Pick<Backups, 'make'>
  /** The firm that is made up for people who have no archive at hand. */
  sample: {
    firm: FirmDetails
    /** Who owns it when the command line asks for it. */
    owner: { name: string; email: string }
    /** Writes its archive as a zip at `path`, ending minutes ago. */
    makeArchive(path: string): Promise<unknown>
  }
  settings: ApiSettings
}

export type ApiSettings = {
  /** Plumbline's own version. */
  version: string
  /** Folder of uploads, below which this room writes `uploads/`. */
  dataDir: string
  /** What people's browsers call the server: https://plumbline.example.com. */
  baseUrl: string
  /** Folder of the built web application; undefined serves the API alone. */
  webDir?: string | undefined
  /** Most bytes of one upload, over all its files. */
  uploadBytesMax: number
  /** Silence after which a new message is as likely a new matter, for firms that set no rule of their own. */
  conversationTimeoutHours: number
  /** So long a reply can be taken back before it is sent. */
  replyDelayMs: number
  /** Addresses of reverse proxies whose X-Forwarded-* headers are believed; those of this machine unless said otherwise. */
  trustedProxies?: string[] | undefined
  /** Other web sites that may ask with a key. None unless said otherwise. */
  allowedOrigins?: string[] | undefined
  /** The language model that is asked, and what it may cost each firm; undefined where none is. */
  model?: Omit<ModelSettings, 'apiKey'> | undefined
  /** Whether /metrics is open to anybody. Not unless said otherwise. */
  metricsPublic?: boolean | undefined
  /** Requests a minute from one address, and as many by one person or API key. */
  requestsPerMinuteMax?: number | undefined
  /** Attempts a minute from one address to sign in, claim, or use a link. */
  signInsPerMinuteMax?: number | undefined
  /** Attempts an hour to sign in with one e-mail address, from wherever. */
  accountSignInsPerHourMax?: number | undefined
}
