/** A process that tries to take data folders when told to, and tells whether it got them. */
import { errorCode } from '../../base/refusal.ts'
import { lockDataDir } from './lock.ts'

/** Take `dir` at the instant `atMs` (Unix time), so that several processes try at once. */
export type Attempt = { dir: string; atMs: number }
/** `taken`, or the code of the refusal. */
export type Outcome = string

process.on('message', ({ dir, atMs }: Attempt) => {
  while (Date.now() < atMs); // a timer would come too late to meet the others
  process.send?.(attempt(dir) satisfies Outcome)
})

function attempt(dir: string): Outcome {
  try {
    lockDataDir(dir)
    return 'taken'
  } catch (error) {
    return errorCode(error) ?? String(error)
  }
}
