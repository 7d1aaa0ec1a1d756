import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Run } from '../../src/contract/runs.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import {
  dealt,
  type History,
  isPage,
  makeHistory,
  newerExport,
  packedByMac,
  writeFolder,
  writeTgz,
  writeZip,
} from '../kit/archive.ts'
import { startPostgres } from '../kit/postgres.ts'
import { score, whole } from '../kit/score.ts'
import { temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
/** Of a length at which doubled messages and copied pages come up; and half as much, for how it may be packed. */
let history: History
let short: History
let app: TestApp
before(async () => {
  history = await makeHistory({ messages: 600, seed: 3 })
  short = await makeHistory({ messages: 300, seed: 3 })
  app = opened.use(await startApp())
})
after(() => opened.disposeAsync())

/** Holds a finished run, and what the firm has, against what is true. */
async function assertWhole(firm: TestFirm, run: Run, { truth, expected } = history): Promise<void> {
  assert.equal(run.status, 'completed', JSON.stringify(run.error))
  const ledger = await firm.ledger(run)
  assert.ok(ledger.addsUp && ledger.sourceAgrees, JSON.stringify(ledger))
  assert.equal(ledger.seen, ledger.stored + ledger.duplicates + ledger.rejected)
  assert.equal(ledger.countedAtSource, ledger.seen)
  assert.equal(ledger.rejected, 0)
  assert.deepEqual(ledger.reasons, [])
  const { messages, conversations, customers } = await firm.export()
  assert.deepEqual(score(truth, messages), whole(expected.peerUnknown))
  const inThreads = messages.filter(({ conversationId }) => conversationId !== null)
  assert.equal(inThreads.length, messages.length, 'every message is in a conversation')
  const counted = conversations.reduce((total, { messageCount }) => total + messageCount, 0)
  assert.equal(counted, messages.length)
  const owners = new Set(messages.map(({ customerId }) => customerId).filter((id) => id !== null))
  assert.ok([...owners].every((id) => customers.some((customer) => customer.id === id)))
}

async function assertFirstImport(firm: TestFirm, run: Run, told = history): Promise<void> {
  const { expected } = told
  assert.equal(run.progress.stored, expected.messages)
  assert.equal(run.progress.duplicates, expected.duplicates)
  assert.equal(run.progress.attachmentsResolved, expected.attachments.resolved)
  assert.equal(run.progress.attachmentsMissing, expected.attachments.missing)
  await assertWhole(firm, run, told)
}

describe('the whole history comes in, and nothing is missing, extra or altered,', () => {
  const shapes: Record<string, () => Promise<string[]>> = {
    'as a zip in two parts, handed in the wrong way round': async () => {
      const [one, two] = dealt(short.files)
      return [await writeZip(here('takeout-002.zip'), two), await writeZip(here('takeout-001.zip'), one)]
    },
    'as a tgz': async () => [await writeTgz(here('takeout.tgz'), short.files)],
    'as the unpacked folder Takeout': async () => [
      await writeFolder(here('unpacked/Takeout'), short.files, 'Takeout/'),
    ],
    'as the folder Voice': async () => [
      await writeFolder(here('voice/Voice'), short.files, 'Takeout/Voice/'),
    ],
    'unpacked twice, one folder in the other': async () => [
      await writeFolder(here('nested/Takeout'), short.files),
    ],
    'packed again by macOS': async () => [await writeZip(here('mac.zip'), packedByMac(short.files))],
    'as two zips in one download folder': async () => {
      const [one, two] = dealt(short.files)
      await writeFolder(here('down'), [])
      await writeFolder(here('down'), [{ name: 'takeout-001.zip', data: Buffer.alloc(0) }])
      await writeZip(here('down/takeout-001.zip'), one)
      await writeZip(here('down/takeout-002.zip'), two)
      return [here('down')]
    },
  }
  for (const [name, write] of Object.entries(shapes)) {
    it(name, async () => {
      const firm = await app.makeFirm(name)
      await assertFirstImport(firm, await firm.import(await write()), short)
    })
  }

  it('as the folder Calls alone, but for spam, which lies beside it', async () => {
    const firm = await app.makeFirm('Calls')
    const run = await firm.import([
      await writeFolder(here('calls/Calls'), short.files, 'Takeout/Voice/Calls/'),
    ])
    const truth = short.truth.filter(({ file }) => file.startsWith('Calls/'))
    assert.equal(run.progress.stored, short.expected.messages - short.expected.spam)
    await assertWhole(firm, run, { ...short, truth })
  })
})

/** Stories about bringing an account in more than once; the same on both databases. */
function againAndAgain(getApp: () => TestApp): void {
  let firm: TestFirm
  const counts = async () => {
    const { messages, conversations, customers, mediaFiles } = await firm.export()
    return [messages.length, conversations.length, customers.length, mediaFiles.length]
  }

  it('a zip comes in whole', async () => {
    firm = await getApp().makeFirm('Harbor Plumbing')
    await assertFirstImport(firm, await firm.import([await writeZip(here('first.zip'), history.files)]))
  })

  it('the same zip again adds nothing, and so does a copy of it under another name', async () => {
    const before = await counts()
    for (const path of [here('first.zip'), await writeZip(here('first (1).zip'), history.files)]) {
      const run = await firm.import([path])
      assert.equal(run.progress.stored, 0)
      assert.equal(run.progress.duplicates, history.expected.messages + history.expected.duplicates)
      assert.equal(run.progress.conversationsCreated + run.progress.customersCreated, 0)
      await assertWhole(firm, run)
    }
    assert.deepEqual(await counts(), before)
  })

  it('pages that a browser or an unzip copied as (1) add nothing', async () => {
    const before = await counts()
    const copies = history.files
      .filter((file, index) => isPage(file) && !file.name.includes(' (1)') && index % 5 === 0)
      .map(({ name, data }) => ({ name: name.replace(/\.html$/, ' (1).html'), data }))
    assert.ok(copies.length > 20)
    const run = await firm.import([await writeZip(here('copied.zip'), [...history.files, ...copies])])
    assert.equal(run.progress.stored, 0)
    await assertWhole(firm, run)
    assert.deepEqual(await counts(), before)
  })

  it('a newer export brings what is new and doubles nothing, though names and labels have changed', async () => {
    const newer = newerExport(history)
    assert.equal(newer.added.length, 2)
    const before = await firm.export()
    const run = await firm.import([await writeZip(here('newer.zip'), newer.files)])
    assert.equal(run.progress.stored, newer.added.length)
    assert.equal(run.progress.customersCreated, 0)
    await assertWhole(firm, run, { ...history, truth: newer.truth })
    const now = await firm.export()
    assert.equal(now.customers.length, before.customers.length)
    const nameOf = ({ peer }: { peer: string | null }) =>
      now.customers.find(({ contactPoints }) => contactPoints.some(({ value }) => value === peer))?.name
    assert.deepEqual(newer.added.map(nameOf).sort(), ['Dolores Kent', 'Gus Marlow'])
    const again = await firm.import([here('newer.zip')])
    assert.equal(again.progress.stored, 0)
    const older = await firm.import([here('first.zip')])
    assert.equal(older.progress.stored, 0)
    assert.equal((await firm.export()).messages.length, newer.truth.length)
  })
}

describe('an account that is brought in more than once', () => againAndAgain(() => app))

describe('an account that is brought in more than once, on a PostgreSQL server', () => {
  let onServer: TestApp
  before(async () => {
    const postgres = opened.use(await startPostgres())
    onServer = opened.use(await startApp({ databaseUrl: await postgres.database() }))
  })
  againAndAgain(() => onServer)
})
