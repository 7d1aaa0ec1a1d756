/**
 * Mails as Google Voice has sent them since 2009, and as people answer them, with what they truly say: of invented people, with
 * numbers that belong to nobody (555-01xx). The layouts are those of `FORMAT.md`, part B.
 */
import {
  type Entity,
  encodedWord,
  file,
  html,
  letter,
  multipart,
  picture,
  text,
} from '../../mail/fixtures/make-mail.ts'
import type { VoiceMail } from './voice-mail.ts'

/** What a mail truly is. */
export type VoiceTruth = {
  what: VoiceMail['what']
  kind: 'text' | 'voicemail' | 'missed' | 'email'
  direction: 'in' | 'out'
  peer: string | null
  peerName: string | null
  isGroup: boolean
  /** Of a voicemail the transcript; null where there is none. */
  words: string | null
  ownNumber: string | null
  replyAddress: string | null
  pictures: number
  /** Line breaks of the words are sure to the sign: they are not where only the broken lines of a plain part tell of them. */
  isExact: boolean
}

export type MadeMail = { variant: string; mail: Buffer; truth: VoiceTruth }

export const OWNER = 'ken@harbor.example'
export const OWN_NUMBER = '+15125550100'

type Person = { number: string; shown: string; name: string | null }
type Chance = () => number

const VARIANTS: Record<string, (make: Maker) => MadeMail> = {
  text_2010: (make) => make.bareText({ charset: 'ISO-8859-1', footer: 'https://www.google.com/voice' }),
  text_2012: (make) => make.bareText({ charset: 'UTF-8', footer: 'https://www.google.com/voice/' }),
  text_2014_later_in_thread: (make) => make.bareText({ charset: 'UTF-8', footer: null }),
  text_2016: (make) => make.layoutText({ year: 2016 }),
  text_2019: (make) => make.layoutText({ year: 2019 }),
  text_2023: (make) => make.layoutText({ year: 2023 }),
  text_2023_base64: (make) => make.layoutText({ year: 2023, encoding: 'base64' }),
  text_2023_plain_alone: (make) => make.layoutText({ year: 2023, parts: 'plain' }),
  text_2023_html_alone: (make) => make.layoutText({ year: 2023, parts: 'html' }),
  text_2023_other_language: (make) => make.layoutText({ year: 2023, language: 'es' }),
  text_2023_pictures: (make) => make.layoutText({ year: 2023, pictures: true }),
  text_2023_relayed: (make) => make.layoutText({ year: 2023, relay: true }),
  text_2026_no_reply: (make) => make.layoutText({ year: 2026 }),
  text_group: (make) => make.groupText(),
  voicemail_2010: (make) => make.voicemail(2010),
  voicemail_2012: (make) => make.voicemail(2012),
  voicemail_2018: (make) => make.voicemail(2018),
  voicemail_2019: (make) => make.voicemail(2019),
  voicemail_2023: (make) => make.voicemail(2023),
  voicemail_2026: (make) => make.voicemail(2026),
  missed: (make) => make.missedCall(),
  notice: (make) => make.notice(),
  forged: (make) => make.forged(),
  sent: (make) => make.sentText(),
}

/** Mails of every kind, in turn, the same for the same seed. */
export function* voiceMails(seed: number): Generator<MadeMail, never> {
  const make = new Maker(chanceOf(seed))
  for (;;) for (const variant of Object.keys(VARIANTS)) yield make.one(variant)
}

/** One of that variant; the names are those of `voiceVariants`. */
export function voiceMail(variant: string, seed = 1): MadeMail {
  return new Maker(chanceOf(seed)).one(variant)
}

export const voiceVariants = Object.keys(VARIANTS)

class Maker {
  private readonly chance: Chance
  private count = 0

  constructor(chance: Chance) {
    this.chance = chance
  }

  one(variant: string): MadeMail {
    this.count++
    const made = VARIANTS[variant]?.(this)
    if (!made) throw new RangeError(variant)
    return { ...made, variant }
  }

