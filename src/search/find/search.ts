import { setTimeout as pause } from 'node:timers/promises'
import type { Id } from '../../base/ids.ts'
import { type Log, silentLog } from '../../base/log.ts'
import { decodeCursor, encodeCursor } from '../../base/page.ts'
import { errorCode } from '../../base/refusal.ts'
import {
  type Hit,
  type HitKind,
  hitKinds,
  type MeaningState,
  meaningStates,
  type SearchAnswer,
  type SearchBy,
} from '../../contract/search.ts'
import type { Meaning } from '../../embeddings/embeddings.ts'
import type { Store } from '../../store/store.ts'
import { parseQuery } from '../query/parse.ts'
import { findByMeaning, NEAR_MAX, type NearHit, wordsToMean } from './by-meaning.ts'
import { type AskedOfMessages, type FoundByWords, findByWords, HITS_MAX } from './by-words.ts'
import { fuse, isVery, WEIGHED } from './fuse.ts'

export type SearchIo = {
  store: Store
  /** Undefined where messages are not compared by meaning: then words are all. */
  meaning?: Meaning | undefined
  /** Hears when looking by meaning failed, which fails no search. */
  log?: Log
}

export type SearchInput = {
  tenantId: Id
  query: string
  by: SearchBy
  /** Kinds that are wanted and may be read. */
  kinds: ReadonlySet<HitKind>
  cursor?: string | undefined
  limit: number
  now: Date
  /** So long is waited for what is by meaning once the words' hits are there, milliseconds. */
  waitMs?: number | undefined
}

/**
 * What is by meaning joins if it is there so soon after the words: nobody who types waits for it, and what comes later is there for
 * who asks again. Whoever asks for it by name, or has it on the page before, waits until it is there.
 */
const WAIT_MS = 30
const WAIT_ASKED_MS = 5_000

/**
 * Finds what a query asks for, best first: records and messages by words, and beside them messages by meaning, the two lists of these fused.
 * Meaning is looked for while words are, outside of their transaction, and never fails or holds up a search: `meaning` says what became of it.
 */
export async function search(io: SearchIo, input: SearchInput): Promise<Omit<SearchAnswer, 'complete'>> {
  const { kinds, limit, now, query } = input
  const { offset, before } = placeIn(input.cursor)
  const { state, meant } = meaningOf(io, { ...input, before })
  const asked = Promise.withResolvers<AskedOfMessages | null>()
  const worded = Promise.withResolvers<void>()
  const beside = { ...input, asked: asked.promise, worded: worded.promise }
  const look = () => (meant === null ? undefined : lookBeside(io, { ...beside, words: meant }))
  const maySayAll = input.by === 'both' && before === undefined && meant !== null
  const isLater = maySayAll && !/\s/u.test(meant) // a word still being typed is hardly ever looked for by meaning
  const soon = isLater ? undefined : look()
  const found = await io.store
    .read(input.tenantId, (db) =>
      findByWords(db, {
        ...{ query, kinds, now, enough: enoughFor(offset + limit) },
        isTold: input.by === 'meaning' && soon !== undefined,
        onAsked: asked.resolve,
      }),
    )
    .finally(() => {
      asked.resolve(null)
      worded.resolve()
    })
  const isSaid = maySayAll && saysIt(found, meant)
  const looking = isLater && !isSaid ? look() : soon
  const waitMs = before === 'used' || input.by === 'meaning' ? WAIT_ASKED_MS : (input.waitMs ?? WAIT_MS)
  const near = looking === undefined || isSaid ? undefined : await within(looking, waitMs)
  const meaning = isSaid ? 'not_needed' : looking !== undefined && near === undefined ? 'late' : state
  const wanted = (await asked.promise)?.clauses.wanted.length ?? 0
  const { isMended } = found.messages
  const words = found.messages.hits.filter(({ kind }) => kinds.has(kind))
  const messages =
    input.by === 'meaning' && near !== undefined
      ? near
      : fuse({ words, near: near ?? [] }, { wanted, isMended })
  return answerOf({ found, messages, meaning }, { kinds, offset, limit })
}

