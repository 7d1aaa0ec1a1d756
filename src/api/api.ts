import { randomUUID } from 'node:crypto'
import { Socket } from 'node:net'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import type { WebSocket } from '@fastify/websocket'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { openLimits } from '../access/access.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { refusalShape } from '../contract/common.ts'
import { checkCredentials } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { answerError, refusalBody } from './errors.ts'
import { refuseManyHeaders, refuseUnusable } from './input-check.ts'
import { collectManual, serveManual } from './manual.ts'
import { measureAnswers, serveMetrics } from './metrics.ts'
import { RATE_LIMIT_HEADERS, rateLimits } from './rate-limits.ts'
import { endpoints } from './routes.ts'
import type { ApiSettings, Services } from './services.ts'
import { noteLook, recorded } from './trail.ts'
import { removeUnfinishedUploads } from './uploads.ts'
import { serveWebApp } from './web-app.ts'

export type { ApiSettings, Services } from './services.ts'
export { forgetOldUploads, forgetUploads } from './uploads.ts'

const BODY_BYTES_MAX = 1024 * 1024
const HANDLER_MS_MAX = 30_000
/** A connection on which nothing moves is cut. */
const IDLE_MS_MAX = 120_000
/** What is still asked when the server closes has this long to be answered. */
const CLOSING_MS_MAX = 5_000
/** All headers must be here by then; Node looks every so often, so by twice that at the latest. */
const HEADERS_MS_MAX = 10_000
/** A body that is no upload must be here by then: before its handler's time is over, which would leave it open. */
const BODY_MS_MAX = 20_000

/** Nothing is said to us over a line. */
const LINE_FRAME_BYTES_MAX = 1024

/** What no hook adds to an answer to an address that cannot be read. */
const UNROUTED_HEADERS = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
}

/** The HTTP server, ready to listen. Closing it ends its requests first. */
export async function openApi(services: Services): Promise<FastifyInstance> {
  const { settings, access, store, clock, log } = services
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    handlerTimeout: HANDLER_MS_MAX,
    connectionTimeout: IDLE_MS_MAX,
    requestTimeout: 0, // an upload takes as long as it moves; other bodies are timed below
    http: {
      headersTimeout: HEADERS_MS_MAX,
      connectionsCheckingInterval: HEADERS_MS_MAX,
      // Whatever else a request would rather speak (h2c), it is answered in HTTP/1.1 (RFC 9110 §7.8).
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    trustProxy: settings.trustedProxies ?? ['127.0.0.0/8', '::1/128'],
    genReqId: () => randomUUID(),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      reply.headers(UNROUTED_HEADERS)
      answerError(log, error, request, reply)
    },
    clientErrorHandler: answerUnreadable,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error: Error, request, reply) => answerError(log, error, request, reply))
  // Node would answer 417 without a body; RFC 9110 §10.1.1 lets what is expected be passed over.
  app.server.on('checkExpectation', (request, response) => app.routing(request, response))
  acceptJsonOnly(app)
  // Before all other hooks: what they refuse it hangs up.
  await app.register(websocket, {
    options: { maxPayload: LINE_FRAME_BYTES_MAX, perMessageDeflate: false },
    errorHandler: (error, socket) => {
      log.debug({ code: errorCode(error) }, 'a line broke')
      socket.terminate()
    },
  })
  await removeUnfinishedUploads(settings.dataDir)
  await secure(app, settings)
  const limits = await openLimits({ pool: store.pool, clock, log })
  const limited = rateLimits(services, limits)
  app.decorateRequest('tightestLimit', null)
  measureAnswers(app, services)
  app.addHook('onRequest', limited.address)
  app.addHook('onRequest', async ({ raw }) => refuseManyHeaders(raw))
  checkCredentials(app, access, settings.baseUrl, limited.principal)
  timeBodies(app)
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), CLOSING_MS_MAX).unref()
  })
  app.addHook('preValidation', async ({ body, query, params }) => refuseUnusable([body, query, params]))
  app.addHook('preHandler', limited.secret)
  app.addHook('onClose', () => limits.close())
  await app.register(multipart, {
    limits: {
      files: 200,
      fields: 20,
      fieldSize: 10_000,
      headerPairs: 100,
      fileSize: settings.uploadBytesMax,
    },
    throwFileSizeLimit: false,
  })
  await collectManual(app, settings.version)
  for (const endpoint of endpoints) addEndpoint(app, endpoint, services)
  serveMetrics(app, services)
  await serveManual(app)
  await serveWebApp(app, log, settings.webDir)
  await app.ready()
  return app
}

