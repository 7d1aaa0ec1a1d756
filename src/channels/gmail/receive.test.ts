import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type GmailServer, startGmailServer } from '../../../test/kit/gmail-server.ts'
import { newKeeper } from '../../../test/kit/keeper.ts'
import { mailOf, mailsOf } from '../../../test/kit/mails.ts'
import { virtualTime } from '../../../test/kit/waiting.ts'
import type { GmailConfig } from './config.ts'
import { openGmail } from './gmail.ts'
import { gmailTokens } from './oauth.ts'
import { findGmail, sendGmail } from './send-gmail.ts'

async function harbor(config: GmailConfig = {}) {
  const time = virtualTime()
  const google = await startGmailServer(time)
  const tokens = gmailTokens(google.client, {
    refreshToken: async () => google.refreshToken,
    clock: time.clock,
  })
  const wire = openGmail({ baseUrl: google.baseUrl, ...config }, { tokens, waiting: time })
  return { time, google, tokens, wire, [Symbol.asyncDispose]: () => google[Symbol.asyncDispose]() }
}

const putAll = (google: GmailServer, mails: Buffer[]) => mails.map((mail) => google.put(mail))
const MINUTES = 60_000

suite('a Gmail mailbox', () => {
  test('hands over all its mail the first time, byte by byte, newest first, with what Gmail knows of it', async () => {
    await using here = await harbor({ batchMails: 20 })
    const { google, wire } = here
    const mails = [...mailsOf(54), Buffer.from('Subject: Pi\xeac\r\n\r\n\x00\xff\r\n', 'latin1')]
    const ids = putAll(google, mails)
    const reply = google.put(mailOf(90), { labels: ['SENT'], threadId: ids[0] ?? '' })
    google.put(mailOf(91), { labels: ['SPAM'] })
    google.put(mailOf(92), { labels: ['DRAFT'] })
    const keeper = newKeeper()
    await keeper.run(wire)

    assert.deepEqual([...keeper.items.keys()], [...ids, reply].toReversed())
    for (const [index, id] of ids.entries()) assert.deepEqual(keeper.items.get(id)?.bytes, mails[index])
    const { items, batches } = keeper
    const { historyId, ...details } = items.get(reply)?.details ?? {}
    assert.match(historyId ?? '', /^\d+$/)
    assert.deepEqual(details, {
      role: 'sent',
      threadId: ids[0],
      labels: 'SENT',
      receivedAt: '2026-03-02T15:56:00.000Z',
    })
    assert.equal(items.get(reply)?.path, reply)
    assert.equal(items.get(ids[5] ?? '')?.details?.role, 'inbox')
    for (const batch of batches) assert.equal(batch.listed, batch.items.length)
    assert.ok(batches.every((batch) => batch.items.length <= 20))
    assert.deepEqual(await wire.addresses(), ['office@harbor.example', 'hello@harbor.example'])
    assert.equal(wire.watch, undefined)
  })

  test('hands over only what is new afterwards, at the price of one small request', async () => {
    await using here = await harbor()
    const { google, wire } = here
    putAll(google, mailsOf(5))
    const keeper = newKeeper()
    await keeper.run(wire)
    const [six, seven] = putAll(google, mailsOf(2, 6))
    await keeper.run(wire)
    assert.equal(keeper.items.size, 7)
    assert.ok(keeper.items.has(six ?? '') && keeper.items.has(seven ?? ''))
    const before = { ...google.counts }
    await keeper.run(wire)
    assert.deepEqual({ ...google.counts, history: before.history }, before)
    assert.equal(google.counts.history, before.history + 1)
    assert.equal(keeper.repeats, 0)
  })

  test('into which mail comes while it is listed hands that over too', async () => {
    await using here = await harbor({ batchMails: 10 })
    const { google, wire } = here
    const ids = putAll(google, mailsOf(40))
    const keeper = newKeeper()
    let more = 41
    await keeper.run(wire, {
      each: () => {
        if (more < 55) ids.push(...putAll(google, mailsOf(3, more)))
        more += 3
      },
    })
    await keeper.run(wire)
    assert.deepEqual(new Set(keeper.items.keys()), new Set(ids))
  })

  test('goes on in the middle of a page, wherever a run was broken off', async () => {
    await using here = await harbor({ batchMails: 9, batchBytes: 2_500 })
    const { google, wire } = here
    const ids = putAll(google, mailsOf(40, 1, 800))
    const keeper = newKeeper()
    const cut = () => {
      throw new Error('power cut')
    }
    while (keeper.items.size < 40) await assert.rejects(keeper.run(wire, { each: cut }), /power cut/)
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], ids.toReversed())
    assert.equal(keeper.repeats, 0)
  })

  test('lists all again when its history was forgotten, says so, and adds nothing twice', async () => {
    await using here = await harbor({ batchMails: 10 })
    const { google, wire } = here
    const ids = putAll(google, mailsOf(25))
    const keeper = newKeeper()
    await keeper.run(wire)
    ids.push(...putAll(google, mailsOf(5, 26)))
    google.forgetHistory()
    await keeper.run(wire)
    assert.deepEqual(keeper.incidents, [{ kind: 'cursor_expired', details: { why: 'history_forgotten' } }])
    assert.deepEqual(new Set(keeper.items.keys()), new Set(ids))
    assert.equal(keeper.items.size, 30)
    assert.equal(keeper.repeats, 25)
    await keeper.run(wire)
    assert.equal(keeper.incidents.length, 1)
  })

  test('whose pages come in disorder, doubled or empty, loses none and doubles none', async () => {
    await using here = await harbor({ batchMails: 10 })
    const { google, wire } = here
    google.isMessy = true
    google.historyPage = 12
    const ids = putAll(google, mailsOf(35))
    const keeper = newKeeper()
    await keeper.run(wire)
    for (let round = 0; round < 3; round++) {
      ids.push(...putAll(google, mailsOf(17, 36 + round * 17)))
      await keeper.run(wire)
    }
    assert.deepEqual(new Set(keeper.items.keys()), new Set(ids))
    assert.equal(keeper.items.size, 35 + 51)
  })

  test('whose history shows a mail only after later ones still hands it over, and says so', async () => {
    await using here = await harbor()
    const { google, wire, time } = here
    const keeper = newKeeper()
    await keeper.run(wire)
    const late = google.put(mailOf(1), { silently: true })
    const later = google.put(mailOf(2))
    await keeper.run(wire)
    time.clock.advance(11 * MINUTES)
    await keeper.run(wire) // remembers that the later one was there
    assert.deepEqual([...keeper.items.keys()], [later])
    time.clock.advance(5 * MINUTES)
    google.show(late)
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [later, late])
    assert.deepEqual(keeper.incidents, [{ kind: 'gap_found', details: { count: 1 } }])
    assert.equal(keeper.repeats, 0)
  })

  test('whose history names a mail before it can be had hands it over the next time', async () => {
    await using here = await harbor()
    const { google, wire } = here
    const keeper = newKeeper()
    await keeper.run(wire)
    const [first, second] = putAll(google, mailsOf(2))
    google.fault = (method, _, path) =>
      method === 'get' && path.endsWith(first ?? '') ? { status: 404, reason: 'notFound' } : undefined
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [second])
    google.fault = () => undefined
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [second, first])
    assert.equal(keeper.repeats, 0)
  })

  test('in which nothing happens for weeks stays known, as long as it is asked', async () => {
    await using here = await harbor()
    const { google, wire, time } = here
    putAll(google, mailsOf(2))
    const keeper = newKeeper()
    await keeper.run(wire)
    for (let hours = 0; hours < 24 * 21; hours += 3) {
      google.relabel([...keeper.items.keys()][0] ?? '', { add: ['STARRED'] })
      time.clock.advance(3 * 60 * MINUTES)
      await keeper.run(wire)
    }
    assert.equal(keeper.items.size, 2)
    const { historyId } = keeper.cursor as { historyId: string }
    const profile = google.counts.history
    assert.ok(profile > 0)
    assert.ok(Number(historyId) >= 4_000_000 + 2 * (24 * 7 - 4)) // not where it began
    assert.deepEqual(keeper.incidents, [])
  })

  test('hands over what somebody takes out of spam or trash, and leaves what stays there', async () => {
    await using here = await harbor()
    const { google, wire } = here
    const keeper = newKeeper()
    await keeper.run(wire)
    const taken = google.put(mailOf(1), { labels: ['SPAM'] })
    google.put(mailOf(2), { labels: ['SPAM'] })
    const trashed = google.put(mailOf(3), { labels: ['TRASH'] })
    const draft = google.put(mailOf(4), { labels: ['DRAFT'] })
    await keeper.run(wire)
    assert.equal(keeper.items.size, 0)
    google.relabel(taken, { remove: ['SPAM'], add: ['INBOX'] })
    google.relabel(trashed, { remove: ['TRASH'], add: ['INBOX'] })
    google.relabel(draft, { remove: ['DRAFT'] })
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [taken, trashed])
    assert.equal(keeper.repeats, 0)
  })

  test('sets a mail aside that is too large, and does not count one that was deleted', async () => {
    await using here = await harbor({ mailBytesMax: 200_000 })
    const { google, wire } = here
    const [first, , third] = [
      google.put(mailOf(1)),
      google.put(mailOf(2, 8_000_000)),
      google.put(mailOf(3)),
      google.put(mailOf(4, 201_000)),
    ]
    const deleted = google.put(mailOf(5))
    google.fault = (method) => {
      if (method === 'get') google.remove(deleted)
      return undefined
    }
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], [third, first])
    const [batch] = keeper.batches
    assert.deepEqual(
      batch?.setAside.map(({ code }) => code),
      ['mail_too_large', 'mail_too_large'],
    )
    assert.equal(batch?.listed, 4)
  })

  test('whose cursor cannot be read is listed again', async () => {
    await using here = await harbor()
    const { google, wire } = here
    putAll(google, mailsOf(2))
    const keeper = newKeeper()
    keeper.cursor = { phase: 'changes', historyId: 'gone' }
    await keeper.run(wire)
    assert.equal(keeper.items.size, 2)
    assert.deepEqual(keeper.incidents, [{ kind: 'cursor_expired', details: { why: 'unreadable' } }])
  })

  test('lists from the beginning where a page’s token is none any more', async () => {
    await using here = await harbor({ batchMails: 5 })
    const { google, wire } = here
    const ids = putAll(google, mailsOf(12))
    const keeper = newKeeper()
    keeper.cursor = { phase: 'listing', historyId: '4000000', pageToken: 'worn out', done: [] }
    await keeper.run(wire)
    assert.deepEqual(new Set(keeper.items.keys()), new Set(ids))
  })
})