  /** 2009 to 2015: the text alone, and under the first of a thread two lines of advertising. */
  bareText({ charset, footer }: { charset: string; footer: string | null }): MadeMail {
    const other = this.person()
    const written = this.words()
    const words = charset === 'UTF-8' ? written : latin1(written)
    const below =
      '\n\n--\nSent using SMS-to-email.  Reply to this email to text the sender back and  \nsave on SMS fees.\n'
    const body = words + (footer === null ? '' : below + footer)
    const content = Buffer.from(crlf(body), charset === 'UTF-8' ? 'utf8' : 'latin1')
    const type = `text/plain; charset=${charset}; format=flowed; delsp=yes`
    const entity: Entity = this.often(0.3)
      ? text(content, type)
      : { fields: { 'Content-Type': type }, content }
    const who = other.name === null ? other.shown : `${other.name} [${other.shown}]`
    return this.textMail(
      other,
      words,
      this.received({ From: this.textFrom(other), Subject: folded(subject(`SMS from ${who}`)) }, entity),
    )
  }

  /** Since 2016: the text in a cell between the logo and a footer. */
  layoutText(how: {
    year: number
    parts?: 'plain' | 'html'
    encoding?: 'base64'
    language?: 'es'
    pictures?: boolean
    relay?: boolean
  }): MadeMail {
    const other = how.year === 2026 ? this.noReplyPerson() : this.person()
    const isEmpty = how.pictures === true && this.often(0.5)
    const words = isEmpty ? '' : this.words()
    const shown = isEmpty && this.often(0.5) ? 'MMS Received' : words
    const plain = text(
      crlf(this.plainLayout(shown, how)),
      'text/plain; charset="UTF-8"; format=flowed; delsp=yes',
    )
    const cell = html(layoutHtml(shown, this.hint(how.year)))
    let entity =
      how.parts === 'plain' ? plain : how.parts === 'html' ? cell : multipart('alternative', plain, cell)
    if (how.encoding === 'base64') {
      const again = ({ fields, content }: Entity, type: string) =>
        file(type, unquoted(content), { ...fields, 'Content-Transfer-Encoding': 'base64' })
      entity = multipart('alternative', again(plain, ''), again(cell, ''))
    }
    const pictures = how.pictures ? 1 + Math.floor(this.chance() * 3) : 0
    if (pictures > 0) entity = multipart('mixed', multipart('related', entity, ...this.pictures(pictures)))
    const who = other.name === null ? other.shown : `${other.name} ${other.shown}`
    const announcement =
      how.language === 'es' ? `Nuevo mensaje de texto de ${who}` : `New text message from ${who}`
    const prefix = how.relay ? this.pick(['Fwd: ', 'Re: Fwd: ', '[Ticket #323] ', '[EXTERNAL] FW: ']) : ''
    const fields = {
      From: how.year === 2026 ? 'Google Voice <voice-noreply@google.com>' : this.textFrom(other),
      Subject: folded(subject(prefix + announcement)),
    }
    const mail = how.relay ? this.relayed(fields, entity) : this.received(fields, entity)
    return this.textMail(other, words, mail, {
      pictures,
      canReply: how.year !== 2026,
      isExact: how.parts !== 'plain',
    })
  }

  groupText(): MadeMail {
    const other = this.person()
    const hasWords = this.often(0.4)
    const words = hasWords ? this.words() : ''
    const who = other.name ?? other.shown
    const announcement = this.pick([
      `New group message from ${who}.`,
      `New group text message from ${who}`,
      `New group message from ${who}`,
    ])
    const entity = multipart(
      'alternative',
      text(crlf(this.plainLayout(words, { year: 2023 })), 'text/plain; charset="UTF-8"'),
      html(layoutHtml(words, '')),
    )
    const mail = this.received({ From: NO_REPLY, Subject: folded(subject(announcement)) }, entity)
    const made = this.textMail(other, words, mail, { canReply: false })
    return { ...made, truth: { ...made.truth, isGroup: true, peer: null, peerName: null } }
  }

