import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { openTestStore } from '../../test/kit/store.ts'
import type { Store } from '../store/store.ts'
import { march, openInbox, type Said, say } from './firm.fixture.ts'

let store: Store
before(async () => {
  store = await openTestStore()
})
after(() => store[Symbol.asyncDispose]())

const ALVAREZ = '+15125550101'
const KESSLER = '+15125550102'
const NOON = march(4, '12:00')

function on(page: string, who: Said['with'], name: string | null = null, text = 'Ok', at = NOON): Said {
  return say(at, who, text, { page, name, out: true })
}

async function open() {
  const inbox = await openInbox(store)
  /** Stores each batch in turn; says what became of it. */
  const receive = async (...batches: Said[][]) => {
    const outcomes: string[][] = []
    for (const batch of batches)
      outcomes.push((await inbox.receive(...batch)).sightings.map(({ outcome }) => outcome))
    return outcomes
  }
  /** With whom each stored message was exchanged, sorted: a number, a name, or nobody. */
  const stored = async () => {
    const rows = await store.read(inbox.firm, (db) =>
      db
        .selectFrom('message')
        .innerJoin('participants', 'participants.id', 'message.participantsId')
        .select('key')
        .execute(),
    )
    return rows.map(({ key }) => (key.startsWith('unknown:') ? 'nobody' : key.replace('phone:', ''))).sort()
  }
  return { ...inbox, receive, stored }
}

