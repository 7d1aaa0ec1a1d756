import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assertSourceCounts } from '../../test/kit/source-counts.ts'
import { newFirm, openTestStore, temporaryFolder } from '../../test/kit/store.ts'
import { sha256 } from '../base/bytes.ts'
import { fixedClock } from '../base/clock.ts'
import { type Wire, WireError, type WireItem } from '../channels/channels.ts'
import { type MediaFolder, openMediaFolder } from '../inbox/inbox.ts'
import {
  addSource,
  finishRun,
  getLedger,
  markErased,
  openItemSeal,
  showSource,
  startSourceRun,
} from '../intake/intake.ts'
import type { Store } from '../store/store.ts'
import { syncSource } from './sync-source.ts'

const ERASED_KEY = Buffer.alloc(32, 7)
const itemSeal = openItemSeal(Buffer.alloc(32, 8), { sealsNew: false })

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

/** A mailbox that hands over all it has, whatever was handed over before, as after its UIDs were given anew. */
class Mailbox implements Pick<Wire, 'addresses' | 'receive'> {
  mails = new Map<number, string>()
  /** What an agent's table has instead. */
  rows: { id: number; session: string; message: object }[] = []
  /** When the line breaks. */
  breaks: 'never' | 'at once' | 'after a batch' = 'never'

  async addresses() {
    return ['office@harbor.example']
  }

  async *receive() {
    if (this.breaks === 'at once') throw new WireError('unreachable', 'The line broke.')
    const items = [...this.mails].map(([uid, mail]): WireItem => {
      const bytes = Buffer.from(mail)
      return { externalId: sha256(bytes), path: `INBOX/1710000000/${uid}`, bytes }
    })
    for (const { id, session, message } of this.rows) {
      const row = { crew: 'Website', row: `${id}-1`, session, message, notAfterMs: Date.UTC(2026, 2, 2, 15) }
      items.push({ externalId: `${id}-1`, path: `Website/t/${id}`, bytes: Buffer.from(JSON.stringify(row)) })
    }
    yield { items, setAside: [], listed: items.length, cursor: {}, incidents: [] }
    if (this.breaks === 'after a batch') throw new WireError('unreachable', 'The line broke.')
  }
}

function mail(from: string, text: string, picture?: string): string {
  const head = [
    `From: <${from}>`,
    'To: office@harbor.example',
    'Date: Mon, 02 Mar 2026 09:30:00 -0600',
    `Message-ID: <${sha256(text)}@alvarez.example>`,
  ]
  if (picture === undefined) return [...head, '', text, ''].join('\r\n')
  return [
    ...head,
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    '',
    text,
    '--part',
    'Content-Type: application/pdf; name=quote.pdf',
    'Content-Disposition: attachment; filename=quote.pdf',
    '',
    picture,
    '--part--',
    '',
  ].join('\r\n')
}

/** Harbor Plumbing, whose mailbox the clock asks; all of it is one run, for its clock stands still. */
async function openOffice({ channel = 'imap' }: { channel?: 'imap' | 'chat-history' } = {}) {
  const tenantId = await newFirm(store)
  const clock = fixedClock('2026-03-02T16:00:00Z')
  const folder = temporaryFolder()
  const media = openMediaFolder(folder.path, Buffer.alloc(32))
  const box = new Mailbox()
  const wire: Wire = {
    addresses: box.addresses,
    receive: () => box.receive(),
    [Symbol.asyncDispose]: async () => undefined,
  }
  const settings =
    channel === 'imap'
      ? { host: 'mail.harbor.example', port: 993, secure: true, user: 'office' }
      : { crew: 'Website', table: 't' }
  const sourceId = await store.write(tenantId, (tx) =>
    addSource(tx, { clock, channel, label: 'Office', settings }),
  )
  const ask = async (keeping: MediaFolder = media) => {
    const source = { id: sourceId, channel, label: 'Office', isNew: false }
    const run = await store.write(tenantId, (tx) => startSourceRun(tx, { clock, source, byHand: false }))
    assert.ok(run)
    const { runId } = run
    const status = await syncSource(
      {
        ...{ store, clock, media: keeping, itemSeal, chance: () => 0 },
        ...{ erasedKey: ERASED_KEY, replyKey: ERASED_KEY },
        wires: {
          of: async () => wire,
          drop: async () => undefined,
          [Symbol.asyncDispose]: async () => undefined,
        },
      },
      {
        ...{ tenantId, runId, sourceId, timeoutHours: 24 },
        signal: new AbortController().signal,
      },
    )
    await store.write(tenantId, (tx) => finishRun(tx, { clock, runId, status, secondsMore: 0 }))
    return { runId, status, ledger: await store.read(tenantId, (db) => getLedger(db, runId)) }
  }
  return {
    box,
    media,
    ask,
    erase: (address: string) =>
      store.write(tenantId, (tx) =>
        markErased(tx, { key: ERASED_KEY, clock, erased: [{ kind: 'email', value: address }] }),
      ),
    shown: () => store.read(tenantId, (db) => showSource(db, sourceId)),
    texts: () =>
      store.read(tenantId, async (db) =>
        (await db.selectFrom('message').select('body').orderBy('body').execute()).map(({ body }) => body),
      ),
    filesWaiting: () =>
      store.read(tenantId, async (db) =>
        (await db.selectFrom('attachmentFile').select('sha256').execute()).filter(
          (row) => row.sha256 === null,
        ),
      ),
    filesOnDisk: async () => (await Array.fromAsync(media.walk(tenantId))).map(({ name }) => name),
    [Symbol.dispose]: folder[Symbol.dispose],
  }
}

