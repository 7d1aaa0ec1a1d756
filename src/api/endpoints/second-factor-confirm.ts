import { signedIn } from '../../access/access.ts'
import { confirmedSecondFactorShape, confirmSecondFactorBody } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'

export const secondFactorConfirm = endpoint({
  name: 'second-factor-confirm',
  method: 'POST',
  path: '/api/me/second-factor/confirm',
  who: 'member',
  tag: 'sign-in',
  summary: 'Confirms the app by a first code, and gives recovery codes for when it is lost, shown this once.',
  checksSecret: true,
  changes: { action: 'second_factor.confirmed' },
  body: confirmSecondFactorBody,
  answer: confirmedSecondFactorShape,
  handle: async ({ services: { access }, principal, body }) => ({
    recoveryCodes: await access.account.confirmSecondFactor(signedIn(principal), body.code),
  }),
})
