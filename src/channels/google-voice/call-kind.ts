import type { MessageKind } from '../message.ts'
import type { WirePage, WireRecord } from './page-reader.ts'

type CallKind = Exclude<MessageKind, 'text'>

/** Voicemails and recordings first: they could carry `received` or `missed` as well. */
const CALL_KINDS = ['recorded', 'voicemail', 'placed', 'missed', 'received'] as const satisfies CallKind[]

/**
 * What kind of call a page tells of, or null. Labels are the same in every language but give way to `spam`;
 * then the heading, in English; then what the page has: sound or its words make a voicemail, no duration a
 * missed call.
 */
export function callKind(page: WirePage, record: WireRecord): CallKind | null {
  const labelled = CALL_KINDS.find((kind) => page.labels.has(kind))
  if (labelled) return labelled
  const heading = page.heading.toLowerCase()
  const headed = CALL_KINDS.find((kind) => heading.startsWith(`${kind} `))
  if (headed) return headed
  if (record.attachments.length > 0 || record.transcript !== null) return 'voicemail'
  return record.duration === null ? 'missed' : null
}
