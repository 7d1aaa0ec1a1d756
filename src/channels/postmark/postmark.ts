import { realWaiting, type Waiting } from '../http/backoff.ts'
import { Failures } from '../http/failures.ts'
import type { SetAside } from '../set-aside.ts'
import {
  type Cursor,
  type ReceiveOptions,
  type Wire,
  type WireBatch,
  WireError,
  type WireIncident,
  type WireItem,
} from '../wire.ts'
import { openPostmarkApi, type PostmarkApi } from './api.ts'
import { type PostmarkConfig, settingsOf } from './config.ts'
import { fromCursor, type PostmarkPlace, toCursor } from './cursor.ts'
import { listInbound } from './list-inbound.ts'
import { itemOfInbound } from './read-call.ts'

/** Postmark tries its webhook for some ten hours: what failed appears that long after it came in. */
const OVERLAP_MS = 48 * 3_600_000
/** Postmark keeps messages for a year at most. */
const KEPT_MS = 366 * 24 * 3_600_000
/** How far one may stand behind before that alone is kept. */
const REST_MS = 6 * 3_600_000
/** How many messages within the overlap are remembered as handed over. */
const SEEN_MAX = 10_000

/**
 * Mail that Postmark took in, as a wire: what its webhook brings at once, asked for after the webhook was out of reach.
 * Both give an item the same id, and what the webhook brought (`isHere`) is not fetched. An item's bytes are Postmark's JSON:
 * see `mailOfPostmark`. Mail that Postmark blocked as spam is left there.
 *
 * `details` of an item: `role`, `originalRecipient`, `mailboxHash`, `stream`, `tag`, and `filesMissing`: how many files came without their
 * bytes, which Postmark does not keep. Where the webhook had failed, Postmark is asked to hand such a message to it once more,
 * with all of them.
 */
export function openPostmark(
  config: PostmarkConfig,
  { waiting = realWaiting }: { waiting?: Waiting } = {},
): Wire {
  const settings = settingsOf(config)
  const api = openPostmarkApi(config, waiting)
  const ends = new AbortController()
  const failures = new Failures()
  return {
    addresses: () => api.addresses(ends.signal),
    receive: (since, options) => {
      const signal = AbortSignal.any([options.signal, ends.signal])
      const fetch = (ids: string[]) => fetchAll(api, ids, settings, failures, signal)
      return receive(api, since, fetch, waiting, { ...options, signal })
    },
    [Symbol.asyncDispose]: async () =>
      ends.abort(new WireError('unreachable', 'The Postmark account was closed.')),
  }
}

async function* receive(
  api: PostmarkApi,
  since: Cursor | null,
  fetch: (ids: string[]) => AsyncIterable<Fetched>,
  { clock }: Waiting,
  { signal, isHere = async () => new Set<string>() }: ReceiveOptions,
): AsyncGenerator<WireBatch> {
  const known = since === null ? null : fromCursor(since)
  const nowMs = await timeAtPostmark(api, clock.now().getTime(), signal)
  const overlapMs = nowMs - OVERLAP_MS
  const isLost = known === null || known.fromMs > nowMs
  let incidents: WireIncident[] =
    since !== null && isLost ? [{ kind: 'cursor_expired', details: { why: 'unreadable' } }] : []
  let place: PostmarkPlace = isLost ? { fromMs: nowMs - KEPT_MS, seen: [] } : known
  const recent = new Set<string>()
  const handedOver = new Set(place.seen)
  let called = false
  for await (const { toMs, ids, failed } of listInbound(api, place.fromMs, [overlapMs, nowMs], signal)) {
    const open = ids.filter((id) => !handedOver.has(id))
    const here = open.length === 0 ? new Set<string>() : await isHere(open)
    // Without a cursor nobody knows by which of the two ways they came.
    if (since === null || isLost) for (const id of here) handedOver.add(id)
    const missed = missedIn(open, { here, failed, called })
    called ||= here.size > 0
    if (since !== null && missed > 0) incidents.push({ kind: 'gap_found', details: { missed } })
    for await (const { handled, ...batch } of fetch(open.filter((id) => !here.has(id)))) {
      for (const id of handled) handedOver.add(id)
      place = { ...place, seen: [...place.seen, ...handled] }
      await bringFiles(api, batch.items, { failed, signal })
      yield { ...batch, incidents, cursor: toCursor(place) }
      incidents = []
    }
    if (toMs <= overlapMs) place = passBy(place, toMs, ids)
    else for (const id of ids) recent.add(id)
  }
  const seen = [...recent].filter((id) => handedOver.has(id)).slice(-SEEN_MAX)
  place = { fromMs: Math.max(place.fromMs, overlapMs), seen }
  if (incidents.length > 0 || isLost || place.fromMs - known.fromMs > REST_MS)
    yield { items: [], setAside: [], listed: 0, incidents, cursor: toCursor(place) }
}

