import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { Refusal } from '../base/refusal.ts'

/** A path on the server's disk as given; refuses with `path_not_absolute` one that depends on where the server runs. */
export function absolute(path: string): string {
  if (isAbsolute(path)) return path
  throw new Refusal(
    'path_not_absolute',
    'A path on the server must be given from the root.',
    'Send absolute paths; the command line makes them so by itself.',
  )
}

/** A path where nothing is yet; refuses with `file_exists`: nothing of a person's is ever overwritten. */
export function unused(path: string): string {
  if (!existsSync(path)) return path
  throw new Refusal(
    'file_exists',
    `There is something at ${path} already.`,
    'Choose a new name, so that nothing is overwritten.',
    {
      status: 409,
    },
  )
}
