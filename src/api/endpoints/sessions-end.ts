import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'
import { personOf } from '../person-of.ts'

export const sessionsEnd = endpoint({
  name: 'sessions-end',
  method: 'DELETE',
  path: '/api/me/sessions/:id',
  who: 'member',
  tag: 'sign-in',
  summary: 'Signs one of one’s own devices out, at once.',
  params: z.object({ id: idShape }),
  handle: async ({ services: { access }, principal, params }) => {
    if (!(await access.people.endSession(personOf(principal).personId, params.id))) throw notFound('session')
  },
})
