import type { FastifyInstance } from 'fastify'
import { PROMETHEUS_TYPE } from '../monitoring/monitoring.ts'
import type { Services } from './services.ts'

/** What takes longer than its time is answered with this. */
const TOO_SLOW = 503

/** Has every answer counted and timed: by the address of its endpoint as it is declared, so that ids make no new names. */
export function measureAnswers(app: FastifyInstance, { metrics }: Pick<Services, 'metrics'>): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url, config } = request.routeOptions
    // Whatever is no endpoint is one: what people type into the address bar is endless.
    const route = config.who === undefined || url === undefined ? 'other' : url
    metrics.request({
      ...{ method: request.method, route, status: reply.statusCode, ms: reply.elapsedTime },
      tenantId: request.principal?.tenantId ?? null,
      timedOut: reply.statusCode === TOO_SLOW && reply.elapsedTime >= request.routeOptions.handlerTimeout,
    })
  })
}

/**
 * Serves Prometheus' text at /metrics: to a key with the scope monitoring.read, of its firm and this process; to the command
 * line's key, and to anybody where the setting says so, of all firms added up.
 */
export function serveMetrics(app: FastifyInstance, { watch, settings }: Services): void {
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { who: settings.metricsPublic ? 'nobody' : 'monitoring.read' },
    schema: { hide: true },
    handler: async (request, reply) => {
      const { principal } = request
      const isOfAll = principal === null || principal.kind === 'operator'
      const text = await watch.metricsText(isOfAll ? null : principal.tenantId)
      return reply.type(PROMETHEUS_TYPE).header('cache-control', 'no-store').send(text)
    },
  })
}
