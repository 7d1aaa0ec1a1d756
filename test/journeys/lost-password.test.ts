import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { environment, plumbline, startApp, startServer, type TestApp } from '../kit/app.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

const ken = { name: 'Ken Alvarez', email: 'ken@harbor.example' }
const denise = { name: 'Denise Ruiz', email: 'denise@harbor.example' }

/** Who a link signs in; undefined when it does not. */
async function signIn(url: string, link: string): Promise<string | undefined> {
  const token = new URL(link).hash.slice(1)
  const used = await fetch(`${url}/api/login-link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (used.status !== 204) return undefined
  const cookie = used.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const me = await fetch(`${url}/api/me`, { headers: { cookie } })
  return ((await me.json()) as { person: { name: string } }).person.name
}

describe('somebody who has lost the password', () => {
  let app: TestApp
  const link = (...args: string[]) => plumbline(['sign-in-link', ...args], { env: app.env })
  before(async () => {
    app = opened.use(await startApp())
  })

  it('cannot be helped while nobody owns the installation', async () => {
    const refused = await link('--json')
    assert.equal(refused.code, 1)
    assert.equal(refused.json.error.code, 'nobody_yet')
  })

  it('gets a link by the running server, which works once', async () => {
    const place = { region: 'US', timeZone: 'America/Chicago' }
    await app.app.access.makeFirm({ name: 'Harbor Plumbing', ...place }, ken)
    const sample = { name: 'Ray Hollis', email: 'ray@millrace.example' }
    await app.app.access.makeFirm({ name: 'Millrace', sample: true, ...place }, sample)
    const { code, json } = await link('--json')
    assert.equal(code, 0)
    assert.deepEqual(json.person, ken)
    const hours = (Date.parse(json.expiresAt) - Date.now()) / 3_600_000
    assert.ok(hours > 23 && hours <= 24, `${hours} h`)
    assert.equal(await signIn(app.url, json.url), 'Ken Alvarez')
    assert.equal(await signIn(app.url, json.url), undefined)
  })

  it('is named when there are several, however the address is written', async () => {
    await app.app.access.makeFirm({ name: 'Harbor Two', region: 'US', timeZone: 'America/Chicago' }, denise)
    const which = await link('--json')
    assert.equal(which.json.error.code, 'which_person')
    assert.match(which.json.error.next, /denise@harbor\.example/)
    assert.equal(
      (await link('--json', '--email', 'nobody@harbor.example')).json.error.code,
      'person_not_found',
    )
    const said = await link('--email', 'Denise@Harbor.example')
    assert.equal(said.code, 0)
    const [url] = /http\S+\/login#\S+/.exec(said.stdout) ?? ['']
    assert.equal(await signIn(app.url, url), 'Denise Ruiz')
  })

  it('gets it without a server too, and not over the network', async () => {
    const folder = opened.use(temporaryFolder())
    const dataDir = join(folder.path, 'data')
    await prepareDataDir(dataDir)
    const env = environment({ dataDir })
    assert.equal((await plumbline(['sign-in-link', '--json'], { env })).json.error.code, 'nobody_yet')
    await plumbline(['demo', '--no-serve'], { env })
    const { json } = await plumbline(['sign-in-link', '--json', '--email', 'ray@millrace.example'], { env })
    await using server = await startServer({ env })
    assert.equal(await signIn(server.url, json.url), 'Ray Hollis')
    const ask = await fetch(`${server.url}/api/sign-in-links`, { method: 'POST' })
    assert.equal(ask.status, 401)
  })
})
