import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startCuttingProxy } from '../../../test/kit/cutting-proxy.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../../../test/kit/dovecot.ts'
import { newKeeper } from '../../../test/kit/keeper.ts'
import { mailsOf } from '../../../test/kit/mails.ts'
import { sha256 } from '../../base/bytes.ts'
import { openChance } from '../../demo/chance.ts'
import { addressBy } from '../hosts.ts'
import { type Wire, WireError, type WireFault } from '../wire.ts'
import type { ImapConfig } from './config.ts'
import { openImap } from './imap.ts'

/** What does not listen holds on until the line falls silent for it, which takes many times this. */
const AT_ONCE_MS_MAX = 1_000
const open = ({ host, port, user, password }: Dovecot, more: Partial<ImapConfig> = {}) =>
  openImap({ host, port, secure: false, user, password, ...more })
const ids = (count: number) => mailsOf(count).map((mail) => sha256(mail))
const idsOf = (mails: Buffer[]) => mails.map((mail) => sha256(mail))

async function failsWith(fault: WireFault, wire: Wire): Promise<void> {
  await assert.rejects(newKeeper().run(wire), (error) => {
    assert.ok(error instanceof WireError, `${error}`)
    assert.equal(error.fault, fault)
    assert.doesNotMatch(error.message, /harbor|office|boiler|127\.0/) // neither addresses nor secrets
    return true
  })
}

