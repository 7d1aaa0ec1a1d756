import { signedIn } from '../../access/access.ts'
import { endSecondFactorBody } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'
import { ownEmail } from '../own-email.ts'

export const secondFactorEnd = endpoint({
  name: 'second-factor-end',
  method: 'DELETE',
  path: '/api/me/second-factor',
  who: 'member',
  tag: 'sign-in',
  summary: 'Ends one’s own second factor.',
  checksSecret: true,
  accountOf: ownEmail,
  changes: { action: 'second_factor.ended' },
  body: endSecondFactorBody,
  handle: ({ services: { access }, principal, body }) =>
    access.account.endSecondFactor(signedIn(principal), body.password),
})