async function secure(app: FastifyInstance, settings: ApiSettings): Promise<void> {
  const overHttps = settings.baseUrl.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(overHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: overHttps ? { maxAge: 15_552_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  const allowedOrigins = settings.allowedOrigins ?? []
  await app.register(cors, {
    // Asked for each request, so that other origins are answered without any of its headers.
    origin: (origin, tell) => tell(null, origin !== undefined && allowedOrigins.includes(origin)),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    credentials: false,
    exposedHeaders: RATE_LIMIT_HEADERS,
  })
}

function addEndpoint(app: FastifyInstance, endpoint: Endpoint, services: Services): void {
  const { answer, bytes, who } = endpoint
  const status = endpoint.status ?? (answer === undefined && !bytes ? 204 : 200)
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: {
      who,
      ...(endpoint.checksSecret
        ? {
            accountTried: async ({ principal, body }) => endpoint.accountOf?.({ services, principal, body }),
          }
        : {}),
      ...(endpoint.multipart ? { slowBody: true } : {}),
      ...(endpoint.signed ? { keepsRawBody: true } : {}),
      ...(endpoint.bodyBytesMax === undefined ? {} : { keepsRawBody: true, bodyIsBytes: true }),
      ...(endpoint.refusalPage === undefined ? {} : { refusalPage: endpoint.refusalPage }),
    },
    ...(endpoint.bodyBytesMax === undefined ? {} : { bodyLimit: endpoint.bodyBytesMax }),
    ...(endpoint.admit === undefined
      ? {}
      : { onRequest: async (request: FastifyRequest) => endpoint.admit?.({ services, request }) }),
    ...(endpoint.timeoutMs === undefined ? {} : { handlerTimeout: endpoint.timeoutMs }),
    ...(endpoint.opens === undefined
      ? {}
      : {
          wsHandler: (socket: WebSocket, request: FastifyRequest) =>
            endpoint.opens?.({
              services,
              principal: request.principal,
              query: request.query,
              request,
              socket,
            }),
        }),
    schema: {
      operationId: endpoint.name,
      tags: [endpoint.tag],
      summary: endpoint.summary,
      security: who === 'nobody' ? [] : [{ session: [] }, { key: [] }],
      ...(endpoint.multipart ? { consumes: ['multipart/form-data'] } : {}),
      ...(endpoint.params === undefined ? {} : { params: endpoint.params }),
      ...(endpoint.query === undefined ? {} : { querystring: endpoint.query }),
      ...(endpoint.body === undefined ? {} : { body: endpoint.body }),
      response: {
        ...(answer === undefined ? {} : { [status]: answer }),
        '4xx': refusalShape,
        '5xx': endpoint.failure ?? refusalShape,
      },
    },
    handler: async (request, reply) => {
      if (endpoint.timeoutMs !== undefined && !endpoint.multipart && !bytes) keepOpen(request.raw.socket)
      const result = await endpoint.handle({
        services,
        principal: request.principal,
        params: request.params,
        query: request.query,
        body: request.body,
        request,
        reply,
        write: (work) => recorded(services, endpoint, request, work),
      })
      noteLook(services, endpoint, request)
      if (bytes) return reply
      if (reply.statusCode === 200) reply.code(status)
      return reply.header('cache-control', 'no-store').send(result)
    },
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take as long as it moves. */
    slowBody?: boolean
    /** Where a browser is led that is refused. */
    refusalPage?: string
    /** The body's bytes are kept beside what they say. */
    keepsRawBody?: boolean
    /** Nobody but the handler reads them. */
    bodyIsBytes?: boolean
  }
  interface FastifyRequest {
    /** The body's bytes as they came, where they are kept. */
    rawBody: Buffer | null
  }
}

/** Long work may keep a connection on which nothing moves; a request made within the process has no real socket. */
function keepOpen(socket: Socket): void {
  if (socket instanceof Socket) socket.setTimeout(0)
}

/** JSON is the only plain body; an empty one is none. */
function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.decorateRequest('rawBody', null)
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.keepsRawBody) request.rawBody = body
    if (body.length === 0 || request.routeOptions.config.bodyIsBytes) done(null, undefined)
    else parseJson(request, body.toString(), done)
  })
}

/** Cuts the connection of a body that trickles, so that slow senders cannot hold the server's connections. */
function timeBodies(app: FastifyInstance): void {
  const timers = new WeakMap<object, NodeJS.Timeout>()
  app.addHook('preParsing', async (request) => {
    if (request.routeOptions.config.slowBody) return
    timers.set(
      request,
      setTimeout(() => request.raw.destroy(), BODY_MS_MAX),
    )
  })
  const stop = async (request: object) => clearTimeout(timers.get(request))
  app.addHook('preValidation', stop)
  app.addHook('onResponse', stop)
  app.addHook('onRequestAbort', stop)
}

/** Answers what Node cannot read as HTTP, such as headers beyond all measure. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const body = JSON.stringify(
    refusalBody(
      new Refusal('bad_request', 'The request cannot be read as HTTP.', 'Send a shorter, well-formed one.'),
    ),
  )
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
