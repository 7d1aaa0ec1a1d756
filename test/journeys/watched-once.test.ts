import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { environment, firmServed, startApp, startServer } from '../kit/app.ts'
import { startCuttingProxy } from '../kit/cutting-proxy.ts'
import { dovecotMissing, startDovecot } from '../kit/dovecot.ts'
import { showSource, untilSettled } from '../kit/live-source.ts'
import { mailOf } from '../kit/mails.ts'
import { startPostgres } from '../kit/postgres.ts'
import { temporaryFolder } from '../kit/store.ts'

const WAIT_MS_MAX = 30_000

async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  for (const endMs = Date.now() + WAIT_MS_MAX; !(await holds()); await pause(20))
    assert.ok(Date.now() < endMs, otherwise)
}

describe('a mailbox at a database of several processes', { skip: dovecotMissing() }, () => {
  it('has one connection that waits for mail, and another process takes over when that one is killed, or ends', async () => {
    await using dovecot = await startDovecot()
    await using proxy = await startCuttingProxy(dovecot.port)
    await using postgres = await startPostgres()
    using folder = temporaryFolder()
    const databaseUrl = await postgres.database()
    const key = { PLUMBLINE_MASTER_KEY: randomBytes(32).toString('base64') }
    const watching = () => proxy.open().filter((said) => said.includes(' IDLE\r\n')).length

    await using first = await startServer({
      env: environment({ dataDir: folder.path, databaseUrl, env: key }),
    })
    const operator = (await readFile(join(folder.path, 'cli.key'), 'utf8')).trim()
    const made = await fetch(`${first.url}/api/firms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Harbor Plumbing', timeZone: 'America/Chicago' }),
    })
    assert.equal(made.status, 201, await made.text())
    const harbor = await firmServed(first.url, folder.path)
    const settings = { host: dovecot.host, port: proxy.port, secure: false, user: dovecot.user }
    const body = { channel: 'imap', settings, password: dovecot.password }
    const added = await harbor.ask('POST', '/api/sources', body)
    assert.equal(added.status, 201, JSON.stringify(added.body))
    const sourceId: string = added.body.id
    await until(() => watching() === 1, 'nobody watches')

    await untilSettled(harbor, sourceId)
    const startedAt = new Date().toISOString() // before it starts: it asks at once
    await using second = await startApp({ databaseUrl, env: key })
    const firm = await firmServed(second.url, second.dataDir)
    const shown = () => showSource(firm, sourceId)
    await until(async () => ((await shown()).lookedAt ?? '') > startedAt, 'the second does not ask')
    await dovecot.deliver(mailOf(1))
    await until(async () => (await shown()).messages === 1, 'the first mail is not in')
    assert.equal(watching(), 1)

    await untilSettled(firm, sourceId)
    first.child.kill('SIGKILL')
    await first.ended
    await until(() => watching() === 0, 'a killed process still watches')
    // A process that is silent for half a minute has lost its watch. This is that half minute.
    await second.app.store.pool.query("update source set watch_until = now() - interval '1 second'")
    second.app.clockwork.wake(firm.id)
    await until(() => watching() === 1, 'nobody takes over from the one that was killed')
    await dovecot.deliver(mailOf(2))
    await until(async () => (await shown()).messages === 2, 'the second mail is not in')

    await using third = await startApp({ databaseUrl, env: key })
    await second[Symbol.asyncDispose]()
    third.app.clockwork.wake(firm.id)
    await until(() => watching() === 1, 'nobody takes over from the one that has ended')
    const left = await firmServed(third.url, third.dataDir)
    await dovecot.deliver(mailOf(3))
    await until(async () => (await showSource(left, sourceId)).messages === 3, 'the third mail is not in')
    assert.equal(watching(), 1)
  })
})
