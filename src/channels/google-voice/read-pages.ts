import { sha256 } from '../../base/bytes.ts'
import type { Archive, ArchiveFile } from '../archive/archive.ts'
import { type SetAside, SetAsideError } from '../set-aside.ts'
import { completePage } from './complete-page.ts'
import { largePageRecords } from './large-page.ts'
import { PAGE_BYTES_MAX, type ParsedPage, parsePage } from './page.ts'
import { folderOf, isPageName, type TakeoutSurvey } from './survey.ts'

/** A page as it came, and what it says. */
export type TakeoutPage = {
  kind: 'page'
  path: string
  bytes: Buffer
  /** `bytes` as raw deflate, where the archive holds them so. */
  deflated: Buffer | null
  /** Of `bytes`, 64 hexadecimal digits. */
  sha256: string
  page: ParsedPage
}

/** What `readPages` gives, one after the other. */
export type TakeoutItem = TakeoutPage | ({ kind: 'set_aside' } & SetAside)

/**
 * Reads the pages of a surveyed archive, completed, in the order of the archive, without those that `skip`
 * names. Copies of a page come too. Set aside come the files that could not be read; what is wrong inside a
 * page is in its own `setAside`.
 */
export async function* readPages(
  archive: Archive,
  survey: TakeoutSurvey,
  options: { signal?: AbortSignal | undefined; skip?: ((path: string) => boolean) | undefined } = {},
): AsyncGenerator<TakeoutItem> {
  const { signal, skip = () => false } = options
  const wants = (path: string) =>
    isPageName(path) && (survey.pageFolders.has(folderOf(path)) || survey.unreadable.has(path)) && !skip(path)
  for (const path of survey.unopened) {
    const reason = 'An archive inside an archive is not opened: unpack the outer one and hand in its folder.'
    yield { kind: 'set_aside', path, code: 'archive_unopened', reason, records: 0 }
  }
  for await (const item of archive.walk({ signal, wants })) {
    yield item.kind === 'file' ? await readOne(item, survey) : item
  }
}

async function readOne(file: ArchiveFile, survey: TakeoutSurvey): Promise<TakeoutItem> {
  const { path } = file
  try {
    if (file.bytes > PAGE_BYTES_MAX) {
      const records = (await largePageRecords(file)) ?? 0
      return {
        kind: 'set_aside',
        path,
        code: 'page_too_large',
        reason: 'The page is larger than 8 MB.',
        records,
      }
    }
    const { bytes, deflated } = (await file.readPacked?.()) ?? { bytes: await file.read(), deflated: null }
    return {
      kind: 'page',
      path,
      bytes,
      deflated,
      sha256: sha256(bytes),
      page: completePage(parsePage(path, bytes), survey),
    }
  } catch (error) {
    if (error instanceof SetAsideError) return { kind: 'set_aside', ...error.setAside }
    throw error
  }
}
