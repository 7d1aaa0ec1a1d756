import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { systemClock } from '../base/clock.ts'
import { flushFolderSync } from '../base/durable.ts'
import { newId } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { badKeyFile, makeKeyFile, parseKey, writeKeyFile } from './key-file.ts'
import {
  insidePlace,
  isInside,
  isOpenToOthers,
  type KeyPlace,
  keyPlaces,
  noteKeyPlace,
  prepareKeyPlace,
} from './key-place.ts'

/** A master key that was just made, and the file it is in. */
export type MadeKey = { key: Buffer; file: string }

/**
 * Where the key is from that all other keys are wrapped under: `given` (PLUMBLINE_MASTER_KEY, or what systemd hands over),
 * else a file. `previous` (PLUMBLINE_MASTER_KEY_PREVIOUS) is what it was before.
 */
export type MasterKeySource = KeyPlace & {
  given?: Buffer | undefined
  previous?: Buffer | undefined
  /** Told when there was no key and one was made: whoever loses it loses the data. */
  onMade?: ((made: MadeKey) => void) | undefined
  /** Puts under a key what else is kept under the master key, before the one before it goes. */
  adopt?: ((key: Buffer) => void) | undefined
}

/** Keys that may be the master key, likeliest first. Files are read anew: another process may have replaced them. */
export function masterKeyCandidates(source: MasterKeySource): Buffer[] {
  const { given, previous } = source
  if (given !== undefined) return previous === undefined ? [given] : [given, previous]
  const places = keyPlaces(source)
  const next = places.flatMap(nextFiles).map(readKeyFile) // before the file that one of them may become any moment
  return [...places.map(readKeyFile), ...next, previous].filter((key) => key !== undefined)
}

/** The master key before anything is kept under it: that of an installation which is about to be made. */
export function firstMasterKey(source: MasterKeySource): Buffer {
  return source.given ?? keyInFile(source, presentPlace(source))
}

/**
 * The key that everything is to be wrapped under from now on. `opening` is the one that it is under, and null when
 * nothing is: only then, or after `previous` has opened it, is a file made. Finishes a replacement that was cut off
 * after the database had it, and forgets one that was cut off before. Only one process at a time may call it.
 */
export function settleMasterKey(source: MasterKeySource, opening: Buffer | null): Buffer {
  if (source.given !== undefined) {
    source.adopt?.(source.given)
    return source.given
  }
  for (const place of keyPlaces(source))
    for (const next of nextFiles(place)) {
      const key = readKeyFile(next)
      if (opening !== null && key?.equals(opening)) {
        source.adopt?.(key)
        takePlace(next, place)
      } else rmSync(next, { force: true })
    }
  const opened = keyPlaces(source).find((path) => opening !== null && readKeyFile(path)?.equals(opening))
  const key = keyInFile(source, opened ?? presentPlace(source))
  source.adopt?.(key)
  return key
}

/**
 * Writes a new master key beside the present one. Once everything is wrapped under it, `takePlace` makes it the master
 * key; a process that opens in between does so itself. Refuses with `master_key_given` when the key is not in the file.
 */
export function makeNextMasterKey(source: MasterKeySource): {
  key: Buffer
  takePlace(): void
} {
  if (source.given !== undefined)
    throw new Refusal(
      'master_key_given',
      'The master key comes from PLUMBLINE_MASTER_KEY, so it is replaced there.',
      'Set a new one there and the present one in PLUMBLINE_MASTER_KEY_PREVIOUS, and start again.',
      { status: 409 },
    )
  const place = presentPlace(source)
  const path = `${place}.next-${newId(systemClock)}`
  makeKeyFile(path)
  const key = readKeyFile(path)
  if (key === undefined) throw new Error('The key file that was just written cannot be read.')
  return {
    key,
    takePlace: () => {
      source.adopt?.(key)
      takePlace(path, place)
    },
  }
}

/** How an installation's master key is kept. */
export type KeptKey = {
  /** undefined: it is given by the environment, and kept by whoever gives it. */
  file: string | undefined
  exists: boolean
  insideData: boolean
  openToOthers: boolean
}

