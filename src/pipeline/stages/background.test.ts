import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fixedClock } from '../../base/clock.ts'
import { silentLog } from '../../base/log.ts'
import { openBackground, type Rest, type Turn } from './background.ts'

const HARBOR = 'harbor'
const MOKOTOW = 'mokotow'
const HOUR_MS = 60 * 60_000

/** Has `work` done for two firms, and keeps whose turn it was. */
function openStage({ work, isBusy, rest }: StageHere) {
  const turns: Turn[] = []
  const clock = fixedClock('2026-03-04T09:00:00Z')
  const stage = openBackground<number>(
    { clock, log: silentLog },
    {
      name: 'reading',
      firms: async () => [{ id: HARBOR }, { id: MOKOTOW }],
      isBusy: isBusy ?? (() => false),
      ...(rest && { rest }),
      work: async (turn) => {
        turns.push(turn)
        await work?.(turn)
        return turns.length
      },
    },
  )
  const until = async (count: number) => {
    while (turns.length < count) await pause(1)
  }
  return { stage, turns, clock, until }
}
type StageHere = {
  work?: (turn: Turn) => Promise<unknown>
  isBusy?: () => boolean
  rest?: Rest
}

describe('a stage in the background', () => {
  it('looks through everything of a firm first, and then only at what was made since, with what was late', async () => {
    const { stage, turns, clock, until } = openStage({})
    await using _ = stage
    stage.wake(HARBOR)
    await until(1)
    const firstAt = clock.now()
    clock.advance(2 * HOUR_MS)
    await pause(1)
    stage.wake(HARBOR)
    await until(2)
    await pause(1)
    stage.wake(HARBOR, { everything: true })
    await until(3)
    assert.deepEqual(
      turns.map(({ madeSince }) => madeSince?.getTime()),
      [undefined, firstAt.getTime() - HOUR_MS / 4, undefined],
    )
  })

  it('sees to every firm, and to the one that somebody waits for before the others', async () => {
    const first = Promise.withResolvers<void>()
    const { stage, turns, until } = openStage({
      work: async ({ tenantId }) => (turns.length === 1 ? first.promise : tenantId),
    })
    await using _ = stage
    stage.wake('other')
    await until(1)
    stage.wake()
    stage.wake('third')
    const caughtUp = stage.catchUp('waited for')
    first.resolve()
    await caughtUp
    await until(5)
    const order = turns.map(({ tenantId }) => tenantId)
    assert.deepEqual(order.slice(0, 2), ['other', 'waited for'])
    assert.deepEqual(order.slice(2).toSorted(), [HARBOR, MOKOTOW, 'third'].toSorted())
  })

  it('works for one firm at a time, and tells everybody who waits', async () => {
    let atOnce = 0
    const { stage } = openStage({
      work: async () => {
        assert.equal(++atOnce, 1)
        await pause(2)
        atOnce--
      },
    })
    await using _ = stage
    const done = await Promise.all([HARBOR, MOKOTOW, HARBOR, HARBOR].map((firm) => stage.catchUp(firm)))
    assert.deepEqual(done, [1, 2, 1, 1])
  })

  it('takes news up in the turn it has, and those who wait for them are told at its end', async () => {
    const news: boolean[] = []
    const { stage, turns, until } = openStage({
      work: async ({ giveWay }) => {
        const caughtUp = stage.catchUp(HARBOR)
        caughtUp.catch(() => undefined)
        news.push(await giveWay(), await giveWay())
      },
    })
    await using _ = stage
    stage.wake(HARBOR)
    await until(1)
    await pause(5)
    assert.deepEqual(news, [true, false])
    assert.equal(turns.length, 1)
  })

  it('gives way while others are busy, until they are not, or somebody waits', async () => {
    let busy = true
    let batches = 0
    const { stage, until } = openStage({
      isBusy: () => busy,
      work: async ({ giveWay }) => {
        for (let batch = 0; batch < 3; batch++) {
          batches++
          await giveWay()
        }
      },
    })
    await using _ = stage
    stage.wake(HARBOR)
    await until(1)
    await pause(50)
    assert.equal(batches, 1)
    await stage.catchUp(MOKOTOW) // and the first goes on meanwhile, lest the other wait for it
    assert.equal(batches, 6)
    stage.wake(HARBOR)
    await pause(50)
    assert.equal(batches, 6)
    busy = false
    stage.wake(HARBOR)
    await until(3)
  })

  it('rests between turns: what comes close together costs one look, unless somebody waits', async () => {
    const { stage, turns, until } = openStage({ rest: { factor: 0, msMin: 60_000 } })
    await using _ = stage
    stage.wake(HARBOR)
    await until(1)
    for (let news = 0; news < 9; news++) {
      stage.wake(HARBOR)
      await pause(1)
    }
    assert.equal(turns.length, 1)
    stage.wake(MOKOTOW)
    await until(2)
    await stage.catchUp(HARBOR)
    assert.equal(turns.length, 3)
  })

  it('tells who waits that it failed, goes on with other firms, and tries again later', async (t) => {
    const { stage, turns, until } = openStage({
      work: async ({ tenantId }) => {
        if (tenantId === HARBOR && turns.length === 1) throw new Error('out of memory')
      },
    })
    await using _ = stage
    await assert.rejects(stage.catchUp(HARBOR), /out of memory/)
    stage.wake(MOKOTOW)
    await until(2)
    stage.wake(HARBOR)
    await pause(20)
    assert.deepEqual(
      turns.map(({ tenantId }) => tenantId),
      [HARBOR, MOKOTOW],
    )
    const far = performance.now() + 31_000
    t.mock.method(performance, 'now', () => far)
    stage.wake(MOKOTOW)
    await until(4)
    assert.equal(turns.find(({ tenantId }, at) => at > 0 && tenantId === HARBOR)?.madeSince, undefined)
  })

  it('goes on when one who waited does so no longer, and ends when the program does', async () => {
    const begun = Promise.withResolvers<void>()
    const { stage, turns } = openStage({
      work: async ({ signal }) => {
        begun.resolve()
        await pause(HOUR_MS, undefined, { signal })
      },
    })
    const enough = new AbortController()
    const left = assert.rejects(stage.catchUp(HARBOR, enough.signal), { name: 'AbortError' })
    const stays = assert.rejects(stage.catchUp(HARBOR), { name: 'AbortError' })
    await begun.promise
    enough.abort()
    await left
    await stage[Symbol.asyncDispose]()
    await stays
    await assert.rejects(stage.catchUp(HARBOR), { name: 'AbortError' })
    assert.equal(turns.length, 1)
  })
})
