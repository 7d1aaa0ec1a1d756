import type { Id } from '../base/ids.ts'
import type { NoticeKind } from '../contract/notices.ts'

/** Something that happened or stands, of which people are told. */
export type Cause = {
  kind: NoticeKind
  /** `kind/id`, and more where one thing is told of twice: a person has one notice of each. */
  cause: string
  /** A time in milliseconds or a version: the same or a lower one is known already. */
  turn: number
  at: Date
  subject: { kind: 'conversation' | 'ticket' | 'reply' | 'conflict' | 'mirror'; id: Id }
  about: Record<string, string | number | null>
  /** As events name them; null when nobody did it. They are not told. */
  actor: string | null
  /** Whose it is, who alone is told; null where it is nobody's, or everybody's of its roles. */
  personId: Id | null
}

/** What happened longer ago is no news: an archive of ten years, or a log read again from its beginning, tells of little. */
export const NEWS_MS = 3 * 24 * 60 * 60_000
