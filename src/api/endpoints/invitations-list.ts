import { invitationPage } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'
import { showInvitation } from '../show-invitation.ts'

export const invitationsList = endpoint({
  name: 'invitations-list',
  method: 'GET',
  path: '/api/invitations',
  who: 'people.manage',
  tag: 'people',
  summary: 'Who was asked to join the firm and still can, newest first.',
  answer: invitationPage,
  handle: async ({ services: { access }, principal }) => ({
    items: (await access.people.listInvitations(principal.tenantId)).map(showInvitation),
    next: null,
  }),
})
