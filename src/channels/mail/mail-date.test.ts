import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parseMailDate } from './mail-date.ts'

const iso = (text: string) => {
  const atMs = parseMailDate(text)
  return atMs === null ? null : new Date(atMs).toISOString()
}

suite('a date in a mail', () => {
  test('in the form of the standard, and in those of old mailers', () => {
    for (const [text, expected] of Object.entries({
      'Mon, 4 Nov 2024 08:15:30 -0600': '2024-11-04T14:15:30.000Z',
      '4 Nov 2024 08:15 -0600': '2024-11-04T14:15:00.000Z',
      'Mon,04 Nov 2024 08:15:30 -0600 (CST)': '2024-11-04T14:15:30.000Z',
      'Mon, (a day) 4 (b) Nov 2024 08:15:30 (c) -0600': '2024-11-04T14:15:30.000Z',
      'Sun, 31 Mar 2024 03:30:00 +0200': '2024-03-31T01:30:00.000Z',
      'Fri, 21 Nov 97 09:55:06 EST': '1997-11-21T14:55:06.000Z',
      'Thu, 4 Nov 04 09:55:06 PDT': '2004-11-04T16:55:06.000Z',
      'Sat, 1 Jan 100 00:00:00 GMT': '2000-01-01T00:00:00.000Z',
      'Mon, 4 Nov 2024 08:15:30 GMT+01:00': '2024-11-04T07:15:30.000Z',
      'Mon, 4 Nov 2024 08:15:30 CEST': '2024-11-04T06:15:30.000Z',
      'Mon, 4 Nov 2024 08:15:30 K': '2024-11-04T08:15:30.000Z',
      'Mon, 4 Nov 2024 08:15:30 XYZ': '2024-11-04T08:15:30.000Z',
      'Mon, 4 Nov 2024 08:15:30 -0000': '2024-11-04T08:15:30.000Z',
      'Monday, 4 November 2024 8:15:30 PM +0000': '2024-11-04T20:15:30.000Z',
      'Mon Nov  4 08:15:30 2024': '2024-11-04T08:15:30.000Z',
      'Mon Nov  4 08:15:30 EST 2024': '2024-11-04T13:15:30.000Z',
      'Mon Nov  4 08:15:30 2024 -0600': '2024-11-04T14:15:30.000Z',
      '2024-11-04T08:15:30+01:00': '2024-11-04T07:15:30.000Z',
      '2024-11-04 08:15:30 +0100': '2024-11-04T07:15:30.000Z',
      'Thu, 29 Feb 2024 23:59:60 +0000': '2024-03-01T00:00:00.000Z',
    }))
      assert.equal(iso(text), expected, text)
  })

  test('that is none', () => {
    for (const text of [
      '',
      'soon',
      'Mon, 32 Nov 2024 08:15:30 +0000',
      'Thu, 29 Feb 2023 08:15:30 +0000',
      'Mon, 4 Nix 2024 08:15:30 +0000',
      'Mon, 4 Nov 2024 25:15:30 +0000',
      'Mon, 4 Nov 2024 08:75:30 +0000',
      '4 Nov 2024',
      '1730714400',
    ])
      assert.equal(iso(text), null, text)
  })

  test('takes no time, whatever it is', () => {
    const start = process.threadCpuUsage() // others may share the processor
    for (const text of ['('.repeat(1e6), 'a'.repeat(1e6), '1 '.repeat(1e6), 'Mon, '.repeat(1e6)])
      parseMailDate(text)
    assert.ok(process.threadCpuUsage(start).user < 500_000)
  })
})