/** What is looked for by meaning, and what is said of it if it is found; null where it is not looked for. */
function meaningOf(
  { meaning }: SearchIo,
  { query, by, kinds, now, before }: SearchInput & { before: MeaningState | undefined },
): { state: MeaningState; meant: string | null } {
  const meant = wordsToMean(parseQuery(query, { timeZone: 'UTC', today: now })) // no date is read of them
  if (by === 'words' || meant === null || !kinds.has('message')) return { state: 'not_needed', meant: null }
  if (meaning === undefined) return { state: 'off', meant: null }
  return before === undefined || before === 'used' ? { state: 'used', meant } : { state: before, meant: null }
}

/** Looks by meaning beside the words; undefined where that fails. */
async function lookBeside(
  { store, meaning, log = silentLog }: SearchIo,
  input: Parameters<typeof findByMeaning>[1],
): Promise<NearHit[] | undefined> {
  if (meaning === undefined) return undefined
  try {
    return await findByMeaning({ store, meaning }, input)
  } catch (error) {
    log.error({ code: errorCode(error), tenantId: input.tenantId }, 'looking for messages by meaning failed')
    return undefined
  }
}

async function within<T>(looking: Promise<T>, ms: number): Promise<T | undefined> {
  const ended = new AbortController()
  const late = pause(ms, undefined, { signal: ended.signal }).catch(() => undefined)
  return Promise.race([looking, late]).finally(() => ended.abort())
}

/** Whether words say it all: one word that is there, or the name of somebody or of a place. */
function saysIt({ records, messages }: FoundByWords, words: string): boolean {
  const asked = words.split(/\s+/u)
  const isNamed = records.some(
    ({ kind, why }) =>
      NAMED.has(kind) && why.length >= asked.length && why.every(({ code }) => code === 'word'),
  )
  return isNamed || (asked.length === 1 && messages.hits.some((hit) => isVery(hit, 1)))
}

const NAMED: ReadonlySet<HitKind> = new Set(['customer', 'contact_point', 'property'])

/** Hits by words that must be known for the first so many of all; beyond those that are weighed, hits by meaning take some away. */
function enoughFor(hits: number): number {
  return hits < WEIGHED ? WEIGHED + 1 : Math.min(HITS_MAX, hits + NEAR_MAX + 1)
}

type Answered = { found: FoundByWords; messages: readonly Hit[]; meaning: MeaningState }

function answerOf(
  { found, messages, meaning }: Answered,
  { kinds, offset, limit }: { kinds: ReadonlySet<HitKind>; offset: number; limit: number },
): Omit<SearchAnswer, 'complete'> {
  const records = found.records.filter(({ kind }) => kinds.has(kind))
  const hits = [...records, ...messages].sort((a, b) => b.score - a.score)
  const end = offset + limit
  const isMore = hits.length > end && end < HITS_MAX
  return {
    items: hits.slice(offset, end),
    next: isMore ? encodeCursor([end, meaning]) : null,
    totals: totalsOf(hits, found),
    loose: found.messages.loose,
    issues: found.issues,
    meaning,
  }
}

/** Where a page begins, and what became of meaning on the one before: all pages of a search are of the same lists. */
function placeIn(cursor: string | undefined): { offset: number; before?: MeaningState | undefined } {
  if (cursor === undefined) return { offset: 0 }
  const [offset, before] = decodeCursor(cursor, 2)
  return { offset: Number(offset), before: meaningStates.find((state) => state === before) }
}

function totalsOf(
  hits: readonly Hit[],
  { messages, areAllRecords = true }: FoundByWords,
): SearchAnswer['totals'] {
  const counts = Map.groupBy(hits, ({ kind }) => kind)
  return hitKinds.flatMap((kind): SearchAnswer['totals'] => {
    const count = counts.get(kind)?.length ?? 0
    if (count === 0) return []
    if (kind === 'conversation') return [{ kind, count, atLeast: true }]
    if (kind !== 'message') return [{ kind, count, atLeast: !areAllRecords }]
    const files = counts.get('attachment')?.length ?? 0
    const byMeaning = hits.filter(({ matched }) => matched === 'meaning').length
    return [{ kind, count: Math.max(count, messages.count - files + byMeaning), atLeast: messages.atLeast }]
  })
}
