import { hash } from 'node:crypto'
import { Refusal } from '../../base/refusal.ts'
import type { Archive, ArchiveFile } from '../archive/archive.ts'
import { SetAsideError } from '../set-aside.ts'
import { countRecords, isVoicePage } from './count-records.ts'
import { largePageRecords } from './large-page.ts'
import {
  locateMedia,
  type MediaTotals,
  type PageNote,
  type PagePlaces,
  type Reference,
} from './locate-media.ts'
import { isMediaName, pathInTree, splitReference, stemOnDisk } from './media-names.ts'
import { PAGE_BYTES_MAX, readWirePage } from './page.ts'
import type { WirePage } from './page-reader.ts'
import { People } from './people.ts'
import { type Phones, parsePhones } from './phones.ts'
import { detached } from './wire-values.ts'

/** What one look over a whole Takeout tells before anything of it is taken in. */
export type TakeoutSurvey = {
  /** Pages with messages or calls, copies included. */
  pages: number
  /** Messages and calls in them, copies included: counted in the raw bytes, not by the parser. */
  records: number
  /** What of both is in pages that repeat an earlier one byte for byte. */
  copies: { pages: number; records: number }
  /** Files that are neither pages nor beside pages: greetings, bills, other products of Google. */
  ignored: number
  /** The account's numbers as written: from `Phones.vcf`, and those that the pages write for the owner. */
  owner: Phones & { onPages: string[] }
  attachments: MediaTotals
  /** Addresses as written by the name that pages give them; a name can have several. */
  addressesByName: ReadonlyMap<string, readonly string[]>
  /** Where each page's attachments are. */
  placesByPage: ReadonlyMap<string, PagePlaces>
  /** Folders that pages are in. */
  pageFolders: ReadonlySet<string>
  /** Files that may be pages and could not be read. */
  unreadable: ReadonlySet<string>
  /** Takeout archives inside an archive: nothing of them was looked at. */
  unopened: readonly string[]
  /** Paths of its own pages, and of its own files that may be attachments of pages in other parts. */
  listing: { pages: readonly string[]; media: readonly string[] }
  /**
   * The same survey with other parts of the export laid beside the archive, which came before: names, numbers and places
   * are those of all of them together, for pages of all of them; the counts stay the archive's own.
   */
  beside(earlier: AsyncIterable<EarlierFile>): Promise<TakeoutSurvey>
}

/** A file of a part that came before; `page` is its bytes when it is one. */
export type EarlierFile = { path: string; page: Buffer | null }

/** How far a survey is. */
export type SurveyProgress = { files: number; pages: number; records: number }

/**
 * Looks over all parts of a Takeout once. Pages are found by what is in them, wherever they are and however
 * the folders are called. Memory grows with the number of files (some 0.3 KB each), not with their size.
 *
 * Refusal `no_voice_data` when there is no page at all, `archive_damaged` when there may be some but none can be read.
 */
export async function surveyTakeout(
  archive: Archive,
  options: {
    signal?: AbortSignal | undefined
    onProgress?: ((progress: SurveyProgress) => void) | undefined
  } = {},
): Promise<TakeoutSurvey> {
  const notes = new SurveyNotes()
  for await (const item of archive.walk({ signal: options.signal })) {
    if (item.kind === 'set_aside') {
      notes.addUnreadable(item.path)
      continue
    }
    await notes.add(item)
    if (++notes.files % PROGRESS_EVERY_FILES === 0) options.onProgress?.(notes.progress())
  }
  options.onProgress?.(notes.progress())
  if (notes.pagePaths.length === 0) throw notes.unreadable.size === 0 ? noVoiceData() : nothingReadable()
  return notes.survey()
}

const PROGRESS_EVERY_FILES = 250

/** Pages of Takeout that are none of ours, in every language. */
const NOT_OURS = /^(archive_browser|bills)\.html?$/i

const NESTED = /\/takeout-[^/]*\.(zip|tgz)$/i

/** Whether the file can be a page, by its name. */
export function isPageName(path: string): boolean {
  const { name } = pathInTree(path)
  return /\.html?$/i.test(name) && !NOT_OURS.test(name)
}

