import { lostPasswordBody } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'

export const lostPassword = endpoint({
  name: 'lost-password',
  method: 'POST',
  path: '/api/lost-password',
  who: 'nobody',
  changes: { action: 'sign_in_link.mailed' },
  tag: 'sign-in',
  summary:
    'Mails a link that signs in once, within an hour, if the address was proved to be somebody’s; answers the same if not.',
  checksSecret: true,
  accountOf: async ({ body }) => body.email,
  body: lostPasswordBody,
  handle: async ({ services: { access }, body }) => access.lostPassword(body.email),
})
