import { resolve } from 'node:path'
import { exportedShape } from '../contract/portability.ts'
import { openClient } from './client.ts'
import { type Command, printJson, UsageError } from './command.ts'

export const exportCommand: Command = {
  usage: 'export --out FILE | export --plain --out DIR',
  summary:
    'Writes the firm into a file, sealed under the master key; or, to be read by people and programs, into an empty folder in the clear: messages, conversations, customers, media, and all rows.',
  options: { out: { type: 'string' }, plain: { type: 'boolean' } },
  words: [0, 0],
  run: async ({ config, options, out }) => {
    if (typeof options.out !== 'string') throw new UsageError('--out FILE is missing.')
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    const isPlain = options.plain === true
    const place = { [isPlain ? 'dir' : 'file']: resolve(options.out) }
    const done = exportedShape.parse(await client.call('POST', '/api/export', place))
    if (options.json === true) printJson(out, done)
    else
      out.write(
        `Wrote ${done.messages} messages, ${done.conversations} conversations, ${done.customers} customers and ${done.mediaFiles} media files to ${options.out}.\n${isPlain ? 'Everybody who has the folder can read it.' : 'It opens with the master key or its recovery code alone; --plain writes a folder that anybody can read.'}\n`,
      )
    return 0
  },
}
