import type { SearchBy } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'
import { type Half, type JudgedQuery, messageKey, type QueryGroup, queryGroups } from './judged.ts'
import {
  DEPTH,
  differenceOf,
  type Grade,
  type Interval,
  mean,
  ndcg,
  recall,
  reciprocalRank,
} from './measures.ts'

/** By what messages are found. */
export const ways = ['words', 'meaning', 'both'] as const satisfies readonly SearchBy[]

/** Answers a query with messages, by their keys, the best first; ten are looked at. */
export type Ranker = (ask: string, by: SearchBy) => Promise<readonly string[]>

/** How well queries are answered in one way: of one query, or the means of several. */
export type Figures = {
  ndcg: number
  reciprocalRank: number
  recall: number
  /** Answers that nobody judged, which count for nothing: a number, of several queries together. */
  unjudged: number
}

export type AnsweredQuery = { query: JudgedQuery; by: Record<SearchBy, Figures> }

/** Figures of a half, or of both: by group, and how much better both ways together are than each alone, in nDCG@10. */
export type Part = {
  groups: { group: QueryGroup | 'all'; queries: number; by: Record<SearchBy, Figures> }[]
  gain: Record<Exclude<SearchBy, 'both'>, Interval>
}

export type Relevance = Record<Half | 'all', Part>

/** nDCG@10 of the half that is held back: a little under what is measured, so that going back is noticed. */
export const relevanceFloors: Record<SearchBy, number> = { words: 0.33, meaning: 0.24, both: 0.38 }

/** Asks all judged queries in all ways, one after the other. */
export async function answerJudged(judged: readonly JudgedQuery[], rank: Ranker): Promise<AnsweredQuery[]> {
  const answered: AnsweredQuery[] = []
  for (const query of judged) {
    const figuresOf = async (by: SearchBy) => figuresOfAnswer(query, await rank(query.ask, by))
    answered.push({
      query,
      by: {
        words: await figuresOf('words'),
        meaning: await figuresOf('meaning'),
        both: await figuresOf('both'),
      },
    })
  }
  return answered
}

function figuresOfAnswer({ grades }: JudgedQuery, keys: readonly string[]): Figures {
  const first = keys.slice(0, DEPTH)
  const found = first.map((key): Grade => grades.get(key) ?? 0)
  const judged = [...grades.values()]
  return {
    ndcg: ndcg(found, judged),
    reciprocalRank: reciprocalRank(found),
    recall: recall(found, judged),
    unjudged: first.filter((key) => !grades.has(key)).length,
  }
}

export function relevanceOf(answered: readonly AnsweredQuery[]): Relevance {
  const half = (wanted: Half) => partOf(answered.filter(({ query }) => query.half === wanted))
  return { tune: half('tune'), held: half('held'), all: partOf(answered) }
}

function partOf(answered: readonly AnsweredQuery[]): Part {
  const ndcgOf = (by: SearchBy) => answered.map((one) => one.by[by].ndcg)
  return {
    groups: [...queryGroups, 'all' as const].map((group) => {
      const some = answered.filter(({ query }) => group === 'all' || query.group === group)
      const means = (by: SearchBy) => meansOf(some.map((one) => one.by[by]))
      return {
        group,
        queries: some.length,
        by: { words: means('words'), meaning: means('meaning'), both: means('both') },
      }
    }),
    gain: {
      words: differenceOf(ndcgOf('both'), ndcgOf('words')),
      meaning: differenceOf(ndcgOf('both'), ndcgOf('meaning')),
    },
  }
}

function meansOf(figures: readonly Figures[]): Figures {
  return {
    ndcg: mean(figures.map(({ ndcg }) => ndcg)),
    reciprocalRank: mean(figures.map(({ reciprocalRank }) => reciprocalRank)),
    recall: mean(figures.map(({ recall }) => recall)),
    unjudged: figures.reduce((sum, { unjudged }) => sum + unjudged, 0),
  }
}

/** In which ways the half that is held back is answered worse than it must be. */
export function belowFloors({ held }: Relevance): SearchBy[] {
  const all = held.groups.find(({ group }) => group === 'all')
  return ways.filter((by) => (all?.by[by].ndcg ?? 0) < relevanceFloors[by])
}

/** Keys of all messages of the firm, by id. */
export async function keysOfMessages(db: Db): Promise<Map<string, string>> {
  const messages = await db.selectFrom('message').select(['id', 'at', 'body', 'transcript']).execute()
  return new Map(
    messages.map(({ id, at, body, transcript }) => [
      id,
      messageKey({ at, words: body || (transcript ?? '') }),
    ]),
  )
}

/** Keys of messages that were judged worth something and are not among these. */
export function lostMessages(judged: readonly JudgedQuery[], keys: ReadonlySet<string>): string[] {
  const worth = judged.flatMap(({ grades }) =>
    [...grades].filter(([, grade]) => grade > 0).map(([key]) => key),
  )
  return [...new Set(worth)].filter((key) => !keys.has(key))
}
