import type { Id } from '../../base/ids.ts'
import type { NoticeKind } from '../../contract/notices.ts'
import type { Db } from '../../store/store.ts'
import type { Cause } from '../cause.ts'

/** A cause that stands. `isNews`: whoever does not know is told; what is older only keeps notices of it from being over. */
export type StandingCause = Cause & { isNews: boolean }

/** What can be seen in the rows as they are, at any time and without events: so it is told of, looked for, and repaired alike. */
export type Standing = {
  kinds: readonly NoticeKind[]
  subject: Cause['subject']['kind']
  /** It happened once, and so its notices are never over by themselves. */
  isPast?: true
  /** All that stands, or of these subjects alone. */
  read(db: Db, input: { now: Date; ids?: readonly Id[] | undefined }): Promise<StandingCause[]>
}