suite('an IMAP server', { skip: dovecotMissing() }, () => {
  test('that does not know the password, or cannot look it up now, is told apart', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    await dovecot.passwords('other')
    await failsWith('credentials_refused', wire)
    await dovecot.passwords('broken')
    await failsWith('busy', wire)
    await dovecot.passwords('known')
    await newKeeper().run(wire)
    await using unknown = open(dovecot, { user: 'nobody@harbor.example' })
    await failsWith('credentials_refused', unknown)
  })

  test('that refuses an access token says so', async () => {
    await using dovecot = await startDovecot({ config: 'auth_mechanisms = plain login xoauth2' })
    const { host, port, user } = dovecot
    let asked = 0
    const accessToken = async () => `revoked-${++asked}`
    await using wire = openImap({ host, port, secure: false, user, accessToken })
    await failsWith('credentials_refused', wire)
    await failsWith('credentials_refused', wire)
    assert.equal(asked, 2) // a new one for each connection
  })

  test('that has too many connections of us asks to wait', async () => {
    await using dovecot = await startDovecot({ config: 'mail_max_userip_connections = 1' })
    await using first = open(dovecot)
    await newKeeper().run(first) // stays connected
    await using second = open(dovecot)
    await failsWith('busy', second)
  })

  test('that is not there, or hangs up on who comes, is out of reach', async () => {
    await using dovecot = await startDovecot()
    await using nowhere = open(dovecot, { port: 1 })
    await failsWith('unreachable', nowhere)
    await using proxy = await startCuttingProxy(dovecot.port)
    proxy.cutAfter(20)
    await using cut = open(dovecot, { port: proxy.port })
    await failsWith('unreachable', cut)
  })

  test('that says nothing is given up in time: when it should greet, and when it should answer', async () => {
    await using dovecot = await startDovecot()
    dovecot.fill(mailsOf(30))
    await using proxy = await startCuttingProxy(dovecot.port)
    await using wire = open(dovecot, {
      port: proxy.port,
      connectTimeoutMs: 300,
      quietMs: 300,
      batchMails: 10,
    })
    proxy.isSilent = true
    await failsWith('timeout', wire)
    proxy.isSilent = false
    const keeper = newKeeper()
    const beganMs = performance.now()
    await assert.rejects(
      keeper.run(wire, {
        each: () => {
          proxy.isSilent = true
        },
      }),
      { fault: 'timeout' },
    )
    assert.ok(performance.now() - beganMs < 3_000)
    proxy.isSilent = false
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], ids(30))
    assert.equal(keeper.repeats, 0)
  })

  test('is spoken to under TLS, by either way, and only if its certificate is trusted', async () => {
    await using dovecot = await startDovecot({ tls: true })
    const { certificate, tlsPort } = dovecot
    dovecot.fill(mailsOf(2))
    for (const how of [{ secure: true, port: tlsPort }, { secure: false }]) {
      const keeper = newKeeper()
      await using trusted = open(dovecot, { ...how, certificate, host: 'localhost' })
      await keeper.run(trusted)
      assert.equal(keeper.items.size, 2)
      await using untrusted = open(dovecot, { ...how, host: 'localhost' })
      await failsWith('unreachable', untrusted)
    }
  })

  test('is reached at the address that was looked up, and its certificate judged by its name', async () => {
    await using dovecot = await startDovecot({ tls: true })
    const { certificate, tlsPort } = dovecot
    dovecot.fill(mailsOf(1))
    const asked: string[] = []
    const addressOf = async (host: string) => {
      asked.push(host)
      return dovecot.host
    }
    const how = { secure: true, port: tlsPort, certificate, addressOf }
    await using named = open(dovecot, { ...how, host: 'localhost' })
    const keeper = newKeeper()
    await keeper.run(named)
    assert.equal(keeper.items.size, 1)
    await using other = open(dovecot, { ...how, host: 'mail.harbor.example' }) // the certificate has the address, not the name
    await failsWith('unreachable', other)
    assert.deepEqual(asked, ['localhost', 'mail.harbor.example'])
    await using refused = open(dovecot, { addressOf: addressBy('public') })
    await failsWith('host_refused', refused)
  })

  test('on another machine gets no password in the clear', async () => {
    await using dovecot = await startDovecot()
    await using proxy = await startCuttingProxy(dovecot.port)
    const { port } = proxy
    await using wire = open(dovecot, { host: '0.0.0.0', port }) // this machine, by a name that is not loopback's
    await failsWith('unreachable', wire)
    assert.match(proxy.said(), /STARTTLS|CAPABILITY|ID/)
    assert.doesNotMatch(proxy.said(), /LOGIN|AUTHENTICATE/i)
    await using local = open(dovecot, { port })
    await newKeeper().run(local)
    assert.match(proxy.said(), /LOGIN|AUTHENTICATE/i)
  })

  test('cut off after any number of bytes loses no mail and doubles none', async (t) => {
    await using dovecot = await startDovecot()
    const mails = mailsOf(24, 1, 2_000)
    dovecot.fill(mails.slice(0, 20))
    for (const mail of mails.slice(20)) await dovecot.deliver(mail, 'Sent')
    await using proxy = await startCuttingProxy(dovecot.port)
    const faults: Record<string, number> = {}
    let runs = 0
    for (let bytes = 0; bytes < 60_000; bytes += 1 + Math.floor(bytes / 5)) {
      await using wire = open(dovecot, { port: proxy.port, batchMails: 5 })
      const keeper = newKeeper()
      proxy.cutAfter(bytes + 1)
      await keeper.runThrough(wire)
      assert.deepEqual([...keeper.items.keys()], idsOf(mails), `cut after ${bytes + 1} bytes`)
      assert.equal(keeper.repeats, 0)
      for (const { fault } of keeper.faults) faults[fault] = (faults[fault] ?? 0) + 1
      runs++
    }
    assert.deepEqual(Object.keys(faults), ['unreachable'])
    t.diagnostic(`${runs} places to cut, ${faults.unreachable} faults: lost 0, doubled 0`)
  })

  test('over a line that breaks every few kilobytes still comes in whole, each mail once', async (t) => {
    await using dovecot = await startDovecot()
    const mails = mailsOf(120, 1, 1_500)
    dovecot.fill(mails)
    await using proxy = await startCuttingProxy(dovecot.port)
    const keeper = newKeeper()
    const chance = openChance(3)
    for (; keeper.faults.length < 100; ) {
      await using wire = open(dovecot, { port: proxy.port })
      proxy.cutAfter(chance.int(8_000, 16_000))
      const fault = await keeper.run(wire).catch((error: unknown) => error)
      if (fault === undefined) break
      assert.ok(fault instanceof WireError && fault.fault === 'unreachable', `${fault}`)
      keeper.faults.push(fault)
    }
    assert.deepEqual([...keeper.items.keys()], idsOf(mails))
    assert.equal(keeper.repeats, 0)
    const listed = keeper.batches.reduce((sum, batch) => sum + (batch.listed ?? 0), 0)
    assert.equal(listed, mails.length)
    t.diagnostic(`${keeper.faults.length} breaks in ${mails.length} mails: lost 0, doubled 0`)
  })

  test('killed while it hands over mails, and started again, loses none and doubles none', async () => {
    await using dovecot = await startDovecot()
    const mails = mailsOf(60, 1, 20_000)
    dovecot.fill(mails)
    await using wire = open(dovecot, { batchMails: 7 })
    const keeper = newKeeper()
    for (const afterMs of [5, 15, 25, 40]) {
      const killed = pause(afterMs).then(() => dovecot.kill())
      await keeper.run(wire).catch((error) => assert.equal(error.fault, 'unreachable'))
      await killed
      await dovecot.start()
    }
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], idsOf(mails))
    assert.equal(keeper.repeats, 0)
  })

  test('that broke off between two runs is come back to without a fault', async () => {
    await using dovecot = await startDovecot()
    await using proxy = await startCuttingProxy(dovecot.port)
    await using wire = open(dovecot, { port: proxy.port })
    const keeper = newKeeper()
    dovecot.fill(mailsOf(1))
    await keeper.run(wire)
    await keeper.run(wire)
    assert.equal(proxy.connections(), 1)
    proxy.cutAfter(0)
    dovecot.fill(mailsOf(1, 2))
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], ids(2))
    assert.equal(proxy.connections(), 2)

    proxy.isSilent = true // the network forgets the connection, and tells nobody
    const later = pause(100).then(() => {
      proxy.isSilent = false
    })
    await using hasty = open(dovecot, { port: proxy.port, quietMs: 200 })
    dovecot.fill(mailsOf(1, 3))
    await later
    await keeper.run(hasty)
    assert.deepEqual([...keeper.items.keys()], ids(3))
  })

  test('is let go of at once when a run is to end, wherever it is', async () => {
    await using dovecot = await startDovecot()
    dovecot.fill(mailsOf(300, 1, 5_000))
    await using proxy = await startCuttingProxy(dovecot.port)
    for (const bytes of [0, 1, 400, 5_000, 100_000, 1_000_000]) {
      proxy.isSilent = false
      const silent = proxy.silentAfter(bytes) // or the run might be over by then
      await using wire = open(dovecot, { port: proxy.port, batchMails: 300, batchBytes: 1e9 })
      const controller = new AbortController()
      const run = newKeeper().run(wire, { signal: controller.signal })
      const outcome = assert.rejects(run, /end of shift/)
      await silent
      const beganMs = performance.now()
      controller.abort(new Error('end of shift'))
      await outcome
      assert.ok(performance.now() - beganMs < AT_ONCE_MS_MAX)
    }
    proxy.isSilent = true
    await using silent = open(dovecot, { port: proxy.port })
    await assert.rejects(newKeeper().run(silent, { signal: AbortSignal.timeout(50) }), {
      name: 'TimeoutError',
    })
  })
})
