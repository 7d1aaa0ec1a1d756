import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { SendLetter } from '../mail/mail.ts'
import type { OneTimeLink } from './link.ts'

/** At most so many letters of one kind to one person whose links can still be used, so that nobody's mailbox is flooded. */
export const OPEN_LETTERS_MAX = 3

/** What letters with one-time links are sent with. */
export type Letters = {
  /** undefined where no mail server is set. */
  mail: SendLetter | undefined
  link: (place: string, token: string) => OneTimeLink
  /** ISO 3166 country of a firm, by which a letter to its people has its language. */
  regionOf: (firmId: Id) => Promise<string>
}

/** The way letters go. Refuses with `mail_not_set_up`. */
export function mailOf({ mail }: Pick<Letters, 'mail'>): SendLetter {
  if (mail !== undefined) return mail
  throw new Refusal(
    'mail_not_set_up',
    'This installation sends no e-mail.',
    'Ask whoever runs the server: docs/operations.md says how mail is set up, and how a sign-in link is made without it.',
    { status: 409 },
  )
}