describe('the same message', () => {
  it('twice on one page is two: people do say “Ok” twice', async () => {
    const { receive, stored } = await open()
    const page = [on('a.html', ALVAREZ), on('a.html', ALVAREZ)]
    assert.deepEqual(await receive(page, page), [
      ['new', 'new'],
      ['duplicate', 'duplicate'],
    ])
    assert.equal((await stored()).length, 2)
  })

  it('on a copy of its page, or under a renamed contact, is one', async () => {
    const { receive, stored } = await open()
    const outcomes = await receive(
      [on('Ana.html', ALVAREZ, 'Ana'), on('Ana(1).html', ALVAREZ, 'Ana')],
      [on('Mrs Alvarez.html', ALVAREZ, 'Mrs Alvarez')],
      [on('Bob.html', null, 'Bob', 'Hi'), on('Robert.html', null, 'Robert', 'Hi')],
      [on('Bobby.html', null, 'Bobby', 'Hi')],
    )
    assert.deepEqual(outcomes, [['new', 'duplicate'], ['duplicate'], ['new', 'duplicate'], ['duplicate']])
    assert.equal((await stored()).length, 2)
  })

  it('on a page that tells nobody is completed by the one that does, in either order and in one batch', async () => {
    const onlyMe = on('only-me.html', null)
    const full = on('Alvarez.html', ALVAREZ)
    for (const [batches, outcomes] of [
      [
        [[onlyMe], [full]],
        [['new'], ['completes']],
      ],
      [
        [[full], [onlyMe]],
        [['new'], ['duplicate']],
      ],
      [[[onlyMe, full]], [['duplicate', 'new']]],
      [[[full, onlyMe]], [['new', 'duplicate']]],
      [
        [[onlyMe], [full], [onlyMe], [full]],
        [['new'], ['completes'], ['duplicate'], ['duplicate']],
      ],
    ] as [Said[][], string[][]][]) {
      const { receive, stored } = await open()
      assert.deepEqual(await receive(...batches), outcomes)
      assert.deepEqual(await stored(), [ALVAREZ])
    }
  })

  it('twice on a page that tells nobody is completed twice', async () => {
    const { receive, stored } = await open()
    await receive(
      [on('only-me.html', null), on('only-me.html', null)],
      [on('Alvarez.html', ALVAREZ), on('Alvarez.html', ALVAREZ)],
    )
    assert.deepEqual(await stored(), [ALVAREZ, ALVAREZ])
  })

  it('sent to two people in one millisecond completes one of them only', async () => {
    const { receive, stored } = await open()
    await receive([on('only-me.html', null)], [on('Alvarez.html', ALVAREZ), on('Kessler.html', KESSLER)])
    assert.deepEqual(await stored(), [ALVAREZ, KESSLER])
  })

  it('known by name first is completed by the number', async () => {
    const { receive, stored } = await open()
    assert.deepEqual(
      await receive([on('x', null)], [on('Ana.html', null, 'Ana')], [on('y', ALVAREZ, 'Ana')]),
      [['new'], ['completes'], ['completes']],
    )
    assert.deepEqual(await stored(), [ALVAREZ])
  })

  it('is not one said a millisecond later, the other way, or in other words', async () => {
    const { receive, stored } = await open()
    await receive(
      [on('a', ALVAREZ)],
      [on('b', ALVAREZ, null, 'Ok', '2024-03-04T12:00:00.001Z')],
      [on('c', ALVAREZ, null, 'Ok!')],
      [{ ...on('d', ALVAREZ), out: false }],
      [{ ...on('e', ALVAREZ), kind: 'placed' }],
    )
    assert.equal((await stored()).length, 5)
  })

  it('gives the same messages in whatever order, batches and copies pages come', async () => {
    const who = fc.constantFrom(ALVAREZ, KESSLER)
    /** What was truly said: each to one person, some of it twice. */
    const truth = fc.array(
      fc.record({
        who,
        text: fc.constantFrom('Ok', 'On our way'),
        minute: fc.nat(1),
        times: fc.integer({ min: 1, max: 2 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(truth, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), async (facts, chance) => {
        const unique = [...new Map(facts.map((fact) => [`${fact.minute}${fact.text}`, fact])).values()]
        const pages = unique.flatMap(({ who, text, minute, times }, index) => {
          const page = (name: string, number: string | null) =>
            Array.from({ length: times }, () =>
              on(`${name}${index}.html`, number, null, text, march(4, `12:0${minute}`)),
            )
          const hidden = page('only-me', null)
          const plain = page('known', who)
          return [
            [plain],
            [hidden],
            [plain, hidden],
            [plain, page('copy', who)],
            [hidden, page('copied', null), plain],
          ][(chance[index] ?? 0) % 5] as Said[][]
        })
        const order = pages
          .map((page, index) => ({ page, rank: chance[(index + 7) % 30] ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ page }) => page)
        const { receive, stored } = await open()
        for (let at = 0; at < order.length; ) {
          const size = 1 + ((chance[at] ?? 0) % 3)
          await receive(order.slice(at, at + size).flat())
          at += size
        }
        await receive(order.flat())
        assert.equal(
          (await stored()).length,
          unique.reduce((sum, { times }) => sum + times, 0),
        )
      }),
      { numRuns: 40, endOnFailure: true },
    )
  })
})

describe('attachments', () => {
  const picture = (state: 'missing' | 'resolved') => ({
    kind: 'image' as const,
    reference: 'leak',
    place: state === 'missing' ? { state } : { state, path: 'Calls/leak.jpg' },
  })
  const read = (firm: string) =>
    store.read(firm, (db) =>
      db
        .selectFrom('attachment')
        .leftJoin('attachmentFile', 'attachmentFile.messageId', 'attachment.messageId')
        .select(['state', 'path'])
        .execute(),
    )

  it('missing at first are taken when a later page, or a copy in the same batch, has the file', async () => {
    for (const together of [false, true]) {
      const { receive, firm } = await open()
      const without = { ...on('a', ALVAREZ), attachments: [picture('missing')] }
      const withFile = { ...on('b', ALVAREZ), attachments: [picture('resolved')] }
      await receive(...(together ? [[without, withFile]] : [[without], [withFile], [without]]))
      assert.deepEqual(await read(firm), [{ state: 'resolved', path: 'Calls/leak.jpg' }])
    }
  })
})
