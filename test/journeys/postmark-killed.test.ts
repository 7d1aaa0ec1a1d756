import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sha256 } from '../../src/base/bytes.ts'
import { type CommandOptions, environment, firmServed, startServer } from '../kit/app.ts'
import { callWebhook, inboundJson, startPostmarkServer } from '../kit/postmark-server.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const MAILS = 36
const KILLS = 3
const AT_ONCE = 4

it('mails that Postmark hands over while the program is killed again and again are in once, with their files', async () => {
  await using postmark = await startPostmarkServer()
  using folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await prepareDataDir(dataDir)
  const command: CommandOptions = {
    env: environment({ dataDir, env: { POSTMARK_FOR_TESTS: postmark.baseUrl } }),
    program: join(import.meta.dirname, '../kit/serve-with-postmark.ts'),
  }
  let webhook = ''
  let server = await startServer(command)
  const key = (await readFile(join(dataDir, 'cli.key'), 'utf8')).trim()
  await fetch(`${server.url}/api/firms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Harbor Plumbing', timeZone: 'America/Chicago' }),
  })
  const ask = async (method: string, path: string, body?: unknown) => {
    const firm = await firmServed(server.url, dataDir)
    const answer = await firm.ask(method, path, body)
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }
  const settings = { address: 'office@harbor.example' }
  const { id } = await ask('POST', '/api/sources', {
    ...{ channel: 'postmark', settings, serverToken: postmark.serverToken },
  })
  webhook = (await ask('POST', `/api/sources/${id}/webhook`)).url

  const files = new Set<string>()
  const mails = Array.from({ length: MAILS }, (_, index) => {
    const bytes = Buffer.alloc(6_000, `picture ${index}\n`)
    files.add(sha256(bytes))
    const Email = `customer-${index % 20}@alvarez.example`
    return inboundJson(index + 1, {
      ...{ From: Email, FromFull: { Email, Name: '', MailboxHash: '' } },
      Attachments: [
        {
          Name: 'leak.txt',
          ContentType: 'text/plain',
          ContentLength: 6_000,
          Content: bytes.toString('base64'),
        },
      ],
    })
  })
  let answered = 0
  /** As Postmark does: again, until it is taken. */
  const handOver = async (json: (typeof mails)[number]) => {
    for (;;) {
      const { port } = new URL(server.url)
      const url = Object.assign(new URL(webhook), { port }).href
      const status = await callWebhook(url, json).catch(() => 0)
      if (status === 200) return void answered++
      assert.ok(status === 0 || status >= 500, `${status}`)
      await pause(20)
    }
  }
  const left = [...mails]
  const handing = Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let json = left.shift(); json !== undefined; json = left.shift()) {
        postmark.put(json)
        await handOver(json)
      }
    }),
  )
  for (let kill = 1; kill <= KILLS; kill++) {
    while (answered < (kill * MAILS) / (KILLS + 1)) await pause(5)
    server.child.kill('SIGKILL')
    await server.ended
    server = await startServer(command)
  }
  await handing
  await using _last = server
  await ask('POST', `/api/sources/${id}/sync`)
  const firm = await firmServed(server.url, dataDir)
  for (;;) {
    const [source] = (await firm.ask('GET', '/api/sources')).body.items
    if (source.run.status === 'completed') break
    assert.ok(['queued', 'running'].includes(source.run.status), JSON.stringify(source))
    await pause(20)
  }
  const { messages } = await firm.export()
  const texts = messages.map(({ text }) => text)
  assert.deepEqual([texts.length, new Set(texts).size], [MAILS, MAILS])
  const kept = messages.flatMap(({ attachments }) => attachments.map((file) => file.sha256))
  assert.deepEqual([...kept].sort(), [...files].sort())
  const { items } = (await firm.ask('GET', '/api/sync?limit=50')).body
  for (const { syncId } of items) {
    const ledger = (await firm.ask('GET', `/api/sync/${syncId}/ledger`)).body
    assert.deepEqual([ledger.addsUp, ledger.sourceAgrees], [true, true], JSON.stringify(ledger))
  }
})
