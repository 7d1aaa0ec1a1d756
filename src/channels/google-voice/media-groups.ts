import type { AttachmentKind, AttachmentPlace } from '../message.ts'
import { extensionFits } from './media-names.ts'

/** A reference to a file, by a page. `extension` is null where the page does not say it. */
export type Wanted = { kind: AttachmentKind; extension: string | null }

/** A file: its path in the archive, and the number it got when its name was taken. */
export type OnDisk = { path: string; extension: string; clash: number }

/** Candidates that are listed for one reference and one extension, nearest first. */
const CANDIDATES_MAX = 50

/**
 * Which file each of `wanted` is, all of them having one stem on disk. `wanted` is in the order in which the
 * export made the files; each extension numbers its own.
 *
 * A file is sure when there are as many files of its extension as references that can be one, and no other
 * extension comes into question. Otherwise the order still holds: with n references and m files, reference p
 * is file p, or up to n − m earlier when files are lost, or up to m − n later when references are.
 */
export function placesInGroup(wanted: readonly Wanted[], files: readonly OnDisk[]): AttachmentPlace[] {
  const found = wanted.map(() => ({ candidates: [] as { path: string; distance: number }[], sure: true }))
  for (const [extension, ordered] of filesByExtension(files)) {
    const takers = takersOf(extension, ordered.length, wanted)
    takers.forEach((index, rank) => {
      const slot = found[index]
      if (!slot) return
      slot.sure &&= takers.length === ordered.length
      slot.candidates.push(...candidates(rank, takers.length, ordered))
    })
  }
  return found.map(({ candidates: all, sure }): AttachmentPlace => {
    const [only, ...others] = all
    if (!only) return { state: 'missing' }
    if (sure && others.length === 0) return { state: 'resolved', path: only.path }
    return {
      state: 'ambiguous',
      candidates: all.toSorted((a, b) => a.distance - b.distance).map(({ path }) => path),
    }
  })
}

/** How many of `wanted` have a file among `files`, at most: those that name an extension choose first. */
export function fileCount(wanted: readonly Wanted[], files: readonly OnDisk[]): number {
  const left = new Map([...filesByExtension(files)].map(([extension, { length }]) => [extension, length]))
  let count = 0
  for (const one of wanted.toSorted((a, b) => Number(a.extension === null) - Number(b.extension === null))) {
    const extension = [...left.keys()].find((each) => accepts(one, each))
    if (extension === undefined) continue
    count++
    const others = (left.get(extension) ?? 0) - 1
    if (others > 0) left.set(extension, others)
    else left.delete(extension)
  }
  return count
}

function accepts(one: Wanted, extension: string): boolean {
  return one.extension === null ? extensionFits(extension, one.kind) : one.extension === extension
}

function filesByExtension(files: readonly OnDisk[]): Map<string, OnDisk[]> {
  return Map.groupBy(
    files.toSorted((a, b) => a.clash - b.clash),
    (file) => file.extension,
  )
}

/** Indexes of the references that a file of `extension` can be for. Those that name it come first if they use it up. */
function takersOf(extension: string, count: number, wanted: readonly Wanted[]): number[] {
  const named = wanted.flatMap((one, index) => (one.extension === extension ? [index] : []))
  if (named.length >= count) return named
  return wanted.flatMap((one, index) => (accepts(one, extension) ? [index] : []))
}

function candidates(rank: number, takers: number, files: OnDisk[]): { path: string; distance: number }[] {
  const slack = files.length - takers
  const first = Math.max(0, rank - Math.max(0, -slack))
  const last = Math.min(files.length - 1, rank + Math.max(0, slack))
  const target = ((rank + 1) * (files.length + 1)) / (takers + 1) - 1
  const room = Math.max(CANDIDATES_MAX, 2 * Math.ceil(files.length / takers))
  const from = Math.max(first, Math.min(Math.round(target - room / 2), last - room + 1))
  return files
    .slice(from, Math.min(last + 1, from + room))
    .map(({ path }, step) => ({ path, distance: Math.abs(from + step - target) / (files.length + 1) }))
}