/** The folder of a path, with everything before it. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

class SurveyNotes {
  files = 0
  readonly pagePaths: string[] = []
  readonly unreadable = new Set<string>()
  /** HTML that is no page of ours. */
  private readonly foreignPaths: string[] = []
  private readonly otherPaths: string[] = []
  private readonly pageNotes: PageNote[] = []
  private readonly earlier = { pagePaths: [] as string[], otherPaths: [] as string[] }
  private readonly digests = new Set<string>()
  private readonly people = new People()
  private readonly phones: Phones = { voice: [], linked: [] }
  private records = 0
  private readonly copies = { pages: 0, records: 0 }

  progress(): SurveyProgress {
    return { files: this.files, pages: this.pagePaths.length, records: this.records }
  }

  /** Takes note of a file that cannot be read; `readPages` reports it. */
  addUnreadable(path: string): void {
    if (isPageName(path)) this.unreadable.add(path)
  }

  async add(file: ArchiveFile): Promise<void> {
    try {
      if (isPageName(file.path)) await this.addHtml(file)
      else if (/\/phones\.vcf$/i.test(file.path)) this.addPhones(await file.read())
      else this.otherPaths.push(file.path)
    } catch (error) {
      if (!(error instanceof SetAsideError)) throw error
      this.addUnreadable(file.path)
    }
  }

  private async addHtml(file: ArchiveFile): Promise<void> {
    if (file.bytes > PAGE_BYTES_MAX) {
      const records = await largePageRecords(file)
      if (records === null) this.foreignPaths.push(file.path)
      else this.addPage(file.path, records)
      return
    }
    const bytes = await file.read()
    if (!isVoicePage(bytes)) {
      this.foreignPaths.push(file.path)
      return
    }
    const records = countRecords(bytes)
    this.addPage(file.path, records)
    const digest = hash('sha256', bytes, 'binary')
    if (this.digests.has(digest)) {
      this.copies.pages++
      this.copies.records += records
    }
    this.digests.add(digest)
    const page = readWirePage(bytes)
    this.people.add(page)
    const references = referencesOn(page)
    if (references.length > 0) this.pageNotes.push({ path: file.path, digest, references })
  }

  private addEarlier({ path, page: bytes }: EarlierFile): void {
    if (bytes === null) {
      this.earlier.otherPaths.push(path)
      return
    }
    this.earlier.pagePaths.push(path)
    const page = readWirePage(bytes)
    this.people.add(page)
    const references = referencesOn(page)
    const digest = hash('sha256', bytes, 'binary')
    if (references.length > 0) this.pageNotes.push({ path, digest, references, earlier: true })
  }

  private addPage(path: string, records: number): void {
    this.pagePaths.push(path)
    this.records += records
  }

  private addPhones(bytes: Buffer): void {
    const { voice, linked } = parsePhones(bytes.toString('utf8'))
    this.phones.voice.push(...voice)
    this.phones.linked.push(...linked)
  }

  survey(): TakeoutSurvey {
    this.digests.clear() // copies are counted: 15 MB for half a million messages
    const media = locateMedia(this.pageNotes, {
      pages: [...this.earlier.pagePaths, ...this.pagePaths],
      others: [...this.earlier.otherPaths, ...this.otherPaths],
    })
    const trees = new Set(this.pagePaths.map((path) => pathInTree(path).tree))
    const pageFolders = new Set(this.pagePaths.map(folderOf))
    const foreign = this.foreignPaths.filter((path) => !pageFolders.has(folderOf(path)))
    return {
      pages: this.pagePaths.length,
      records: this.records,
      copies: this.copies,
      ignored: foreign.length + media.elsewhere,
      owner: {
        voice: [...new Set(this.phones.voice)],
        linked: [...new Set(this.phones.linked)],
        onPages: [...this.people.ownAddresses],
      },
      attachments: media.totals,
      addressesByName: this.people.addressesByName,
      placesByPage: media.byPage,
      pageFolders,
      unreadable: this.unreadable,
      unopened: this.otherPaths.filter((path) => NESTED.test(path)),
      listing: {
        pages: this.pagePaths,
        media: this.otherPaths.filter((path) => isMediaName(path) && trees.has(pathInTree(path).tree)),
      },
      beside: async (earlier) => {
        for await (const file of earlier) this.addEarlier(file)
        return this.survey()
      },
    }
  }
}

/** A call's page writes the extension of its sound, a conversation's none. */
function referencesOn(page: WirePage): Reference[] {
  return page.records.flatMap((record, position) =>
    record.attachments.map(({ kind, reference }) => {
      const { stem, extension } =
        page.form === 'call' ? splitReference(reference) : { stem: reference, extension: null }
      return { kind, extension, stem: detached(stemOnDisk(stem)), position }
    }),
  )
}

function nothingReadable(): Refusal {
  return new Refusal(
    'archive_damaged',
    'No page of the archive can be read.',
    'Download it again from Google Takeout, and check that the disk is sound.',
  )
}

function noVoiceData(): Refusal {
  return new Refusal(
    'no_voice_data',
    'There are no Google Voice messages or calls in the archive.',
    'At takeout.google.com choose "Voice", and hand in what Google then sends; an archive inside another one must be unpacked first.',
  )
}
