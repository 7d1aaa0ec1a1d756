import { resolve } from 'node:path'
import { sizeForPeople } from '../base/bytes.ts'
import { madeBackupShape } from '../contract/backups.ts'
import { openClient } from './client.ts'
import { type Command, printJson } from './command.ts'

export const backupCommand: Command = {
  usage: 'backup [--to DIR]',
  summary:
    'Writes a sealed backup of the whole installation into DIR (BACKUP_DIR) and reads it back; all goes on working meanwhile.',
  options: { to: { type: 'string' } },
  words: [0, 0],
  run: async ({ config, options, out }) => {
    await using client = await openClient(config)
    const dir = typeof options.to === 'string' ? { dir: resolve(options.to) } : {}
    const made = madeBackupShape.parse(await client.call('POST', '/api/backups', dir))
    if (options.json === true) printJson(out, made)
    else
      out.write(
        `Wrote ${made.file} (${sizeForPeople(made.bytes)}, ${made.files.toLocaleString('en')} files) and read it back.\nIt opens with the master key alone: keep its recovery code elsewhere.\n`,
      )
    return 0
  },
}
