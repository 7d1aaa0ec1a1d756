import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import serveFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Log } from '../base/log.ts'
import { Refusal } from '../base/refusal.ts'
import { answerError } from './errors.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60
/** Where Vite puts files whose names change with their content. */
const HASHED = `${sep}assets${sep}`

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Plumbline</title>
<h1>Plumbline is running.</h1>
<p>The pages are not built yet: run <code>npm run build</code> and start again. The API is at <a href="/api/docs">/api/docs</a>.</p></html>`

/** Serves the built web application: its files, and its first page for every address that is none of the API's. */
export async function serveWebApp(app: FastifyInstance, log: Log, webDir: string | undefined): Promise<void> {
  const built = webDir !== undefined && existsSync(join(webDir, 'index.html'))
  if (built) {
    await app.register(serveFiles, {
      root: webDir,
      index: 'index.html',
      dotfiles: 'ignore',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header(
          'cache-control',
          path.includes(HASHED) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
        )
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    if (
      path === '/api' ||
      path.startsWith('/api/') ||
      (request.method !== 'GET' && request.method !== 'HEAD')
    ) {
      return answerError(log, noSuchEndpoint(), request, reply)
    }
    // A missing file is missing; anything else is a place inside the application.
    if (path.startsWith('/assets/')) return reply.code(404).type('text/plain').send('Not found\n')
    if (built) return reply.sendFile('index.html')
    return reply
      .code(path === '/' ? 200 : 404)
      .type('text/html; charset=utf-8')
      .send(NOT_BUILT)
  })
}

function noSuchEndpoint(): Refusal {
  return new Refusal('no_such_endpoint', 'There is no such endpoint.', '/api/docs lists all of them.', {
    status: 404,
  })
}
