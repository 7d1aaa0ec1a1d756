import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Turns } from './turns.ts'

describe('the line before the one session', () => {
  const lineOf = (connections: readonly [connection: number, mayWait?: 'may wait'][]) => {
    const turns = new Turns()
    for (const [connection, mayWait] of connections)
      turns.add({ connection, mayWait: mayWait !== undefined, run: async () => undefined })
    return turns
  }
  const order = (turns: Turns, owner?: number) => {
    const all: number[] = []
    for (let turn = turns.next(owner, 0); turn !== undefined; turn = turns.next(owner, 0))
      all.push(turn.connection)
    return all
  }

  it('is first come, first served', () => {
    assert.deepEqual(order(lineOf([[1], [2], [3], [1]])), [1, 2, 3, 1])
    assert.deepEqual(
      order(
        lineOf([
          [1, 'may wait'],
          [2, 'may wait'],
        ]),
      ),
      [1, 2],
    )
    assert.deepEqual(order(lineOf([])), [])
  })

  it('lets what somebody waits for go first', () => {
    assert.deepEqual(order(lineOf([[1, 'may wait'], [2], [3, 'may wait'], [4]])), [2, 4, 1, 3])
  })

  it('serves nobody but the owner of an open transaction', () => {
    const turns = lineOf([[1], [2, 'may wait'], [3]])
    assert.deepEqual(order(turns, 2), [2])
    assert.deepEqual(order(turns), [1, 3])
  })

  it('comes round to what may wait, however much is asked', () => {
    const turns = lineOf([
      [0, 'may wait'],
      [100, 'may wait'],
    ])
    const served: number[] = []
    for (let asked = 1; asked <= 30; asked++) {
      turns.add({ connection: asked, mayWait: false, run: async () => undefined })
      served.push(turns.next(undefined, asked)?.connection ?? -1)
    }
    assert.deepEqual([served.indexOf(0), served.indexOf(100)], [8, 17])
    assert.deepEqual(
      served.filter((one) => one > 0 && one < 100),
      Array.from({ length: 28 }, (_, at) => at + 1),
    )
  })

  it('holds back what may wait for some milliseconds after somebody was answered, who may go on asking', () => {
    const turns = lineOf([[7, 'may wait']])
    turns.answered(1_000)
    assert.equal(turns.next(undefined, 1_001), undefined)
    assert.equal(turns.heldMs(undefined, 1_001), 3)
    turns.add({ connection: 1, mayWait: false, run: async () => undefined })
    assert.equal(turns.next(undefined, 1_002)?.connection, 1)
    turns.answered(1_002)
    assert.equal(turns.next(undefined, 1_004), undefined)
    assert.equal(turns.next(7, 1_004)?.connection, 7) // its transaction is open
    turns.add({ connection: 8, mayWait: true, run: async () => undefined })
    assert.equal(turns.heldMs(8, 1_004), undefined)
    assert.equal(turns.next(undefined, 1_006)?.connection, 8)
    assert.equal(turns.heldMs(undefined, 1_007), undefined)
  })

  it('holds nothing back for ever, however close together it is asked', () => {
    const turns = lineOf([[0, 'may wait']])
    turns.answered(0)
    const served: number[] = []
    for (let nowMs = 1; !served.includes(0) && nowMs < 100; nowMs++) {
      turns.add({ connection: nowMs, mayWait: false, run: async () => undefined })
      for (let turn = turns.next(undefined, nowMs); turn !== undefined; turn = turns.next(undefined, nowMs))
        served.push(turn.connection)
      turns.answered(nowMs)
    }
    assert.equal(served.indexOf(0), 8)
  })
})
