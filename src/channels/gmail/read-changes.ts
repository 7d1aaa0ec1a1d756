import type { Clock } from '../../base/clock.ts'
import type { Change, GmailApi } from './api.ts'
import { inBatches } from './batches.ts'
import type { Changes } from './cursor.ts'
import type { Fetched } from './fetch-mails.ts'
import type { GmailBatch } from './read-listing.ts'

/** Gmail's history shows some changes after later ones: others lost mail by taking its newest id for where they stood. */
const SETTLE_MS = 10 * 60_000
/** How many changes are remembered as handed over, until what lies before them has settled. */
const DONE_MAX = 1_000

type Fetch = (ids: string[]) => AsyncIterable<Fetched>

/**
 * What came into the mailbox, or out of its spam and trash, since one stood there; `expired` where Gmail has forgotten.
 * Where one stands follows some minutes behind, and what was handed over since is remembered.
 */
export async function* readChanges(
  api: GmailApi,
  from: Changes,
  fetch: Fetch,
  limits: { batchMails: number; batchBytes: number },
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<GmailBatch, 'whole' | 'expired'> {
  const history = await wholeHistory(api, from.historyId, signal)
  if (history === 'expired') return 'expired'
  const done = new Set(from.done)
  const waiting = history.changes.filter((change) => !done.has(nameOf(change)))
  const byMail = Map.groupBy(waiting, ({ id }) => id)
  const passedBefore = BigInt(from.later?.historyId ?? 0)
  let place = from
  for await (const { fetched, ...batch } of inBatches(fetch([...byMail.keys()]), limits)) {
    const changes = fetched
      .filter(({ kind }) => kind !== 'gone') // it may be there the next time
      .flatMap(({ id }) => byMail.get(id) ?? [])
    const taken = new Set(batch.items.map(({ externalId }) => externalId))
    const late = changes.filter(({ id, recordId }) => taken.has(id) && recordId <= passedBefore).length
    place = remember(place, changes)
    yield { ...batch, place, late }
  }
  const settled = settle(place, history.historyId, clock.now().getTime())
  if (settled !== place) yield { items: [], setAside: [], listed: 0, place: settled }
  return 'whole'
}

/** All pages of it, in order, whatever order they came in; and the newest id at the time of the first page. */
async function wholeHistory(
  api: GmailApi,
  since: string,
  signal: AbortSignal,
): Promise<{ changes: Change[]; historyId: string } | 'expired'> {
  const changes = new Map<string, Change>()
  let historyId: string | undefined
  for (let pageToken: string | null = null; ; ) {
    const page = await api.history(since, pageToken, signal)
    if (page === 'expired') return 'expired'
    historyId ??= page.historyId
    // A page may hold nothing and still not be the last.
    for (const change of page.changes) if (matters(change)) changes.set(nameOf(change), change)
    pageToken = page.nextPageToken
    if (pageToken === null) break
  }
  const sorted = [...changes.values()].sort((a, b) => (a.recordId < b.recordId ? -1 : 1))
  return { changes: sorted, historyId }
}

function matters({ kind, labels }: Change): boolean {
  return kind === 'added' || labels.includes('SPAM') || labels.includes('TRASH')
}

function nameOf({ recordId, id }: Change): string {
  return `${recordId}.${id}`
}

function recordOf(name: string): bigint {
  return BigInt(name.split('.', 1)[0] ?? 0)
}

/** Where more is to be remembered than there is room for, one stands behind the oldest of it at once. */
function remember(place: Changes, changes: Change[]): Changes {
  const done = [...place.done, ...changes.map(nameOf)]
  const tooOld = done.slice(0, Math.max(0, done.length - DONE_MAX))
  const last = tooOld.at(-1)
  return last === undefined ? { ...place, done } : standAt({ ...place, done }, recordOf(last))
}

function standAt(place: Changes, historyId: bigint): Changes {
  if (historyId <= BigInt(place.historyId)) return place
  return {
    ...place,
    historyId: `${historyId}`,
    done: place.done.filter((name) => recordOf(name) > historyId),
  }
}

/** Moves on to an id that was the newest long enough ago, also in a mailbox where nothing happens: else it would expire. */
function settle(place: Changes, newest: string, nowMs: number): Changes {
  const { later } = place
  const isSettled = later !== null && nowMs - later.atMs >= SETTLE_MS
  const isAhead = later !== null && later.atMs > nowMs // the clock was set back
  if (later !== null && !isSettled && !isAhead) return place
  const moved = isSettled ? standAt(place, BigInt(later.historyId)) : place
  return { ...moved, later: { historyId: newest, atMs: nowMs } }
}
