import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../../src/demo/chance.ts'
import type { Dovecot } from './dovecot.ts'
import { type LiveSource, postSource } from './live-source.ts'
import { byAnotherWay, officeMails } from './office-mails.ts'

const WRITERS = 4
const FIRST_AT_MS = Date.parse('2026-03-02T15:00:00Z')
const DAY_MS = 24 * 60 * 60_000

/** The mailbox of the office, on a server of its own. */
export function openMailbox(dovecot: Dovecot, { chance }: { chance: Chance }): LiveSource {
  const mails = officeMails(chance.fork('mails'))
  const cameAt = (own = chance) => new Date(FIRST_AT_MS + own.int(0, DAY_MS)).toISOString()
  const write: LiveSource['write'] = async (count) => {
    for (let left = count; left > 0; ) {
      const now = Math.min(left, chance.int(1, 6))
      dovecot.fill(mails.make(now), undefined, cameAt())
      left -= now
    }
  }
  return {
    name: 'IMAP mailbox',
    port: dovecot.port,
    many: 400,
    share: 1,
    batchBytes: 20_000,
    workMs: 250,
    ridesOutMs: 0,
    add: (firm, port = dovecot.port) =>
      postSource(firm, {
        channel: 'imap',
        settings: { host: dovecot.host, port, secure: false, user: dovecot.user },
        password: dovecot.password,
      }),
    sent: mails.sent,
    files: mails.files,
    write,
    writeTwice: async (count) => {
      for (const mail of mails.make(count)) {
        dovecot.fill([mail], undefined, cameAt())
        if (chance.odds(0.3)) dovecot.fill([mail], undefined, cameAt()) // to two of the office's addresses
        if (chance.odds(0.3)) dovecot.fill([byAnotherWay(mail)], undefined, cameAt())
        if (chance.odds(0.1)) await dovecot.deliver(mail, 'Sent')
        if (chance.odds(0.1)) await pause(chance.next() * 60)
      }
    },
    writers: WRITERS,
    writeOutOfOrder: async (count) => {
      const drawn = mails.make(count).map((mail) => ({ mail, at: chance.next() }))
      const shuffled = drawn.sort((one, other) => one.at - other.at).map(({ mail }) => mail)
      await Promise.all(
        Array.from({ length: WRITERS }, async (_, n) => {
          const own = chance.fork(n)
          for (const mail of shuffled.filter((_, index) => index % WRITERS === n)) {
            if (own.odds(0.5)) await pause(own.next() * 40)
            if (own.odds(0.7)) dovecot.fill([mail], undefined, cameAt(own))
            else await dovecot.deliver(mail, own.odds(0.5) ? 'Sent' : 'INBOX')
          }
        }),
      )
    },
    forgettings: [
      {
        how: 'counting UIDs anew',
        forget: async (count) => {
          const words = ['-u', dovecot.user, '--uid-validity', `${chance.int(5_000, 9_000)}`, 'INBOX']
          await dovecot.admin('mailbox', 'update', ...words)
          await write(count)
        },
      },
      {
        how: 'brought back from a copy, and giving UIDs out twice',
        prepare: dovecot.backUp,
        forget: async (count) => {
          await dovecot.restore()
          await write(count)
        },
      },
    ],
    kill: dovecot.kill,
    start: dovecot.start,
    [Symbol.asyncDispose]: () => dovecot[Symbol.asyncDispose](),
  }
}
