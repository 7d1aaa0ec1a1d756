import { hash } from 'node:crypto'
import { listAt, maybeTextAt, valueAt } from '../http/json.ts'
import { addressField, field, mailbox, parameter, writtenAddressField } from './header-words.ts'

/** Fields that are written from the JSON's own parts, or that tell of a body which is made anew. */
const OWN_FIELDS = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'subject',
  'date',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
])

/**
 * An item of Postmark's as a mail: built from the JSON where it is that. What is anything else stays as it is, these very bytes:
 * a mail, or a row of a chat table, which has no names such as these.
 */
export function mailOfPostmark(bytes: Buffer): Buffer {
  if (!/^\s*\{/.test(bytes.toString('latin1', 0, 64))) return bytes
  try {
    const json: unknown = JSON.parse(bytes.toString())
    const isInbound = ['MessageID', 'From'].every((name) => maybeTextAt(json, name) !== undefined)
    return isInbound ? postmarkToMail(json) : bytes
  } catch {
    return bytes
  }
}

/**
 * The mail (RFC 5322, MIME) that Postmark took apart: its fields, texts and files as they are in the JSON. Pure, throws
 * nothing, and the same JSON gives the same bytes. A file without its bytes (`GET /messages/inbound/…/details`) is an empty
 * part with its name and `size`.
 */
export function postmarkToMail(json: unknown): Buffer {
  const text = maybeTextAt(json, 'TextBody')
  const html = maybeTextAt(json, 'HtmlBody')
  const files = listAt(json, 'Attachments')
  const isShown = (file: unknown) =>
    maybeTextAt(file, 'ContentID') !== undefined && html?.includes(`cid:${contentIdOf(file)}`) === true
  const boundary = `pm-${hash('sha256', JSON.stringify(json) ?? '').slice(0, 40)}`

  const htmlPart = html === undefined ? [] : [textPart('html', html)]
  const shown = html === undefined ? [] : files.filter(isShown)
  const related =
    shown.length === 0
      ? htmlPart
      : [joined('related', [...htmlPart, ...shown.map(filePart)], `${boundary}-r`)]
  const plain = text === undefined && html !== undefined ? [] : [textPart('plain', text ?? '')]
  const body = [...plain, ...related]
  const words = body.length === 1 ? body : [joined('alternative', body, `${boundary}-a`)]
  const beside = files.filter((file) => !shown.includes(file)).map(filePart)
  const whole = beside.length === 0 ? words : [joined('mixed', [...words, ...beside], `${boundary}-m`)]
  return Buffer.concat([Buffer.from(headOf(json)), ...whole])
}

function headOf(json: unknown): string {
  const own = listAt(json, 'Headers').map((each): [string, string] => [
    maybeTextAt(each, 'Name') ?? '',
    maybeTextAt(each, 'Value') ?? '',
  ])
  const originalRecipient = maybeTextAt(json, 'OriginalRecipient')
  return [
    ...own.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase())).map(([name, value]) => field(name, value)),
    ...(originalRecipient === undefined ? [] : [field('X-Original-To', originalRecipient)]),
    people('From', valueAt(json, 'FromFull'), maybeTextAt(json, 'From')),
    people('To', valueAt(json, 'ToFull'), maybeTextAt(json, 'To')),
    people('Cc', valueAt(json, 'CcFull'), maybeTextAt(json, 'Cc')),
    people('Bcc', valueAt(json, 'BccFull'), maybeTextAt(json, 'Bcc')),
    people('Reply-To', undefined, maybeTextAt(json, 'ReplyTo')),
    maybeField('Subject', maybeTextAt(json, 'Subject')),
    maybeField('Date', maybeTextAt(json, 'Date')),
    'MIME-Version: 1.0\r\n',
  ].join('')
}

/** By the parts in which Postmark gives people; else by the field as it was. */
function people(name: string, full: unknown, written: string | undefined): string {
  const all = (Array.isArray(full) ? full : [full]).flatMap((one) => {
    const address = maybeTextAt(one, 'Email')
    return address === undefined ? [] : [mailbox({ name: maybeTextAt(one, 'Name') ?? '', address })]
  })
  if (all.length > 0) return addressField(name, all)
  return written === undefined ? '' : writtenAddressField(name, written)
}

function maybeField(name: string, value: string | undefined): string {
  return value === undefined ? '' : field(name, value)
}

function textPart(kind: 'plain' | 'html', text: string): Buffer {
  const head = `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n`
  return Buffer.from(head + inLines(Buffer.from(text.toWellFormed()).toString('base64')))
}

function filePart(file: unknown): Buffer {
  const name = maybeTextAt(file, 'Name')
  const content = Buffer.from(maybeTextAt(file, 'Content') ?? '', 'base64').toString('base64')
  const id = contentIdOf(file)
  const size = Number(maybeTextAt(file, 'ContentLength') ?? Number.NaN)
  const named = (as: string) => (name === undefined ? '' : `;\r\n ${parameter(as, name)}`)
  const sized = content === '' && size > 0 ? `; size=${Math.floor(size)}` : ''
  const head = [
    `Content-Type: ${mediaTypeOf(file)}${named('name')}`,
    `Content-Disposition: ${id === '' ? 'attachment' : 'inline'}${named('filename')}${sized}`,
    ...(id === '' ? [] : [`Content-ID: <${id}>`]),
    'Content-Transfer-Encoding: base64',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${inLines(content)}`)
}

function mediaTypeOf(file: unknown): string {
  const type = maybeTextAt(file, 'ContentType') ?? ''
  const [, bare] = /^\s*([\w.+-]+\/[\w.+-]+)\s*(?:;|$)/.exec(type) ?? []
  // A multipart, or a mail, would be taken apart once more.
  return bare === undefined || /^(multipart|message)\//i.test(bare) ? 'application/octet-stream' : bare
}

function contentIdOf(file: unknown): string {
  return (maybeTextAt(file, 'ContentID') ?? '').replace(/[<>\s]/g, '')
}

function joined(kind: string, parts: Buffer[], boundary: string): Buffer {
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n`),
    ...parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
}

/** RFC 2045 §6.8: lines of 76 characters. */
function inLines(base64: string): string {
  return base64.replace(/.{76}(?=.)/g, '$&\r\n')
}
