import type { AttachmentPlace } from '../message.ts'
import { exportsOf } from './export-trees.ts'
import { fileCount, type OnDisk, placesInGroup, type Wanted } from './media-groups.ts'
import { comparableStem, pathInTree, splitClash, splitExtension } from './media-names.ts'

/** How many attachments the pages name, and how many of them have a file. A page and its copies count once. */
export type MediaTotals = {
  /** `found` + `missing`. */
  references: number
  /** References that have a file, be it sure which one or not. */
  found: number
  /** References that the archive has no file for: what is left when every file has found one. */
  missing: number
  /** References of which it is not sure which file is theirs, or whether it is the one that is lost. */
  ambiguous: number
  /** Files beside the pages that no page asks for. */
  unreferenced: number
}

/** Places of one page's attachments: by position of the message, then in its order; a hole where it has none. */
export type PagePlaces = AttachmentPlace[][]

/** Where the attachments of all pages are. */
export type MediaPlaces = {
  totals: MediaTotals
  byPage: ReadonlyMap<string, PagePlaces>
  /** Files in folders that have no pages. */
  elsewhere: number
}

/** One attachment that a page names; `stem` is as it is on disk. */
export type Reference = Wanted & { stem: string; position: number }

/** A page and what it names. `digest` is the same for pages that are the same byte for byte. */
export type PageNote = {
  path: string
  digest: string
  references: Reference[]
  /** Of a part that came before: it has its places, and is not counted again. */
  earlier?: boolean
}

/** Paths of an archive as far as they matter here. */
export type TakeoutPaths = {
  /** All pages, with and without attachments. */
  pages: readonly string[]
  /** All other files. */
  others: readonly string[]
}

type Page = {
  note: PageNote
  clash: number
  stem: string
  places: PagePlaces
  exportIndex: number
  counts: boolean
}
type Group = { asked: { page: Page; reference: Reference; ordinal: number }[]; files: OnDisk[] }

/**
 * Finds the file of every attachment that the pages in `notes` name.
 *
 * References and files meet in groups: one export, one folder, one stem as it is on disk. Within a group both
 * are in the order in which the export was made: pages by the number that a clash of their own names gave
 * them, then messages; files by their number.
 */
export function locateMedia(notes: readonly PageNote[], paths: TakeoutPaths): MediaPlaces {
  const folders = new Set(paths.pages.map((path) => pathInTree(path).folder))
  const media = paths.others.filter((path) => folders.has(pathInTree(path).folder))
  const exportOf = exportFinder([...paths.pages, ...media])
  const { originals, byPage } = withoutCopies(notes, exportOf)
  const groups = groupsOf(originals)
  const unreferenced = addFiles(groups, media, exportOf)
  const totals: MediaTotals = { references: 0, found: 0, missing: 0, ambiguous: 0, unreferenced }
  for (const group of groups.values()) settle(group, totals)
  return { totals, byPage, elsewhere: paths.others.length - media.length }
}

type ExportOf = (path: string) => number

function exportFinder(paths: readonly string[]): ExportOf {
  const trees = Map.groupBy(paths, (path) => pathInTree(path).tree)
  if (trees.size === 1) return () => 0
  const indexes = exportsOf(
    [...trees].map(([path, inside]) => ({
      path,
      names: inside.map((each) => each.slice(path.length)),
    })),
  )
  const byTree = new Map([...trees.keys()].map((path, at) => [path, indexes[at] ?? 0]))
  return (path) => byTree.get(pathInTree(path).tree) ?? 0
}

/**
 * Pages that are the same byte for byte within an export are one, in the place of the first; in a later
 * export such a page is there to keep the order, and does not count again.
 */
function withoutCopies(notes: readonly PageNote[], exportOf: ExportOf) {
  const originals = new Map<string, Page>()
  const byPage = new Map<string, PagePlaces>()
  const known = new Map<string, number>()
  for (const note of notes) {
    const exportIndex = exportOf(note.path)
    const key = `${exportIndex} ${note.digest}`
    const { stem, clash } = splitClash(comparableStem(splitExtension(pathInTree(note.path).name).stem))
    const page = originals.get(key) ?? { note, clash, stem, places: [], exportIndex, counts: false }
    page.clash = Math.min(page.clash, clash)
    originals.set(key, page)
    byPage.set(note.path, page.places)
    known.set(note.digest, Math.min(known.get(note.digest) ?? exportIndex, exportIndex))
  }
  for (const page of originals.values())
    page.counts = page.note.earlier !== true && known.get(page.note.digest) === page.exportIndex
  return { originals: [...originals.values()], byPage }
}

function groupsOf(pages: Page[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const page of pages.toSorted(inExportOrder)) {
    const { folder } = pathInTree(page.note.path)
    let before: Reference | undefined
    let ordinal = 0
    for (const reference of page.note.references) {
      ordinal = reference.position === before?.position ? ordinal + 1 : 0
      before = reference
      const key = groupKey(page.exportIndex, folder, reference.stem)
      const group = groups.get(key) ?? { asked: [], files: [] }
      groups.set(key, group)
      group.asked.push({ page, reference, ordinal })
    }
  }
  return groups
}

/** The stem ends in the page's stamp, unless it is cut, and then the names clash. */
function inExportOrder(a: Page, b: Page): number {
  return a.clash - b.clash || order(a.stem, b.stem) || order(a.note.path, b.note.path)
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function groupKey(exportIndex: number, folder: string, stem: string): string {
  return `${exportIndex}/${folder}/${stem}`
}

/** Gives each file to its group and returns how many nobody asked for. A browser's copy of a file is none. */
function addFiles(groups: Map<string, Group>, paths: readonly string[], exportOf: ExportOf): number {
  const copies: { group: Group; file: OnDisk }[] = []
  let unreferenced = 0
  for (const path of paths) {
    const { folder, name } = pathInTree(path)
    const { stem: written, extension } = splitExtension(name)
    const whole = comparableStem(written)
    const groupOf = (stem: string) => groups.get(groupKey(exportOf(path), folder, stem))
    const split = groupOf(whole) ? { stem: whole, clash: 0, copy: false } : splitClash(whole)
    const group = groupOf(split.stem)
    const file = { path, extension, clash: split.clash }
    if (!group) unreferenced++
    else if (split.copy) copies.push({ group, file })
    else group.files.push(file)
  }
  for (const { group, file } of copies) {
    if (!group.files.some((other) => other.extension === file.extension)) group.files.push(file)
  }
  return unreferenced
}

function settle({ asked, files }: Group, totals: MediaTotals): void {
  const wanted = asked.map(({ reference }) => reference)
  const found = placesInGroup(wanted, files)
  asked.forEach(({ page, reference, ordinal }, index) => {
    const place = found[index] ?? { state: 'missing' }
    const places = page.places[reference.position] ?? []
    places[ordinal] = place
    page.places[reference.position] = places
    if (page.counts && place.state === 'ambiguous') totals.ambiguous++
  })
  const counted = asked.filter(({ page }) => page.counts).length
  const missing = Math.min(counted, wanted.length - fileCount(wanted, files))
  totals.references += counted
  totals.found += counted - missing
  totals.missing += missing
  totals.unreferenced += Math.max(0, files.length - wanted.length)
}
