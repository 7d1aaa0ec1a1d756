import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ReplyShown } from '../../src/contract/replies.ts'
import type { Suggestion } from '../../src/contract/suggestions.ts'
import { openChance } from '../../src/demo/chance.ts'
import { type CommandOptions, environment, firmServed, startServer } from '../kit/app.ts'
import { until } from '../kit/house.ts'
import { inboundJson, type PostmarkServer, startPostmarkServer } from '../kit/postmark-server.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

/** Longer than the lease of a reply that is being sent. */
const DOWN_MS = 5 * 60_000
const UNDO_SECONDS = 1
/** So soon after something the program is killed, at some moment. */
const SOON_MS = 15

/** One story of Harbor Plumbing, whose server dies whenever somebody approves an answer. */
describe('an answer that is approved while the program is killed', () => {
  const chance = openChance('killed while approving')
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  let postmark: PostmarkServer
  let command: CommandOptions
  let server: Awaited<ReturnType<typeof startServer>>
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }

  const start = async (downMs = 0) => {
    aheadMs += downMs
    command.env.AHEAD_MS_FOR_TESTS = `${aheadMs}`
    server = await startServer(command)
  }
  const kill = async () => {
    server.child.kill('SIGKILL')
    await server.ended
  }
  const ask = async (method: string, path: string, body?: unknown) => {
    const firm = await firmServed(server.url, dataDir)
    return firm.ask(method, path, body)
  }
  const done = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(method, path, body)
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }

  before(async () => {
    postmark = await startPostmarkServer({ clock })
    await prepareDataDir(dataDir)
    const env = {
      POSTMARK_FOR_TESTS: postmark.baseUrl,
      ...{ REPLY_UNDO_SECONDS: `${UNDO_SECONDS}`, SUGGESTION_QUIET_SECONDS: '0' },
    }
    command = {
      env: environment({ dataDir, env }),
      program: join(import.meta.dirname, '../kit/serve-with-postmark.ts'),
    }
    await start()
    const key = (await readFile(join(dataDir, 'cli.key'), 'utf8')).trim()
    await fetch(`${server.url}/api/firms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Harbor Plumbing', timeZone: 'America/Chicago' }),
    })
    await done('POST', '/api/sources', {
      ...{ channel: 'postmark', settings: { address: 'office@harbor.example' } },
      serverToken: postmark.serverToken,
    })
  })
  after(async () => {
    await kill()
    await postmark[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  let customers = 0
  /** A customer writes, and an answer is suggested. */
  const suggested = async (): Promise<{ one: Suggestion; address: string }> => {
    const number = ++customers
    const address = `customer-${number}@alvarez.example`
    const to = { Email: 'office@harbor.example', Name: 'Harbor Plumbing', MailboxHash: '' }
    const json = inboundJson(number, {
      ...{ From: address, FromFull: { Email: address, Name: '', MailboxHash: '' } },
      ...{ To: to.Email, ToFull: [to], Date: clock.now().toUTCString() },
      TextBody: `Case ${number}: our kitchen faucet drips all day.`,
    })
    postmark.put(json)
    const { items } = await done('GET', '/api/sources')
    await done('POST', `/api/sources/${items[0].id}/sync`)
    const [one] = await until(
      async () => (await done('GET', '/api/suggestions?state=pending')).items as Suggestion[],
      (found) => found.length > 0,
    )
    return { one: one ?? assert.fail('nothing is suggested'), address }
  }
  const sentTo = (address: string) => postmark.sent.filter(({ To }) => `${To}`.includes(address)).length
  const stateOf = async ({ id, conversationId }: Suggestion) => {
    const states = ['pending', 'approved', 'edited', 'rejected', 'expired']
    const lists = await Promise.all(
      states.map((state) => done('GET', `/api/suggestions?state=${state}&limit=200`)),
    )
    const found = lists.flatMap(({ items }) => items as Suggestion[]).find((other) => other.id === id)
    const waiting: ReplyShown[] = (await done('GET', `/api/conversations/${conversationId}/replies`)).items
    const messages: { direction: string; text: string }[] = (
      await done('GET', `/api/conversations/${conversationId}/messages`)
    ).items
    const { status } = await done('GET', `/api/conversations/${conversationId}`)
    const outs = messages.filter(({ direction }) => direction === 'out').map(({ text }) => text)
    return { found, waiting, outs, status }
  }
  /** Lets time pass while the program is down, until nothing waits to be sent. */
  const settled = async (one: Suggestion) => {
    for (;;) {
      const state = await stateOf(one)
      const [reply] = state.waiting
      if (reply === undefined) return state
      assert.ok(['waiting', 'sending'].includes(reply.state), JSON.stringify(reply))
      const leftMs = Date.parse(reply.sendAt) - clock.now().getTime()
      if (reply.trouble !== null && leftMs > 0) {
        await kill()
        await start(2 * leftMs)
      }
      await pause(25)
    }
  }

  const approve = (one: Suggestion, replyId: string) =>
    ask('POST', `/api/suggestions/${one.id}/approve`, {
      ...{ replyId, seenMessageId: one.messageId, text: one.text },
    })
  const emailsAsked = (count: number) =>
    until(
      async () => postmark.counts.email,
      (found) => found > count,
    )

  const moments: { when: string; until: (asked: Promise<unknown>) => Promise<unknown> }[] = [
    ...[1, 2].map((turn) => ({
      when: `as the request comes in (${turn})`,
      until: () => pause(chance.int(0, SOON_MS)),
    })),
    { when: 'once it is noted, before it is sent', until: (asked) => asked },
    {
      when: 'while it is sent, before Postmark has taken it',
      until: async () => {
        const { email } = postmark.counts
        postmark.fault = (method) => (method === 'email' ? 'silent' : undefined)
        await emailsAsked(email)
      },
    },
    {
      when: 'once Postmark has taken it, before its receipt',
      until: async () => {
        const sent = postmark.sent.length
        postmark.fault = (method) => (method === 'email' ? 'mute' : undefined)
        await until(
          async () => postmark.sent.length,
          (found) => found > sent,
        )
      },
    },
    {
      when: 'at its receipt',
      until: async () => {
        await emailsAsked(postmark.counts.email)
        await pause(chance.int(0, SOON_MS))
      },
    },
  ]
  for (const moment of moments)
    it(`${moment.when}, is sent once`, async () => {
      const { one, address } = await suggested()
      const replyId = randomUUID()
      const asked = approve(one, replyId).catch(() => undefined) // the line breaks
      await moment.until(asked)
      await kill()
      postmark.fault = () => undefined
      await start(DOWN_MS)
      const { found, waiting, outs } = await stateOf(one)
      const isNoted = found?.state === 'approved'
      assert.equal(found?.state, isNoted ? 'approved' : 'pending')
      assert.equal(found?.replyId, isNoted ? replyId : null)
      assert.equal(waiting.length + outs.length, isNoted ? 1 : 0, 'a reply, or none, as the suggestion says')
      // Who pressed saw no answer, and presses again.
      assert.equal((await approve(one, replyId)).status, 200)
      const end = await settled(one)
      assert.deepEqual([end.found?.state, end.found?.replyId], ['approved', replyId])
      assert.deepEqual([sentTo(address), end.outs, end.status], [1, [one.text], 'waiting'])
    })
})
