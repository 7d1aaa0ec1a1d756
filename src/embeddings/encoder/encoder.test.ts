import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Encoder, openEncoder } from './encoder.ts'
import { englishOf } from './gloss.ts'
import { likeness, quantised, signsOf } from './vector.ts'

describe('what a message means', () => {
  let encoder: Encoder & AsyncDisposable
  before(() => {
    encoder = openEncoder()
  })
  after(() => encoder[Symbol.asyncDispose]())

  const alike = async (a: string, b: string) => {
    const [first, second] = await encoder.encode([a, b])
    assert.ok(first != null && second != null)
    return likeness(first, second)
  }
  /** Asserts that `a` is more like the first than like the second. */
  const assertNearer = async (a: string, like: string, unlike: string) => {
    const [near, far] = [await alike(a, like), await alike(a, unlike)]
    assert.ok(near > far + 0.1, `${a}: ${like} ${near.toFixed(2)}, ${unlike} ${far.toFixed(2)}`)
  }

  it('is a direction of 512 numbers, the same each time', async () => {
    const texts = ['The water heater is leaking all over the basement.', 'Thanks, Ken was great!']
    const [first, thanks] = await encoder.encode(texts)
    const [again] = await encoder.encode(texts.slice(0, 1))
    assert.equal(first?.length, encoder.dimension)
    assert.deepEqual(first, again)
    assert.ok(first != null && thanks != null && likeness(first, thanks) < 0.4)
  })

  it('is much the same in other words of one language', async () => {
    await assertNearer(
      'There is no hot water in the shower since this morning',
      'our water heater quit, only cold water comes out',
      'please send the invoice for last month',
    )
    await assertNearer(
      'W łazience cieknie kran, kapie całą noc',
      'z baterii w kuchni stale kapie woda',
      'dziękuję za szybki przyjazd, wszystko działa',
    )
  })

  it('is much the same in Polish and in English', async () => {
    await assertNearer('cieknie kran w kuchni', 'the kitchen faucet is dripping', 'the furnace is loud')
    await assertNearer(
      'kocioł nie grzeje, zimna woda',
      'boiler not heating, cold water',
      'the sink is clogged',
    )
    await assertNearer(
      'klimatyzacja w biurze nie chłodzi',
      'the air conditioning in the office is not cooling',
      'kocioł nie grzeje',
    )
  })

  it('of what says nothing is nothing, and the rest of a batch is read all the same', async () => {
    const [empty, emoji, said] = await encoder.encode(['  ', '👍', 'The drain is clogged again'])
    assert.equal(empty, null)
    assert.equal(emoji, null)
    assert.ok(said != null)
  })

  it('of whatever bytes is nothing worse than a direction', async () => {
    for (const text of ['\u0000', '\ud800', 'a'.repeat(100_000), 'zł '.repeat(50_000), '中文', '‮rtl'])
      assert.equal((await encoder.encode([text])).length, 1)
  })

  it('can be asked again once its thread has ended', async () => {
    await encoder[Symbol.asyncDispose]()
    assert.ok((await encoder.encode(['hello, is anybody there?']))[0] != null)
  })
})

describe('Polish read as English', () => {
  it('has the words of the trade, in whichever case and without marks', () => {
    for (const written of [
      'cieknie kran przy umywalce',
      'CIEKNIE KRAN PRZY UMYWALCE',
      'kapie z kranu w umywalce',
    ])
      assert.match(englishOf(written), /faucet.*sink/, written)
    assert.match(englishOf('prosze o wycene naprawy kotla w piwnicy'), /quote.*repair.*boiler.*basement/)
  })

  it('keeps what it does not know, and English as it is', () => {
    assert.match(englishOf('kocioł Vaillant cieknie, proszę o telefon'), /Vaillant/i)
    assert.equal(englishOf('The  Rheem\nheater leaks'), 'The Rheem heater leaks')
  })
})

describe('vectors as bytes', () => {
  it('keep their angles, and tell by signs alone what is above nothing', () => {
    const one = quantised([0.5, -0.25, 0, 0.125, 0, 0, 0, -0.5])
    assert.deepEqual([...one], [127, -63, 0, 32, 0, 0, 0, -127])
    assert.deepEqual([...signsOf(one)], [0b1001])
    assert.ok(Math.abs(likeness(one, one) - 1) < 1e-9)
    assert.equal(
      likeness(
        one,
        Int8Array.from(one, (value) => -value),
      ),
      0,
    )
  })
})
