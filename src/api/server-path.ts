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
