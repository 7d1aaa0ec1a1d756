import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** Collects the OpenAPI document from the endpoints that are registered after this. */
export async function collectManual(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Plumbline',
        version,
        description:
          'Everything a plumbing or HVAC firm says with its customers. Every endpoint but health, the public keys and those that sign in needs a session cookie, an API key, or a token made of one. Lists are paged: `next` of a page is the `cursor` of the following one.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'plumbline.session_token' },
          key: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key, made under Settings, or a token that POST /api/tokens made of one.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  })
}

/** Serves the document at /api/docs/json and a page to read and try it at /api/docs, to members. */
export async function serveManual(app: FastifyInstance): Promise<void> {
  await app.register(async (inner) => {
    inner.addHook('onRoute', (route) => {
      route.config = { ...route.config, who: 'member' }
    })
    await inner.register(swaggerUi, {
      routePrefix: '/api/docs',
      staticCSP: {
        'default-src': "'self'",
        'img-src': "'self' data:",
        'style-src': "'self' 'unsafe-inline'", // the page writes its own styles
        'object-src': "'none'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
      },
      uiConfig: { docExpansion: 'list', deepLinking: false },
    })
  })
}
