import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inboundJson } from '../../test/kit/postmark-server.ts'
import { messagesOfAny } from './any-item.ts'

const bytesOf = (item: object | string) => Buffer.from(typeof item === 'string' ? item : JSON.stringify(item))
const said = (item: object | string) =>
  messagesOfAny('x', bytesOf(item)).map(({ kind, peer, group, text }) => [kind, peer ?? group?.length, text])

const row = {
  crew: 'Website',
  row: '7',
  session: 'rosa@alvarez.example',
  owner: null,
  message: { type: 'human', content: 'Is MessageID the name of my boiler?' },
  atMs: 1_772_463_600_000,
}

describe('an item of whichever wire', () => {
  it('that is JSON is a mail of Postmark’s or a row of a chat table, by its shape', () => {
    assert.deepEqual(said(inboundJson(1)), [
      ['email', 'rosa@alvarez.example', 'It is leaking for the 1th time.'],
    ])
    assert.deepEqual(said({ ...inboundJson(1), crew: 'x', message: { type: 'human', content: 'y' } }), [
      ['email', 'rosa@alvarez.example', 'It is leaking for the 1th time.'],
    ])
    assert.deepEqual(said(row), [['chat', 'rosa@alvarez.example', 'Is MessageID the name of my boiler?']])
    const quoting = { ...row, message: { type: 'human', content: JSON.stringify(inboundJson(1)) } }
    assert.deepEqual(
      said(quoting).map(([kind]) => kind),
      ['chat'],
    )
  })

  it('that is a mail is read as one, and what is neither gives nothing', () => {
    const mail = 'From: rosa@alvarez.example\r\nDate: Mon, 2 Mar 2026 09:30:00 -0600\r\n\r\nIt drips\r\n'
    assert.deepEqual(said(mail), [['email', 'rosa@alvarez.example', 'It drips']])
    for (const other of ['{', '{}', '{"MessageID":"1"}', '[]', '']) assert.deepEqual(said(other), [])
  })
})