  /** Of who is saved the subject has the name alone, and until about 2015 the body the number too. */
  voicemail(year: number): MadeMail {
    const other = this.often(0.15) ? NOBODY : this.person()
    const words = this.often(0.15) ? '' : this.speech()
    const who = other.name ?? other.shown
    const time = this.pick(['3:18 PM', '9:02 AM', '12:40 PM'])
    const end = year < 2019 ? ` at ${time}` : year === 2019 ? '.' : ''
    const link =
      'https://www.google.com/voice/fm/01234567890123456789/AHwOX_Fictional-Token_0123456789-abcdefghijklmnop'
    const isOld = year <= 2012
    const heading = `${other.name === null ? '' : `${other.name} `}${other === NOBODY ? 'Unknown Caller' : other.shown} at ${time}`
    const hint =
      year === 2026
        ? 'To listen to this voicemail, launch Google Voice (https://voice.google.com)\non your mobile device or computer.\n'
        : ''
    const play =
      year === 2026
        ? ''
        : year === 2018
          ? `play message <${link}>\n`
          : `play message\n<https://accounts.google.com/AccountChooser?Email=${OWNER}&continue=https://voice.google.com/voicemail>\n`
    const old = `Voicemail from${year === 2010 ? '' : ':'} ${heading}\nTranscript: ${words === '' ? 'Unable to transcribe this message.' : wrapped(words)}\nPlay message:  \n${link}\n\nYou have 2 Google Voice invites left. Invite a friend.\n`
    const plain = isOld
      ? old
      : `\n${LOGO}\n${words === '' ? '' : `${wrapped(words)}\n`}${play}${hint}${FOOTER}`
    const type = isOld
      ? 'text/plain; charset=ISO-8859-1; format=flowed; delsp=yes'
      : 'text/plain; charset="UTF-8"; format=flowed; delsp=yes'
    const plainEntity = isOld
      ? text(Buffer.from(crlf(latin1(plain)), 'latin1'), type)
      : text(crlf(plain), type)
    const markup = isOld
      ? `<table><tr><td><div style="font-size: 120%;"> Voicemail from: <b>${escaped(heading)}</b></div></td></tr><tr><td><div style="padding: 10px"><span>${escaped(words)}</span><br/><a href="${link}">Play message</a></div></td></tr></table>`
      : layoutHtml(words, hint === '' ? `<a href="${link}">play message</a>` : hint)
    const isRecorded = this.often(0.2)
    let entity = multipart('alternative', plainEntity, html(markup))
    if (isRecorded)
      entity = multipart(
        'mixed',
        entity,
        file('audio/mpeg; name="voicemail.mp3"', Buffer.from('ID3 no real sound')),
      )
    const mail = this.received(
      { From: NO_REPLY, Subject: folded(subject(`New voicemail from ${who}${end}`)) },
      entity,
    )
    const isNumberTold = other.name === null || isOld
    return this.made(mail, {
      kind: 'voicemail',
      peer: isNumberTold && other !== NOBODY ? other.number : null,
      peerName: other.name,
      words: (isOld ? latin1(words) : words) || null,
      pictures: isRecorded ? 1 : 0,
    })
  }

  missedCall(): MadeMail {
    const other = this.often(0.2) ? NOBODY : this.person()
    const who = other.name ?? other.shown
    const shown = other === NOBODY ? 'Unknown Caller' : `${other.name ?? ''} ${other.shown}`.trim()
    const plain = `\n${LOGO}\nMissed call from\n${shown}\n${FOOTER.replace('text messages', 'missed calls')}`
    const entity = multipart(
      'alternative',
      text(crlf(plain)),
      html(layoutHtml(`Missed call from\n${shown}`, '')),
    )
    const end = this.pick(['', ' at 9:02 AM', '.'])
    const mail = this.received(
      { From: NO_REPLY, Subject: folded(subject(`New missed call from ${who}${end}`)) },
      entity,
    )
    return this.made(mail, {
      kind: 'missed',
      peer: other === NOBODY ? null : other.number,
      peerName: other.name,
      words: '',
    })
  }

