import { z } from 'zod'
import { signedIn } from '../../access/access.ts'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const sessionsEnd = endpoint({
  name: 'sessions-end',
  method: 'DELETE',
  path: '/api/me/sessions/:id',
  who: 'member',
  changes: { action: 'session.ended' },
  tag: 'sign-in',
  summary: 'Signs one of one’s own devices out, at once.',
  params: z.object({ id: idShape }),
  handle: async ({ services: { access }, principal, params }) => {
    if (!(await access.account.endSession(signedIn(principal), params.id))) throw notFound('session')
  },
})
