import { endpoint } from '../endpoint.ts'

export const signOut = endpoint({
  name: 'sign-out',
  method: 'POST',
  path: '/api/sign-out',
  who: 'nobody',
  tag: 'sign-in',
  summary: 'Ends the session, if there is one.',
  handle: async ({ services, request, reply }) => {
    reply.header('set-cookie', await services.access.signOut(request.headers))
  },
})
