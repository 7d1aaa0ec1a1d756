import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { environment, firmServed, plumbline, type Running, startServer, type TestFirm } from '../kit/app.ts'
import { type History, isPage, makeHistory, writeZip } from '../kit/archive.ts'
import { type MailServer, startMailServer } from '../kit/mail-server.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
let postgres: TestPostgres
let mail: MailServer
let history: History
before(async () => {
  postgres = opened.use(await startPostgres())
  mail = opened.use(await startMailServer())
  history = await makeHistory({ messages: 150, seed: 43 })
})
after(() => opened.disposeAsync())

/** What people of the firm and its customers are called, reached by and say; nothing else in this test is written so. */
const planted = {
  owner: 'Wilhelmina Vandersteen',
  ownerEmail: 'wilhelmina.vandersteen@planted.example',
  password: 'seventeen copper elbows',
  firm: 'Vandersteen Plumbing Planted',
  colleague: 'Bartholomew Quillfeather',
  colleagueEmail: 'b.quillfeather@planted.example',
  strangerEmail: 'zofia.nieznana@planted.example',
  wrongPassword: 'eighteen copper elbows',
  customer: 'Ottoline Marchbanks-Tate',
  sought: 'gargoyle under the stairs',
  sentence: 'the alarm code is four eight fifteen and the key is under the gnome',
  number: '+13125550177',
  file: 'Marchbanks statement of January.zip',
  keyword: 'gurgling chandelier',
  program: 'Marchbanks bookkeeping',
  reason: 'her solicitor Peregrine Thistlewood asked',
} as const

type House = { server: Running & { url: string }; firm: TestFirm; database: pg.Client }

