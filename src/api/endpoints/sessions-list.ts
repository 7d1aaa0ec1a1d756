import { signedIn } from '../../access/access.ts'
import { sessionPage } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'

export const sessionsList = endpoint({
  name: 'sessions-list',
  method: 'GET',
  path: '/api/me/sessions',
  who: 'member',
  tag: 'sign-in',
  summary: 'Where one is signed in, last seen first.',
  answer: sessionPage,
  handle: async ({ services: { access }, principal }) => {
    const who = signedIn(principal)
    const items = (await access.account.listSessions(who)).map((session) => ({
      ...session,
      openedAt: session.openedAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      current: session.id === who.sessionId,
    }))
    return { items, next: null }
  },
})
