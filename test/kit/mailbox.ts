import { setTimeout as pause } from 'node:timers/promises'
import { sha256 } from '../../src/base/bytes.ts'
import type { Chance } from '../../src/demo/chance.ts'
import type { Dovecot } from './dovecot.ts'
import type { LiveSource } from './live-source.ts'

const PEOPLE = 60
const WRITERS = 4
const FIRST_AT_MS = Date.parse('2026-03-02T15:00:00Z')
const DAY_MS = 24 * 60 * 60_000
/** The first bytes of a PNG file; what follows differs from file to file. */
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const PICTURE_BYTES = 9_000

/** The mailbox of the office, on a server of its own. */
export function openMailbox(dovecot: Dovecot, { chance }: { chance: Chance }): LiveSource {
  const sent = new Set<string>()
  const files = new Set<string>()
  const made: { id: string; from: number }[] = []

  /** A new mail; one in three answers one before it, one in six brings a picture. */
  const newMail = (): Buffer => {
    const number = sent.size + 1
    const text = `Message ${number}: the boiler shows F${chance.int(10, 99)} again`
    const answered = made.length > 0 && chance.odds(1 / 3) ? chance.pick(made) : undefined
    const from = answered?.from ?? chance.int(1, PEOPLE)
    const id = `mail-${number}@alvarez.example`
    const at = new Date(FIRST_AT_MS + chance.int(-20 * DAY_MS, 20 * DAY_MS))
    sent.add(text)
    made.push({ id, from })
    const head = [
      `Message-ID: <${id}>`,
      `From: Customer ${from} <customer-${from}@alvarez.example>`,
      'To: Harbor Plumbing <office@harbor.example>',
      `Subject: ${answered === undefined ? '' : 'Re: '}Boiler of customer ${from}`,
      `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
      ...(answered === undefined ? [] : [`In-Reply-To: <${answered.id}>`, `References: <${answered.id}>`]),
      'MIME-Version: 1.0',
    ]
    if (!chance.odds(1 / 6)) return crlf([...head, 'Content-Type: text/plain; charset=utf-8', '', text, ''])
    const picture = Buffer.concat([PNG, Buffer.alloc(PICTURE_BYTES, `${text}\n`)])
    files.add(sha256(picture))
    return crlf([
      ...head,
      'Content-Type: multipart/mixed; boundary="part"',
      '',
      '--part',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '--part',
      'Content-Type: image/png; name="boiler.png"',
      'Content-Disposition: attachment; filename="boiler.png"',
      'Content-Transfer-Encoding: base64',
      '',
      ...(picture.toString('base64').match(/.{1,76}/g) ?? []),
      '--part--',
      '',
    ])
  }
  const newMails = (count: number) => Array.from({ length: count }, newMail)
  const cameAt = () => new Date(FIRST_AT_MS + chance.int(0, DAY_MS)).toISOString()
  const write: LiveSource['write'] = async (count) => {
    for (let left = count; left > 0; ) {
      const now = Math.min(left, chance.int(1, 6))
      dovecot.fill(newMails(now), undefined, cameAt())
      left -= now
    }
  }
  return {
    name: 'IMAP mailbox',
    port: dovecot.port,
    body: (port = dovecot.port) => ({
      channel: 'imap',
      settings: { host: dovecot.host, port, secure: false, user: dovecot.user },
      password: dovecot.password,
    }),
    sent,
    files,
    write,
    writeTwice: async (count) => {
      for (const mail of newMails(count)) {
        dovecot.fill([mail], undefined, cameAt())
        if (chance.odds(0.3)) dovecot.fill([mail], undefined, cameAt()) // to two of the office's addresses
        const received = Buffer.from(
          'Received: from relay.example by mx.harbor.example; Mon, 2 Mar 2026 15:00:00 +0000\r\n',
        )
        if (chance.odds(0.3)) dovecot.fill([Buffer.concat([received, mail])], undefined, cameAt())
        if (chance.odds(0.1)) await dovecot.deliver(mail, 'Sent')
        if (chance.odds(0.1)) await pause(chance.next() * 60)
      }
    },
    writers: WRITERS,
    writeOutOfOrder: async (count) => {
      const mails = newMails(count).map((mail) => ({ mail, at: chance.next() }))
      const shuffled = mails.sort((one, other) => one.at - other.at).map(({ mail }) => mail)
      await Promise.all(
        Array.from({ length: WRITERS }, async (_, n) => {
          const own = chance.fork(n)
          for (const mail of shuffled.filter((_, index) => index % WRITERS === n)) {
            if (own.odds(0.5)) await pause(own.next() * 40)
            if (own.odds(0.7)) dovecot.fill([mail], undefined, cameAt())
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

function crlf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\r\n'))
}
