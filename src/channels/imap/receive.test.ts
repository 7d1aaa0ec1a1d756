import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Dovecot, dovecotMissing, startDovecot } from '../../../test/kit/dovecot.ts'
import { newKeeper } from '../../../test/kit/keeper.ts'
import { mailOf, mailsOf } from '../../../test/kit/mails.ts'
import { sha256 } from '../../base/bytes.ts'
import { WireError } from '../wire.ts'
import type { ImapConfig } from './config.ts'
import { openImap } from './imap.ts'

const open = ({ host, port, user, password }: Dovecot, more: Partial<ImapConfig> = {}) =>
  openImap({ host, port, secure: false, user, password, ...more })
const ids = (mails: Buffer[]) => mails.map((mail) => sha256(mail))
const sum = (counts: (number | null)[]) => counts.reduce<number>((all, count) => all + (count ?? 0), 0)

suite('an IMAP mailbox', { skip: dovecotMissing() }, () => {
  test('hands over what lies in INBOX and Sent, byte by byte, and leaves it unread', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    const mails = [
      mailOf(1),
      Buffer.from('Subject: =?utf-8?q?Piec?=\r\n\r\nJest zimno: \xff\r\n.\r\n\r\n', 'latin1'),
      mailOf(3),
    ]
    const reply = Buffer.from('From: office@harbor.example\r\n\r\nKen is on his way.\r\n')
    dovecot.fill(mails)
    await dovecot.deliver(reply, 'Sent')
    const keeper = newKeeper()
    await keeper.run(wire)

    assert.deepEqual([...keeper.items.keys()], ids([...mails, reply]))
    assert.deepEqual(
      [...keeper.items.values()].map(({ bytes }) => bytes),
      [...mails, reply],
    )
    assert.equal(sum(keeper.batches.map(({ listed }) => listed)), 4)
    const [first, , , last] = [...keeper.items.values()]
    assert.match(first?.path ?? '', /^INBOX\/\d+\/1$/)
    assert.equal(first?.details?.role, 'inbox')
    assert.equal(last?.details?.role, 'sent')
    assert.ok(Math.abs(Date.parse(last?.details?.receivedAt ?? '') - Date.now()) < 60_000)
    assert.deepEqual(await wire.addresses(), ['office@harbor.example'])
    const flags = await dovecot.admin('fetch', '-u', dovecot.user, 'flags', 'mailbox', 'INBOX')
    assert.doesNotMatch(flags, /Seen/)
  })

  test('hands over only what is new the next time, over the same connection', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    const keeper = newKeeper()
    dovecot.fill(mailsOf(3))
    await keeper.run(wire)
    dovecot.fill(mailsOf(2, 4))
    await keeper.run(wire)
    const before = keeper.batches.length
    await keeper.run(wire)

    assert.equal(keeper.batches.length, before) // nothing came
    assert.deepEqual([...keeper.items.keys()], ids(mailsOf(5)))
    assert.equal(keeper.repeats, 0)
    const sessions = await dovecot.admin('who', '-1')
    assert.equal(sessions.split('\n').filter((line) => line.includes(dovecot.user)).length, 1)
  })

  test('of 2,000 mails comes in batches, in order, each once', async (t) => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot, { batchMails: 120, batchBytes: 100_000 })
    const mails = mailsOf(2_000)
    for (const index of [10, 500, 1_999]) mails[index] = mailOf(index + 1, 60_000)
    dovecot.fill(mails)
    const keeper = newKeeper()
    const beganMs = performance.now()
    await keeper.run(wire)
    const tookMs = performance.now() - beganMs
    t.diagnostic(`2,000 mails in ${Math.round(tookMs)} ms: ${Math.round(2_000_000 / tookMs)} a second`)

    assert.deepEqual([...keeper.items.keys()], ids(mails))
    assert.equal(keeper.repeats, 0)
    for (const { items, listed } of keeper.batches) {
      assert.ok(items.length <= 120 && items.length === listed)
      assert.ok(sum(items.map(({ bytes }) => bytes.length)) <= 100_000)
    }
    assert.ok(keeper.batches.length >= 17)
  })

  test('goes on where the last kept batch stood, whenever it is broken off', async () => {
    await using dovecot = await startDovecot()
    dovecot.fill(mailsOf(40))
    const keeper = newKeeper()
    for (let runs = 0; keeper.items.size < 40; runs++) {
      assert.ok(runs < 12)
      await using wire = open(dovecot, { batchMails: 4 })
      await assert.rejects(
        keeper.run(wire, {
          each: () => {
            throw new Error('power cut')
          },
        }),
        /power cut/,
      )
    }
    assert.deepEqual([...keeper.items.keys()], ids(mailsOf(40)))
    assert.equal(keeper.repeats, 0)
  })

  test('into which mail comes while it is listed hands that over too', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot, { batchMails: 10 })
    dovecot.fill(mailsOf(30))
    const keeper = newKeeper()
    let more = 31
    await keeper.run(wire, {
      each: () => {
        if (more <= 35) dovecot.fill([mailOf(more++)])
      },
    })
    assert.deepEqual([...keeper.items.keys()], ids(mailsOf(35)))
    assert.equal(keeper.repeats, 0)
  })

  test('from which somebody deletes while it is listed counts only what is left', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot, { batchMails: 5 })
    dovecot.fill(mailsOf(20))
    const keeper = newKeeper()
    let isFirst = true
    await keeper.run(wire, {
      each: async () => {
        if (isFirst) await dovecot.admin('expunge', '-u', dovecot.user, 'mailbox', 'INBOX', 'uid', '8,13:14')
        isFirst = false
      },
    })
    const left = mailsOf(20).filter((_, index) => ![8, 13, 14].includes(index + 1))
    assert.deepEqual([...keeper.items.keys()], ids(left))
    assert.equal(sum(keeper.batches.map(({ listed }) => listed)), 17)
    assert.deepEqual(
      keeper.batches.flatMap(({ setAside }) => setAside),
      [],
    )
  })

  test('sets a mail aside that is too large, and takes those around it', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    dovecot.fill([mailOf(1), mailOf(2, 30 * 1024 * 1024), mailOf(3)])
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], ids([mailOf(1), mailOf(3)]))
    const [{ setAside, listed } = { setAside: [], listed: 0 }] = keeper.batches
    assert.deepEqual(
      setAside.map(({ code, path }) => [code, path.replace(/\d{5,}/, 'v')]),
      [['mail_too_large', 'INBOX/v/2']],
    )
    assert.equal(listed, 3)
  })

  test('sets a mail aside that the server lists and cannot read, and takes those around it', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    dovecot.fill(mailsOf(5))
    dovecot.damage(3)
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], ids([1, 2, 4, 5].map((number) => mailOf(number))))
    assert.deepEqual(
      keeper.batches.flatMap(({ setAside }) => setAside.map(({ code }) => code)),
      ['not_a_mail'],
    )
    assert.equal(sum(keeper.batches.map(({ listed }) => listed)), 5)
  })

  test('that gives its UIDs anew is listed again, and adds nothing twice', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    dovecot.fill(mailsOf(6))
    const keeper = newKeeper()
    await keeper.run(wire)
    await dovecot.admin('mailbox', 'update', '-u', dovecot.user, '--uid-validity', '4242', 'INBOX')
    dovecot.fill(mailsOf(1, 7))
    await keeper.run(wire)

    assert.deepEqual(keeper.incidents, [
      { kind: 'cursor_expired', details: { mailbox: 'INBOX', why: 'uid_validity_changed' } },
    ])
    assert.deepEqual([...keeper.items.keys()], ids(mailsOf(7)))
    assert.equal(keeper.repeats, 6)
    await keeper.run(wire)
    assert.equal(keeper.incidents.length, 1)
  })

  test('brought back from a backup is listed again: its UIDs were given out twice', async () => {
    for (const comeAfter of [1, 5]) {
      await using dovecot = await startDovecot()
      await using wire = open(dovecot)
      dovecot.fill(mailsOf(3), undefined, '2026-03-02T09:00:00Z')
      const keeper = newKeeper()
      await keeper.run(wire)
      await dovecot.backUp()
      dovecot.fill(mailsOf(2, 4), undefined, '2026-03-02T10:00:00Z')
      await keeper.run(wire)
      await dovecot.restore()
      dovecot.fill(mailsOf(comeAfter, 6), undefined, '2026-03-02T11:00:00Z')
      await keeper.runThrough(wire)

      const { mailbox, why } = keeper.incidents[0]?.details ?? {}
      assert.deepEqual([mailbox, why], ['INBOX', comeAfter === 1 ? 'uids_went_back' : 'uids_given_twice'])
      assert.deepEqual([...keeper.items.keys()], ids(mailsOf(5 + comeAfter)))
    }
  })

  test('that is gone is told once all others are read, and listed whole when it is made again', async () => {
    await using dovecot = await startDovecot()
    const name = 'Klienci/Nowak'
    await using wire = open(dovecot, { mailboxes: ['INBOX', name, '\\Sent'] })
    const keeper = newKeeper()
    await dovecot.deliver(mailOf(1), name)
    await keeper.run(wire)
    await dovecot.admin('mailbox', 'delete', '-u', dovecot.user, '-s', name)
    await dovecot.deliver(mailOf(2), 'Sent')
    await assert.rejects(keeper.run(wire), (error) => {
      assert.ok(error instanceof WireError)
      assert.equal(error.fault, 'not_found')
      assert.doesNotMatch(error.message, /Nowak|Klienci|harbor/)
      return true
    })
    assert.ok(keeper.items.has(sha256(mailOf(2)))) // of the mailbox after it

    await dovecot.deliver(mailOf(3), name)
    await dovecot.deliver(mailOf(1), name)
    await keeper.run(wire)
    assert.deepEqual(
      keeper.incidents.map(({ kind }) => kind),
      ['cursor_expired'],
    )
    assert.deepEqual([...keeper.items.keys()], ids([mailOf(1), mailOf(2), mailOf(3)]))
    const told = JSON.stringify([
      keeper.cursor,
      keeper.incidents,
      [...keeper.items.values()].map(({ path }) => path),
    ])
    assert.doesNotMatch(told, /Nowak|Klienci/)
  })

  test('that lies in two places of the same mail hands it over under one id', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    await dovecot.deliver(mailOf(1))
    await dovecot.deliver(mailOf(1), 'Sent')
    const keeper = newKeeper()
    await keeper.run(wire)
    assert.equal(keeper.items.size, 1)
    assert.equal(keeper.repeats, 1)
  })

  test('of a server that knows nothing but the protocol of 2003 is read as well', async () => {
    await using dovecot = await startDovecot({ config: 'imap_capability = IMAP4rev1' })
    await using wire = open(dovecot, { batchMails: 7 })
    const keeper = newKeeper()
    dovecot.fill(mailsOf(20))
    await keeper.run(wire)
    dovecot.fill(mailsOf(5, 21))
    await dovecot.deliver(mailOf(26), 'Sent') // known by its name, where no special uses are told
    await keeper.run(wire)
    assert.deepEqual([...keeper.items.keys()], ids(mailsOf(26)))
    assert.equal(keeper.repeats, 0)
  })

  test('whose cursor cannot be read is listed again', async () => {
    await using dovecot = await startDovecot()
    await using wire = open(dovecot)
    dovecot.fill(mailsOf(2))
    const keeper = newKeeper()
    keeper.cursor = { mailboxes: { INBOX: { uidValidity: 7 } } }
    await keeper.run(wire)
    assert.equal(keeper.items.size, 2)
    assert.deepEqual(keeper.incidents, [{ kind: 'cursor_expired', details: { why: 'unreadable' } }])
  })
})
