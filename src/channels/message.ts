/** What kind of thing was said or tried. `recorded` is a recorded call whose direction the wire does not tell. */
export type MessageKind = 'text' | 'placed' | 'received' | 'missed' | 'voicemail' | 'recorded'

export const messageKinds = ['text', 'placed', 'received', 'missed', 'voicemail', 'recorded'] as const satisfies MessageKind[]

/** What an attachment is, as the wire says; the media type follows from the file found. */
export type AttachmentKind = 'image' | 'video' | 'audio' | 'contact_card'

/** Where an attachment's bytes are, after looking through every part that was handed in. */
export type AttachmentPlace =
  /** Exactly one file fits: its path in the archive. */
  | { state: 'resolved'; path: string }
  /** Several files fit and nothing tells them apart; best guess first. */
  | { state: 'ambiguous'; candidates: string[] }
  /** No file fits. */
  | { state: 'missing' }

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
}

/** Something that could not be used; it is listed and kept to look at, and stops nothing beside it. */
export type SetAside = {
  /** Path inside the archive. */
  path: string
  /** Name of the part it was in. */
  part: string
  /** Stable code: `page_too_large`, `not_utf8`, `bad_time`, `corrupt_member`, … */
  code: string
  /** One plain sentence without message text, names or numbers. */
  reason: string
  /** Place in the raw item of the one message concerned, from 0; absent when the whole file is set aside. */
  position?: number
}
