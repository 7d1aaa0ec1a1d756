/**
 * Writes docs/api.md from the OpenAPI document that the server gives out, so that the manual cannot tell of an
 * endpoint that is not there. With --check it only compares.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess } from '../src/access/access.ts'
import { openApi } from '../src/api/api.ts'
import type { Who } from '../src/api/endpoint.ts'
import { endpoints } from '../src/api/routes.ts'
import { openAudit } from '../src/audit/audit.ts'
import type { Auditor } from '../src/auditor/auditor.ts'
import type { Backups } from '../src/backups/backups.ts'
import { systemClock } from '../src/base/clock.ts'
import { silentLog } from '../src/base/log.ts'
import { openLive, type Subscribers } from '../src/events/events.ts'
import type { Hooks } from '../src/hooks/hooks.ts'
import { openMediaFolder } from '../src/inbox/inbox.ts'
import { openItemSeal } from '../src/intake/intake.ts'
import { openMetrics } from '../src/metrics/metrics.ts'
import type { Mirrors } from '../src/mirror/mirror.ts'
import type { Watch } from '../src/monitoring/monitoring.ts'
import type { Stages } from '../src/pipeline/pipeline.ts'
import { openSecrets } from '../src/secrets/secrets.ts'
import { openStore } from '../src/store/store.ts'

const TARGET = join(import.meta.dirname, '../docs/api.md')

const WHO: Partial<Record<Who, string>> = { installation: 'operator, for no firm in particular' }

/** What is used here of JSON Schema 2020-12. */
type Schema = {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  anyOf?: Schema[]
  default?: unknown
  description?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
}
type Operation = {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema; description?: string }[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

const text = render(await readDocument())
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    console.error('docs/api.md is out of date: run "node scripts/print-api.ts".')
    process.exitCode = 1
  }
} else {
  writeFileSync(TARGET, text)
}

