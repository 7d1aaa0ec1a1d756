import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode, Refusal } from '../base/refusal.ts'
import { newToken } from './token.ts'

/** The secret in the file at `path`, which only its owner can read; made when there is none yet. */
export function readOrMakeKeyFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  try {
    writeFileSync(path, `${newToken()}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    chmodSync(path, 0o600)
  }
  const key = readFileSync(path, 'utf8').trim()
  if (key.length >= 32) return key
  throw new Refusal(
    'bad_key_file',
    `The key file ${path} does not hold a key.`,
    'Put it back from a copy, or delete it: then a new one is made and everybody signs in again.',
    { status: 500 },
  )
}
