import { join } from 'node:path'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { pino } from 'pino'
import { z } from 'zod'
import { endpoints } from '../../src/api/routes.ts'
import type { Id } from '../../src/base/ids.ts'
import { refusalShape } from '../../src/contract/common.ts'
import { scopeNames } from '../../src/contract/permissions.ts'
import { openChance } from '../../src/demo/chance.ts'
import { fuzzRequest, type Operation } from '../kit/fuzz.ts'
import { type RawAnswer, sendRaw } from '../kit/raw-http.ts'
import { type Given, giveMessages } from './api-messages.ts'
import { type ApiServer, claimForKen, joinAs, ken, secondFirm, signedIn, startApi } from './api-server.ts'

/** What a run of the fuzzer came to. */
export type Fuzzed = {
  asked: number
  /** How often each status was answered. */
  byStatus: Record<string, number>
  /** Operations that nobody's request passed the schema of. */
  neverGood: string[]
  /** What must not be: server errors, answers of another form, silence, and what is broken afterwards. */
  wrong: string[]
  /** The slowest answer, milliseconds. */
  slowestMs: number
}

/** Longer than anything here may take on a machine that does other things as well. */
const SILENCE_MS = 60_000
const AT_ONCE = 4
/** Of the log, to be shown with what is wrong. */
const LINES_KEPT = 20
/** Sessions end by what is asked, so they are opened anew so often. */
const SESSIONS_LAST = 40
/** What the command line alone may ask; the only folder it names is one of the server's own. */
const OF_COMMAND_LINE = endpoints
  .filter(({ who }) => who === 'operator' || who === 'installation')
  .map(({ name }) => name)
