import { incidentPage, incidentQuery } from '../../contract/sources.ts'
import { listIncidents } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const incidentsList = endpoint({
  name: 'incidents-list',
  method: 'GET',
  path: '/api/incidents',
  who: 'sources.read',
  tag: 'sources',
  summary: 'What went wrong at the sources, newest first, and how much was taken in on the way out of it.',
  query: incidentQuery,
  answer: incidentPage,
  handle: ({ services: { store }, principal: { tenantId }, query }) =>
    store.read(tenantId, (db) => listIncidents(db, query)),
})
