import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const invitationsWithdraw = endpoint({
  name: 'invitations-withdraw',
  method: 'DELETE',
  path: '/api/invitations/:id',
  who: 'people.manage',
  changes: { action: 'invitation.withdrawn' },
  tag: 'people',
  summary: 'Takes an invitation back.',
  params: z.object({ id: idShape }),
  handle: async ({ services: { access }, principal, params }) => {
    if (!(await access.people.withdrawInvitation(principal, params.id))) throw notFound('invitation')
  },
})