  notice(): MadeMail {
    const about = this.pick([
      'Welcome to Google Voice',
      'Change to your Google Voice account',
      'Your Google Voice number (512) 555-0100 is about to expire',
      'Bienvenido a Google Voice',
    ])
    const words = 'Your account has news.\nhttps://voice.google.com'
    const mail = this.received({ From: NO_REPLY, Subject: subject(about) }, text(crlf(words)))
    return this.made(mail, {
      what: 'notice',
      kind: 'email',
      peer: 'voice-noreply@google.com',
      peerName: 'Google Voice',
      words,
    })
  }

  /** Word for word as Google's, but from somewhere else. */
  forged(): MadeMail {
    const other = this.person()
    const words = this.words()
    const entity = multipart(
      'alternative',
      text(crlf(this.plainLayout(words, { year: 2023 }))),
      html(layoutHtml(words, '')),
    )
    const from = this.textFrom(other)
    const address = /<(.*)>/.exec(from)?.[1] ?? ''
    const own = this.pick([
      'mx.harbor.example; spf=pass smtp.mailfrom=x@example.org; dkim=none; dmarc=fail (p=REJECT) header.from=google.com',
      'mx.harbor.example; spf=pass smtp.mailfrom=x@example.org; dkim=pass header.i=@example.org',
      'mx.harbor.example; arc=pass (i=1); spf=pass smtp.mailfrom=x@example.org; dmarc=fail header.from=google.com',
      'mx.harbor.example; spf=fail smtp.mailfrom=x@grandcentral.bounces.google.com; dkim=fail header.i=@google.com',
    ])
    const mail = letter(
      {
        Received: `from mail.example.org by mx.harbor.example; ${this.date()}`,
        'Authentication-Results': [own, AUTHENTIC],
        'ARC-Seal': 'i=1; a=rsa-sha256; cv=none; d=example.org; s=arc; b=abc',
        'ARC-Authentication-Results': `i=1; ${AUTHENTIC}`,
        From: from,
        To: OWNER,
        Subject: subject(`New text message from ${other.shown}`),
        Date: this.date(),
        'Message-ID': this.messageId(),
        'Return-Path': '<x@grandcentral.bounces.google.com>',
      },
      entity,
    )
    return this.made(mail, {
      what: 'forged',
      kind: 'email',
      peer: address,
      peerName: other.name === null ? other.shown : `${other.name} (SMS)`,
      words: null,
    })
  }

