import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nearer, openHorizon } from './horizon.ts'
import {
  afterLook,
  everything,
  gapsOf,
  ID_MAX,
  ID_MIN,
  isWatched,
  readRanges,
  stillHolding,
  type Unseen,
  writeRanges,
} from './unseen.ts'

/** Numbers from 0 to 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A table whose writers do as PostgreSQL's: they lock, draw ids, and end one way or the other, in any order. */
function world(random: () => number) {
  const committed = new Set<bigint>()
  const writing = new Map<string, bigint[]>()
  let drawn = 0n
  let names = 0
  let isOver = false
  const end = (name: string) => {
    if (random() < 0.8) for (const id of writing.get(name) ?? []) committed.add(id)
    writing.delete(name)
  }
  return {
    committed,
    holders: () => [...writing.keys()],
    goOn: () => {
      if (isOver) return
      for (let steps = Math.floor(random() * 6); steps > 0; steps--) {
        const open = [...writing.keys()]
        const one = open[Math.floor(random() * open.length)]
        if (one === undefined || (random() < 0.25 && open.length < 6)) writing.set(`3/${++names}`, [])
        else if (random() < 0.75) {
          for (let ids = 1 + Math.floor(random() * 3); ids > 0; ids--) writing.get(one)?.push(++drawn)
        } else end(one)
      }
    },
    endAll: () => {
      isOver = true
      for (const name of [...writing.keys()]) end(name)
    },
  }
}

/** Reads as `receive` does, and is cut off now and then; what was kept stays. */
function reader(table: ReturnType<typeof world>, random: () => number, seesLocks: boolean) {
  const handedOver = new Map<bigint, number>()
  let kept: Unseen = everything()
  const locks = () => (seesLocks ? table.holders() : [])
  return {
    handedOver,
    unseen: () => kept,
    receive: (cutOff: number) => {
      const highest = [...table.committed].reduce<bigint | null>(
        (most, id) => (most === null || id > most ? id : most),
        null,
      )
      table.goOn()
      let now = locks()
      let horizon = openHorizon(highest, now)
      for (let upTo: bigint | null = 0n; upTo !== null; ) {
        table.goOn()
        let unseen = kept
        ;({ horizon, unseen } = nearer({ horizon, unseen }, now))
        const limit = 1 + Math.floor(random() * 20)
        const found = [...table.committed]
          .filter((id) => isUnseen(unseen, id))
          .sort((a, b) => (a < b ? -1 : 1))
        const rows = found.slice(0, limit)
        upTo = rows.length < limit ? null : (rows.at(-1) ?? null)
        table.goOn()
        now = locks()
        do {
          const batch = rows.splice(0, 1 + Math.floor(random() * 8))
          const isLast = rows.length === 0 && upTo === null
          const look = { ids: batch, upTo: isLast ? null : (batch.at(-1) ?? null), horizon, watchedMax: 0 }
          unseen = afterLook(unseen, look)
          kept = copied(unseen)
          for (const id of batch) handedOver.set(id, (handedOver.get(id) ?? 0) + 1)
          if (random() < cutOff) return
        } while (rows.length > 0)
      }
    },
  }
}

function isUnseen(unseen: Unseen, id: bigint): boolean {
  return id >= unseen.tail || gapsOf(unseen).some(({ lo, hi }) => lo <= id && id <= hi)
}

/** As through a cursor. */
function copied({ tail, waiting, watched }: Unseen): Unseen {
  return {
    tail,
    waiting: waiting.map(({ holders, ranges }) => ({ holders, ranges: readRanges(writeRanges(ranges)) })),
    watched: readRanges(writeRanges(watched)),
  }
}

