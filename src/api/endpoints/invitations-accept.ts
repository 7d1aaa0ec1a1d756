import { acceptInvitationBody } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'
import { visitorOf } from '../visitor.ts'

export const invitationsAccept = endpoint({
  name: 'invitations-accept',
  method: 'POST',
  path: '/api/invitations/accept',
  who: 'nobody',
  changes: { action: 'invitation.accepted' },
  tag: 'people',
  summary: 'Joins the firm that an invitation is to, and signs in.',
  checksSecret: true,
  accountOf: ({ services: { access }, body }) =>
    access.people.openInvitation(body.token).then(
      ({ email }) => email,
      () => undefined, // is refused when it is used
    ),
  body: acceptInvitationBody,
  handle: async ({ services: { access, settings }, body, request, reply }) => {
    reply.header(
      'set-cookie',
      await access.people.accept({ ...body, name: body.name }, visitorOf(request, settings.baseUrl)),
    )
  },
})
