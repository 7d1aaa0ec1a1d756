import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { suite, test } from 'node:test'
import { messageId } from './message-id.ts'
import { makeReplyId, readReplyId } from './reply-id.ts'

const key = createSecretKey(Buffer.alloc(32, 7))
const harbor = '01930000-0000-7000-8000-000000000001'
const mokotow = '01930000-0000-7000-8000-000000000002'
const conversationId = '01930000-abcd-7000-8000-00000000c0de'
const id = makeReplyId(key, {
  tenantId: harbor,
  conversationId,
  nonce: '01930000-abcd-7000-8000-0000000000aa',
  domain: 'Harbor.example',
})

suite('the id of a reply', () => {
  test('leads back to its conversation, with brackets or without, in whatever case it comes back', () => {
    for (const written of [id, id.slice(1, -1), id.toUpperCase(), ` ${id} `, messageId(id) ?? ''])
      assert.equal(readReplyId(key, harbor, written), conversationId, written)
  })

  test('can stand in a header', () => {
    assert.match(id, /^<[a-z0-9.]+@[a-z0-9.]+>$/)
    assert.ok(id.length < 200, String(id.length))
  })

  test('is of one firm and one key', () => {
    assert.equal(readReplyId(key, mokotow, id), null)
    assert.equal(readReplyId(createSecretKey(Buffer.alloc(32, 8)), harbor, id), null)
    assert.equal(readReplyId(Buffer.alloc(32, 7), harbor, id), conversationId)
  })

  test('cannot be changed by a single letter', () => {
    const bare = id.slice(1, -1)
    const end = bare.indexOf('@')
    for (let at = 0; at < end; at++) {
      const other = bare[at] === '0' ? '1' : '0'
      assert.equal(readReplyId(key, harbor, bare.slice(0, at) + other + bare.slice(at + 1)), null, String(at))
    }
  })

  test('is none of a stranger', () => {
    for (const strange of [
      '',
      '<>',
      'boiler-1@example.com',
      `plumbline.${'0'.repeat(32)}.x.${'0'.repeat(32)}@harbor.example`,
      `<${'plumbline.'.repeat(1e5)}@x>`,
    ])
      assert.equal(readReplyId(key, harbor, strange), null)
  })

  test('is not made of what cannot stand in it', () => {
    const make = (more: Partial<Parameters<typeof makeReplyId>[1]>) => () =>
      makeReplyId(key, { tenantId: harbor, conversationId, nonce: '1', domain: 'harbor.example', ...more })
    for (const wrong of [
      { conversationId: '7' },
      { tenantId: 'harbor' },
      { nonce: '' },
      { nonce: 'a b' },
      { domain: 'x>\r\nBcc: y' },
      { domain: '' },
    ])
      assert.throws(make(wrong), RangeError)
  })
})
