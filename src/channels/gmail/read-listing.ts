import type { WireBatch } from '../wire.ts'
import type { GmailApi } from './api.ts'
import { inBatches } from './batches.ts'
import type { Changes, GmailPlace, Listing } from './cursor.ts'
import type { Fetched } from './fetch-mails.ts'

/** A batch, and where one stands after it. */
export type GmailBatch = Omit<WireBatch, 'cursor' | 'incidents'> & { place: GmailPlace; late?: number }

type Fetch = (ids: string[]) => AsyncIterable<Fetched>

/**
 * All mails there are, newest first, page by page, from where one stands. A mail that comes meanwhile pushes others to later
 * pages, where they are passed over: so none is left out.
 */
export async function* readListing(
  api: GmailApi,
  from: Listing,
  fetch: Fetch,
  limits: { batchMails: number; batchBytes: number },
  signal: AbortSignal,
): AsyncGenerator<GmailBatch, Changes> {
  let place = from
  for (;;) {
    const page = await api.list(place.pageToken, signal)
    if (page === 'invalid_page') {
      place = { ...place, pageToken: null, done: [] } // tokens do not last for ever
      continue
    }
    const passed = new Set(place.done)
    const ids = [...new Set(page.ids)].filter((id) => !passed.has(id))
    for await (const { fetched, ...batch } of inBatches(fetch(ids), limits)) {
      place = { ...place, done: [...place.done, ...fetched.map(({ id }) => id)] }
      yield { ...batch, place }
    }
    const { nextPageToken } = page
    if (nextPageToken === null) return { phase: 'changes', historyId: place.historyId, done: [], later: null }
    place = { ...place, pageToken: nextPageToken, done: [] }
  }
}
