import { Refusal } from '../base/refusal.ts'

/** There is no such message, it is another firm's, or what it was made from is forgotten, or is no mail: the answer is the same. */
export function originalNotKept(): Refusal {
  return new Refusal(
    'original_not_kept',
    'What this message was made from is not kept, or there is no such message.',
    'Read its words in the conversation.',
    { status: 404 },
  )
}

/** The same of a mail's own page, and of mails that came without one. */
export function noMailPage(): Refusal {
  return new Refusal(
    'no_mail_page',
    'This message did not come as a page, or it is not kept.',
    'Read its words in the conversation.',
    { status: 404 },
  )
}