/**
 * How many messages the webhook should have brought: those that Postmark says it failed to, and those that came in after one that
 * it did bring. Before the first, or where it never calls, nothing was expected of it.
 */
function missedIn(
  ids: readonly string[],
  { here, failed, called }: { here: ReadonlySet<string>; failed: ReadonlySet<string>; called: boolean },
): number {
  const first = called ? 0 : ids.findIndex((id) => here.has(id))
  const isExpected = (id: string, index: number) => failed.has(id) || (first !== -1 && index > first)
  return ids.filter((id, index) => !here.has(id) && (called || isExpected(id, index))).length
}

/** Postmark refuses where no webhook is set; then they stay missing. */
async function bringFiles(
  api: PostmarkApi,
  items: readonly WireItem[],
  { failed, signal }: { failed: ReadonlySet<string>; signal: AbortSignal },
): Promise<void> {
  for (const { externalId, details } of items) {
    if (details?.filesMissing === undefined || !failed.has(externalId)) continue
    await api.retry(externalId, signal).catch((error: unknown) => {
      signal.throwIfAborted()
      if (!(error instanceof WireError)) throw error
    })
  }
}

/** What came in before the overlap needs no remembering. */
function passBy({ seen }: PostmarkPlace, toMs: number, ids: string[]): PostmarkPlace {
  const passed = new Set(ids)
  return { fromMs: toMs, seen: seen.filter((id) => !passed.has(id)) }
}

/** Ours may be wrong, and what is asked for from the future is not there. */
async function timeAtPostmark(api: PostmarkApi, oursMs: number, signal: AbortSignal): Promise<number> {
  const now = { status: 'processed' as const, fromMs: oursMs, toMs: oursMs, offset: 0 }
  return (await api.inbound(now, signal)).atMs ?? oursMs
}

type Fetched = Pick<WireBatch, 'items' | 'setAside'> & { listed: number; handled: string[] }

/**
 * The messages, in batches, in the order asked for. `listed` counts those that Postmark has still. Throws once what came
 * before a fault is handed over.
 */
async function* fetchAll(
  api: PostmarkApi,
  ids: string[],
  { parallel, batchMails, batchBytes, mailBytesMax }: Required<PostmarkConfig>,
  failures: Failures,
  signal: AbortSignal,
): AsyncGenerator<Fetched> {
  let batch: Fetched = { items: [], setAside: [], listed: 0, handled: [] }
  let bytes = 0
  for (let at = 0; at < ids.length; ) {
    const some = ids.slice(at, at + Math.min(parallel, batchMails - batch.handled.length))
    at += some.length
    const all = await Promise.allSettled(some.map((id) => fetchOne(api, id, mailBytesMax, failures, signal)))
    signal.throwIfAborted()
    for (const [index, one] of all.entries()) {
      if (one.status === 'rejected') continue
      const fetched = one.value
      batch.handled.push(some[index] as string)
      if (fetched === 'gone') continue
      batch.listed++
      if ('code' in fetched) batch.setAside.push(fetched)
      else batch.items.push(fetched)
      bytes += 'code' in fetched ? 0 : fetched.bytes.length
    }
    const failed = all.find((one) => one.status === 'rejected')
    if (failed !== undefined) {
      if (batch.handled.length > 0) yield batch
      throw failed.reason
    }
    if (batch.handled.length < batchMails && bytes < batchBytes) continue
    yield batch
    batch = { items: [], setAside: [], listed: 0, handled: [] }
    bytes = 0
  }
  if (batch.handled.length > 0) yield batch
}

async function fetchOne(
  api: PostmarkApi,
  id: string,
  mailBytesMax: number,
  failures: Failures,
  signal: AbortSignal,
): Promise<WireItem | SetAside | 'gone'> {
  const json = await api.details(id, signal).catch(async (error: unknown) => {
    if (await failures.isGivenUp(id, error, () => api.addresses(signal))) return 'unreadable' as const
    throw error
  })
  if (json === 'gone') return json
  if (json === 'too_large') return tooLarge(id, mailBytesMax)
  const item = json === 'unreadable' ? null : itemOfInbound(json, Buffer.from(JSON.stringify(json)))
  if (item === null) return noMail(id)
  return item.bytes.length > mailBytesMax ? tooLarge(id, mailBytesMax) : item
}

function tooLarge(path: string, mailBytesMax: number): SetAside {
  const reason = `The mail is larger than ${Math.floor(mailBytesMax / 1024 / 1024)} MB.`
  return { path, code: 'mail_too_large', reason, records: 1 }
}

function noMail(path: string): SetAside {
  return { path, code: 'not_a_mail', reason: 'What Postmark has of the message is no mail.', records: 1 }
}
