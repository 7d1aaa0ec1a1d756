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
    for (let turn = turns.next(owner); turn !== undefined; turn = turns.next(owner)) all.push(turn.connection)
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
      served.push(turns.next(undefined)?.connection ?? -1)
    }
    assert.deepEqual([served.indexOf(0), served.indexOf(100)], [8, 17])
    assert.deepEqual(
      served.filter((one) => one > 0 && one < 100),
      Array.from({ length: 28 }, (_, at) => at + 1),
    )
  })
})
