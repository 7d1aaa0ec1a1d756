import { signedIn } from '../../access/access.ts'
import { setPasswordBody } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'
import { ownEmail } from '../own-email.ts'

export const passwordSet = endpoint({
  name: 'password-set',
  method: 'PUT',
  path: '/api/me/password',
  who: 'member',
  changes: { action: 'password.set' },
  tag: 'sign-in',
  summary: 'Gives oneself a new password, and signs one’s other devices out.',
  checksSecret: true,
  accountOf: ownEmail,
  body: setPasswordBody,
  handle: ({ services: { access }, principal, body }) =>
    access.account.setPassword(signedIn(principal), { current: body.current, password: body.password }),
})
