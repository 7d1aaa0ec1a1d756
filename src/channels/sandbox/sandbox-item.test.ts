import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { messagesOfAny } from '../any-item.ts'
import { parseSandboxItem, sandboxItem } from './sandbox-item.ts'

const written = {
  id: 'plumbline.1@plumbline.invalid',
  at: new Date('2026-05-20T19:31:02.123Z'),
  from: '+18475550100',
  to: '+13125550142',
  text: 'Hi Rosa, is it "one" drain\nor several? <b> \u{1f44d} Żółć',
}

describe('a text that goes to nobody', () => {
  it('is kept so that it reads again as it was written', () => {
    const message = parseSandboxItem(sandboxItem(written))
    assert.deepEqual(
      [message?.text, message?.peer, message?.sender, message?.atMs, message?.wireId],
      [written.text, written.to, written.from, written.at.getTime(), written.id],
    )
    assert.deepEqual([message?.direction, message?.kind], ['out', 'text'])
    assert.deepEqual(message?.labels, ['sms', 'sandbox'])
  })

  it('is found by its words and number whoever reads it', () => {
    const [message] = messagesOfAny('sandbox/1', sandboxItem(written))
    assert.deepEqual([message?.text, message?.peer], [written.text, written.to])
  })

  it('is not seen in anything else', () => {
    for (const other of ['', '{', '{}', 'null', '[]', '<html></html>', '{"format":"plumbline-sandbox-1"}'])
      assert.equal(parseSandboxItem(Buffer.from(other)), null, other)
    const broken = JSON.stringify({ ...JSON.parse(sandboxItem(written).toString()), at: 'yesterday' })
    assert.equal(parseSandboxItem(Buffer.from(broken)), null)
  })
})
