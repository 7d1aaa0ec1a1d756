import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { replaceFileSync } from '../base/durable.ts'
import { errorCode, Refusal } from '../base/refusal.ts'

/** Where an installation keeps its things, as far as it says where the file with its master key is. */
export type KeyPlace = {
  dataDir: string
  /** PLUMBLINE_MASTER_KEY_FILE, absolute. */
  file?: string | undefined
  /** The account's folder of settings, as $XDG_CONFIG_HOME is; undefined for an account that has none. */
  configDir?: string | undefined
}

/** Tells in the data folder where its key is, so that a folder which is moved or renamed still finds it. */
const NOTE = 'master.key.path'
/** Where the key was before it had a place outside the data folder, and may still be. */
const INSIDE = 'master.key'

/**
 * Where the key may be; the first is where one is made. Never inside the data folder, which would give the key to who has
 * the data: there one is only read that an earlier version made.
 */
export function keyPlaces(place: KeyPlace): string[] {
  const outside = place.file === undefined ? [notedPlace(place), usualPlace(place)] : [place.file]
  return [...new Set([...outside, insidePlace(place)])].filter((path) => path !== undefined)
}

export function insidePlace({ dataDir }: Pick<KeyPlace, 'dataDir'>): string {
  return join(dataDir, INSIDE)
}

/** Whether `path` is in the data folder, by whatever links lead there. */
export function isInside(dataDir: string, path: string): boolean {
  const way = relative(real(dataDir), real(path))
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}

/**
 * Readies the folder of a key file that is about to be made. Refuses with `key_inside_data` a place in the data folder, and
 * with `key_file_unusable` one that cannot be written.
 */
export function prepareKeyPlace(dataDir: string, path: string): void {
  const next =
    'Set PLUMBLINE_MASTER_KEY_FILE to a file elsewhere, that only this account can read, best on another disk.'
  if (isInside(dataDir, path))
    throw new Refusal(
      'key_inside_data',
      `The master key would be made in ${path}, inside the data folder: who takes the folder has both.`,
      next,
      { status: 500 },
    )
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    accessSync(dirname(path), constants.W_OK)
  } catch (cause) {
    throw new Refusal(
      'key_file_unusable',
      `The master key cannot be kept in ${path} (${errorCode(cause) ?? 'unknown reason'}).`,
      next,
      { status: 500, cause },
    )
  }
}

/** Notes in the data folder where its key is, unless that stands there. */
export function noteKeyPlace(dataDir: string, path: string): void {
  const note = join(dataDir, NOTE)
  if (isInside(dataDir, path) || textAt(note) === path) return
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  replaceFileSync(note, `${path}\n`)
}

/** Whether somebody but its owner can read or change a file. */
export function isOpenToOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0
}

function notedPlace({ dataDir }: KeyPlace): string | undefined {
  return textAt(join(dataDir, NOTE))
}

/** Named after the data folder, and told from others of that name by a hash of where it is. */
function usualPlace({ dataDir, configDir }: KeyPlace): string {
  if (configDir === undefined) return `${dataDir}.key`
  const mark = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 8)
  return join(configDir, 'plumbline', `${basename(resolve(dataDir))}-${mark}.key`)
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** `path` without links, as far as it exists. */
function real(path: string): string {
  const whole = resolve(path)
  if (existsSync(whole)) return realpathSync(whole)
  const parent = dirname(whole)
  return parent === whole ? whole : join(real(parent), basename(whole))
}