suite('a reply by Gmail', () => {
  const signal = new AbortController().signal

  test('goes out as it was written, into its thread', async () => {
    await using here = await harbor()
    const { google, tokens, time } = here
    const question = google.put(mailOf(1))
    const raw = mailOf(2)
    const config = { baseUrl: google.baseUrl }
    const io = { tokens, signal, waiting: time }
    const sent = await sendGmail(config, { raw, threadId: question }, io)
    assert.deepEqual(google.sent, [{ raw, threadId: question }])
    assert.equal(sent.threadId, question)
    assert.equal(await findGmail(config, 'boiler.2@alvarez.example', io), sent.id)
    assert.equal(await findGmail(config, 'boiler.3@alvarez.example', io), null)
  })

  test('is tried again where Gmail says that it did not send it, and only there', async () => {
    await using here = await harbor()
    const { google, tokens, time } = here
    const send = () =>
      sendGmail({ baseUrl: google.baseUrl }, { raw: mailOf(1) }, { tokens, signal, waiting: time })
    google.fault = (method, nth) =>
      method === 'send' && nth < 2 ? { status: 429, reason: 'rateLimitExceeded' } : undefined
    await send()
    assert.equal(google.sent.length, 1)
    google.fault = (method) => (method === 'send' ? 'cut' : undefined)
    await assert.rejects(send(), { fault: 'unreachable' })
    assert.equal(google.sent.length, 2) // it went out, and once
  })
})
