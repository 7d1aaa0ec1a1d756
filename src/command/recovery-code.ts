import { text } from 'node:stream/consumers'

/** The recovery code that a person types, or a file holds: standard input to its end. */
export function askForCode(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Type the recovery code, then Enter and Ctrl-D:\n')
  return text(process.stdin)
}
