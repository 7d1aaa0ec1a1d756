import { invitationTokenBody, openInvitationShape } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'

export const invitationsOpen = endpoint({
  name: 'invitations-open',
  method: 'POST',
  path: '/api/invitations/open',
  who: 'nobody',
  tag: 'people',
  summary: 'What an invitation says, to whoever holds its token.',
  checksSecret: true,
  body: invitationTokenBody,
  answer: openInvitationShape,
  handle: ({ services: { access }, body }) => access.people.openInvitation(body.token),
})
