import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { CheckDepth } from '../contract/auditor.ts'
import type { Store } from '../store/store.ts'
import { type Check, isMeant, type LookIo, type Part } from './check.ts'
import { lookThrough } from './look-through.ts'
import type { Round } from './rounds.ts'

const clock = fixedClock('2026-03-02T08:00:00Z')
const nowhere: Round = { newest: null, after: null, beganAt: clock.now(), endedAt: null }

describe('a check of many rows', () => {
  let store: Store
  let firm: Id
  let io: LookIo
  before(async () => {
    store = await openTestStore()
    firm = await newFirm(store)
    io = { ...({} as LookIo), tenantId: firm, clock, read: (work) => store.read(firm, work) }
  })
  after(() => store[Symbol.asyncDispose]())

  const add = (count: number) =>
    store.write(firm, (tx) =>
      tx
        .insertInto('customer')
        .values(
          Array.from({ length: count }, () => ({
            id: newId(clock),
            madeAt: clock.now(),
            changedAt: clock.now(),
          })),
        )
        .execute(),
    )
  /** Finds nothing, and notes which stretches it was given. */
  const parts: Part[] = []
  const check: Check = {
    ...{ name: 'customers-shown', summary: '', pace: 'derived', rowsMin: 30, slice: 10 },
    walk: { table: 'customer', key: 'id', type: 'uuid' },
    look: async (_, part) => {
      parts.push(part)
      return { found: [], waiting: 0, looked: 0 }
    },
  }
  const look = (depth: CheckDepth, round: Round) =>
    lookThrough(io, { check, depth, round, signal: new AbortController().signal })

  it('goes a part of its way each time, looks at what is new besides, and comes round', async () => {
    await add(100)
    const looked: number[] = []
    let round = nowhere
    for (let time = 0; time < 3; time++) {
      const done = await look('new', round)
      looked.push(done.looked)
      round = done.round
      assert.equal(done.of, 100)
    }
    assert.deepEqual(looked, [30, 30, 30])
    await add(5)
    const last = await look('new', round)
    assert.equal(last.looked, 5 + 15, 'what is new, then the rest of the round, which they are part of')
    assert.deepEqual([last.round.after, last.round.endedAt], [null, clock.now()])
  })

  it('looks at all of a small firm, and of a large one when it is told to', async () => {
    assert.equal((await look('whole', nowhere)).looked, 105)
    const small = { ...check, rowsMin: 1_000 }
    const signal = new AbortController().signal
    assert.equal((await lookThrough(io, { check: small, depth: 'new', round: nowhere, signal })).looked, 105)
  })

  it('tells what it finds twice, and nothing that was over by then', async () => {
    let looks = 0
    const fleeting: Check = {
      ...check,
      look: async (_, part) => {
        looks += 1
        const found = ['a', 'b'].flatMap((id) =>
          isMeant(part, id) && (looks === 1 || id === 'a')
            ? [{ kind: 'source_miscounted' as const, subject: { kind: 'source', id }, details: {} }]
            : [],
        )
        return { found: looks <= 2 ? found : [], waiting: 0, looked: 0 }
      },
    }
    const signal = new AbortController().signal
    const { found } = await lookThrough(io, { check: fleeting, depth: 'whole', round: nowhere, signal })
    assert.deepEqual(
      found.map(({ subject }) => subject.id),
      ['a'],
    )
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    await assert.rejects(lookThrough(io, { check, depth: 'whole', round: nowhere, signal: stop.signal }))
  })
})
