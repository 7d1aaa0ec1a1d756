import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { newKey } from '../base/cipher.ts'
import { systemClock } from '../base/clock.ts'
import { flushFolderSync } from '../base/durable.ts'
import { newId } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'

const TEXT_LENGTH_MIN = 32

/**
 * The text in the key file at `path`, which only its owner can read; made of 256 random bits when there is none yet.
 * Refuses with `bad_key_file` one that holds no key; `ifLost` says what else happens when it is made anew.
 */
export function readOrMakeKeyFile(path: string, ifLost = ''): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  makeKeyFile(path)
  const text = readFileSync(path, 'utf8').trim()
  if (text.length >= TEXT_LENGTH_MIN) return text
  throw badKeyFile(path, `Put it back from a copy, or delete it: then a new one is made${ifLost}.`)
}

/** Makes a key file, unless there is one, that only its owner can read; returns whether it did. */
export function makeKeyFile(path: string): boolean {
  if (existsSync(path)) {
    if (statSync(path).mode & 0o077) chmodSync(path, 0o600)
    return false
  }
  return writeKeyFile(path, newKey())
}

/**
 * Writes a key to a file that only its owner can read, unless there is one; returns whether it did. It appears under its
 * name only when it is whole and on the disk, so that no other process reads half a key, and nothing is kept under one
 * that a power cut takes away.
 */
export function writeKeyFile(path: string, key: Buffer): boolean {
  const draft = `${path}.draft-${newId(systemClock)}`
  writeFileSync(draft, `${key.toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  let isNew = true
  try {
    linkSync(draft, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    isNew = false
  } finally {
    rmSync(draft)
  }
  flushFolderSync(dirname(path))
  return isNew
}

/** The 32 bytes that a text writes as base64, base64url or hexadecimal digits; undefined when it does not. */
export function parseKey(text: string): Buffer | undefined {
  const written = text.trim()
  if (/^[0-9a-f]{64}$/i.test(written)) return Buffer.from(written, 'hex')
  return /^([\w-]{43}|[A-Za-z0-9+/]{43})=?$/.test(written) ? Buffer.from(written, 'base64') : undefined
}

const CREDENTIAL = 'plumbline.key'

/**
 * The key that a service manager hands over in a folder, as systemd does with LoadCredential=plumbline.key:…; undefined
 * when it hands over none. Refuses with `bad_key_file` what is none.
 */
export function readCredential(folder: string | undefined): Buffer | undefined {
  const path = folder && join(folder, CREDENTIAL)
  if (path === undefined || path === '' || !existsSync(path)) return undefined
  const key = parseKey(readFileSync(path, 'utf8'))
  if (key === undefined) throw badKeyFile(path, 'Hand over a key, as "openssl rand -base64 32" makes them.')
  return key
}

export function badKeyFile(path: string, next: string): Refusal {
  return new Refusal('bad_key_file', `The key file ${path} does not hold a key.`, next, { status: 500 })
}
