import { setImmediate } from 'node:timers/promises'
import { Refusal } from '../../base/refusal.ts'
import {
  type Archive,
  type ArchiveItem,
  type ArchiveLimits,
  defaultLimits,
  type WalkOptions,
} from './archive.ts'
import { type Found, findParts } from './find-parts.ts'
import { budgetFor, type Part, setAsideOf, TOO_LARGE } from './part.ts'

/**
 * Opens a Takeout handed in as any mix of zips, tgz or tar files and folders. What a file is follows from
 * its first bytes; in a folder only files called `.zip`, `.tgz`, `.gz` or `.tar` are asked. Parts are in the
 * order of their names, numbers counting as numbers.
 *
 * Refusals: `no_archive` (no path), `archive_not_found`, `archive_unreadable`, `archive_empty`,
 * `not_an_archive`, `archive_truncated` (a zip; a tgz gives its good part), `archive_encrypted`.
 */
export async function openArchive(
  paths: readonly string[],
  limits: Partial<ArchiveLimits> = {},
): Promise<Archive> {
  if (paths.length === 0) {
    throw new Refusal(
      'no_archive',
      'No archive was named.',
      'Name the zip, tgz or folder that came from Google Takeout.',
    )
  }
  const found: Found = { parts: [], unopened: [], places: new Set() }
  try {
    for (const path of paths.toSorted()) await findParts(path, found)
  } catch (error) {
    await close(found.parts)
    throw error
  }
  const parts = found.parts.toSorted((a, b) => byName.compare(a.name, b.name))
  const bounds = { ...defaultLimits, ...limits }
  return {
    parts: parts.map(({ name, path, bytes }) => ({ name, path, bytes })),
    walk: (options = {}) => walk(parts, found, bounds, options),
    [Symbol.asyncDispose]: () => close(parts),
  }
}

async function* walk(
  parts: Part[],
  found: Found,
  limits: ArchiveLimits,
  options: WalkOptions,
): AsyncGenerator<ArchiveItem> {
  const { signal, wants = () => true } = options
  let items = 0
  for (const setAside of found.unopened) yield { kind: 'set_aside', ...setAside }
  for (const part of parts) {
    signal?.throwIfAborted()
    const budget = budgetFor(part, limits)
    for await (const item of part.members({ signal, wants, limits, budget })) {
      yield item
      if (budget.exhausted()) break
      // Small members are read without waiting for anything: let timers and requests have their turn.
      if (++items % TURN_EVERY_ITEMS === 0) await setImmediate()
    }
    if (budget.exhausted())
      yield { kind: 'set_aside', ...setAsideOf(part.name, 'archive_too_large', TOO_LARGE) }
  }
}

const TURN_EVERY_ITEMS = 32

const byName = new Intl.Collator('en', { numeric: true })

async function close(parts: Part[]): Promise<void> {
  for (const part of parts) await part[Symbol.asyncDispose]()
}
