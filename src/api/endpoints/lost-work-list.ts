import { lostWorkPage, lostWorkQuery } from '../../contract/insights.ts'
import { listLostWork } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'

export const lostWorkList = endpoint({
  name: 'lost-work-list',
  method: 'GET',
  path: '/api/lost-work',
  who: 'insights.read',
  showsPeople: true,
  tag: 'insights',
  summary:
    'Work that was let slip in all that is kept: requests never answered, quotes never followed up, promises never kept; what is likeliest worth coming back to first.',
  query: lostWorkQuery,
  answer: lostWorkPage,
  handle: ({ services: { store, clock }, principal: { tenantId }, query: { dismissed, ...query } }) =>
    store.read(tenantId, (db) =>
      listLostWork(db, { ...query, dismissed: dismissed === 'true', now: clock.now() }),
    ),
})
