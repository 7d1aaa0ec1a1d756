import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../kit/dovecot.ts'

/** Half a second of it is the server's own. */
const LATE_MS_MAX = 1_000
/** Another test may have the processor just then: of so many mails one shows how soon they can be there. */
const TRIES_MAX = 8
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

type Mail = {
  id: string
  from: string
  to?: string
  subject: string
  at: string
  text: string
  answers?: string
  picture?: boolean
}

function mail({ id, from, to = 'office@harbor.example', subject, at, text, answers, picture }: Mail): string {
  const lines = [
    `Message-ID: <${id}>`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`, `References: <${answers}>`]),
    'MIME-Version: 1.0',
  ]
  if (picture !== true)
    return [...lines, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n')
  return [
    ...lines,
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b',
    'Content-Type: image/png; name="ceiling.png"',
    'Content-Disposition: attachment; filename="ceiling.png"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.concat([PICTURE, Buffer.alloc(9_000, 'x')])
      .toString('base64')
      .replace(/.{76}/g, '$&\r\n'),
    '--b--',
    '',
  ].join('\r\n')
}

describe('a mailbox', { skip: dovecotMissing() }, () => {
  let dovecot: Dovecot
  let app: TestApp
  let firm: TestFirm
  let sourceId: string
  before(async () => {
    dovecot = await startDovecot()
    app = await startApp()
    firm = await app.makeFirm('Harbor Plumbing')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await dovecot[Symbol.asyncDispose]()
  })
  const body = () => ({
    channel: 'imap',
    settings: { host: dovecot.host, port: dovecot.port, secure: false, user: dovecot.user },
    password: dovecot.password,
  })
  const source = async () => {
    const { items } = (await firm.ask('GET', '/api/sources')).body
    return items.find(({ id }: { id: string }) => id === sourceId)
  }
  const until = async (holds: () => Promise<unknown>, ms = 10_000) => {
    for (const end = Date.now() + ms; Date.now() < end; await pause(20)) if (await holds()) return
    assert.fail('it did not come about in time')
  }
  const conversations = async (): Promise<Answer['body'][]> =>
    (await firm.ask('GET', '/api/conversations?limit=50')).body.items
  const messagesWith = async (preview: string) => {
    const found = (await conversations()).find(({ last }) => last.preview.includes(preview))
    if (found === undefined) return undefined
    return (await firm.ask('GET', `/api/conversations/${found.id}/messages?order=oldest_first`)).body.items
  }

  it('comes in whole when it is added, and says who is called what', async () => {
    await dovecot.deliver(
      mail({
        id: 'one@alvarez.example',
        from: '"Maria Alvarez" <maria@alvarez.example>',
        subject: 'Boiler',
        at: '2026-03-02T15:00:00Z',
        text: 'The boiler shows F28 and there is no hot water.',
        picture: true,
      }),
    )
    const checked = await firm.ask('POST', '/api/sources/check', body())
    assert.equal(checked.status, 200, JSON.stringify(checked.body))
    const wrong = await firm.ask('POST', '/api/sources/check', { ...body(), password: 'guess' })
    assert.equal(wrong.body.error.code, 'source_credentials_refused')
    const added = await firm.ask('POST', '/api/sources', body())
    assert.equal(added.status, 201, JSON.stringify(added.body))
    sourceId = added.body.id
    await until(async () => (await source()).run.status === 'completed')
    const [message] = await messagesWith('F28')
    assert.deepEqual(
      [message.kind, message.subject, message.sender.address, message.sender.name, message.direction],
      ['email', 'Boiler', 'maria@alvarez.example', 'Maria Alvarez', 'in'],
    )
    await until(async () => (await messagesWith('F28'))[0].attachments[0].files[0].url !== null)
    const [file] = (await messagesWith('F28'))[0].attachments[0].files
    assert.deepEqual([file.fileName, file.mediaType], ['ceiling.png', 'image/png'])
  })

  it('tells of new mail at once: it is in the inbox within a second', async (test) => {
    await until(async () => dovecot.log().includes('imap') && (await source()).lookedAt !== null)
    await pause(500) // until it is watched
    const times: number[] = []
    for (let number = 1; times.every((ms) => ms >= LATE_MS_MAX) && number <= TRIES_MAX; number++) {
      const text = number === 1 ? 'Now it leaks as well, please hurry!' : `Are you coming? (${number})`
      await dovecot.deliver(
        mail({
          id: number === 1 ? 'two@alvarez.example' : `hurry.${number}@ofori.example`,
          from: number === 1 ? 'Maria Alvarez <maria@alvarez.example>' : `<hurry.${number}@ofori.example>`,
          subject: 'Re: Boiler',
          at: '2026-03-02T15:10:00Z',
          text,
          ...(number === 1 ? { answers: 'one@alvarez.example' } : {}),
        }),
      )
      const start = Date.now()
      await until(async () => (await messagesWith(text.slice(0, 20))) !== undefined)
      times.push(Date.now() - start)
    }
    test.diagnostic(`in the inbox ${times.join(', ')} ms after it was in the mailbox`)
    assert.ok(Math.min(...times) < LATE_MS_MAX, `${times.join(', ')} ms`)
    assert.equal((await messagesWith('leaks as well')).length, 2)
  })

  it('holds a thread together by what a mail answers, however long after', async () => {
    await dovecot.deliver(
      mail({
        id: 'three@alvarez.example',
        from: 'Maria Alvarez <maria@alvarez.example>',
        subject: 'Re: Boiler',
        at: '2026-06-20T08:00:00Z',
        text: 'It has run well since. Could you service it in July?',
        answers: 'one@alvarez.example',
      }),
    )
    await until(async () => (await messagesWith('service it in July')) !== undefined)
    assert.equal((await messagesWith('service it in July')).length, 3)
  })

  it('that is listed anew loses nothing and doubles nothing, and says so', async () => {
    const before = (await source()).messages
    await dovecot.admin('mailbox', 'update', '-u', dovecot.user, '--uid-validity', '4711', 'INBOX')
    await dovecot.deliver(
      mail({
        id: 'four@weber.example',
        from: 'Tom Weber <tom@weber.example>',
        subject: 'Tap',
        at: '2026-06-21T08:00:00Z',
        text: 'The kitchen tap drips.',
      }),
    )
    await firm.ask('POST', `/api/sources/${sourceId}/sync`)
    await until(async () => (await messagesWith('kitchen tap')) !== undefined)
    await until(async () => (await source()).run.status === 'completed')
    assert.equal((await source()).messages, before + 1)
    const { items } = (await firm.ask('GET', '/api/incidents')).body
    assert.ok(
      items.some(
        ({ kind, endedAt }: { kind: string; endedAt: string | null }) =>
          kind === 'cursor_expired' && endedAt !== null,
      ),
      JSON.stringify(items),
    )
  })
})
