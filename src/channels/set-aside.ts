/** Something that could not be used; it is listed and kept to look at, and stops nothing beside it. */
export type SetAside = {
  /** Where it is, as `ArchiveFile.path` writes it; the part's name when a whole part is concerned. */
  path: string
  /** Stable and machine-readable. */
  code: SetAsideCode
  /** One plain sentence without message text, names or numbers. */
  reason: string
  /** How many messages and calls, or files of mails, are lost with it, by a count of the raw bytes; 0 where nobody can tell. */
  records: number
  /** Place in the raw item of the one message concerned, from 0; absent when the whole file is set aside. */
  position?: number
}

export type SetAsideCode =
  /** The part breaks off or is damaged; what came before it is in. */
  | 'archive_truncated'
  | 'archive_damaged'
  /** The part unpacks to more than the limits allow; what came before is in. */
  | 'archive_too_large'
  /** An archive in a folder that could not be opened, or an archive inside an archive. */
  | 'archive_unopened'
  /** One member: wrong checksum or length, no permission, a link, a name that leaves the archive … */
  | 'corrupt_member'
  | 'unreadable_member'
  | 'unsupported_compression'
  | 'member_too_large'
  | 'suspicious_ratio'
  | 'unsafe_path'
  | 'link_not_followed'
  /** One page. */
  | 'page_too_large'
  | 'not_utf8'
  | 'not_a_voice_page'
  | 'no_messages'
  | 'unknown_call_kind'
  /** One mail, or one row of a table. */
  | 'not_a_mail'
  | 'mail_too_large'
  /** A file of a mail, which is kept itself. */
  | 'file_too_large'
  | 'no_sender'
  | 'unreadable_row'
  /** One message. */
  | 'bad_time'
  | 'unknown_sender'
  | 'no_text'

/** Thrown by what reads one piece, caught by what walks over many; never leaves the channels. */
export class SetAsideError extends Error {
  readonly setAside: SetAside

  constructor(setAside: SetAside, options: { cause?: unknown } = {}) {
    super(setAside.reason, options)
    this.name = 'SetAsideError'
    this.setAside = setAside
  }
}
