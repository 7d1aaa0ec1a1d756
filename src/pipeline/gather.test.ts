import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { gather } from './gather.ts'
import type { ReadyBatch, ReadyItem } from './read-batch.ts'

const BOUNDS = { itemsMax: 4, bytesMax: 1_000 }
const never = new AbortController().signal

const item = (path: string, size = 10): ReadyItem => ({
  path,
  externalId: path,
  bytes: Buffer.alloc(size),
  packed: Buffer.alloc(1),
  messages: [],
  setAside: [],
  voice: null,
})

const batch = (...items: ReadyItem[]): ReadyBatch => ({
  items,
  setAside: [],
  listed: items.length,
  cursor: { after: items.at(-1)?.path ?? null },
  incidents: [],
})

const pathsOf = ({ items }: ReadyBatch) => items.map(({ path }) => path).join(' ')

/** Lets the source give all that it may. */
async function meanwhile(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await nextTurn()
}

/** A source that has all of these at hand, and knows how many were taken from it. */
function sourceOf(batches: readonly ReadyBatch[], fault?: Error) {
  const source = {
    asked: 0,
    isClosed: false,
    async *ask() {
      try {
        for (const one of batches) {
          source.asked++
          yield one
        }
        if (fault) throw fault
      } finally {
        source.isClosed = true
      }
    },
  }
  return source
}

describe('what a source gives while the database works', () => {
  it('is handed over as it comes, and joined where more has come', async () => {
    const mails = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((path) => batch(item(path)))
    const taken: string[] = []
    for await (const one of gather(() => sourceOf(mails).ask(), { ...BOUNDS, signal: never })) {
      taken.push(`${pathsOf(one)} (${one.listed}, then ${JSON.stringify(one.cursor)})`)
      await meanwhile()
    }
    assert.deepEqual(taken, [
      'a (1, then {"after":"a"})',
      'b c d e (4, then {"after":"e"})',
      'f g (2, then {"after":"g"})',
    ])
  })

  it('is not asked for without bound, by number or by size', async () => {
    for (const size of [10, 300]) {
      const source = sourceOf(Array.from({ length: 50 }, (_, number) => batch(item(`${number}`, size))))
      const most = size === 10 ? BOUNDS.itemsMax : Math.ceil(BOUNDS.bytesMax / size)
      let taken = 0
      for await (const one of gather(source.ask, { ...BOUNDS, signal: never })) {
        taken += one.items.length
        assert.ok(one.items.length <= most, `${one.items.length} of ${size} bytes`)
        await meanwhile()
        assert.ok(source.asked - taken <= most, `${source.asked - taken} wait`)
      }
      assert.equal(taken, 50)
    }
  })

  it('is kept before its fault is told', async () => {
    const source = sourceOf([batch(item('a')), batch(item('b')), batch(item('c'))], new Error('cut'))
    const taken: string[] = []
    await assert.rejects(async () => {
      for await (const one of gather(source.ask, { ...BOUNDS, signal: never })) {
        taken.push(pathsOf(one))
        await meanwhile()
      }
    }, /^Error: cut$/)
    assert.deepEqual(taken, ['a', 'b c'])
  })

  it('is let go of once it is cancelled', async () => {
    const cancel = new AbortController()
    const source = sourceOf([batch(item('a')), batch(item('b')), batch(item('c'))])
    const taken: string[] = []
    await assert.rejects(async () => {
      for await (const one of gather(source.ask, { ...BOUNDS, signal: cancel.signal })) {
        taken.push(pathsOf(one))
        await meanwhile()
        cancel.abort()
      }
    }, /AbortError/)
    assert.deepEqual(taken, ['a'])
    assert.ok(source.isClosed)
  })

  it('is no more asked for when it could not be kept, though the source is silent', async () => {
    let told = false
    const silent = async function* (signal: AbortSignal) {
      yield batch(item('a'))
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      told = true
    }
    await assert.rejects(async () => {
      for await (const _ of gather(silent, { ...BOUNDS, signal: never })) throw new Error('The disk is full.')
    }, /disk is full/)
    assert.ok(told)
  })

  it('is not joined with what it tells again', async () => {
    const source = sourceOf([batch(item('x')), batch(item('a')), batch(item('b')), batch(item('a', 20))])
    const taken: string[] = []
    for await (const one of gather(source.ask, { ...BOUNDS, signal: never })) {
      taken.push(pathsOf(one))
      await meanwhile()
    }
    assert.deepEqual(taken, ['x', 'a b', 'a'])
  })
})
