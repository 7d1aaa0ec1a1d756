import { signedIn } from '../../access/access.ts'
import { endpoint } from '../endpoint.ts'

export const sessionsEndOthers = endpoint({
  name: 'sessions-end-others',
  method: 'DELETE',
  path: '/api/me/sessions',
  who: 'member',
  changes: { action: 'session.others_ended' },
  tag: 'sign-in',
  summary: 'Signs all of one’s devices out but the one that asks.',
  handle: async ({ services: { access }, principal }) => {
    await access.account.endOtherSessions(signedIn(principal))
  },
})