export function examineMasterKey(source: MasterKeySource): KeptKey {
  if (source.given !== undefined)
    return { file: undefined, exists: true, insideData: false, openToOthers: false }
  const file = presentPlace(source)
  const exists = existsSync(file)
  return {
    ...{ file, exists, insideData: isInside(source.dataDir, file) },
    openToOthers: exists && isOpenToOthers(file),
  }
}

/**
 * Moves a key that an earlier version made inside the data folder out of it; returns where it is now, and undefined when there is
 * none inside. Killed at any point, it leaves the key in at least one of the two. Refuses with `key_file_taken`.
 */
export function moveMasterKeyOut(source: MasterKeySource): string | undefined {
  const inside = insidePlace(source)
  const key = readKeyFile(inside)
  if (key === undefined) return undefined
  const file = keepMasterKey(source, key)
  rmSync(inside)
  flushFolderSync(dirname(inside))
  return file
}

/**
 * Puts a key into the file where it belongs, as from a recovery code; returns that file. Refuses with `key_file_taken` when
 * another key is there.
 */
export function keepMasterKey(source: MasterKeySource, key: Buffer): string {
  const [place] = keyPlaces(source).filter((path) => !isInside(source.dataDir, path))
  const file = place ?? insidePlace(source)
  prepareKeyPlace(source.dataDir, file)
  writeKeyFile(file, key)
  if (!readKeyFile(file)?.equals(key))
    throw new Refusal(
      'key_file_taken',
      `There is another key in ${file}.`,
      'Move that file away if no data is kept under it, or set PLUMBLINE_MASTER_KEY_FILE to another place. Nothing was changed.',
      { status: 409 },
    )
  if (existsSync(source.dataDir)) noteKeyPlace(source.dataDir, file)
  return file
}

/** Nothing is under any of the keys there are: the right one is missing. */
export function wrongMasterKey(source: MasterKeySource): Refusal {
  const path = presentPlace(source)
  const what =
    source.given !== undefined
      ? 'PLUMBLINE_MASTER_KEY is not the key'
      : existsSync(path)
        ? `The file ${path} does not hold the key`
        : `There is no file ${path} with the key`
  return new Refusal(
    'wrong_master_key',
    `${what} that this installation is kept under.`,
    'Put the right key back from where you keep its copy, or by its recovery code: plumbline secrets recover. If PLUMBLINE_MASTER_KEY was changed on purpose, set the one before in PLUMBLINE_MASTER_KEY_PREVIOUS. Nothing was changed.',
    { status: 500 },
  )
}

/** The file that holds the key, or is to. */
function presentPlace(source: KeyPlace): string {
  const places = keyPlaces(source)
  return places.find((path) => existsSync(path)) ?? places[0] ?? insidePlace(source)
}

/** The key in a file, which is made when it is not there. */
function keyInFile(source: MasterKeySource, file: string): Buffer {
  if (!existsSync(file)) prepareKeyPlace(source.dataDir, file)
  const isNew = makeKeyFile(file)
  const key = readKeyFile(file)
  if (key === undefined) throw badKeyFile(file, 'Put it back from a copy, or by its recovery code.')
  noteKeyPlace(source.dataDir, file)
  if (isNew) source.onMade?.({ key, file })
  return key
}

/** Renamed already is well, too: whoever opened meanwhile has done it. */
function takePlace(next: string, path: string): void {
  try {
    renameSync(next, path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  flushFolderSync(dirname(path))
}

/** Keys that are about to take the place of the one at `place`, or were when the program was killed; or drafts of a file. */
function nextFiles(place: string): string[] {
  const folder = dirname(place)
  if (!existsSync(folder)) return []
  const [next, draft] = [`${basename(place)}.next-`, `${basename(place)}.draft-`]
  return readdirSync(folder)
    .filter((name) => name.startsWith(next) || name.startsWith(draft))
    .sort()
    .map((name) => join(folder, name))
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
