import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

/** A mail that Mrs Alvarez sends to Harbor Plumbing, different for each `number`, of about `bytes` bytes. */
export function mailOf(number: number, bytes = 0): Buffer {
  const lines = [
    'From: Rosa Alvarez <rosa@alvarez.example>',
    'To: Harbor Plumbing <office@harbor.example>',
    `Subject: The boiler, again (${number})`,
    'Date: Mon, 02 Mar 2026 09:30:00 -0600',
    `Message-ID: <boiler.${number}@alvarez.example>`,
    '',
    `It is leaking for the ${number}th time.`,
    '',
  ]
  const head = Buffer.from(lines.join('\r\n'))
  const line = Buffer.from(`${'Drip. '.repeat(12)}\r\n`)
  const times = Math.max(0, Math.ceil((bytes - head.length) / line.length))
  return Buffer.concat([head, ...Array<Buffer>(times).fill(line)])
}

export function mailsOf(count: number, from = 1, bytes = 0): Buffer[] {
  return Array.from({ length: count }, (_, index) => mailOf(from + index, bytes))
}

/** What a server writes to the office about a mail of its (RFC 3464). */
export function reportOn(mail: Buffer, action: 'failed' | 'delayed', status: string): Buffer {
  const [id] = /^Message-ID:\s+<[^>]+>/im.exec(mail.toString()) ?? assert.fail('the mail has no id')
  return Buffer.from(
    [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'To: office@harbor.example',
      'Subject: Delivery Status Notification',
      `Date: ${new Date().toUTCString()}`,
      `Message-ID: <${randomUUID()}@mx.google.example>`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      '',
      `The mail is ${action}.`,
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; googlemail.com',
      '',
      'Final-Recipient: rfc822; rosa@alvarez.example',
      `Action: ${action}`,
      `Status: ${status}`,
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      id,
      'Subject: Re: The boiler',
      '',
      'We come at two.',
      '--b--',
      '',
    ].join('\r\n'),
  )
}