describe('a mailbox that is asked again within one run', () => {
  it('and was set back to an earlier state: who has a UID now comes in as well as who had it then', async () => {
    using office = await openOffice()
    office.box.mails.set(7, mail('rosa@alvarez.example', 'The boiler is out'))
    const first = await office.ask()
    office.box.mails.set(7, mail('tom@weber.example', 'The tap drips'))
    const second = await office.ask()
    assert.equal(second.runId, first.runId)
    assert.deepEqual([first.status, second.status], ['completed', 'completed'])
    assert.deepEqual(await office.texts(), ['The boiler is out', 'The tap drips'])
    assert.deepEqual([second.ledger.seen, second.ledger.stored, second.ledger.countedAtSource], [2, 2, 2])
  })

  it('hands over what is here already: it adds nothing, not even to the counts', async () => {
    using office = await openOffice()
    office.box.mails.set(7, mail('rosa@alvarez.example', 'The boiler is out'))
    await office.ask()
    const { status, ledger } = await office.ask()
    assert.deepEqual([status, ledger.seen, ledger.countedAtSource], ['completed', 1, 1])
    assert.equal((await office.shown()).messages, 1)
    await assertSourceCounts(store, 1)
  })

  it('hands over again what somebody wrote who was erased: it stays out, and the sum holds', async () => {
    using office = await openOffice()
    await office.erase('rosa@alvarez.example')
    office.box.mails.set(7, mail('rosa@alvarez.example', 'The boiler is out'))
    const first = await office.ask()
    const second = await office.ask()
    assert.deepEqual([first.status, second.status], ['completed', 'completed'])
    assert.deepEqual([second.ledger.seen, second.ledger.rejected, second.ledger.countedAtSource], [1, 1, 1])
    assert.deepEqual(await office.texts(), [])
  })
})

describe('the files that come with mails', () => {
  it('are there after the next look, when the program was killed before they were written', async () => {
    using office = await openOffice()
    office.box.mails.set(7, mail('rosa@alvarez.example', 'The quote is attached', '%PDF-1.7 four hundred'))
    const killed = { ...office.media, keepBytes: () => Promise.reject(new Error('killed')) }
    await assert.rejects(office.ask(killed), /killed/)
    assert.equal((await office.filesWaiting()).length, 1)
    office.box.mails.clear()
    await office.ask()
    assert.deepEqual(await office.filesWaiting(), [])
    assert.deepEqual(await office.filesOnDisk(), [sha256('%PDF-1.7 four hundred')])
  })

  it('and are of somebody who was erased are never written', async () => {
    using office = await openOffice()
    await office.erase('rosa@alvarez.example')
    office.box.mails.set(7, mail('rosa@alvarez.example', 'The quote is attached', '%PDF-1.7 four hundred'))
    await office.ask()
    assert.deepEqual(await office.filesOnDisk(), [])
  })
})

describe('a row that PostgreSQL cannot hold as it is', () => {
  it('comes in with what cannot be held replaced, and nothing behind it waits', async () => {
    using office = await openOffice({ channel: 'chat-history' })
    const say = (id: number, content: string, name: string) => ({
      ...{ id, session: `web-${id}` },
      message: { type: 'human', content, additional_kwargs: { push_name: name } },
    })
    office.box.rows = [
      say(1, 'The boiler is out', 'Rosa\u0000Alvarez'),
      say(2, 'The tap drips', 'Tom \ud83d'), // half of a picture, as where a name was cut
      say(3, 'And the cellar is wet', 'Ken'),
    ]
    const { status } = await office.ask()
    assert.equal(status, 'completed')
    assert.deepEqual(await office.texts(), ['And the cellar is wet', 'The boiler is out', 'The tap drips'])
  })
})

describe('a look that ends by a fault of ours', () => {
  it('is told of as the source’s trouble, and tried again later each time', async () => {
    using office = await openOffice()
    office.box.mails.set(7, mail('rosa@alvarez.example', 'The quote is attached', '%PDF-1.7 four hundred'))
    const full = { ...office.media, keepBytes: () => Promise.reject(new Error('the disk is full')) }
    await assert.rejects(office.ask(full), /the disk is full/)
    const { trouble } = await office.shown()
    assert.deepEqual(
      [trouble?.code, trouble?.failures, trouble?.tryAt],
      ['internal', 1, '2026-03-02T16:00:30.000Z'],
    )
    await office.ask()
    assert.equal((await office.shown()).trouble, null)
  })
})

describe('a source over a line that breaks', () => {
  it('is tried again soon as long as it gets ahead, and later each time when it does not', async () => {
    using office = await openOffice()
    const waits: [string, number, string][] = [
      ['after a batch', 1, '16:00:30'],
      ['after a batch', 1, '16:00:30'],
      ['at once', 2, '16:01:00'],
      ['at once', 3, '16:02:00'],
      ['after a batch', 1, '16:00:30'],
    ]
    for (const [index, [breaks, failures, tryAt]] of waits.entries()) {
      office.box.breaks = breaks as Mailbox['breaks']
      office.box.mails.set(index, mail('rosa@alvarez.example', `It drips for the ${index}th time`))
      await assert.rejects(office.ask(), { code: 'source_unreachable' })
      const { trouble } = await office.shown()
      assert.deepEqual([trouble?.failures, trouble?.tryAt], [failures, `2026-03-02T${tryAt}.000Z`])
    }
  })
})