  /** What the owner answered by mail: from Gmail, an iPhone, or Outlook. */
  sentText(): MadeMail {
    const other = this.person()
    const to = this.textFrom(other)
    const address = /<(.*)>/.exec(to)?.[1] ?? ''
    const words = this.pick([
      'On my way.',
      'We can come Thursday at 9.\nIs that OK?',
      'Please close the red valve & send a picture 👍',
      'The part is in: $140 + tax',
    ])
    const quote = `Is the part in?\n${FOOTER}`
    const quoted = quote.replace(/^/gm, '> ')
    const intro = `On Thu, Dec 21, 2023 at 8:40 AM ${other.shown} <\n${address}> wrote:`
    const way = this.pick(['gmail', 'iphone', 'outlook', 'bare', 'signed'])
    const bodies: Record<string, Entity> = {
      gmail: multipart(
        'alternative',
        text(crlf(`${words}\n\n${intro}\n\n${quoted}\n`)),
        html(
          `<div dir="ltr">${broken(words)}</div><br><div class="gmail_quote"><div>${escaped(intro)}<br></div><blockquote class="gmail_quote">${layoutHtml('Is the part in?', '')}</blockquote></div>`,
        ),
      ),
      iphone: html(
        `<html><body dir="auto">${broken(words)}<br><br><div dir="ltr">Harbor Plumbing</div><div dir="ltr"><br>${escaped(`On Dec 21, 2023, at 8:40 AM, ${other.shown} <${address}> wrote:`)}<br><br></div><div dir="ltr">\ufeff${layoutHtml('Is the part in?', '')}</div></body></html>`,
      ),
      outlook: text(
        crlf(
          `${words}\n\nKen Alvarez\nHarbor Plumbing\n________________________________\nFrom: ${other.shown} <${address}>\nSent: Thursday\nSubject: New text message\n\n${quote}`,
        ),
      ),
      bare: text(crlf(words)),
      signed: text(crlf(`${words}\n-- \nKen Alvarez, Harbor Plumbing\n(512) 555-0100`)),
    }
    const mail = letter(
      {
        From: `Ken Alvarez <${OWNER}>`,
        To: to,
        Subject: subject(`Re: New text message from ${other.shown}`),
        Date: this.date(),
        'Message-ID': `<sent-${this.count}@harbor.example>`,
        References: this.messageId(),
      },
      bodies[way],
    )
    return this.made(mail, {
      kind: 'text',
      direction: 'out',
      peer: other.number,
      peerName: other.name,
      words,
      ownNumber: OWN_NUMBER,
      replyAddress: other.number.length > 6 ? address : null,
    })
  }

  private textMail(
    other: Person,
    words: string,
    mail: Buffer,
    { pictures = 0, canReply = true, isExact = true } = {},
  ): MadeMail {
    const isCode = other.number.length <= 6
    return this.made(mail, {
      kind: 'text',
      peer: other.number,
      peerName: other.name,
      words,
      ownNumber: canReply ? OWN_NUMBER : null,
      replyAddress: canReply && !isCode ? this.address(other) : null,
      pictures,
      isExact,
    })
  }

  private made(
    mail: Buffer,
    truth: Partial<VoiceTruth> & Pick<VoiceTruth, 'kind' | 'peer' | 'peerName' | 'words'>,
  ): MadeMail {
    return {
      variant: '',
      mail,
      truth: {
        what: 'message',
        direction: 'in',
        isGroup: false,
        ownNumber: null,
        replyAddress: null,
        pictures: 0,
        isExact: true,
        ...truth,
      },
    }
  }

  /** As the owner's server took it in. */
  private received(fields: Record<string, string>, entity: Entity): Buffer {
    const envelope = this.pick(['x', '3mb6JSyIUAC0kmlm.krkr'])
    return letter(
      {
        'Delivered-To': OWNER,
        Received: `by 2002:a05:7022:42a2:b0:71:9e99:10da with SMTP id x; ${this.date()}`,
        'Return-Path': `<${envelope}@grandcentral.bounces.google.com>`,
        'Authentication-Results': this.pick([AUTHENTIC, AUTHENTIC_FULL, AUTHENTIC_2010]),
        'MIME-Version': '1.0',
        ...fields,
        To: OWNER,
        Date: this.date(),
        'Message-ID': this.messageId(),
      },
      entity,
    )
  }

  /** Through a group whose list changed it, so that only the seal of its first receiver tells. */
  private relayed(fields: Record<string, string>, entity: Entity): Buffer {
    return letter(
      {
        'Delivered-To': OWNER,
        'Authentication-Results':
          'mx.harbor.example; arc=pass (i=2 spf=pass dkim=pass dmarc=pass fromdomain=google.com);\r\n dkim=fail header.i=@google.com; dmarc=fail header.from=google.com',
        'ARC-Seal': [
          'i=2; a=rsa-sha256; t=1703184443; cv=pass;\r\n d=google.com; s=arc-20160816; b=abc',
          'i=1; a=rsa-sha256; t=1703184441; cv=none;\r\n d=google.com; s=arc-20160816; b=abc',
        ],
        'ARC-Authentication-Results': [
          `i=2; mx.google.com; arc=pass (i=1); spf=neutral`,
          `i=1; ${AUTHENTIC}`,
        ],
        'X-Forwarded-To': OWNER,
        'X-Forwarded-For': `office@harbor.example ${OWNER}`,
        ...fields,
        To: 'office@harbor.example',
        Date: this.date(),
        'Message-ID': this.messageId(),
      },
      entity,
    )
  }

