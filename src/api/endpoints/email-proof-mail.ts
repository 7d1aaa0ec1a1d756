import { endpoint } from '../endpoint.ts'

export const emailProofMail = endpoint({
  name: 'email-proof-mail',
  method: 'POST',
  path: '/api/me/email-proof',
  who: 'member',
  changes: { action: 'email_proof.mailed' },
  tag: 'sign-in',
  summary: 'Mails a link to one’s own address, which proves within a day that it is one’s own.',
  handle: ({ services: { access }, principal }) => access.mailEmailProof(principal),
})
