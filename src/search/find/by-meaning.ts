import type { Id } from '../../base/ids.ts'
import type { Hit } from '../../contract/search.ts'
import type { Meaning } from '../../embeddings/embeddings.ts'
import { mayBeNarrow } from '../../inbox/inbox.ts'
import type { Store } from '../../store/store.ts'
import type { ParsedQuery } from '../query/parse.ts'
import type { AskedOfMessages } from './by-words.ts'
import { type FoundMessage, loadMessages, matching, showMessage } from './messages.ts'

/** A message that means much the same as the query. */
export type NearHit = Hit & { likeness: number }

/** No less alike: below, what is nearest is nothing but nearest. */
const FLOOR = 0.3
/** So many are looked for; behind them come those that have the words alone. */
export const NEAR_MAX = 30
/** Vectors measured for one query, so that filters that leave hardly any do not keep the database busy. */
const MEASURED_MAX = 2_000

/**
 * What is read of a query for its meaning: its words, without filters and what is not wanted. Null where words say it all: nothing but
 * quotations, numbers and codes.
 */
export function wordsToMean({ asked }: Pick<ParsedQuery, 'asked'>): string | null {
  if (asked.every(({ exact, without }) => exact || without)) return null
  const said = asked.filter(({ without }) => !without).map(({ words }) => words)
  return said.some((words) => WORD.test(words)) ? said.join(' ') : null
}

/** Letters alone, as codes and numbers of parts hardly ever are. */
const WORD = /(?<![\p{L}\p{N}])\p{L}{3,}(?![\p{L}\p{N}])/u

/** Messages that mean much the same as these words and are as was asked, the most alike first; their scores are their likeness. */
export async function findByMeaning(
  { store, meaning }: { store: Store; meaning: Meaning },
  input: {
    tenantId: Id
    words: string
    asked: Promise<AskedOfMessages | null>
    /** Fulfilled once the words were looked for: slips in what was asked are mended by then. */
    worded: Promise<void>
  },
): Promise<NearHit[]> {
  const [, asked] = await Promise.all([meaning.vectorOf(input.words), input.asked]) // its vector is made while words are looked for
  if (asked === null) return []
  const { filters, clauses, ids } = asked
  const near = await meaning.nearestTo(store, {
    ...{ tenantId: input.tenantId, words: input.words, floor: FLOOR, limit: NEAR_MAX, filters },
    ...{ among: ids ?? (mayBeNarrow(filters) ? undefined : null), measuredMax: MEASURED_MAX },
  })
  const likeness = new Map(near.map(({ id, similarity }) => [id, similarity]))
  const loaded = await store.read(input.tenantId, (db) =>
    loadMessages(db, { ids: [...likeness.keys()], filters }),
  )
  await input.worded
  const found = matching(loaded, { clauses, missingMax: clauses.wanted.length })
  return found.map((one) => showNear(one, { words: input.words, likeness: likeness.get(one.row.id) ?? 0 }))
}

function showNear(
  { match, ...found }: FoundMessage,
  { words, likeness }: { words: string; likeness: number },
): NearHit {
  const ways = match.ways.map((way) => (way?.code === 'file' ? null : way)) // else the file were what is found
  const hit = showMessage({ ...found, match: { ways } }, likeness)
  return {
    ...hit,
    why: [...hit.why, { asked: words, found: '', code: 'meaning' }],
    matched: 'meaning',
    likeness: Math.round(likeness * 1000) / 1000,
  }
}
