import { memberPage } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'

export const peopleList = endpoint({
  name: 'people-list',
  method: 'GET',
  path: '/api/people',
  who: 'people.read',
  tag: 'people',
  summary: 'Who works for the firm, who came first at the top.',
  answer: memberPage,
  handle: async ({ services: { access }, principal }) => ({
    items: (await access.people.list(principal.tenantId)).map((member) => ({
      ...member,
      since: member.since.toISOString(),
      lastSeenAt: member.lastSeenAt?.toISOString() ?? null,
    })),
    next: null,
  }),
})