  private plainLayout(
    words: string,
    { year, language, relay }: { year: number; language?: string; relay?: boolean },
  ): string {
    const logo =
      year === 2016 ? '<https://www.google.com/voice/>' : relay ? `[image: Google Voice] ${LOGO}` : LOGO
    const hint = this.hint(year)
    const footer = language === 'es' ? FOOTER_ES : year === 2016 ? FOOTER_2016 : FOOTER
    return `\n${logo}\n${wrapped(words)}\n${hint}${footer}`
  }

  private hint(year: number): string {
    if (year === 2026)
      return 'To respond to this message, launch Google Voice (https://voice.google.com)\non your mobile device or computer.\n'
    if (!this.often(0.4)) return ''
    return 'To respond to this text message, reply to this email or visit Google Voice.\n'
  }

  private pictures(count: number): Entity[] {
    return Array.from({ length: count }, (_, at) =>
      file(
        this.often(0.5) ? 'image/png' : `image/png; name="picture-${at}.png"`,
        picture(640, 480, this.often(0.5) ? 2000 : 9000),
        {
          'Content-ID': `<picture-${at}@txt.voice.google.com>`,
          'Content-Disposition': 'inline',
        },
      ),
    )
  }

  private person(): Person {
    const { number, shown } = this.number()
    return { number, shown, name: number.length > 6 && this.often(0.4) ? this.pick(NAMES) : null }
  }

  private noReplyPerson(): Person {
    if (this.often(0.5)) {
      const code = this.pick(['49469', '732873', '555'])
      return { number: code, shown: code, name: null }
    }
    const { number, shown } = this.number('833')
    return { number, shown, name: number.length > 6 && this.often(0.3) ? this.pick(NAMES) : null }
  }

  private number(area = this.pick(['512', '617', '845', '213'])): { number: string; shown: string } {
    if (this.often(0.05)) return { number: '49469', shown: '49469' }
    if (this.often(0.08)) return { number: '+442079460018', shown: '+44 20 7946 0018' }
    const line = `01${String(Math.floor(this.chance() * 99) + 1).padStart(2, '0')}`
    return { number: `+1${area}555${line}`, shown: `(${area}) 555-${line}` }
  }

  private textFrom(other: Person): string {
    const name = other.name === null ? other.shown : `${other.name} (SMS)`
    const display = /^[\0-\x7f]*$/.test(name) ? `"${name}"` : encodedWord(name)
    return `${display} <${this.address(other)}>`
  }

  private address(other: Person): string {
    const digits = other.number.replace('+', '')
    return `${OWN_NUMBER.slice(1)}.${digits}.dk-1Z91_J${digits.slice(-2)}@txt.voice.google.com`
  }

  private messageId(): string {
    return `<+15125550100.${String(this.count).padStart(40, '0')}@txt.voice.google.com>`
  }

  private date(): string {
    const at = new Date(Date.UTC(2023, 11, 21, 8, 0, this.count % 50_000))
    return at.toUTCString().replace('GMT', '+0000')
  }

  private words(): string {
    return this.often(0.5) ? this.pick(TEXTS) : this.pick(TEXTS).repeat(1) + this.tail()
  }

  private tail(): string {
    const count = 1 + Math.floor(this.chance() * 40)
    return ` ${Array.from({ length: count }, () => this.pick(WORDS)).join(' ')}`
  }

