import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { startCuttingProxy } from '../../../test/kit/cutting-proxy.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../../../test/kit/dovecot.ts'
import { newKeeper } from '../../../test/kit/keeper.ts'
import { mailOf } from '../../../test/kit/mails.ts'
import type { ImapConfig } from './config.ts'
import { openImap } from './imap.ts'

/** Far less than the minute between two questions, or the two that a silent line is given. */
const SOON_MS_MAX = 10_000
const AT_ONCE_MS_MAX = 1_000
function watch({ host, port, user, password }: Dovecot, more: Partial<ImapConfig> = {}) {
  const wire = openImap({ host, port, secure: false, user, password, ...more })
  const controller = new AbortController()
  const waiting: (() => void)[] = []
  let unheard = 0
  const onNews = () => {
    unheard++
    for (const wake of waiting.splice(0)) wake()
  }
  const ended = wire.watch?.({ signal: controller.signal, onNews })
  ended?.catch(() => undefined)
  return {
    wire,
    ended,
    end: () => controller.abort(new Error('end of shift')),
    /** Waits until news that nobody asked for yet is there. */
    news: async () => {
      while (unheard === 0) await Promise.race([ended, new Promise<void>((wake) => waiting.push(wake))])
      unheard = 0
    },
    unheard: () => unheard,
    [Symbol.asyncDispose]: async () => {
      controller.abort()
      await wire[Symbol.asyncDispose]()
    },
  }
}

async function append({ host, port, user, password }: Dovecot, mail: Buffer): Promise<void> {
  const client = new ImapFlow({ host, port, secure: false, auth: { user, pass: password }, logger: false })
  await client.connect()
  await client.append('INBOX', mail)
  await client.logout()
}

suite('watching a mailbox', { skip: dovecotMissing() }, () => {
  test('tells within a second of mail that a mail server, a program or a person put there', async (t) => {
    await using dovecot = await startDovecot()
    await using watched = watch(dovecot)
    await watched.news() // it is open
    const keeper = newKeeper()
    await keeper.run(watched.wire)
    const ways: [string, () => unknown][] = [
      ['delivery agent', () => dovecot.deliver(mailOf(1))],
      ['IMAP APPEND', () => append(dovecot, mailOf(2))],
      ['file in the folder', () => dovecot.fill([mailOf(3)])],
      ['delivery agent again', () => dovecot.deliver(mailOf(4))],
    ]
    let expected = 0
    for (const [way, put] of ways) {
      await pause(50) // it idles again
      await put()
      const beganMs = performance.now()
      await watched.news()
      const newsMs = performance.now() - beganMs
      await keeper.run(watched.wire)
      const receivedMs = performance.now() - beganMs
      assert.equal(keeper.items.size, ++expected, way)
      assert.ok(receivedMs < SOON_MS_MAX, `${way}: ${receivedMs} ms`)
      t.diagnostic(`${way}: told after ${newsMs.toFixed(0)} ms, received after ${receivedMs.toFixed(0)} ms`)
    }
  })

  test('tells at its beginning, since mail may have come before', async () => {
    await using dovecot = await startDovecot()
    await dovecot.deliver(mailOf(1))
    await using watched = watch(dovecot)
    await watched.news()
    assert.equal(watched.unheard(), 0)
  })

  test('of a server that cannot tell asks it from time to time', async () => {
    await using dovecot = await startDovecot({ config: 'imap_capability = IMAP4rev1 SPECIAL-USE' })
    await using watched = watch(dovecot, { pollMs: 100 })
    await watched.news()
    await pause(250)
    assert.equal(watched.unheard(), 0)
    await dovecot.deliver(mailOf(1))
    const beganMs = performance.now()
    await watched.news()
    assert.ok(performance.now() - beganMs < SOON_MS_MAX)
  })

  test('goes on over many questions whether the server still lives', async () => {
    for (const config of ['', 'imap_capability = IMAP4rev1']) {
      await using dovecot = await startDovecot({ config })
      await using watched = watch(dovecot, { quietMs: 100 })
      await watched.news()
      await pause(600)
      assert.equal(watched.unheard(), 0)
      await dovecot.deliver(mailOf(1))
      await watched.news()
    }
  })

  test('ends with a fault when the connection is cut, or when the network forgets it', async () => {
    await using dovecot = await startDovecot()
    await using proxy = await startCuttingProxy(dovecot.port)
    await using cut = watch(dovecot, { port: proxy.port })
    await cut.news()
    proxy.cutAfter(0)
    await assert.rejects(cut.ended ?? Promise.resolve(), { name: 'WireError', fault: 'unreachable' })

    await using forgotten = watch(dovecot, { port: proxy.port, quietMs: 150 })
    await forgotten.news()
    proxy.isSilent = true
    const beganMs = performance.now()
    await assert.rejects(forgotten.ended ?? Promise.resolve(), { name: 'WireError', fault: 'timeout' })
    assert.ok(performance.now() - beganMs < SOON_MS_MAX)
  })

  test('ends with a fault when the server is killed', async () => {
    await using dovecot = await startDovecot()
    await using watched = watch(dovecot)
    await watched.news()
    await dovecot.kill()
    await assert.rejects(watched.ended ?? Promise.resolve(), { name: 'WireError', fault: 'unreachable' })
  })

  test('ends at once when asked to, or when the account is closed', async () => {
    await using dovecot = await startDovecot()
    for (const end of ['asked', 'closed']) {
      await using watched = watch(dovecot)
      await watched.news()
      const beganMs = performance.now()
      if (end === 'asked') watched.end()
      else await watched.wire[Symbol.asyncDispose]()
      await assert.rejects(watched.ended ?? Promise.resolve(), /end of shift|was closed/)
      assert.ok(performance.now() - beganMs < AT_ONCE_MS_MAX)
    }
  })
})
