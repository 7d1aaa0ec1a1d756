import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Entity, letter, multipart, text } from './fixtures/make-mail.ts'
import { parseMail } from './mail.ts'

const REPLY = 'plumbline.0195f000000070008000000000000001@harbor.example'
const status = (content: string, type = 'message/delivery-status'): Entity => ({
  fields: { 'Content-Type': type },
  content: Buffer.from(content.replaceAll('\n', '\r\n')),
})
const returned = (fields: string, type = 'message/rfc822'): Entity => ({
  fields: { 'Content-Type': type },
  content: Buffer.from(`${fields}\r\n\r\nWe come at two.\r\n`),
})
const ITS_ID = `Subject: The boiler\r\nMessage-ID:\r\n <${REPLY}>`

function reportOf(...parts: Entity[]) {
  const mail = letter(
    { From: 'Mail Delivery System <MAILER-DAEMON@mx.harbor.example>', 'Return-Path': '<>' },
    multipart('report; report-type=delivery-status', text('It could not be delivered.'), ...parts),
  )
  return parseMail('INBOX/1/1', mail, { owner: ['office@harbor.example'] }).messages[0]?.report
}

const FAILED =
  'Reporting-MTA: dns; mx.harbor.example\nArrival-Date: Mon, 2 Mar 2026 09:30:00 -0600\n\nFinal-Recipient: rfc822; rosa@alvarez.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n'

suite('what a mail server reports', () => {
  test('that a mail came back, of which one and why, without the words of either', () => {
    assert.deepEqual(reportOf(status(FAILED), returned(ITS_ID)), {
      mailId: REPLY,
      kind: 'bounced',
      status: '5.1.1',
    })
  })

  test('with nothing but the header of the mail, or addresses in all letters', () => {
    const headers = returned(ITS_ID, 'text/rfc822-headers; charset=us-ascii')
    assert.equal(reportOf(status(FAILED), headers)?.mailId, REPLY)
    const global = status(FAILED, 'message/global-delivery-status')
    assert.equal(reportOf(global, returned(ITS_ID, 'message/global-headers'))?.mailId, REPLY)
  })

  test('that one of two did not get it, whatever the other got', () => {
    const both = `${FAILED}\nFinal-Recipient: rfc822; luis@alvarez.example\nAction: delivered\nStatus: 2.0.0\n`
    assert.deepEqual(reportOf(status(both), returned(ITS_ID)), {
      mailId: REPLY,
      kind: 'bounced',
      status: '5.1.1',
    })
  })

  test('that it arrived; a delay is no news, for it is tried on', () => {
    const arrived = FAILED.replace('failed', 'Delivered (to mailbox)').replace('Status: 5.1.1\n', '')
    assert.deepEqual(reportOf(status(arrived), returned(ITS_ID)), {
      mailId: REPLY,
      kind: 'delivered',
      status: null,
    })
    assert.equal(reportOf(status(FAILED.replace('failed', 'delayed')), returned(ITS_ID)), undefined)
  })

  test('nothing, where it does not say of which mail, or is no such report', () => {
    assert.equal(reportOf(status(FAILED), returned('Subject: The boiler')), undefined)
    assert.equal(reportOf(status(FAILED)), undefined)
    assert.equal(reportOf(returned(ITS_ID)), undefined)
    const forwarded = letter({}, multipart('mixed', text('See below.'), status(FAILED), returned(ITS_ID)))
    assert.equal(
      parseMail('INBOX/1/1', forwarded, { owner: [] }).messages[0]?.report,
      undefined,
      'a person forwards what came back',
    )
  })
})
