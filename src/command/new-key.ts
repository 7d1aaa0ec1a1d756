import { type MadeKey, writeRecoveryCode } from '../secrets/secrets.ts'

/**
 * Tells who started the program for the first time that the data is lost with its key. The recovery code is the key in other
 * letters: it is shown on a screen alone, since what a service or a pipe prints is kept in logs.
 */
export function tellOfNewKey({ key, file }: MadeKey): void {
  const { stderr } = process
  stderr.write(`Everything is kept under a key that was just made: ${file}\nWho loses it loses the data. `)
  if (stderr.isTTY)
    stderr.write(
      `Write down this recovery code and keep it elsewhere; it is not shown again by itself:\n\n  ${writeRecoveryCode(key)}\n\n`,
    )
  else
    stderr.write(
      'Write down its recovery code, which "plumbline secrets code" shows, and keep it elsewhere.\n',
    )
}
