import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { fixedClock } from '../../src/base/clock.ts'
import { PROMETHEUS_TYPE } from '../../src/monitoring/monitoring.ts'
import { type MailServer, startMailServer } from '../kit/mail-server.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { type ApiServer, type Credentials, claimForKen, secondFirm, startApi } from './api-server.ts'

const MINUTE_MS = 60_000

/** One story of Harbor Plumbing, whose website has an agent; pani Nowak's firm is on the same server. */
describe('what is not well at Harbor Plumbing', () => {
  const clock = fixedClock('2026-03-02T08:00:00Z')
  let postgres: TestPostgres
  let mail: MailServer
  let server: ApiServer
  let table: pg.Client
  let harbor: { as: Credentials; firmId: string }
  let mokotow: { as: Credentials; firmId: string }
  let sourceId: string
  let key: Credentials

  before(async () => {
    postgres = await startPostgres()
    mail = await startMailServer()
    server = await startApi({ works: true, clock, smtpUrl: mail.url })
    harbor = await claimForKen(server)
    mokotow = await secondFirm(server)
    const databaseUrl = await postgres.database()
    table = new pg.Client({ connectionString: databaseUrl })
    await table.connect()
    await table.query(
      'create table n8n_chat_histories (id serial primary key, session_id varchar(255) not null, message jsonb not null)',
    )
    await say('Is anybody there? My boiler shows F28')
    const settings = { crew: 'Website', table: 'n8n_chat_histories' }
    const body = { channel: 'chat-history', settings, databaseUrl }
    const added = await server.ask('POST', '/api/sources', { as: harbor.as, body })
    sourceId = added.body.id
    await ended()
    const made = await server.ask('POST', '/api/keys', {
      as: harbor.as,
      body: { name: 'Prometheus', scopes: ['monitoring.read'] },
    })
    key = { authorization: `Bearer ${made.body.key}` }
  })
  after(async () => {
    await table?.end()
    await server?.[Symbol.asyncDispose]()
    await mail?.[Symbol.asyncDispose]()
    await postgres?.[Symbol.asyncDispose]()
  })

  const say = (content: string) =>
    table.query('insert into n8n_chat_histories (session_id, message) values ($1, $2)', [
      'web-1',
      JSON.stringify({ type: 'human', content }),
    ])
  const ended = async () => {
    for (let looks = 0; looks < 400; looks++) {
      const { items } = (await server.ask('GET', '/api/sources', { as: harbor.as })).body
      if (!['queued', 'running'].includes(items[0]?.run?.status)) return
      await pause(25)
    }
    assert.fail('the run did not end')
  }
  const lookAtSource = async () => {
    clock.advance(MINUTE_MS)
    await server.ask('POST', `/api/sources/${sourceId}/sync`, { as: harbor.as })
    await ended()
  }
  /** A colleague who was mailed an invitation, and proved the address by opening it. */
  const join = async (role: string, email: string): Promise<Credentials> => {
    await server.ask('POST', '/api/invitations', { as: harbor.as, body: { email, role } })
    const { token } = await mail.next()
    const person = { token, name: `Robin, ${role}`, password: 'turn it clockwise' }
    const { cookie } = await server.ask('POST', '/api/invitations/accept', { body: person })
    return { cookie: cookie ?? '' }
  }
  const alertsOf = async (as: Credentials, query = '') =>
    (await server.ask('GET', `/api/monitoring/alerts${query}`, { as })).body.alerts
  const dashboard = async (as: Credentials) =>
    (await server.ask('GET', '/api/monitoring/dashboard', { as })).body
  const scrape = (as?: Credentials) => server.ask('GET', '/metrics', as && { as })
  /** The value of a series, by its name and labels. */
  const figure = (text: string, series: string) => {
    const line = text.split('\n').find((one) => one.startsWith(`${series} `))
    return line === undefined ? undefined : Number(line.slice(series.length))
  }

  it('is nothing at first: what came in is in the figures, and the service says that it runs', async () => {
    await server.watch.look()
    assert.deepEqual(await alertsOf(harbor.as), [])
    const figures = await dashboard(harbor.as)
    assert.deepEqual([figures.systemHealth, figures.activeSync, figures.activeAlerts], ['healthy', 0, 0])
    assert.equal(figures.totals.messages, 1)
    assert.equal(figures.throughput, Math.round((1 / 300) * 1000) / 1000)
    assert.ok(figures.processing.p95Ms > 0 && figures.processing.count === 1)
    assert.ok(figures.memoryUsage > 10 && figures.memory.residentMb > figures.memoryUsage)
    const [source] = figures.sources
    assert.deepEqual(
      [source.sourceId, source.channel, source.consecutiveFailures],
      [sourceId, 'chat-history', 0],
    )
    const { status, body } = await server.ask('GET', '/api/sync/status', { as: harbor.as })
    assert.equal(status, 200)
    assert.deepEqual([body.service_running, body.background_tasks, body.queued_events], [true, 0, 0])
  })

  it('is a source that fails four times in a row: listed, mailed once to who has proved the address, and told to nobody else', async () => {
    await join('manager', 'dana@harbor.example') // Ken, who claimed the firm, has proved no address
    await table.query('alter table n8n_chat_histories rename to elsewhere')
    for (let failures = 1; failures <= 4; failures++) {
      assert.deepEqual(await alertsOf(harbor.as), [], `${failures - 1} failures`)
      await lookAtSource()
      await server.watch.look()
    }
    const [alert, ...others] = await alertsOf(harbor.as)
    assert.deepEqual(others, [])
    assert.deepEqual(
      [alert.alertType, alert.severity, alert.sourceId, alert.details, alert.resolved],
      ['discovery_failures', 'high', sourceId, { value: 4, threshold: 3 }, false],
    )
    assert.equal(alert.message, 'A source could not be read 4 times in a row.')
    const letter = await mail.next()
    assert.deepEqual(letter.to, ['dana@harbor.example'])
    assert.equal(letter.subject, 'Harbor Plumbing: something needs a look in Plumbline')
    assert.match(letter.text, /could not be read several times in a row/)
    assert.match(letter.text, /http:\/\/127\.0\.0\.1\/health/)
    await lookAtSource()
    await server.watch.look()
    assert.equal(mail.letters.filter(({ subject }) => subject === letter.subject).length, 1)
    const figures = await dashboard(harbor.as)
    assert.deepEqual([figures.systemHealth, figures.activeAlerts], ['degraded', 1])
    assert.deepEqual(figures.mail, { set: true, recipients: 1, unproved: 1 })
    assert.equal(figures.sources[0].consecutiveFailures, 5)
  })

  it('is nothing of another firm’s, nor of who may not look', async () => {
    assert.deepEqual(await alertsOf(mokotow.as), [])
    assert.deepEqual(await alertsOf(mokotow.as, '?status=all'), [])
    const figures = await dashboard(mokotow.as)
    assert.deepEqual([figures.systemHealth, figures.sources, figures.totals.messages], ['healthy', [], 0])
    assert.deepEqual(figures.stages, [])
    const technician = await join('technician', 'lou@harbor.example')
    for (const path of ['dashboard', 'alerts', 'health', 'metrics'])
      assert.equal((await server.ask('GET', `/api/monitoring/${path}`, { as: technician })).status, 403, path)
  })

  it('ends by itself once the source is read again, and is told in the history', async () => {
    await table.query('alter table elsewhere rename to n8n_chat_histories')
    await say('It leaks as well')
    await lookAtSource()
    await server.watch.look()
    assert.deepEqual(await alertsOf(harbor.as), [])
    const [past] = await alertsOf(harbor.as, '?status=resolved')
    assert.deepEqual(
      [past.alertType, past.resolved, past.resolvedBy, past.lasts],
      ['discovery_failures', true, null, false],
    )
    assert.equal((await dashboard(harbor.as)).systemHealth, 'healthy')
  })

  it('is resolved by a person with a note, which the audit trail has; by who may, and once', async () => {
    await server.store.write(harbor.firmId, (tx) =>
      tx.updateTable('source').set({ state: 'broken' }).where('id', '=', sourceId).execute(),
    )
    await server.watch.look()
    const [alert] = await alertsOf(harbor.as)
    assert.equal(alert.alertType, 'source_needs_person')
    assert.match((await mail.next()).text, /takes its password or consent no more, and waits for you/)
    const resolve = (as: Credentials, body: object = {}) =>
      server.ask('POST', `/api/monitoring/alerts/${alert.alertId}/resolve`, { as, body })
    assert.equal((await resolve(await join('dispatcher', 'robin@harbor.example'))).status, 403)
    assert.equal((await resolve(mokotow.as)).status, 404)
    const { status, body } = await resolve(harbor.as, { note: 'Asked for a new password' })
    assert.deepEqual(
      [status, body.status, body.resolvedBy, body.lasts],
      [200, 'resolved', 'Ken Alvarez', true],
    )
    assert.equal((await resolve(harbor.as)).body.error.code, 'alert_resolved')
    const [entry] = await server.audit.list({ tenantId: harbor.firmId, limit: 1, action: 'alert.resolved' })
    assert.deepEqual([entry?.reason, entry?.subject?.id], ['Asked for a new password', alert.alertId])
    await server.watch.look()
    assert.deepEqual(await alertsOf(harbor.as), [])
  })

  it('pages its history', async () => {
    const first = (await server.ask('GET', '/api/monitoring/alerts?status=all&limit=1', { as: harbor.as }))
      .body
    const second = (
      await server.ask('GET', `/api/monitoring/alerts?status=all&limit=1&cursor=${first.next}`, {
        as: harbor.as,
      })
    ).body
    assert.deepEqual(
      [...first.alerts, ...second.alerts].map(({ alertType }) => alertType),
      ['source_needs_person', 'discovery_failures'],
    )
    assert.equal(second.next, null)
  })

  it('is scraped by Prometheus with a key of that scope alone, without names of people or firms', async () => {
    assert.equal((await scrape()).status, 401)
    const other = await server.ask('POST', '/api/keys', {
      as: harbor.as,
      body: { name: 'Books', scopes: ['customers.read'] },
    })
    assert.equal((await scrape({ authorization: `Bearer ${other.body.key}` })).status, 403)
    const { status, text, headers } = await scrape(key)
    assert.equal(status, 200)
    assert.equal(headers.get('content-type'), PROMETHEUS_TYPE)
    assert.equal(figure(text, 'plumbline_messages_stored_total{channel="chat-history"}'), 2)
    assert.equal(figure(text, `plumbline_source_failures{channel="chat-history",source="${sourceId}"}`), 0)
    assert.equal(figure(text, 'plumbline_sources{channel="chat-history",state="broken"}'), 1)
    assert.ok((figure(text, 'plumbline_memory_bytes{kind="resident"}') ?? 0) > 50_000_000)
    assert.ok(
      (figure(
        text,
        'plumbline_http_requests_total{method="POST",route="/api/sources/:id/sync",status="200"}',
      ) ?? 0) >= 5,
    )
    for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#')))
      assert.match(line, /^plumbline_[a-z_]+(\{([a-z_]+="[^"]*",?)*\})? (\d|\+Inf|-?\d|Nan)/, line)
    assert.doesNotMatch(text, /Harbor|Mokot|Alvarez|Website|boiler/i)
    const mine = await server.ask('POST', '/api/keys', {
      as: mokotow.as,
      body: { name: 'Prometheus', scopes: ['monitoring.read'] },
    })
    const theirs = (await scrape({ authorization: `Bearer ${mine.body.key}` })).text
    assert.equal(theirs.includes(sourceId), false)
    assert.equal(figure(theirs, 'plumbline_messages_stored_total{channel="chat-history"}'), undefined)
    const all = (
      await scrape({
        authorization: `Bearer ${server.access.operatorKey}`,
        ...{ 'x-plumbline-firm': mokotow.firmId },
      } as Credentials)
    ).text
    assert.equal(figure(all, 'plumbline_messages_stored_total{channel="chat-history"}'), 2)
    assert.equal(all.includes(sourceId), false)
  })

  it('is on the board for Grafana, which asks for nothing that is not given', async () => {
    const board = await readFile(new URL('../../docs/grafana-plumbline.json', import.meta.url), 'utf8')
    const { panels } = JSON.parse(board) as { panels: { targets: { expr: string }[] }[] }
    const asked = new Set(
      panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => expr.match(/plumbline_\w+/g) ?? [])),
    )
    assert.ok(asked.size > 15)
    const { text } = await scrape(key)
    const kinds = new Map(
      [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', kind]) => [name, kind]),
    )
    for (const name of asked) {
      const [of = name] = name.split(/_(?:bucket|sum|count)$/)
      assert.equal(kinds.get(of) === 'histogram', of !== name, `${name} is ${kinds.get(of) ?? 'not given'}`)
      assert.ok(kinds.has(of), name)
    }
    for (const name of kinds.keys())
      assert.ok(
        [...asked].some((one) => one.startsWith(name)),
        `${name} is on no panel`,
      )
  })

  it('is measured by the firm’s own programs as well, which read it back', async () => {
    const write = await server.ask('POST', '/api/keys', {
      as: harbor.as,
      body: { name: 'n8n', scopes: ['monitoring.write', 'monitoring.read'] },
    })
    const as = { authorization: `Bearer ${write.body.key}` }
    const record = (body: object) => server.ask('POST', '/api/monitoring/metrics', { as, body })
    const from = clock.now().toISOString()
    for (const value of [10, 20, 90])
      assert.equal((await record({ metricName: 'agent_turns', value, unit: 'turns' })).status, 201)
    const { body } = await record({
      metricName: 'cost',
      value: 0.2,
      metadata: { model: 'small', cached: true },
    })
    assert.deepEqual(
      [body.metricName, body.unit, body.metadata],
      ['cost', null, { model: 'small', cached: true }],
    )
    assert.equal((await record({ metricName: 'a\nb', value: 1 })).status, 400)
    assert.equal((await record({ metricName: 'x', value: 'much' })).status, 400)
    assert.equal(
      (await server.ask('POST', '/api/monitoring/metrics', { as: key, body: { metricName: 'x', value: 1 } }))
        .status,
      403,
    )
    clock.advance(MINUTE_MS)
    const path = `/api/monitoring/metrics?metricName=agent_turns&from=${from}&limit=2`
    const read = (await server.ask('GET', path, { as })).body
    assert.deepEqual(
      read.items.map(({ value }: { value: number }) => value),
      [90, 20],
    )
    assert.deepEqual(read.summary, [
      {
        metricName: 'agent_turns',
        unit: 'turns',
        count: 3,
        mean: 40,
        min: 10,
        max: 90,
        p50: 20,
        p95: 83,
        p99: 88.6,
      },
    ])
    const later = (await server.ask('GET', `${path}&to=${from}`, { as })).body
    assert.deepEqual([later.items, later.summary], [[], []])
    const others = (await server.ask('GET', '/api/monitoring/metrics', { as: mokotow.as })).body
    assert.deepEqual([others.items, others.summary], [[], []])
  })

  it('leaves the server alive and ready, and says thing by thing how it is to who may know', async () => {
    for (const path of ['/api/health/live', '/api/health/ready', '/api/health'])
      assert.equal((await server.ask('GET', path)).status, 200, path)
    const { body } = await server.ask('GET', '/api/monitoring/health', { as: harbor.as })
    assert.deepEqual(
      body.checks.map(({ name, status }: { name: string; status: string }) => [name, status]),
      [
        ['database', 'healthy'],
        ['google', 'unknown'],
        ['queue', 'healthy'],
        ['memory', 'healthy'],
        ['disk', 'healthy'],
      ],
    )
  })
})

it('anybody may scrape where the setting says so, and sees no firm’s sources', async () => {
  await using server = await startApi({ settings: { metricsPublic: true } })
  await claimForKen(server)
  const { status, text } = await server.ask('GET', '/metrics')
  assert.equal(status, 200)
  assert.match(text, /^plumbline_info\{version="0\.0\.0-test"\} 1$/m)
  assert.doesNotMatch(text, /source="/)
})
