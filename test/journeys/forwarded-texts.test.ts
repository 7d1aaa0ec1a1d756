import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type MadeMail,
  OWN_NUMBER,
  voiceMail,
  voiceMails,
} from '../../src/channels/google-voice/mail/fixtures.ts'
import { openCalendar } from '../../src/demo/calendar.ts'
import { callPage, textPage } from '../../src/demo/page.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../kit/dovecot.ts'
import { temporaryFolder } from '../kit/store.ts'

const calendar = openCalendar('America/Chicago')
/** A mail is written some seconds after the text came. */
const LATE_MS = 4_321

/** Texts and missed calls of several people, of one account. */
const all = voiceMails(3)
  .filter(({ variant }) => variant === 'text_2023' || variant === 'missed')
  .filter(({ truth }) => truth.peer !== null)
  .take(8)
  .toArray()
const isCall = ({ variant }: MadeMail) => variant === 'missed'
const dateOf = ({ mail }: MadeMail) => Date.parse(/^Date: (.+)$/m.exec(mail.toString('latin1'))?.[1] ?? '')

/** The same texts and call as Takeout has them. */
function takeout(): { name: string; data: Buffer }[] {
  return all.map((made, index) => {
    const { truth } = made
    const party = { number: truth.peer ?? '', name: truth.peerName ?? truth.peer ?? '' }
    const atMs = dateOf(made) - LATE_MS
    const stamp = new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '_')
    const page = isCall(made)
      ? callPage(
          { kind: 'missed', party, atMs, seconds: null, transcript: null, audio: null, labels: ['missed'] },
          calendar,
        )
      : textPage(
          {
            name: party.name,
            group: null,
            texts: [{ atMs, from: party, text: truth.words ?? '', attachments: [] }],
            labels: ['sms'],
            deleted: false,
          },
          OWN_NUMBER,
          calendar,
        )
    const what = isCall(made) ? 'Missed' : 'Text'
    return {
      name: `Takeout/Voice/Calls/${party.number} - ${what} - ${stamp}Z-${index}.html`,
      data: Buffer.from(page),
    }
  })
}

async function open() {
  const opened = new AsyncDisposableStack()
  const dovecot: Dovecot = opened.use(await startDovecot())
  const app: TestApp = opened.use(await startApp())
  const folder = opened.use(temporaryFolder())
  const firm: TestFirm = await app.makeFirm('Harbor Plumbing')
  const archive = await writeZip(join(folder.path, 'takeout.zip'), takeout())
  const fetchMail = async (authServers = ['mx.google.com', 'mr.google.com']) => {
    const { body } = await firm.ask('POST', '/api/sources', {
      channel: 'imap',
      settings: {
        host: dovecot.host,
        port: dovecot.port,
        secure: false,
        user: dovecot.user,
        authServers,
      },
      password: dovecot.password,
    })
    for (let looks = 0; looks < 400; looks++) {
      const { items } = (await firm.ask('GET', '/api/sources')).body
      const mailbox = items.find(({ id }: { id: string }) => id === body.id)
      if (mailbox.run.status === 'completed') {
        // The first look; another may have found nothing new meanwhile.
        const runs = (await firm.ask('GET', `/api/sync?sourceId=${body.id}`)).body.items
        return { ...mailbox, run: runs.at(-1) }
      }
      assert.ok(['queued', 'running'].includes(mailbox.run.status), JSON.stringify(mailbox))
      await pause(25)
    }
    return assert.fail('the mailbox was not read')
  }
  const stored = async () =>
    (await firm.export()).messages.map(({ text, peer }) => `${peer} ${text.replaceAll(/\s+/g, ' ')}`).sort()
  return {
    ...opened,
    dovecot,
    firm,
    archive,
    fetchMail,
    stored,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

const truly = all.map(({ truth }) => `${truth.peer} ${(truth.words ?? '').replaceAll(/\s+/g, ' ')}`).sort()

describe('a text that Google Voice forwards', { skip: dovecotMissing() }, () => {
  it('adds nothing where a Takeout has brought it', async () => {
    await using house = await open()
    await house.firm.import([house.archive])
    assert.deepEqual(await house.stored(), truly)
    house.dovecot.fill(all.map(({ mail }) => mail))
    const mailbox = await house.fetchMail()
    assert.equal(mailbox.messages, 0)
    assert.deepEqual(await house.stored(), truly)
    const ledger = (await house.firm.ask('GET', `/api/sync/${mailbox.run.syncId}/ledger`)).body
    assert.deepEqual([ledger.seen, ledger.duplicates, ledger.stored], [all.length, all.length, 0])
  })

  it('is a text of its number in the account that a later Takeout adds to, and is not doubled by it', async () => {
    await using house = await open()
    house.dovecot.fill(all.map(({ mail }) => mail))
    await house.fetchMail()
    assert.deepEqual(await house.stored(), truly)
    const run = await house.firm.import([house.archive])
    assert.deepEqual([run.status, run.progress.duplicates, run.progress.stored], ['completed', all.length, 0])
    assert.deepEqual(await house.stored(), truly)
    const { items } = (await house.firm.ask('GET', '/api/sources')).body
    assert.deepEqual(
      items.map(({ channel, messages }: { channel: string; messages: number }) => [channel, messages]).sort(),
      [
        ['google-voice', all.length],
        ['imap', 0],
      ],
    )
  })

  it('that only says it is from Google Voice stays a mail, and is marked', async () => {
    await using house = await open()
    const { mail } = voiceMail('forged')
    house.dovecot.fill([mail])
    await house.fetchMail(['mx.harbor.example'])
    const { items } = (await house.firm.ask('GET', '/api/conversations?limit=10')).body
    assert.equal(items.length, 1)
    const { items: messages } = (await house.firm.ask('GET', `/api/conversations/${items[0].id}/messages`))
      .body
    assert.deepEqual([messages[0].kind, messages[0].senderProof], ['email', 'failed'])
  })
})
