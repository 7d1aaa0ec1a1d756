import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { inboundJson } from '../../../test/kit/postmark-server.ts'
import { readPostmarkCall } from './read-call.ts'

const headers = { 'content-type': 'application/json; charset=utf-8' }
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const read = (body: Buffer | string | object) =>
  readPostmarkCall(
    headers,
    Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  )

const sent = {
  messageId: '883953f4-6105-42a2-a16a-77a8eac79483',
  recipient: 'rosa@alvarez.example',
  stream: 'outbound',
}

suite('a call of Postmark', () => {
  test('brings a mail with its own bytes, where Postmark sends them along', () => {
    const raw = 'From: rosa@alvarez.example\r\nSubject: Kocioł\r\n\r\nCieknie.\r\n'
    const json = inboundJson(7, { RawEmail: raw, MailboxHash: 'k4' })
    const call = read(json)
    assert.deepEqual(call, {
      kind: 'inbound',
      item: {
        externalId: json.MessageID,
        path: json.MessageID,
        bytes: Buffer.from(raw),
        details: {
          role: 'inbox',
          originalRecipient: json.OriginalRecipient,
          mailboxHash: 'k4',
          stream: 'inbound',
        },
      },
    })
  })

  test('brings a mail as the JSON that it is, byte by byte, else', () => {
    const body = Buffer.from(JSON.stringify(inboundJson(7), null, 2))
    const call = read(body)
    assert.ok(call.kind === 'inbound')
    assert.deepEqual(call.item.bytes, body)
    const again = read(Buffer.from(JSON.stringify(inboundJson(7))))
    assert.ok(again.kind === 'inbound')
    assert.equal(again.item.externalId, call.item.externalId) // delivered twice, it is one
  })

  test('tells what became of a mail that was sent', () => {
    const { eventId: delivered, ...delivery } = read(fixture('delivery')) as { eventId: string }
    assert.deepEqual(delivery, {
      ...sent,
      kind: 'delivered',
      atMs: Date.parse('2026-03-02T16:33:54.907Z'),
      metadata: { conversation: '0195f000-0000-7000-8000-000000000001' },
    })
    const { eventId: bounced, ...bounce } = read(fixture('bounce')) as { eventId: string }
    assert.deepEqual(bounce, {
      ...sent,
      kind: 'bounced',
      atMs: Date.parse('2026-03-02T16:33:54.907Z'),
      metadata: { conversation: '0195f000-0000-7000-8000-000000000001' },
      type: 'HardBounce',
      isInactive: true,
      canActivate: true,
    })
    const { eventId: complained, ...complaint } = read(fixture('spam-complaint')) as { eventId: string }
    assert.deepEqual(complaint, {
      ...sent,
      kind: 'complained',
      atMs: Date.parse('2026-03-02T17:00:00Z'),
      metadata: {},
      isInactive: true,
    })
    const { eventId: opened, ...open } = read(fixture('open')) as { eventId: string }
    assert.deepEqual(open, {
      ...sent,
      kind: 'opened',
      atMs: Date.parse('2026-03-02T16:40:01Z'),
      metadata: {},
      isFirst: true,
    })
    const ids = [delivered, bounced, complained, opened]
    assert.equal(new Set(ids).size, 4)
    for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/)
  })

  test('told twice is the same event, and another bounce is another', () => {
    const text = fixture('bounce').toString()
    const idOf = (body: string) => (read(body) as { eventId: string }).eventId
    assert.equal(
      idOf(text),
      idOf(
        JSON.stringify(JSON.parse(text, (_, value) => value)).replace(
          '4323372036854776000',
          '4323372036854775807',
        ),
      ),
    )
    assert.notEqual(idOf(text), idOf(text.replace('4323372036854775807', '4323372036854775808'))) // of 64 bits
  })

  test('of another kind is let pass, and what is none is set aside', () => {
    assert.deepEqual(read({ RecordType: 'SubscriptionChange', MessageID: 'x' }), {
      kind: 'other',
      recordType: 'SubscriptionChange',
    })
    for (const body of [
      '',
      'null',
      '[]',
      '{',
      '{"RecordType":"Delivery"}',
      '{"MessageID":"../x","From":"a@b"}',
      '{"a":1}',
    ])
      assert.equal(read(body).kind, 'unreadable', body)
    assert.equal(readPostmarkCall({ 'content-type': 'text/html' }, fixture('open')).kind, 'unreadable')
    assert.equal(readPostmarkCall({}, fixture('open')).kind, 'unreadable')
  })

  test('throws nothing, whatever comes', () => {
    const names = [
      'RecordType',
      'MessageID',
      'From',
      'Recipient',
      'Email',
      'ID',
      'BouncedAt',
      'Metadata',
      'Headers',
      'Attachments',
      'RawEmail',
      'Type',
    ]
    const json = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.jsonValue(), fc.constantFrom('Bounce', 'Open', 'Inbound', 'a@b.example')),
    )
    fc.assert(fc.property(json, (some) => void read(some)))
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void read(Buffer.from(bytes))))
  })
})
