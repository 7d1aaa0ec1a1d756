import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { earlierParts } from './earlier-parts.ts'

const part = (name: string, ...files: string[]) => files.map((file) => `${name}/Takeout/Voice/Calls/${file}`)
const one = part('takeout-001.zip', 'a.html', 'b-1-1.jpg')
const two = part('takeout-002.zip', 'b.html', 'a-1-1.jpg')

suite('what came of an account before', () => {
  test('is another part of the same export when it deals other files', () => {
    assert.deepEqual(earlierParts(two, one), { joined: one, replaced: [] })
    assert.deepEqual(earlierParts(one, two), { joined: two, replaced: [] })
    assert.deepEqual(earlierParts([...one, ...two], one), { joined: [], replaced: [] })
    assert.deepEqual(earlierParts(one, [...one, ...two]), { joined: two, replaced: [] })
  })

  test('is none of it when both hold the same file, or say that they are of different days', () => {
    const again = part('takeout (1).zip', 'a.html', 'b-1-1.jpg')
    assert.deepEqual(earlierParts(again, one), { joined: [], replaced: [] })
    const march = part('takeout-20260302T080000Z-001.zip', 'a.html')
    const april = part('takeout-20260402T080000Z-001.zip', 'b.html')
    assert.deepEqual(earlierParts(april, march), { joined: [], replaced: [] })
  })

  test('is replaced by something else of the same name', () => {
    const newer = part('takeout-001.zip', 'a.html', 'c.html')
    assert.deepEqual(earlierParts(newer, one), { joined: [], replaced: one })
  })

  test('goes on in the same folder, when more was unpacked into it or less was left in it', () => {
    assert.deepEqual(earlierParts([...one, ...part('takeout-001.zip', 'c.html')], one), {
      joined: [],
      replaced: [],
    })
    assert.deepEqual(earlierParts(one.slice(0, 1), one), { joined: one.slice(1), replaced: [] })
    assert.deepEqual(earlierParts(part('takeout-001.zip', 'c.html'), one), { joined: one, replaced: [] })
  })
})
