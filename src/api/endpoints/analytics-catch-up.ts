import { caughtUpAnalyticsShape } from '../../contract/insights.ts'
import { endpoint } from '../endpoint.ts'

/** The figures of 100,000 messages take a minute or two. */
const TIMEOUT_MS = 60 * 60_000

export const analyticsCatchUp = endpoint({
  name: 'analytics-catch-up',
  method: 'POST',
  path: '/api/analytics/catch-up',
  who: 'imports.write',
  tag: 'insights',
  summary: 'Waits until all figures are made; they are made in the background whether or not somebody waits.',
  timeoutMs: TIMEOUT_MS,
  answer: caughtUpAnalyticsShape,
  handle: ({ services: { stages }, principal: { tenantId } }) => stages.rollUp.catchUp(tenantId),
})
