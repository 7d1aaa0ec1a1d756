/**
 * What kind of thing was said or tried. `recorded` is a recorded call whose direction the wire does not tell; `chat` was
 * said to, or by, an agent; `step` is what an agent did between: it is kept, and is no talk.
 */
export type MessageKind =
  | 'text'
  | 'placed'
  | 'received'
  | 'missed'
  | 'voicemail'
  | 'recorded'
  | 'email'
  | 'chat'
  | 'step'

export const messageKinds = [
  'text',
  'placed',
  'received',
  'missed',
  'voicemail',
  'recorded',
  'email',
  'chat',
  'step',
] as const satisfies MessageKind[]

/** What an attachment is, as the wire says; the media type follows from the file found. */
export type AttachmentKind = 'image' | 'video' | 'audio' | 'contact_card' | 'file'

/** Where an attachment's bytes are, after looking through every part that was handed in; paths as `ArchiveFile.path`. */
export type AttachmentPlace =
  /** Exactly one file fits: its path in the archive; for a part of a mail the mail's path, `#`, and the part's place from 0. */
  | { state: 'resolved'; path: string }
  /** One or more files may fit and nothing tells which, or whether its own file is lost; best guess first. */
  | { state: 'ambiguous'; candidates: string[] }
  /** No file fits, or none was looked for yet. */
  | { state: 'missing' }
  /** It is larger than is kept; the raw item has it. */
  | { state: 'too_large' }

export type ParsedAttachment = {
  kind: AttachmentKind
  /** The name the page uses, uncut, possibly without extension. */
  reference: string
  place: AttachmentPlace
}

/** One thing said or tried, as its wire tells it, before any of our own ideas about it. */
export type ParsedMessage = {
  /** Place in its raw item, from 0. */
  position: number
  kind: MessageKind
  /** Unix milliseconds. */
  atMs: number
  /** From the firm's side; null where the wire does not say. */
  direction: 'in' | 'out' | null
  /** Address (phone number, short code or e-mail) as written on the wire; null when withheld or unknown. */
  sender: string | null
  senderName: string | null
  /** The other side of a one-to-one exchange, as written; null in a group, or when the raw item truly does not tell. */
  peer: string | null
  peerName: string | null
  /** Everyone but the owner in a group exchange, as written, in the order listed; null when one-to-one. */
  group: { address: string; name: string | null }[] | null
  text: string
  transcript: string | null
  /** Seconds of a call, voicemail or recording; null where the wire has none. */
  durationSeconds: number | null
  attachments: ParsedAttachment[]
  /** The wire's own labels, lower case: `inbox`, `spam`, `unread`, … */
  labels: string[]
  /** The user had deleted the exchange at the source. */
  deleted: boolean
  /** The wire's own id of the message, the same wherever it is met; absent for a wire without ids. */
  wireId?: string
  /** Wire ids of the messages that it says it answers, the one it answers directly last. */
  answers?: string[]
  /** The source's own name for the exchange it belongs to: a session, a thread. */
  sourceThread?: string
  /** Subject of a mail, as written. */
  subject?: string
  /** Of a mail that came as HTML: whether that shows what the text does not (`more`: pictures, tables). */
  markup?: 'same' | 'more'
  /** The earliest it can have been said, Unix milliseconds, where the wire does not tell when; `atMs` is the latest then. */
  notBeforeMs?: number
  /**
   * Of a mail, whether the domain it says it is from stands behind it, by the word of the server that took it in:
   * `aligned` (DMARC, RFC 7489), `failed`, or `untold`.
   */
  senderProof?: 'aligned' | 'failed' | 'untold'
  /** Of a mail that reports what became of another one. */
  report?: DeliveryReport
}

/** What a mail server tells of a mail that was handed to it. */
export type DeliveryReport = {
  /** Message-ID of that mail, in the form of `wireId`. */
  mailId: string
  /** It came back, or the recipient's server took it. */
  kind: 'bounced' | 'delivered'
  /** Enhanced status code (RFC 3463), `5.1.1`; null where the report has none. */
  status: string | null
}
