import { realWaiting, type Waiting } from '../http/backoff.ts'
import { Failures } from '../http/failures.ts'
import { type Cursor, type Wire, type WireBatch, WireError, type WireIncident } from '../wire.ts'
import { type GmailApi, openGmailApi } from './api.ts'
import { type GmailConfig, type GmailTokens, settingsOf } from './config.ts'
import { fromCursor, type GmailPlace, type Listing, toCursor } from './cursor.ts'
import { fetchMails } from './fetch-mails.ts'
import { readChanges } from './read-changes.ts'
import { type GmailBatch, readListing } from './read-listing.ts'

/**
 * A Gmail account as a wire, by its API; `gmail.readonly` suffices. An item is a mail's RFC 5322 bytes under Gmail's id of
 * it. The first time all mails come, newest first, then what has come since, by the history; where Gmail has forgotten where
 * one stood, all are listed again. Spam, trash, drafts and chats are passed over; what is taken out of spam or trash
 * comes. Gmail cannot tell when something is new, so there is no `watch`.
 *
 * `details` of an item: `role` (`inbox`, `sent`, `archive`), `threadId`, `labels` (Gmail's ids of them, with blanks between),
 * `receivedAt` (ISO 8601).
 *
 * `tokens`: see `gmailTokens`. `waiting`: time and chance, for tests.
 */
export function openGmail(
  config: GmailConfig,
  { tokens, waiting = realWaiting }: { tokens: GmailTokens; waiting?: Waiting },
): Wire {
  const settings = settingsOf(config)
  const api = openGmailApi(config, tokens, waiting)
  const ends = new AbortController()
  const failures = new Failures()
  return {
    addresses: async () => {
      const { address } = await api.profile(ends.signal)
      return [...new Set([address, ...(await api.aliases(ends.signal))])]
    },
    receive: (since, options) => {
      const signal = AbortSignal.any([options.signal, ends.signal])
      const fetch = (ids: string[]) => fetchMails(api, ids, settings, failures, signal)
      return receive(api, since, fetch, settings, waiting, signal)
    },
    [Symbol.asyncDispose]: async () =>
      ends.abort(new WireError('unreachable', 'The Gmail account was closed.')),
  }
}

/** How often all is listed again before one rests. */
const LISTINGS_MAX = 3

async function* receive(
  api: GmailApi,
  since: Cursor | null,
  fetch: (ids: string[]) => ReturnType<typeof fetchMails>,
  limits: { batchMails: number; batchBytes: number },
  { clock }: Waiting,
  signal: AbortSignal,
): AsyncGenerator<WireBatch> {
  let incidents: WireIncident[] = []
  const toBatch = ({ place, late = 0, ...batch }: GmailBatch): WireBatch => {
    const told = late === 0 ? incidents : [...incidents, gapFound(late)]
    incidents = []
    return { ...batch, incidents: told, cursor: toCursor(place) }
  }
  let place: GmailPlace | null = since === null ? null : fromCursor(since)
  if (since !== null && place === null) incidents = [expired('unreadable')]
  for (let listings = 0; listings <= LISTINGS_MAX; listings++) {
    place ??= await beginListing(api, signal)
    if (place.phase === 'listing') {
      const listing = readListing(api, place, fetch, limits, signal)
      let next = await listing.next()
      for (; !next.done; next = await listing.next()) yield toBatch(next.value)
      place = next.value
    }
    const changes = readChanges(api, place, fetch, limits, clock, signal)
    let next = await changes.next()
    for (; !next.done; next = await changes.next()) yield toBatch(next.value)
    if (next.value === 'whole') return
    incidents = [expired('history_forgotten')]
    place = null
  }
  throw new WireError('busy', 'Gmail forgets its history before all mail is listed.')
}

/** Where the mailbox stands is asked before it is listed, so that what comes meanwhile is told afterwards. */
async function beginListing(api: GmailApi, signal: AbortSignal): Promise<Listing> {
  const { historyId } = await api.profile(signal)
  return { phase: 'listing', historyId, pageToken: null, done: [] }
}

function expired(why: string): WireIncident {
  return { kind: 'cursor_expired', details: { why } }
}

function gapFound(count: number): WireIncident {
  return { kind: 'gap_found', details: { count } }
}
