import { sha256 } from '../../src/base/bytes.ts'
import type { Chance } from '../../src/demo/chance.ts'

const PEOPLE = 60
const FIRST_AT_MS = Date.parse('2026-03-02T15:00:00Z')
const DAY_MS = 24 * 60 * 60_000
/** The first bytes of a PNG file; what follows differs from file to file. */
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const PICTURE_BYTES = 9_000

/** Mails that customers write to the office of Harbor Plumbing, and what is in them. */
export type OfficeMails = {
  /** The words of each; no two are alike. */
  sent: Set<string>
  /** SHA-256 of each picture. */
  files: Set<string>
  /** New ones; one in three answers one before it, one in six brings a picture. */
  make(count: number): Buffer[]
}

export function officeMails(chance: Chance): OfficeMails {
  const sent = new Set<string>()
  const files = new Set<string>()
  const made: { id: string; from: number }[] = []

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
  return { sent, files, make: (count) => Array.from({ length: count }, newMail) }
}

/** The same mail by another way: a line more above it. */
export function byAnotherWay(mail: Buffer): Buffer {
  const line = 'Received: from relay.example by mx.harbor.example; Mon, 2 Mar 2026 15:00:00 +0000\r\n'
  return Buffer.concat([Buffer.from(line), mail])
}

function crlf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\r\n'))
}
