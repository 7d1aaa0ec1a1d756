import { backupBody, madeBackupShape } from '../../contract/backups.ts'
import { endpoint } from '../endpoint.ts'
import { absolute } from '../server-path.ts'

/** Hundreds of gigabytes of pictures take hours. */
const TIMEOUT_MS = 12 * 60 * 60_000

export const backupsMake = endpoint({
  name: 'backups-make',
  method: 'POST',
  path: '/api/backups',
  who: 'installation',
  tag: 'backups',
  summary:
    'Writes a sealed backup of the whole installation to a folder on the server’s disk, and reads it back.',
  body: backupBody,
  answer: madeBackupShape,
  timeoutMs: TIMEOUT_MS,
  handle: ({ services: { backups }, body: { dir } }) =>
    backups.make({ dir: dir === undefined ? undefined : absolute(dir) }),
})
