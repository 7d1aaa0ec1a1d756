import { endpoint } from '../endpoint.ts'
import { personOf } from '../person-of.ts'

export const sessionsEndOthers = endpoint({
  name: 'sessions-end-others',
  method: 'DELETE',
  path: '/api/me/sessions',
  who: 'member',
  tag: 'sign-in',
  summary: 'Signs all of one’s devices out but the one that asks.',
  handle: async ({ services: { access }, principal }) => {
    const { personId, sessionId } = personOf(principal)
    await access.people.endOtherSessions(personId, sessionId)
  },
})