/** What became of a table's rows after some looks while it was written, and some more when it was at rest. */
function outcome(seed: number, seesLocks: boolean) {
  const random = chance(seed)
  const table = world(random)
  const { handedOver, receive, unseen } = reader(table, random, seesLocks)
  for (let look = 0; look < 60; look++) receive(0.1)
  const carried = gapsOf(unseen()).length
  table.endAll()
  for (let look = 0; look < 3; look++) receive(0)
  return {
    rows: table.committed.size,
    missed: [...table.committed].filter((id) => !handedOver.has(id)).length,
    doubled: [...handedOver.values()].filter((times) => times > 1).length,
    carried,
    left: gapsOf(unseen()).length,
  }
}

describe('ids that were not handed over yet', () => {
  it('lose none and double none, however writers draw, commit and roll back, and wherever a look is cut off', () => {
    let rows = 0
    let carried = 0
    for (let seed = 1; seed <= 150; seed++) {
      const { missed, doubled, left, ...seen } = outcome(seed, true)
      assert.deepEqual({ seed, missed, doubled, left }, { seed, missed: 0, doubled: 0, left: 0 })
      rows += seen.rows
      carried += seen.carried
    }
    assert.ok(rows > 25_000 && carried > 150, `${rows} rows, ${carried} gaps while they were written`)
  })

  it('are missed when nobody tells who is writing: the rule needs the locks', () => {
    const missed = Array.from({ length: 50 }, (_, seed) => outcome(seed, false).missed)
    assert.ok(missed.reduce((sum, one) => sum + one) > 100)
  })

  it('stay unseen while a prepared transaction may be any of those that drew them', () => {
    assert.deepEqual(stillHolding(['3/17', '4/2'], ['4/2', '5/1']), ['4/2'])
    assert.deepEqual(stillHolding(['3/17', '4/2'], ['-1/812']), ['3/17', '4/2'])
  })
})

describe('gaps', () => {
  const watching = (watchedMax: number, ids: readonly bigint[]) =>
    afterLook(everything(), { ids, upTo: null, horizon: null, watchedMax })

  it('are watched where nothing tells that they will not fill: the newest, and the widest of the rest', () => {
    const evens = Array.from({ length: 50 }, (_, n) => 2_000n + 2n * BigInt(n))
    const { watched, tail } = watching(8, [10n, 1_000n, ...evens])
    assert.equal(tail, 2_099n)
    assert.equal(watched.length, 8)
    assert.deepEqual(watched.slice(0, 2), [
      { lo: ID_MIN, hi: 9n },
      { lo: 1_001n, hi: 1_999n },
    ])
    assert.deepEqual(watched.at(-1), { lo: 2_097n, hi: 2_097n })
  })

  it('give up the ids of rows that turn up in them, and no others', () => {
    const before = watching(8, [100n])
    const after = afterLook(before, { ids: [40n, 41n], upTo: null, horizon: null, watchedMax: 8 })
    assert.deepEqual(after.watched, [
      { lo: ID_MIN, hi: 39n },
      { lo: 42n, hi: 99n },
    ])
    assert.equal(isWatched(after, 41n), false)
    assert.equal(isWatched(after, 42n), true)
  })

  it('are joined when far too many wait at once, so that rows come twice rather than never', () => {
    const ids = Array.from({ length: 120_000 }, (_, n) => 2n * BigInt(n))
    const horizon = { drawnBelow: 300_000n, holders: ['3/1'] }
    const unseen = afterLook(everything(), { ids, upTo: null, horizon, watchedMax: 8 })
    const gaps = gapsOf(unseen)
    assert.ok(gaps.length <= 50_000)
    for (const id of [1n, 777n, 239_997n])
      assert.ok(
        gaps.some(({ lo, hi }) => lo <= id && id <= hi),
        `${id} is still unseen`,
      )
  })

  it('are written and read back, up to the ends of what a number may be', () => {
    const ranges = [
      { lo: ID_MIN, hi: -5n },
      { lo: 3n, hi: 3n },
      { lo: 9_007_199_254_740_993n, hi: ID_MAX },
    ]
    assert.deepEqual(readRanges(writeRanges(ranges)), ranges)
    assert.deepEqual(readRanges(writeRanges([])), [])
  })
})
