import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where an installed program awaits the browser that comes back from Google (RFC 8252 §7.3). */
export type ConsentListener = AsyncDisposable & {
  /** Loopback, with a port that was free; for `gmailConsentUrl`. */
  redirectUrl: string
  /** Where the browser came, query and all; for `redeemGmailConsent`. Throws the reason of `signal`. */
  url(signal: AbortSignal): Promise<URL>
}

/** Listens on loopback until disposed of. `said` is shown to the person, as plain text. */
export async function listenForConsent(said: string): Promise<ConsentListener> {
  const came = Promise.withResolvers<URL>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', redirectUrl)
    const isIt = request.method === 'GET' && (url.searchParams.has('code') || url.searchParams.has('error'))
    response.writeHead(isIt ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end(isIt ? said : '')
    if (isIt) came.resolve(url)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const redirectUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    redirectUrl,
    url: (signal) => {
      const { promise, reject } = Promise.withResolvers<never>()
      const give = () => reject(signal.reason)
      if (signal.aborted) give()
      signal.addEventListener('abort', give, { once: true })
      return Promise.race([came.promise, promise]).finally(() => signal.removeEventListener('abort', give))
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
