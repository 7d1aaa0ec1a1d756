import { inviteBody, madeInvitationShape } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'
import { showInvitation } from '../show-invitation.ts'

export const invitationsMake = endpoint({
  name: 'invitations-make',
  method: 'POST',
  path: '/api/invitations',
  who: 'people.manage',
  changes: { action: 'invitation.made' },
  tag: 'people',
  summary: 'Asks somebody to join the firm within a week; asking again voids what was asked before.',
  body: inviteBody,
  answer: madeInvitationShape,
  status: 201,
  handle: async ({ services: { access }, principal, body }) => {
    const { url, mailed, ...made } = await access.people.invite(principal, body)
    return { ...showInvitation(made), url, mailed }
  },
})
