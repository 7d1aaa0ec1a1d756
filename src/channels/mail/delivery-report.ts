import type { DeliveryReport } from '../message.ts'
import { readHeader } from './header-fields.ts'
import { messageId } from './message-id.ts'
import type { MimePart } from './mime-parts.ts'
import { partBytes } from './part-bytes.ts'

/** Servers send back some 10 KB of the mail that did not arrive; none of its words is looked at. */
const LOOKED_AT_BYTES = 64 * 1024
/** Addresses in all letters are reported otherwise (RFC 6533). */
const STATUS = /^message\/(?:global-)?delivery-status$/
const RETURNED = /^(?:message\/(?:rfc822|global)|(?:text\/rfc822|message\/global)-headers)$/

/**
 * What a mail server reports of a mail that was handed to it (RFC 3464): that it came back, or arrived; null for every other mail, for
 * a delay, and where the report does not tell which mail it is of.
 */
export function deliveryReport(
  mail: Buffer,
  root: MimePart,
  leaves: readonly MimePart[],
): DeliveryReport | null {
  const isReport =
    root.type === 'multipart/report' &&
    root.parameters.get('report-type')?.toLowerCase() === 'delivery-status'
  if (!isReport) return null
  const status = leaves.find(({ type }) => STATUS.test(type))
  const returned = leaves.find(({ type }) => RETURNED.test(type))
  if (status === undefined || returned === undefined) return null
  const { header } = readHeader(lookedAt(mail, returned), 0)
  const mailId = messageId(header.first('message-id'))
  const ends = recipientEnds(lookedAt(mail, status).toString('latin1'))
  // One who got it does not make good that another did not.
  const end =
    ends.find(({ action }) => action === 'failed') ?? ends.find(({ action }) => action === 'delivered')
  if (mailId === null || end === undefined) return null
  return { mailId, kind: end.action === 'failed' ? 'bounced' : 'delivered', status: end.status }
}

function lookedAt(mail: Buffer, part: MimePart): Buffer {
  return partBytes(mail, part).subarray(0, LOOKED_AT_BYTES)
}

/** Fields for the whole mail come first, then those of each recipient, parted by blank lines. */
function recipientEnds(text: string): { action: string; status: string | null }[] {
  return text.split(/\r?\n[ \t]*\r?\n/).flatMap((block) => {
    const action = /^action:[ \t]*([a-z]+)/im.exec(block)?.[1]?.toLowerCase()
    const status = /^status:[ \t]*([245]\.\d{1,3}\.\d{1,3})\b/im.exec(block)?.[1] ?? null
    return action === undefined ? [] : [{ action, status }]
  })
}