/** Path and method to operation, as a server that was just started gives them out. */
async function readDocument(): Promise<Record<string, Record<string, Operation>>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'plumbline-api-'))
  try {
    await using store = await openStore({})
    const baseUrl = 'http://localhost:8080'
    const common = { store, clock: systemClock, log: silentLog }
    const secrets = await openSecrets({
      ...common,
      masterKey: { dataDir, given: Buffer.alloc(32) },
      firms: async () => [],
    })
    await using audit = openAudit({ ...common, secrets })
    const api = await openApi({
      ...common,
      secrets,
      audit,
      access: openAccess({ ...common, secrets, audit, dataDir, baseUrl }),
      media: openMediaFolder(dataDir, secrets.bulkKey('media')),
      itemSeal: openItemSeal(secrets.bulkKey('raw_item'), { sealsNew: false }),
      runner: undefined,
      clockwork: undefined,
      sender: undefined,
      google: undefined,
      postmarkCalls: { take: () => Promise.resolve() },
      wires: { drop: () => Promise.resolve() },
      live: openLive({ store, log: silentLog }),
      subscribers: {} as Subscribers, // nothing is changed
      metrics: openMetrics({ clock: systemClock, version: '' }),
      watch: {} as Watch,
      auditor: {} as Auditor,
      backups: {} as Backups,
      mirrors: {} as Mirrors,
      hooks: {} as Hooks,
      stages: {} as Stages, // the document is asked for, and nothing else
      sample: {
        firm: { name: '', region: 'US', timeZone: 'UTC' },
        owner: { name: '', email: '' },
        makeArchive: async () => undefined,
      },
      settings: {
        version: '',
        dataDir,
        baseUrl,
        uploadBytesMax: 1,
        replyDelayMs: 0,
        conversationTimeoutHours: 24,
      },
    })
    const document: unknown = api.swagger()
    await api.close()
    return (document as { paths: Record<string, Record<string, Operation>> }).paths
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function render(paths: Record<string, Record<string, Operation>>): string {
  const lines = [
    '# API',
    '',
    'Printed by `scripts/print-api.ts` from the OpenAPI document, which a running server gives out at `/api/docs/json`, with a page to try it at `/api/docs`. Do not edit.',
    '',
    'All of it is under `/api`, and speaks JSON. Send an API key as `Authorization: Bearer plumb_…` or `X-Api-Key`, or the session cookie of a signed-in browser. In brackets stands the permission that is needed (permissions.md says who has it); **member** means anybody of the firm; **operator** is the command line on the server itself; **nobody** needs nothing.',
    '',
    'What is refused answers `{"error":{"code","message","next"}}` with a status of 400 to 599: `code` is stable, `message` says what happened, `next` what to do. What is not there and what is another firm’s are both 404. Lists answer `{"items":[…],"next":"…"}`; send `next` as `cursor` for the following page, until it is null.',
    '',
    'Requests are counted by address, and by person or key. Every answer tells where you stand with the tightest limit: `RateLimit-Limit` requests a minute (for what checks a secret, attempts a minute or hour), `RateLimit-Remaining` of them left, `RateLimit-Reset` seconds until they are all there again. One too many is refused with 429 and `Retry-After`.',
    '',
    'Whoever works for several firms names one by the header `X-Plumbline-Firm`, its id or short name.',
    '',
  ]
  for (const [tag, group] of Map.groupBy(endpoints, (endpoint) => endpoint.tag)) {
    lines.push(`## ${tag.charAt(0).toUpperCase()}${tag.slice(1)}`, '')
    for (const { method, path, who, summary, multipart, bytes } of group) {
      const place = path.replace(/:(\w+)/g, '{$1}')
      const operation = paths[place]?.[method.toLowerCase()]
      if (operation === undefined) throw new Error(`${method} ${place} is not in the document.`)
      lines.push(
        `### \`${method} ${place}\``,
        '',
        `${summary} *(${WHO[who] ?? who})*`,
        '',
        ...fields(operation),
        ...(multipart ? ['- body: files, as `multipart/form-data`', ''] : []),
        ...(bytes ? ['- answers the bytes', ''] : []),
      )
    }
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** What goes in and what comes out, a line each. */
function fields({ parameters = [], requestBody, responses }: Operation): string[] {
  const lines = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(
      ({ name, schema, required, description }) =>
        `- query \`${name}\`${required ? '' : '?'}: ${kind(schema)}${note({ ...schema, ...(description ? { description } : {}) })}`,
    )
  const body = requestBody?.content['application/json']
  for (const [name, schema] of Object.entries(body?.schema?.properties ?? {})) {
    const optional = body?.schema?.required?.includes(name) ? '' : '?'
    lines.push(`- body \`${name}\`${optional}: ${kind(schema)}${note(schema)}`)
  }
  const [status, answer] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const shape = answer?.content?.['application/json']?.schema
  if (status !== undefined && shape !== undefined) lines.push(`- answers ${status}: ${kind(shape)}`)
  return lines.length === 0 ? [] : [...lines, '']
}

/** A schema in a few words: `{ id: uuid, name: string | null }`. */
function kind(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(kind).join(' or ')
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ')
  if (schema.type === 'array')
    return `list of ${schema.items === undefined ? 'anything' : kind(schema.items)}`
  if (schema.type === 'object') return object(schema)
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  return schema.format ?? schema.type ?? 'anything'
}

function object({ properties, additionalProperties }: Schema): string {
  if (properties !== undefined) {
    return `{ ${Object.entries(properties)
      .map(([name, schema]) => `${name}: ${kind(schema)}`)
      .join('; ')} }`
  }
  return typeof additionalProperties === 'object' ? `{ [name]: ${kind(additionalProperties)} }` : 'object'
}

function note({ description, default: fallback, minimum, maximum, minLength, maxLength }: Schema): string {
  const parts = [
    description,
    minimum !== undefined && maximum !== undefined && Number.isSafeInteger(maximum)
      ? `${minimum} to ${maximum}`
      : undefined,
    maxLength === undefined ? undefined : `${minLength ?? 0} to ${maxLength} characters`,
    fallback === undefined ? undefined : `\`${fallback}\` unless given`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? '' : ` — ${parts.join('; ')}`
}
