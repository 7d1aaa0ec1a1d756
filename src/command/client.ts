import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import type { App } from '../app.ts'
import { Refusal } from '../base/refusal.ts'
import { socketPath } from '../base/socket.ts'
import type { Config } from '../config.ts'
import { healthShape } from '../contract/access.ts'
import { refusalShape } from '../contract/common.ts'
import { firmPage } from '../contract/firms.ts'
import { dataDirHolder } from '../store/store.ts'
import { tellOfNewKey } from './new-key.ts'

/**
 * The API, for the command line: through the server when one holds the data folder, else in this very process.
 * Commands need not know which.
 */
export type Client = AsyncDisposable & {
  /** Calls an endpoint; what it refuses is thrown as the Refusal it is. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
}

export async function openClient(
  config: Config,
  options: { firm?: string | undefined } = {},
): Promise<Client> {
  const served = config.databaseUrl === undefined && dataDirHolder(config.dataDir) !== undefined
  const firm = options.firm === undefined ? {} : { 'x-plumbline-firm': options.firm }
  if (served) return throughServer(config, firm)
  const { openApp } = await import('../app.ts') // takes a second, which who asks a server need not wait
  const app = await openApp(config, { onKeyMade: tellOfNewKey })
  return { ...overApp(app, options.firm), [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() }
}

/** The API of a program in this process, which stays open when the client is disposed. `firm` is a short name or id. */
export function overApp(app: App, firm?: string): Client {
  const headers = {
    authorization: `Bearer ${app.access.operatorKey}`,
    ...(firm === undefined ? {} : { 'x-plumbline-firm': firm }),
  }
  return {
    call: async (method, path, body) => {
      const answer = await app.api.inject({
        method,
        url: path,
        headers,
        ...(body === undefined ? {} : { payload: body as object }),
      })
      return readAnswer(answer.statusCode, answer.body)
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function throughServer(config: Config, firm: Record<string, string>): Client {
  const key = readFileSync(join(config.dataDir, 'cli.key'), 'utf8').trim()
  return {
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const payload = body === undefined ? undefined : JSON.stringify(body)
        const asked = httpRequest(
          {
            socketPath: socketPath(config.dataDir),
            method,
            path,
            headers: {
              authorization: `Bearer ${key}`,
              ...firm,
              ...(payload === undefined
                ? {}
                : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            },
          },
          (answer) => {
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('error', reject)
            answer.on('end', () => {
              try {
                resolve(readAnswer(answer.statusCode ?? 500, Buffer.concat(chunks).toString('utf8')))
              } catch (error) {
                reject(error)
              }
            })
          },
        )
        asked.on('error', (cause) => reject(noAnswer(cause)))
        asked.end(payload)
      }),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function readAnswer(status: number, body: string): unknown {
  if (status < 400) return body === '' ? undefined : JSON.parse(body)
  const json: unknown = body === '' ? undefined : JSON.parse(body)
  const ill = healthShape.safeParse(json)
  if (ill.success) {
    const next = 'Stop it and start Plumbline again; nothing acknowledged is lost.'
    throw new Refusal('unhealthy', ill.data.reason ?? 'The server is not well.', next, { status })
  }
  const refused = refusalShape.safeParse(json)
  if (!refused.success) throw noAnswer(new Error(`status ${status}`))
  const { code, message, next } = refused.data.error
  throw new Refusal(code, message, next, { status })
}

function noAnswer(cause: unknown): Refusal {
  return new Refusal(
    'server_silent',
    'The Plumbline that holds the data folder does not answer.',
    'If it is just starting, wait a moment; else stop it and try again.',
    { status: 503, cause },
  )
}

/** An installation without a firm of its own gets one, which the first owner takes over later. */
export async function haveFirm(client: Client): Promise<void> {
  try {
    const { items } = firmPage.parse(await client.call('GET', '/api/firms'))
    if (items.some(({ sample }) => !sample)) return
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'no_firm') throw error
  }
  await client.call('POST', '/api/firms', { name: 'My firm' })
}
