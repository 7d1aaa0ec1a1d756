import { setPasswordBody } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'
import { personOf } from '../person-of.ts'

export const passwordSet = endpoint({
  name: 'password-set',
  method: 'PUT',
  path: '/api/me/password',
  who: 'member',
  tag: 'sign-in',
  summary: 'Gives oneself a new password, and signs one’s other devices out.',
  checksSecret: true,
  accountOf: async ({ services: { access }, principal: { personId } }) =>
    personId === null ? undefined : (await access.person(personId))?.email,
  body: setPasswordBody,
  handle: ({ services: { access }, principal, body }) =>
    access.people.setPassword({ ...personOf(principal), current: body.current, password: body.password }),
})
