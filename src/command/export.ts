import { resolve } from 'node:path'
import { exportedShape } from '../contract/portability.ts'
import { openClient } from './client.ts'
import { type Command, printJson, UsageError } from './command.ts'

export const exportCommand: Command = {
  usage: 'export --out DIR',
  summary: 'Writes the firm into an empty folder: messages, conversations, customers, media, and all rows.',
  options: { out: { type: 'string' } },
  words: [0, 0],
  run: async ({ config, options, out }) => {
    if (typeof options.out !== 'string') throw new UsageError('--out DIR is missing.')
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    const done = exportedShape.parse(await client.call('POST', '/api/export', { dir: resolve(options.out) }))
    if (options.json === true) printJson(out, done)
    else
      out.write(
        `Wrote ${done.messages} messages, ${done.conversations} conversations, ${done.customers} customers and ${done.mediaFiles} media files to ${options.out}.\n`,
      )
    return 0
  },
}
