import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sha256 } from '../../src/base/bytes.ts'
import { picturePage } from '../../src/channels/google-voice/fixtures/fixtures.ts'
import { type Exported, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { dealt, type History, isPage, makeHistory, type TakeoutFile, writeZip } from '../kit/archive.ts'
import { score, whole } from '../kit/score.ts'
import { temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
let app: TestApp
before(async () => {
  app = opened.use(await startApp())
})
after(() => opened.disposeAsync())

/** What an export tells, but for ids: those are numbers in the order in which they are met. */
function story({ messages, conversations, customers, mediaFiles, tables }: Exported) {
  const numberer = () => {
    const numbers = new Map<string, number>()
    return (id: string | null) =>
      id === null ? null : (numbers.get(id) ?? numbers.set(id, numbers.size).size)
  }
  const conversation = numberer()
  const customer = numberer()
  const told = messages
    .map(({ id, conversationId, customerId, ...rest }) => ({
      rest: JSON.stringify(rest),
      conversationId,
      customerId,
    }))
    .sort((a, b) => (a.rest < b.rest ? -1 : 1))
  return {
    messages: told.map(
      ({ rest, conversationId, customerId }) =>
        `${rest} ${conversation(conversationId)} ${customer(customerId)}`,
    ),
    conversations: conversations.map(({ id, ...rest }) => JSON.stringify(rest)).sort(),
    customers: customers.map(asKnownInTheEnd).sort(),
    files: ((tables['source_file.jsonl'] ?? '') + (tables['source_listing.jsonl'] ?? ''))
      .replace(/"source_id": "[^"]*"/g, '')
      .split('\n')
      .sort(),
    mediaFiles,
  }
}

/** A customer of whom the first part told only the name keeps that name beside the number that the second one told. */
function asKnownInTheEnd({ name, contactPoints }: Exported['customers'][number]): string {
  const points = contactPoints.filter(({ kind }) => kind !== 'name' || contactPoints.length === 1)
  return JSON.stringify([name, points.map(({ kind, value }) => `${kind} ${value}`)])
}

async function imported(
  name: string,
  ...runs: string[][]
): Promise<{ firm: TestFirm; story: ReturnType<typeof story> }> {
  const firm = await app.makeFirm(name)
  for (const paths of runs) {
    const run = await firm.import(paths)
    assert.equal(run.status, 'completed', JSON.stringify(run.error))
    const ledger = await firm.ledger(run)
    assert.ok(ledger.addsUp && ledger.sourceAgrees, JSON.stringify(ledger))
  }
  return { firm, story: story(await firm.export()) }
}

describe('an export that is brought in part by part', () => {
  for (const [seed, messages] of [
    [3, 600],
    [11, 300],
  ] as const) {
    describe(`(seed ${seed})`, () => {
      let history: History
      let one: string
      let two: string
      let together: ReturnType<typeof story>
      before(async () => {
        history = await makeHistory({ messages, seed })
        const [first, second] = dealt(history.files)
        one = await writeZip(here(`takeout-${seed}-001.zip`), first)
        two = await writeZip(here(`takeout-${seed}-002.zip`), second)
        together = (await imported(`together ${seed}`, [one, two])).story
      })

      it('is what it is when all parts come at once', async () => {
        const { firm, story: apart } = await imported(`apart ${seed}`, [one], [two])
        assert.deepEqual(apart, together)
        const { messages } = await firm.export()
        assert.deepEqual(score(history.truth, messages), whole(history.expected.peerUnknown))
      })

      it('in whatever order, and again, and all at once afterwards', async () => {
        assert.deepEqual((await imported(`backwards ${seed}`, [two], [one])).story, together)
        assert.deepEqual(
          (await imported(`again ${seed}`, [one], [two], [one], [one, two], [two])).story,
          together,
        )
      })
    })
  }

  it('with names that are cut, so that only both parts tell whose picture is whose', async () => {
    const who = 'Hollis Street Apartments and Building Management LLC'
    const stem = (day: string) => `${who} - Text - ${day}T15_00_00Z`
    const cut = `Takeout/Voice/Calls/${who.slice(0, 50)}`
    const page = (day: string, ...numbers: string[]) =>
      Buffer.from(
        picturePage(`${day}T10:00:00.000-05:00`, ...numbers.map((number) => `${stem(day)}-${number}`)),
      )
    const parts = [
      [
        { name: `${cut}.html`, data: page('2024-05-05', '1-1') },
        { name: `${cut}(2).jpg`, data: Buffer.from('third') },
      ],
      [
        { name: `${cut}(1).html`, data: page('2023-05-05', '1-1', '1-2') },
        { name: `${cut}.jpg`, data: Buffer.from('first') },
        { name: `${cut}(1).jpg`, data: Buffer.from('second') },
      ],
    ]
    const [one = '', two = ''] = await Promise.all(
      parts.map((files, at) => writeZip(here(`cut-00${at + 1}.zip`), files)),
    )
    const pictures = async (firm: TestFirm) =>
      (await firm.export()).messages.map(({ at, attachments }) => [
        at.slice(0, 4),
        ...attachments.map(({ disk, sha256 }) => [disk?.slice(50), contents.get(sha256 ?? '')]),
      ])
    const contents = new Map(['first', 'second', 'third'].map((text) => [sha256(Buffer.from(text)), text]))
    const { firm } = await imported('cut', [one])
    assert.deepEqual(await pictures(firm), [['2024', ['(2).jpg', 'third']]])
    await firm.import([two])
    const right = [
      ['2023', ['(1).jpg', 'second'], ['(2).jpg', 'third']],
      ['2024', ['.jpg', 'first']],
    ]
    assert.deepEqual(await pictures(firm), right)
    for (const [name, ...runs] of [
      ['cut together', [one, two]],
      ['cut backwards', [two], [one]],
      ['cut and then all', [one], [one, two]],
      ['cut and again', [one], [two], [one]],
    ] as [string, ...string[][]][])
      assert.deepEqual(await pictures((await imported(name, ...runs)).firm), right, name)
  })

  it('with all pages in one part and all pictures in the other', async () => {
    const history = await makeHistory({ messages: 300, seed: 5 })
    const last = history.files.findLast(isPage)
    const inOne = (file: TakeoutFile) => isPage(file) && file !== last
    const one = await writeZip(here('pages-001.zip'), history.files.filter(inOne))
    const two = await writeZip(
      here('pages-002.zip'),
      history.files.filter((file) => !inOne(file)),
    )
    const { story: together } = await imported('pages together', [one, two])
    const { story: apart } = await imported('pages apart', [one], [two])
    assert.deepEqual(apart, together)
  })
})
