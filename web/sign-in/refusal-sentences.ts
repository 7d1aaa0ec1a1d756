/**
 * What the sign-in by a firm's provider can be refused with, as the server puts it, and what to do. The browser comes back
 * with the code alone: a sentence in an address could say anything.
 */
export const refusalSentences: ReadonlyMap<string, { message: string; next: string }> = new Map(
  Object.entries({
    too_many_requests: {
      message: 'There were too many attempts from your address.',
      next: 'Wait a minute, then begin again.',
    },
    provider_sign_in_stale: {
      message: 'This sign-in is not one that this browser began, is over, or took longer than ten minutes.',
      next: 'Begin again on the sign-in page.',
    },
    provider_silent: {
      message: 'The firm’s sign-in provider does not answer as one.',
      next: 'Try again in some minutes, or sign in with a password; an owner can check the provider’s address.',
    },
    provider_refuses: {
      message: 'The firm’s sign-in provider does not know Plumbline by its client id and secret.',
      next: 'Ask an owner of the firm to set them anew.',
    },
    provider_denied: {
      message: 'The sign-in at the firm’s provider was broken off.',
      next: 'Begin again; if it stays, ask who looks after the provider.',
    },
    provider_answer_invalid: {
      message: 'What the firm’s sign-in provider answered does not fit what it was asked.',
      next: 'Begin again; if it stays, ask an owner of the firm to check the provider’s settings.',
    },
    provider_email_unproved: {
      message: 'The firm’s sign-in provider does not vouch for your e-mail address.',
      next: 'Have the address proved there, or sign in with a password.',
    },
    provider_email_elsewhere: {
      message: 'Your e-mail address is not of a domain that the firm lets in by its provider.',
      next: 'Sign in there with the address that you have from the firm, or ask an owner of the firm.',
    },
    provider_address_unproved: {
      message: 'Somebody has this e-mail address here already, and never proved that it is theirs.',
      next: 'If it is you, sign in with your password and have the address proved; then this works.',
    },
    provider_address_taken: {
      message: 'The firm’s sign-in provider had somebody else by this e-mail address before.',
      next: 'Ask an owner or a manager of the firm to remove that person here, and to invite your address.',
    },
    provider_person_unknown: {
      message: 'The firm’s sign-in provider knows you, but you do not work for the firm here.',
      next: 'Ask an owner or a manager of the firm to invite your address.',
    },
  }),
)
