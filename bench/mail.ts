/** How fast mails are read, alone, on one thread, against postal-mime's parser over the same ones: `node bench/mail.ts` */
import PostalMime from 'postal-mime'
import { parseMail, parseVoiceMail } from '../src/channels/channels.ts'
import { OWN_NUMBER, OWNER, voiceMails } from '../src/channels/google-voice/mail/fixtures.ts'
import { encodedWord, file, html, letter, multipart, text } from '../src/channels/mail/fixtures/make-mail.ts'
import { type Figure, percentile, report } from './kit.ts'

/** The whole road that a mail takes is to do 1,500 a second; reading it may take a third of that at most. */
const PLAIN_PER_SECOND_MIN = 5000
const ROUNDS = 7
const OPTIONS = { owner: ['office@harbor.example', OWNER], ownNumbers: [OWN_NUMBER] }

const random = chance(11)
const voice = voiceMails(11)
const corpora: { what: string; mails: Buffer[]; parse: typeof parseMail }[] = [
  { what: 'plain', mails: many(2000, plain), parse: parseMail },
  { what: 'plain and HTML', mails: many(1000, alternative), parse: parseMail },
  { what: 'Polish, in iso-8859-2 and encoded words', mails: many(1000, polish), parse: parseMail },
  { what: 'with a picture of 200 KB', mails: many(60, pictured), parse: parseMail },
  {
    what: 'forwarded by Google Voice',
    mails: many(1000, () => voice.next().value.mail),
    parse: parseVoiceMail,
  },
]

const figures: Figure[] = []
for (const { what, mails, parse } of corpora) {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -1; round < ROUNDS; round++) {
    const own = perSecond(
      mails.length,
      await timed(() => {
        for (const mail of mails) parse('m', mail, OPTIONS)
      }),
    )
    const other = perSecond(
      mails.length,
      await timed(async () => {
        for (const mail of mails) await PostalMime.parse(mail)
      }),
    )
    if (round < 0) continue
    ours.push(own)
    theirs.push(other)
  }
  const median = (rates: number[]) => percentile(rates, 0.5)
  if (what === 'plain' && median(ours) < PLAIN_PER_SECOND_MIN) process.exitCode = 1
  figures.push({
    what: `Mails/s read, ${what}`,
    ours: Math.round(median(ours)).toLocaleString('en'),
    baseline: `postal-mime alone: ${Math.round(median(theirs)).toLocaleString('en')}`,
    ratio: median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))),
    bound:
      what === 'plain'
        ? `at least 1, and ${PLAIN_PER_SECOND_MIN.toLocaleString('en')} mails/s`
        : 'at least 1',
  })
}
report(figures)

async function timed(run: () => unknown): Promise<number> {
  const startedMs = performance.now()
  await run()
  return performance.now() - startedMs
}

function perSecond(count: number, ms: number): number {
  return (count / ms) * 1000
}

function many(count: number, make: (at: number) => Buffer): Buffer[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

/** What servers put above a mail on its way: most of a header. */
function travelled(at: number): Record<string, string | string[]> {
  const line = 'abcdefghijklmnopqrstuvwxyz0123456789+/'.repeat(2).slice(0, 70)
  return {
    'Delivered-To': 'office@harbor.example',
    Received: Array.from(
      { length: 4 },
      (_, hop) =>
        `from mx${hop}.example.com by mx${hop + 1}.harbor.example with ESMTPS id ${at};\r\n        Mon, 4 Nov 2024 14:15:0${hop} +0000`,
    ),
    'ARC-Seal': `i=1; a=rsa-sha256; cv=none; d=google.com; s=arc-20160816;\r\n        b=${line}\r\n         ${line}\r\n         ${line}`,
    'Authentication-Results':
      'mx.harbor.example; dkim=pass header.i=@example.com; spf=pass smtp.mailfrom=rosa@example.com;\r\n       dmarc=pass (p=REJECT) header.from=example.com',
    'DKIM-Signature': `v=1; a=rsa-sha256; d=example.com; s=x; h=from:to:subject;\r\n        b=${line}\r\n         ${line}\r\n         ${line}`,
    'Message-ID': `<bench-${at}@example.com>`,
    References: `<bench-${at - 2}@example.com> <bench-${at - 1}@example.com>`,
    'X-Mailer': 'iPhone Mail (20F66)',
  }
}

function plain(at: number): Buffer {
  return letter(travelled(at), text(words(20 + Math.floor(random() * 150))))
}

function alternative(at: number): Buffer {
  const said = words(20 + Math.floor(random() * 150))
  const shown = said
    .split('\r\n')
    .map((line) => `<div style="font-family:Arial">${line}<br></div>`)
    .join('')
  return letter(travelled(at), multipart('alternative', text(said), html(`<div dir="ltr">${shown}</div>`)))
}

function polish(at: number): Buffer {
  const said = Buffer.from(
    words(100).replace(/a/g, '\xb1').replace(/l/g, '\xb3').replace(/s/g, '\xb6'),
    'latin1',
  )
  const fields = {
    ...travelled(at),
    From: `${encodedWord('Anna Żółkiewska')} <anna@mokotow.example>`,
    Subject: encodedWord('Cieknie kocioł na Mokotowie'),
  }
  return letter(fields, text(said, 'text/plain; charset=iso-8859-2'))
}

function pictured(at: number): Buffer {
  const photo = Buffer.alloc(200 * 1024, at)
  photo.write('\xff\xd8\xff\xe0', 'latin1')
  return letter(
    travelled(at),
    multipart(
      'mixed',
      text(words(30)),
      file('image/jpeg; name="leak.jpg"', photo, {
        'Content-Disposition': 'attachment; filename="leak.jpg"',
      }),
    ),
  )
}

function words(count: number): string {
  const some =
    'the boiler is leaking again please call back thursday gate code water heater pilot out and valve'.split(
      ' ',
    )
  let said = ''
  for (let at = 0; at < count; at++)
    said += `${some[Math.floor(random() * some.length)]}${at % 12 === 11 ? '\r\n' : ' '}`
  return said
}

/** Mulberry32: numbers from 0 to 1 that are the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