  private speech(): string {
    const count = 3 + Math.floor(this.chance() * 60)
    return `Hi this is ${this.pick(['Rosa', 'Lou', 'Anna'])}, ${Array.from({ length: count }, () => this.pick(WORDS.slice(0, 20))).join(' ')}. Bye.`
  }

  private often(share: number): boolean {
    return this.chance() < share
  }

  private pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.chance() * from.length)]
    if (picked === undefined) throw new RangeError('There is nothing to pick from.')
    return picked
  }
}

const NOBODY: Person = { number: '', shown: 'Unknown Caller', name: null }
const NO_REPLY = 'Google Voice <voice-noreply@google.com>'
const NAMES = [
  'Rosa Alvarez',
  'Mr. Ed',
  'Anna Żółkiewska',
  "Lou O'Brien",
  'Joe Smith - Cell',
  'Harbor Supply, LLC',
  'Ben (plumber)',
  'Unit 4417',
]
const WORDS =
  'the boiler is leaking again please call back thursday gate code water heater pilot out and valve it is cold here we can pay by check 4417 https://harbor.example/q?x=1&y=2 żółć naïve 👍 “thanks” $140.50 <3'.split(
    ' ',
  )
const TEXTS = [
  'Is the red valve OK to close?',
  'Yes',
  '👍',
  "It's leaking.\nThe pan is full.\n\nPlease hurry & call <us>",
  'YOUR ACCOUNT is overdue?\nYOUR ACCOUNT\nHELP CENTER',
  'To respond to this text message, reply to this email or visit Google Voice. What does that mean?',
  '--\nRosa',
  'See https://voice.google.com and <https://harbor.example>',
  '"Quoted" words, 50% off; a=b',
  'Google LLC\n1600 Amphitheatre Pkwy is where I work',
  '> not a quote',
  'play message',
]

const LOGO = '<https://voice.google.com>'
const FOOTER = `YOUR ACCOUNT <https://voice.google.com> HELP CENTER
<https://support.google.com/voice#topic=1707989> HELP FORUM
<https://productforums.google.com/forum/#!forum/voice>
This email was sent to you because you indicated that you'd like to receive
email notifications for text messages. If you don't want to receive such
emails in the future, please update your email notification settings
<https://voice.google.com/settings#messaging>.
Google LLC
1600 Amphitheatre Pkwy
Mountain View CA 94043 USA
`
const FOOTER_2016 = `YOUR ACCOUNT <https://www.google.com/voice/> HELP CENTER
<https://support.google.com/voice#topic=1707989> HELP FORUM
<https://productforums.google.com/forum/#!forum/voice>
To edit your email preferences for text messages,
 go to the Email notification settings <https://www.google.com/voice/#voicemailsettings> in your account.
Google Inc.
1600 Amphitheatre Pkwy
Mountain View CA 94043 USA
`
const FOOTER_ES = `TU CUENTA <https://voice.google.com> CENTRO DE AYUDA
<https://support.google.com/voice#topic=1707989> FORO DE AYUDA
<https://productforums.google.com/forum/#!forum/voice>
Google LLC
1600 Amphitheatre Pkwy
Mountain View CA 94043 USA
`

const AUTHENTIC =
  'mx.google.com; dkim=pass header.i=@google.com header.s=20230601 header.b=abc; spf=pass (google.com: domain of x@grandcentral.bounces.google.com designates 209.85.220.73 as permitted sender) smtp.mailfrom=x@grandcentral.bounces.google.com; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=google.com'
const AUTHENTIC_FULL = AUTHENTIC.replace(
  'header.from=google.com',
  'header.from=txt.voice.google.com',
).replace(/; dmarc.*$/, '')
const AUTHENTIC_2010 =
  'mr.google.com; spf=pass (google.com: domain of x@grandcentral.bounces.google.com designates 10.231.144.12 as permitted sender) smtp.mail=x@grandcentral.bounces.google.com; dkim=pass header.i=x@grandcentral.bounces.google.com'

