import { signedIn } from '../../access/access.ts'
import { beginSecondFactorBody, begunSecondFactorShape } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'
import { ownEmail } from '../own-email.ts'

export const secondFactorBegin = endpoint({
  name: 'second-factor-begin',
  method: 'POST',
  path: '/api/me/second-factor',
  who: 'member',
  tag: 'sign-in',
  summary:
    'Begins with an authenticator app for oneself; it is asked for once a first code has confirmed it.',
  checksSecret: true,
  accountOf: ownEmail,
  body: beginSecondFactorBody,
  answer: begunSecondFactorShape,
  status: 201,
  handle: ({ services: { access }, principal, body }) =>
    access.account.beginSecondFactor(signedIn(principal), body.password),
})
