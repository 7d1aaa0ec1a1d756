import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { badKeyFile, flushFolder, makeKeyFile, parseKey } from './key-file.ts'

/**
 * Where the key is from that all other keys are wrapped under: `given` (PLUMBLINE_MASTER_KEY), else the file
 * `master.key` in the data folder. `previous` (PLUMBLINE_MASTER_KEY_PREVIOUS) is what it was before.
 */
export type MasterKeySource = {
  dataDir: string
  given: Buffer | undefined
  previous: Buffer | undefined
}

const FILE = 'master.key'
/** A key that is about to take the place of the present one, or was when the program was killed; or a draft of a file. */
const NEXT = /^master\.key\.(next|draft)-/

/** Keys that may be the master key, likeliest first. Files are read anew: another process may have replaced them. */
export function masterKeyCandidates({ dataDir, given, previous }: MasterKeySource): Buffer[] {
  if (given !== undefined) return previous === undefined ? [given] : [given, previous]
  const next = nextFiles(dataDir).map(readKeyFile) // before the file that one of them may become any moment
  return [readKeyFile(join(dataDir, FILE)), ...next, previous].filter((key) => key !== undefined)
}

/**
 * The key that everything is to be wrapped under from now on. `opening` is the one that it is under, and null when
 * nothing is: only then, or after `previous` has opened it, is a file made. Finishes a replacement that was cut off
 * after the database had it, and forgets one that was cut off before. Only one process at a time may call it.
 */
export function settleMasterKey({ dataDir, given }: MasterKeySource, opening: Buffer | null): Buffer {
  if (given !== undefined) return given
  const path = join(dataDir, FILE)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  for (const next of nextFiles(dataDir)) {
    if (opening !== null && readKeyFile(next)?.equals(opening)) takePlace(next, path)
    else rmSync(next, { force: true })
  }
  makeKeyFile(path)
  const key = readKeyFile(path)
  if (key === undefined) throw badKeyFile(path, 'Put it back from a copy.')
  return key
}

/**
 * Writes a new master key beside the present one. Once everything is wrapped under it, `takePlace` makes it the master
 * key; a process that opens in between does so itself. Refuses with `master_key_given` when the key is not in the file.
 */
export function makeNextMasterKey({ dataDir, given }: MasterKeySource): {
  key: Buffer
  takePlace(): void
} {
  if (given !== undefined)
    throw new Refusal(
      'master_key_given',
      'The master key comes from PLUMBLINE_MASTER_KEY, so it is replaced there.',
      'Set a new one there and the present one in PLUMBLINE_MASTER_KEY_PREVIOUS, and start again.',
      { status: 409 },
    )
  const path = join(dataDir, `${FILE}.next-${newId(systemClock)}`)
  makeKeyFile(path)
  const key = readKeyFile(path)
  if (key === undefined) throw new Error('The key file that was just written cannot be read.')
  return { key, takePlace: () => takePlace(path, join(dataDir, FILE)) }
}

/** Nothing is under any of the keys there are: the right one is missing. */
export function wrongMasterKey({ dataDir, given }: MasterKeySource): Refusal {
  const path = join(dataDir, FILE)
  const what =
    given !== undefined
      ? 'PLUMBLINE_MASTER_KEY is not the key'
      : existsSync(path)
        ? `The file ${path} does not hold the key`
        : `There is no file ${path} with the key`
  return new Refusal(
    'wrong_master_key',
    `${what} that the secrets of this installation are kept under.`,
    'Put the right key back from where you keep its copy. If PLUMBLINE_MASTER_KEY was changed on purpose, set the one before in PLUMBLINE_MASTER_KEY_PREVIOUS. Nothing was changed.',
    { status: 500 },
  )
}

/** Renamed already is well, too: whoever opened meanwhile has done it. */
function takePlace(next: string, path: string): void {
  try {
    renameSync(next, path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  flushFolder(join(path, '..'))
}

function nextFiles(dataDir: string): string[] {
  if (!existsSync(dataDir)) return []
  return readdirSync(dataDir)
    .filter((name) => NEXT.test(name))
    .sort()
    .map((name) => join(dataDir, name))
}

/** undefined when there is none, or it holds no key. */
function readKeyFile(path: string): Buffer | undefined {
  try {
    return parseKey(readFileSync(path, 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