/** A server in a process of its own, at a database that can be broken, whose first owner has just come in. */
async function openHouse(logLevel: string, stack: AsyncDisposableStack): Promise<House & { cookie: string }> {
  const databaseUrl = await postgres.database()
  const dataDir = here(`data-${logLevel}`)
  const env = environment({
    dataDir,
    databaseUrl,
    env: {
      LOG_LEVEL: logLevel,
      SMTP_URL: mail.url,
      MAIL_FROM: 'Plumbline <plumbline@house.example>',
      SIGN_IN_LIMIT_PER_MINUTE: '1000',
    },
  })
  const server = stack.use(await startServer({ env }))
  const token = (await server.says(/#claim=([\w-]+)/))?.[1]
  const { owner: name, ownerEmail: email, password, firm: firmName } = planted
  const claimed = await ask(server, 'POST', '/api/setup/claim', {
    body: { token, name, email, password, firmName },
  })
  assert.equal(claimed.status, 204, claimed.text)
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  stack.defer(() => database.end())
  return { server, firm: await firmServed(server.url, dataDir), database, cookie: claimed.cookie }
}

async function ask(
  { url }: { url: string },
  method: string,
  path: string,
  { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const isRaw = typeof body === 'string' || body instanceof FormData
  const answer = await fetch(url + path, {
    method,
    headers: { ...(isRaw || body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  return { status: answer.status, text, cookie, body: (parsed(text) ?? {}) as any }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Ends the server; returns all that it wrote. */
async function logOf({ child, ended }: Running): Promise<string> {
  child.kill('SIGTERM')
  const { stdout, stderr, code } = await ended
  assert.equal(code, 0, stderr)
  return stdout + stderr
}

/** Which of these texts a log shows: as they are, as JSON and addresses write them, and numbers however they are set. */
function shownIn(log: string, sought: Iterable<string>): string[] {
  const text = log.toLowerCase()
  const digits = log.replace(/[^\d\n]/g, '')
  return [...new Set(sought)].filter((one) => {
    const number = one.replace(/\D/g, '')
    if (/^[+\d() -]+$/.test(one)) return number.length >= 10 && digits.includes(number.slice(-10))
    return [
      one,
      JSON.stringify(one).slice(1, -1),
      encodeURIComponent(one.toWellFormed()),
      one.replaceAll(' ', '+'),
    ]
      .map((way) => way.toLowerCase())
      .some((way) => text.includes(way))
  })
}

/** What customers said, are called and are reached by in the archive: of a sentence its beginning, for a log may cut it. */
function saidIn({ truth }: History): string[] {
  const beginnings = truth
    .flatMap(({ text, transcript }) => [text, transcript ?? ''])
    .map((said) => said.slice(0, 24))
  const names = truth.map(({ peerName }) => peerName ?? '').filter((name) => name.includes(' '))
  const numbers = truth.flatMap(({ peer, group }) => [peer ?? '', ...(group ?? [])])
  return [...beginnings, ...names, ...numbers].filter((one) => one.length >= 10)
}

/** People sign in wrongly and rightly, invite, lose their passwords and are written to. */
async function comeAndGo({ server, cookie }: House & { cookie: string }): Promise<string[]> {
  const { ownerEmail, password, wrongPassword, strangerEmail, colleagueEmail, colleague } = planted
  const headers = { cookie }
  await ask(server, 'POST', '/api/sign-in', { body: { email: ownerEmail, password: wrongPassword } })
  await ask(server, 'POST', '/api/sign-in', { body: { email: strangerEmail, password: wrongPassword } })
  const signedIn = await ask(server, 'POST', '/api/sign-in', { body: { email: ownerEmail, password } })
  assert.equal(signedIn.status, 204)
  const invited = await ask(server, 'POST', '/api/invitations', {
    headers,
    body: { email: colleagueEmail, role: 'dispatcher' },
  })
  assert.equal(invited.status, 201, invited.text)
  const { token } = await mail.next()
  const accepted = await ask(server, 'POST', '/api/invitations/accept', {
    body: { token, name: colleague, password },
  })
  assert.equal(accepted.status, 204, accepted.text)
  for (const email of [colleagueEmail, strangerEmail])
    await ask(server, 'POST', '/api/lost-password', { body: { email } })
  mail.mood = 'refuses'
  const refused = await ask(server, 'POST', '/api/invitations', {
    headers,
    body: { email: strangerEmail, role: 'technician' },
  })
  assert.ok(refused.status >= 400 || refused.body.mailed === false, refused.text)
  mail.mood = 'takes'
  await ask(server, 'POST', '/api/me/second-factor', { headers, body: { password: wrongPassword } })
  const factor = await ask(server, 'POST', '/api/me/second-factor', { headers, body: { password } })
  await ask(server, 'POST', '/api/me/second-factor/confirm', { headers, body: { code: '000000' } })
  await ask(server, 'POST', '/api/login-link', { body: { token: 'a-token-that-was-guessed-planted' } })
  return [cookie.split('=')[1] ?? '', signedIn.cookie.split('=')[1] ?? '', token, factor.body.secret]
}

/** Archives come in by a browser: one that is whole but for a page, and ones that are none. */
async function bringIn({ server, firm, cookie }: House & { cookie: string }): Promise<void> {
  const damaged = history.files.map((file, index) =>
    index === history.files.findIndex(isPage)
      ? {
          ...file,
          data: Buffer.from(file.data.toString().replaceAll('</q>', ` ${planted.sentence} ż</q>`), 'latin1'),
        }
      : file,
  )
  const archives: Record<string, Uint8Array> = {
    [planted.file]: await readFile(await writeZip(here('planted.zip'), damaged)),
    [`no archive of ${planted.file}`]: Buffer.from(`Dear ${planted.customer}, ${planted.sentence}`),
  }
  for (const [name, bytes] of Object.entries(archives)) {
    const form = new FormData()
    form.append('file', new Blob([Buffer.from(bytes)]), name)
    const sent = await ask(server, 'POST', '/api/uploads', { headers: { cookie }, body: form })
    assert.equal(sent.status, 201, sent.text)
    const started = await ask(server, 'POST', '/api/sync/start', {
      headers: { cookie },
      body: { uploadId: sent.body.uploadId },
    })
    const run = await firm.follow(started.body)
    assert.equal(run.status, name === planted.file ? 'completed' : 'failed', JSON.stringify(run.error))
    await firm.ask('GET', `/api/sync/${run.syncId}/set-aside`)
    await firm.ask('GET', `/api/sync/${run.syncId}/files`)
  }
  const gone = await firm.follow(await firm.start([here(planted.file)]))
  assert.equal(gone.error?.code, 'archive_not_found')
  await firm.ask('POST', '/api/understanding/catch-up', {})
}

/** The office reads, looks for, renames, merges, parts, has understood, takes out and forgets. */
async function work({ firm }: House): Promise<string[]> {
  const done = async (method: string, path: string, body?: unknown) => {
    const answer = await firm.ask(method, path, body)
    assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const words = encodeURIComponent(planted.sought)
  await done('GET', `/api/conversations?text=${words}`)
  await done('GET', `/api/customers?text=${encodeURIComponent(planted.customer)}`)
  const conversations = (await done('GET', '/api/conversations?limit=200')).items
  const long = conversations.find(({ messageCount }: { messageCount: number }) => messageCount > 2)
  const messages = (await done('GET', `/api/conversations/${long.id}/messages?order=oldest_first`)).items
  const split = await done('POST', `/api/conversations/${long.id}/split`, { messageId: messages[2].id })
  await done('POST', `/api/thread-changes/${split.changeId}/undo`)
  await done('POST', `/api/conversations/${long.id}/archive`)
  await done('POST', `/api/sync/conversations/${long.id}/analyze`)
  const [one, other, moved] = (await done('GET', '/api/customers?limit=10')).items
  await done('PATCH', `/api/customers/${one.id}`, { name: planted.customer })
  const merged = await done('POST', `/api/customers/${one.id}/merge`, { absorbedId: other.id })
  await done('POST', `/api/customer-merges/${merged.mergeId}/undo`)
  await done('POST', `/api/contact-points/${moved.contactPoints[0].id}/reassign`, { customerId: null })
  const rule = { keyword: planted.keyword, pattern: planted.keyword, severity: 'critical' }
  await done('POST', '/api/understanding/rules/try', { emergencyKeywords: [rule] })
  await done('PUT', '/api/understanding/rules', { emergencyKeywords: [rule] })
  await firm.ask('PUT', '/api/understanding/rules', {
    emergencyKeywords: [{ ...rule, pattern: `(${planted.keyword}+)+$` }],
  })
  await done('POST', '/api/understanding/catch-up', {})
  const key = await done('POST', '/api/keys', { name: planted.program, scopes: ['customers.read'] })
  const webhook = await done('PUT', '/api/webhook-secrets/conversation-complete')
  await done('GET', '/api/audit?limit=200')
  await done('POST', `/api/customers/${one.id}/export`)
  await done('POST', `/api/customers/${one.id}/erase`, { reason: planted.reason })
  await firm.export()
  return [key.key, webhook.secret]
}

/** What cannot be meant, with what people might have meant in it. */
async function sendWrongThings({ server, cookie }: House & { cookie: string }): Promise<void> {
  const { customer, sentence, number, strangerEmail } = planted
  const headers = { cookie }
  const json = { ...headers, 'content-type': 'application/json' }
  const words = encodeURIComponent(sentence)
  for (const [method, path, body, more] of [
    ['GET', `/api/conversations/${words}`],
    ['GET', `/api/conversations?since=${words}&customerId=${encodeURIComponent(number)}`],
    [
      'GET',
      `/api/conversations?cursor=${Buffer.from(JSON.stringify([sentence, customer])).toString('base64url')}`,
    ],
    ['GET', `/api/nothing/${words}`],
    ['GET', `/${words}`],
    ['GET', `/api/media/${words}/0/0`],
    ['GET', `/api/audit?actor=${words}&subjectId=${words}`],
    ['PATCH', '/api/customers/01890a5d-ac96-774b-bcce-b302099a8057', { name: `${sentence}\0` }],
    ['PATCH', '/api/customers/01890a5d-ac96-774b-bcce-b302099a8057', { name: customer }],
    ['POST', '/api/keys', { name: customer, scopes: [sentence] }],
    ['POST', '/api/keys', `{"name":"${sentence}"`, json],
    ['POST', '/api/keys', sentence, json],
    ['POST', '/api/keys', sentence, { ...headers, 'content-type': `text/${customer.replace(' ', '-')}` }],
    [
      'POST',
      '/api/uploads',
      `--x\r\n${sentence}`,
      { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
    ],
    ['POST', '/api/sign-in', { email: sentence, password: sentence }],
    ['POST', '/api/invitations', { email: strangerEmail, role: customer }],
    ['GET', '/api/me', undefined, { authorization: `Bearer ${words}`, 'user-agent': sentence }],
    ['GET', '/api/me', undefined, { cookie: `plumbline.session_token=${words}` }],
    ['GET', '/api/me', undefined, { ...headers, 'x-plumbline-firm': words, 'x-forwarded-for': words }],
  ] as [string, string, unknown?, Record<string, string>?][])
    assert.ok(
      (await ask(server, method, path, { body, headers: more ?? headers })).status < 500,
      `${method} ${path}`,
    )
}

/** The database fails, and quotes what it was given, with what looks like a place in a program. */
async function breakThings({ firm, database }: House): Promise<void> {
  const { sentence, number, customer } = planted
  await database.query(`
    create function quote() returns trigger language plpgsql as $$ begin
      raise exception E'cannot keep % of ${customer}\\n    at ${sentence} (${number}:1:2)', to_jsonb(new);
    end $$`)
  const failing = async (table: string, attempt: () => Promise<unknown>) => {
    await database.query(
      `create trigger quoting before insert or update on ${table} for each row execute function quote()`,
    )
    await attempt()
    await database.query(`drop trigger quoting on ${table}`)
  }
  const [one] = (await firm.ask('GET', '/api/customers?limit=1')).body.items
  await failing('customer', async () => {
    const answer = await firm.ask('PATCH', `/api/customers/${one.id}`, { name: customer })
    assert.equal(answer.body.error.code, 'internal')
  })
  const { files } = await makeHistory({ messages: 40, seed: 44 })
  const path = await writeZip(here('other.zip'), files)
  await failing('message', async () => {
    const run = await firm.follow(await firm.start([path]))
    assert.equal(run.status, 'failed', JSON.stringify(run))
  })
  await failing('understanding', async () => {
    await firm.ask('PUT', '/api/understanding/rules', { emergencyKeywords: [] })
    await firm.ask('POST', '/api/understanding/catch-up', {})
  })
  await failing('audit_entry', async () => {
    await firm.ask('GET', '/api/customers')
    await pause(3_000) // who looked is written down some seconds later
  })
  await failing('run', async () => {
    await firm.ask('POST', '/api/sync/start', { paths: [path] })
  })
}

describe('the log of a server', () => {
  it('shows nobody’s name, number, address, word or secret, whatever happens, from debug up', async () => {
    await using stack = new AsyncDisposableStack()
    const house = await openHouse('debug', stack)
    const secrets = await comeAndGo(house)
    await bringIn(house)
    secrets.push(...(await work(house)))
    await sendWrongThings(house)
    await breakThings(house)
    const log = await logOf(house.server)
    assert.match(log, /a request failed/)
    assert.match(log, /a run failed/)
    assert.match(log, /understanding failed/)
    assert.match(log, /the mail server did not take a letter/)
    const sought = [...Object.values(planted), ...saidIn(history), ...secrets]
    assert.ok(sought.length > 100 && secrets.every((secret) => secret.length > 20))
    assert.deepEqual(shownIn(log, sought), [])
  })

  it('would be seen to show them: at trace it does', async () => {
    await using stack = new AsyncDisposableStack()
    const house = await openHouse('trace', stack)
    await bringIn(house)
    await breakThings(house)
    const { customer, sentence, number } = planted
    assert.deepEqual(shownIn(await logOf(house.server), [customer, sentence, number]), [
      customer,
      sentence,
      number,
    ])
  })

  it('is kept by the command line as well, when it works without a server', async () => {
    const env = environment({ dataDir: here('alone'), env: { LOG_LEVEL: 'debug' } })
    const path = await writeZip(here('alone.zip'), history.files)
    const done = await plumbline(['import', path, '--json'], { env })
    assert.equal(done.code, 0, done.stderr)
    assert.deepEqual(shownIn(done.stderr, saidIn(history)), [])
  })
})
