import { Refusal } from '../base/refusal.ts'

/** What is asked for is not there, or is another firm's: the answer is the same. */
export function notFound(thing: string): Refusal {
  return new Refusal(
    `${thing}_not_found`,
    `There is no such ${thing}.`,
    'Reload the list and choose one from there.',
    {
      status: 404,
    },
  )
}
