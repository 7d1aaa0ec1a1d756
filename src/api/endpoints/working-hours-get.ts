import { workingHoursAnswer } from '../../contract/tickets.ts'
import { readHours } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showHours } from '../show-hours.ts'

export const workingHoursGet = endpoint({
  name: 'working-hours-get',
  method: 'GET',
  path: '/api/working-hours',
  who: 'tickets.read',
  tag: 'tickets',
  summary: 'When the firm works, in which the clocks of its tickets count; and the next public holidays.',
  answer: workingHoursAnswer,
  handle: async ({ services: { store, clock }, principal }) =>
    showHours(await store.read(principal.tenantId, readHours), clock.now()),
})