/** What tells of the inside of a program. */
const INSIDES = /node_modules|\bat \S+ \(|\.ts:\d+|select .+ from|insert into|ECONN|ENOENT|syntax error/i

/**
 * Asks a server on a small imported archive what its OpenAPI document has, wrongly: as an owner, a technician, a key, the
 * command line and nobody. Leaves nothing out: what takes minutes on a large firm takes none on this one.
 */
export async function fuzzApi(input: {
  requests: number
  seed: number
  /** A PostgreSQL server, where requests really go on side by side; the embedded database unless given. */
  databaseUrl?: string
}): Promise<Fuzzed> {
  const { requests, seed, databaseUrl } = input
  const faults: string[] = []
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (line, _, done) => {
        faults.push(String(line))
        if (faults.length > LINES_KEPT) faults.shift()
        done()
      },
    }),
  )
  const unlimited = { signInsPerMinuteMax: 1e9, accountSignInsPerHourMax: 1e9, requestsPerMinuteMax: 1e9 }
  await using server = await startApi({
    works: true,
    log,
    settings: unlimited,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  })
  const harbor = await claimForKen(server)
  const given = await giveMessages(server, harbor)
  const mokotow = await secondFirm(server)
  const house = await openHouse(server, harbor)
  const there = { ...given, firm: harbor.firmId, dir: join(server.dataDir, 'out') }
  const operations = await readOperations(server, harbor.as)
  const said = new Map<Id, Set<string>>()
  for (const firmId of [harbor.firmId, mokotow.firmId]) said.set(firmId, await whatWasSaid(server, firmId))

  const found: Fuzzed = { asked: 0, byStatus: {}, neverGood: [], wrong: [], slowestMs: 0 }
  const good = new Set<string>()
  const ask = async (number: number) => {
    const chance = openChance(`${seed}/${number}`)
    const operation = operations[number % operations.length]
    if (operation === undefined) throw new Error('The document has no operations.')
    const request = fuzzRequest(chance, {
      operation,
      host: new URL(server.url).host,
      credentials: await house.credentials(
        chance.pick(actorsOf(operation)),
        Math.floor(number / SESSIONS_LAST),
      ),
      good: (field) => goodFor(operation, field, there),
    })
    const startedMs = performance.now()
    const answer = await sendRaw(
      { port: Number(new URL(server.url).port) },
      { ...request, msMax: SILENCE_MS },
    )
    found.slowestMs = Math.max(found.slowestMs, Math.round(performance.now() - startedMs))
    found.asked++
    const status = typeof answer === 'string' ? answer : String(answer.status)
    found.byStatus[status] = (found.byStatus[status] ?? 0) + 1
    if (status.startsWith('2')) good.add(operation.operationId)
    const complaint = complaintOf(operation, request.method, answer)
    if (complaint !== undefined)
      found.wrong.push(
        `#${number} ${operation.operationId}: ${complaint}\n  ${request.words}\n  ${faults.splice(0).join('  ')}`,
      )
  }
  let next = 0
  const worker = async () => {
    while (next < requests) await ask(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  found.neverGood = operations.map(({ operationId }) => operationId).filter((name) => !good.has(name))
  found.wrong.push(...(await whatIsBroken(server, said)))
  return found
}

/** Who may ask an operation of something, most often the owner. */
function actorsOf({ operationId }: Operation) {
  return OF_COMMAND_LINE.includes(operationId)
    ? (['operator', 'operator', 'owner', 'nobody'] as const)
    : ([
        'owner',
        'owner',
        'owner',
        'owner',
        'owner',
        'technician',
        'key',
        'token',
        'nobody',
        'forger',
      ] as const)
}
type Actor = ReturnType<typeof actorsOf>[number]

/** The credentials of everybody who asks. */
async function openHouse(server: ApiServer, { as }: { as: { cookie: string } | { authorization: string } }) {
  const personOf = async (who: typeof as): Promise<Id> =>
    (await server.ask('GET', '/api/me', { as: who })).body.person.id
  const people = {
    owner: await personOf(as),
    technician: await personOf(await joinAs(server, as, 'technician')),
  }
  const key = await server.ask('POST', '/api/keys', { as, body: { name: 'Books', scopes: scopeNames } })
  const opened = new Map<string, Promise<Record<string, string>>>()
  return {
    /** A session serves for one round only. */
    credentials: (actor: Actor, round: number): Promise<Record<string, string>> => {
      const open = async (): Promise<Record<string, string>> => {
        switch (actor) {
          case 'owner':
          case 'technician':
            return { ...(await signedIn(server, people[actor])) }
          case 'key':
            return { authorization: `Bearer ${key.body.key}` }
          case 'token': {
            const as = { authorization: `Bearer ${key.body.key}` }
            const { body } = await server.ask('POST', '/api/tokens', { as, body: {} })
            return { authorization: `Bearer ${body.token}` }
          }
          case 'operator':
            return {
              authorization: `Bearer ${server.access.operatorKey}`,
              'x-plumbline-firm': 'harbor-plumbing',
            }
          case 'forger':
            return { cookie: `plumbline.session_token=${'x'.repeat(32)}.${'A'.repeat(43)}%3D` }
          case 'nobody':
            return {}
        }
      }
      const name = `${actor}/${round}`
      const found = opened.get(name) ?? open()
      opened.set(name, found)
      return found
    },
  }
}

/** What there is: things, their firm, and a folder that may be written. */
type There = Given & { firm: Id; dir: string }

/** Things that are there, by the address that they have and the field that names them. */
const PLACES: readonly [path: RegExp, things: readonly (keyof Given)[]][] = [
  [/conversations\//, ['conversationId', 'otherConversationId']],
  [/^\/api\/sync\//, ['runId', 'cancelledRunId']],
  [/^\/api\/messages\//, ['messageId', 'laterMessageId']],
  [/customers\//, ['customerId', 'otherCustomerId']],
  [/customer-merges/, ['mergeId']],
  [/customer-moves/, ['moveId']],
  [/contact-points/, ['contactPointId']],
  [/questions/, ['questionId']],
  [/thread-changes/, ['changeId']],
  [/keys/, ['keyId']],
  [/people/, ['colleagueId']],
  [/invitations/, ['invitationId']],
  [/sessions/, ['sessionId']],
  [/sources/, ['sourceId']],
  [/alerts/, ['alertId']],
]

/** What else a field may well say. */
const SAID: Readonly<Record<string, readonly unknown[]>> = {
  email: [ken.email],
  password: [ken.password],
  current: [ken.password],
  timeZone: [ken.timeZone],
  region: ['US', 'PL'],
  rank: [0],
  pattern: ['no heat', '\\bgas\\b'],
  patterns: ['drain'],
}

function goodFor({ path }: Operation, field: string, given: There): readonly unknown[] {
  switch (field) {
    case 'id':
      return PLACES.find(([place]) => place.test(path))?.[1].map((thing) => given[thing]) ?? []
    case 'messageId':
      return path.endsWith('/split') ? [given.laterMessageId] : [given.messageId]
    case 'itemId':
      return [given.setAsideId]
    case 'absorbedId':
      return [given.otherCustomerId]
    case 'paths':
      return []
    default:
      return field in given ? [given[field as keyof There]] : (SAID[field] ?? [])
  }
}

async function readOperations(
  server: ApiServer,
  as: { cookie: string } | { authorization: string },
): Promise<Operation[]> {
  const { body } = await server.ask('GET', '/api/docs/json', { as })
  const paths = body.paths as Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  )
}

const shapes = new Map<object, z.ZodType>()

/** What is wrong with an answer; undefined when nothing is. */
function complaintOf(
  operation: Operation,
  method: string,
  answer: RawAnswer | 'cut' | 'silent',
): string | undefined {
  if (typeof answer === 'string') return answer === 'cut' ? 'no answer' : `nothing for ${SILENCE_MS} ms`
  const { status, headers, body } = answer
  const text = body.toString()
  if (status >= 500) return `${status} ${text}`
  if (headers.has('stolen') || /stolen=1/.test(headers.get('set-cookie') ?? ''))
    return 'a header of the visitor’s own making'
  if (method === 'HEAD' || status === 204 || status === 304) return undefined
  if (status >= 400) {
    if (!refusalShape.strict().safeParse(parsed(text)).success)
      return `${status}, not a refusal: ${text.slice(0, 300)}`
    return INSIDES.test(text) ? `${status} tells of the inside: ${text.slice(0, 300)}` : undefined
  }
  if (method !== operation.method) return undefined // is another operation’s
  const documented = operation.responses[status]?.content?.['application/json']?.schema
  if (documented === undefined)
    return Object.keys(operation.responses).some((one) => one.startsWith('2'))
      ? `${status} is not documented`
      : undefined
  const shape =
    shapes.get(documented) ?? z.fromJSONSchema(documented as Parameters<typeof z.fromJSONSchema>[0])
  shapes.set(documented, shape)
  const { error } = shape.safeParse(parsed(text))
  return error && `${status}, not as documented: ${JSON.stringify(error.issues.slice(0, 2))}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What nothing that is asked here may change: what was said, as it came. Each row as a line of JSON. */
async function whatWasSaid({ store }: ApiServer, firmId: Id): Promise<Set<string>> {
  const rows = await store.read(firmId, async (db) => [
    ...(await db.selectFrom('message').selectAll().execute()),
    ...(await db.selectFrom('rawItem').selectAll().execute()),
    ...(await db.selectFrom('attachment').selectAll().execute()),
  ])
  return new Set(rows.map((row) => JSON.stringify(row)))
}

/** What is not as it was, or does not add up. */
async function whatIsBroken(server: ApiServer, before: ReadonlyMap<Id, Set<string>>): Promise<string[]> {
  const broken: string[] = []
  const hold = (isWhole: boolean, what: string) => isWhole || broken.push(what)
  hold(!('polluted' in {}) && !('x' in {}), 'Something reached a prototype.')
  for (const [firmId, said] of before) {
    const { faults } = await server.audit.verify({ tenantId: firmId })
    hold(faults.length === 0, `The audit trail: ${JSON.stringify(faults)}`)
    const now = await whatWasSaid(server, firmId)
    const trail = await server.audit.list({ tenantId: firmId, limit: 200, action: 'customer.erased' })
    hold(now.isSubsetOf(said), 'What was said has changed.')
    hold(
      now.size === said.size || trail.length > 0,
      'Something that was said is gone, and nobody was erased.',
    )
    const { rows } = await server.store.read(firmId, (db) =>
      sql`select id from conversation c where merged_into is null and message_count <>
        (select count(*) from thread_entry t where t.tenant_id = c.tenant_id and t.conversation_id = c.id)`.execute(
        db,
      ),
    )
    hold(rows.length === 0, `Conversations that miscount: ${JSON.stringify(rows)}`)
  }
  const { body } = await server.ask('GET', '/api/health')
  hold(body.status === 'healthy', `Health: ${JSON.stringify(body)}`)
  return broken
}
