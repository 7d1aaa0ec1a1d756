import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { automaticLabels, isAutomatic } from './automatic.ts'

const ROSA = 'rosa@example.com'
const labels = (...fields: [string, string][]) => automaticLabels(fields, ROSA, 'Boiler')
const machine = (...fields: [string, string][]) => isAutomatic(fields, ROSA, 'Boiler')

suite('a mail that no person wrote to us', () => {
  test('is known by what its sender says of it', () => {
    assert.deepEqual(labels(['list-id', '<news.example.com>']), ['list'])
    assert.deepEqual(labels(['List-Unsubscribe', '<mailto:x@example.com>']), ['list'])
    assert.deepEqual(labels(['precedence', 'Bulk']), ['list'])
    assert.deepEqual(labels(['auto-submitted', 'auto-replied; owner-email="x"']), ['auto'])
    assert.deepEqual(labels(['x-autoreply', 'yes']), ['auto'])
    assert.deepEqual(labels(['precedence', 'auto_reply']), ['auto'])
    assert.deepEqual(labels(['content-type', 'multipart/report; report-type=delivery-status; boundary=x']), [
      'bounce',
    ])
    assert.deepEqual(labels(['content-type', 'multipart/report; report-type="disposition-notification"']), [
      'auto',
    ])
    assert.deepEqual(labels(['x-failed-recipients', 'a@example.com']), ['bounce'])
    assert.deepEqual(automaticLabels([], 'MAILER-DAEMON@mx.example', 'Undelivered'), ['bounce'])
    assert.deepEqual(labels(['auto-submitted', 'auto-replied'], ['content-type', 'multipart/report']), [
      'bounce',
    ])
  })

  test('is known by what stands above it while its sender is away', () => {
    for (const subject of [
      'Automatic reply: Boiler',
      'Out of Office: back Monday',
      'Automatyczna odpowiedź: Kocioł',
      'Poza biurem',
    ])
      assert.deepEqual(automaticLabels([], ROSA, subject), ['auto'], subject)
    for (const subject of [
      'Is your office open?',
      'Out of office hours visit',
      'Automatic reply button broken',
    ])
      assert.deepEqual(automaticLabels([], ROSA, subject), [], subject)
  })

  test('is no customer with an ordinary mail', () => {
    assert.deepEqual(
      labels(
        ['auto-submitted', 'no'],
        ['content-type', 'multipart/mixed'],
        ['return-path', '<rosa@example.com>'],
      ),
      [],
    )
    assert.equal(
      machine(
        ['auto-submitted', 'no'],
        ['return-path', '<rosa@example.com>'],
        ['x-auto-response-suppress', 'None'],
      ),
      false,
    )
  })
})

suite('a machine is never answered', () => {
  test('whichever one mark of it is there', () => {
    const marks: [string, string][] = [
      ['Auto-Submitted', 'auto-generated'],
      ['precedence', 'list'],
      ['list-post', '<mailto:x@example.com>'],
      ['x-auto-response-suppress', 'DR, OOF, AutoReply'],
      ['return-path', '<>'],
      ['x-loop', 'harbor'],
      ['content-type', 'multipart/report; report-type=feedback-report'],
    ]
    for (const mark of marks) assert.equal(machine(['subject', 'x'], mark), true, mark[0])
    for (const from of [
      'no-reply@example.com',
      'noreply@example.com',
      'notifications-noreply@example.com',
      'do_not_reply@example.com',
      'bounce+4711@example.com',
      'postmaster@example.com',
      'MAILER-DAEMON@example.com',
    ])
      assert.equal(isAutomatic([['return-path', '<>']], from), true, from)
    assert.equal(isAutomatic([], 'no-reply@example.com'), true)
    assert.equal(isAutomatic([['from', 'Shop <noreply@example.com>']]), true)
    assert.equal(isAutomatic([['subject', 'Out of office: Ken']]), true)
  })

  test('and its labels say so, whatever the mark', () => {
    assert.deepEqual(labels(['return-path', '<>']), ['no_reply'])
    assert.deepEqual(automaticLabels([], 'no-reply@example.com'), ['no_reply'])
    assert.deepEqual(automaticLabels([['list-id', 'x']], 'no-reply@example.com'), ['list'])
  })

  test('a second Auto-Submitted takes nothing back', () => {
    assert.equal(machine(['auto-submitted', 'auto-replied'], ['auto-submitted', 'no']), true)
    assert.equal(machine(['auto-submitted', 'no'], ['auto-submitted', 'auto-replied']), true)
  })
})
