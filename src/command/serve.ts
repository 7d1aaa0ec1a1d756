import { join } from 'node:path'
import { listen, openApp } from '../app.ts'
import type { Command } from './command.ts'
import { tellOfNewKey } from './new-key.ts'

/** Where `npm run build` puts the web application. */
export const WEB_DIR = join(import.meta.dirname, '../../web/dist')

export const serveCommand: Command = {
  usage: 'serve',
  summary: 'Runs the server until it is stopped.',
  words: [0, 0],
  run: async ({ config, out, signal }) => {
    await using app = await openApp(config, { webDir: WEB_DIR, onKeyMade: tellOfNewKey })
    await using doors = await listen(app)
    const address = config.publicUrl ?? `http://localhost:${doors.port}`
    out.write(`Plumbline is at ${address} — stop it with Ctrl-C.\n`)
    const link = await app.access.setupLink()
    if (link !== null)
      out.write(
        `Nobody owns it yet. Open this link, which works once:\n\n  ${relocated(link.url, address)}\n\n`,
      )
    const died = await Promise.race([
      app.store.died,
      new Promise<undefined>((resolve) =>
        signal.addEventListener('abort', () => resolve(undefined), { once: true }),
      ),
    ])
    if (died === undefined) {
      out.write('Stopping …\n')
      return 0
    }
    process.stderr.write(
      `The embedded database stopped by itself: ${died.message}\nStart Plumbline again; nothing acknowledged is lost.\n`,
    )
    return 1
  },
}

/** The link under the port that was really taken, when any free one was asked for. */
function relocated(link: string, address: string): string {
  const url = new URL(link)
  return `${address}${url.pathname}${url.search}${url.hash}`
}