function layoutHtml(words: string, hint: string): string {
  return `<table cellspacing="0" cellpadding="0" border="0" style="font-family: Roboto,'Helvetica Neue',Helvetica,Arial,sans-serif;"><tbody><tr><td>
<table cellspacing="0" cellpadding="0" border="0" width="600" class="content-table" style="border-bottom: 1px solid #eeeee;"><tbody><tr><td align="left" style="padding: 16px 32px;"><a href="https://voice.google.com" target="_blank" rel="noopener"><img alt="Google Voice" src="https://www.gstatic.com/voice-fe/icons/voice_lockup_2020q4_48px.png" height="32"></a></td></tr></tbody></table>
<table cellspacing="0" cellpadding="0" border="0" width="600" class="content-table" style="padding: 25px 32px; border-bottom: 1px solid #EEEEEE;"><tbody><tr><td style="font-size: 14px; line-height: 20px; padding: 25px 0;">${broken(words)}</td></tr><tr><td style="font-size: 14px; font-style: italic; line-height: 20px; color: #757575">${hint.startsWith('<') ? hint : escaped(hint)}</td></tr></tbody></table>
<table cellspacing="0" cellpadding="0" border="0" width="600" class="content-table" style="padding: 25px 32px; font-size: 9px; color: #757575;"><tbody><tr><td><table cellspacing="0" cellpadding="0" border="0" width="240" style="font-size: 9px; line-height: 14px;" class="footer-link"><tbody><tr><td style="padding-right: 5px;"><a href="https://voice.google.com" target="_blank">YOUR ACCOUNT</a></td><td style="padding-right: 5px;"><a href="https://support.google.com/voice#topic=1707989" target="_blank">HELP CENTER</a></td><td><a href="https://productforums.google.com/forum/#!forum/voice" target="_blank">HELP FORUM</a></td></tr></tbody></table></td></tr><tr><td style="padding: 15px 0">This email was sent to you because you indicated that you'd like to receive email notifications for text messages. If you don't want to receive such emails in the future, please update your <a href="https://voice.google.com/settings#messaging">email notification settings</a>.</td></tr><tr><td style="padding: 15px 0; line-height: 12px;">Google LLC<br><span class="links-footer">1600 Amphitheatre Pkwy<br>Mountain View CA 94043 USA</span></td></tr></tbody></table></td></tr></tbody></table>`
}

function broken(words: string): string {
  return escaped(words).replaceAll('\n', '<br>')
}

function escaped(words: string): string {
  return words.replace(
    /[&<>"']/g,
    (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign] ?? '#39'};`,
  )
}

/** Lines of at most 75 columns, as Google breaks them. */
function wrapped(words: string): string {
  return words
    .split('\n')
    .map((line) => {
      const lines: string[] = []
      for (const word of line.split(' ')) {
        const last = lines.at(-1)
        if (last !== undefined && last.length + 1 + word.length <= 75)
          lines[lines.length - 1] = `${last} ${word}`
        else lines.push(word)
      }
      return lines.join('\n')
    })
    .join('\n')
}

/** What 2010 made of a text. */
function latin1(words: string): string {
  return words.replace(/\p{Extended_Pictographic}|[^\0-\xff]/gu, '?')
}

function crlf(content: string): string {
  return content.replace(/\n/g, '\r\n')
}

/** A subject in one encoded word where it is not ASCII. */
function subject(words: string): string {
  return /^[\0-\x7f]*$/.test(words) ? words : encodedWord(words)
}

/** Broken before its last word, as relays break long fields. */
function folded(field: string): string {
  return field.length > 40 ? field.replace(/ (?=\S+$)/, '\r\n ') : field
}

/** Undoes quoted-printable that is known to be sound. */
function unquoted(content: Buffer): Buffer {
  const bytes = content
    .toString('latin1')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1')
}

/** Mulberry32: numbers from 0 to 1 that are the same for the same seed. */
function chanceOf(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
