import { type Half, halves, type JudgedQuery, type QueryGroup, queryGroups } from './judged.ts'
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
export const ways = ['words', 'meaning', 'both'] as const
export type Way = (typeof ways)[number]

/** Answers a query with keys of messages, the best first; ten are looked at. */
export type Ranker = (ask: string, way: Way) => Promise<readonly string[]>

/** How one query was answered by one way. */
export type Answered = {
  ndcg: number
  reciprocalRank: number
  recall: number
  /** Answers that nobody judged, which count for nothing. */
  unjudged: number
}

export type AnsweredQuery = { query: JudgedQuery; by: Record<Way, Answered> }

/** Means over the queries of a group; `unjudged` is a count. */
export type GroupFigures = {
  group: QueryGroup | 'all'
  queries: number
  by: Record<Way, Answered>
}

/** How much better both together are than each alone, in nDCG@10. */
export type Gain = Record<Exclude<Way, 'both'>, Interval>

export type Relevance = Record<Half | 'all', { groups: GroupFigures[]; gain: Gain }>

/** Asks all judged queries in all ways, one after the other. */
export async function answerJudged(judged: readonly JudgedQuery[], rank: Ranker): Promise<AnsweredQuery[]> {
  const answered: AnsweredQuery[] = []
  for (const query of judged) {
    const { words, meaning, both } = {
      words: scoreOf(query, await rank(query.ask, 'words')),
      meaning: scoreOf(query, await rank(query.ask, 'meaning')),
      both: scoreOf(query, await rank(query.ask, 'both')),
    }
    answered.push({ query, by: { words, meaning, both } })
  }
  return answered
}

function scoreOf({ grades }: JudgedQuery, keys: readonly string[]): Answered {
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

/** Figures by group for each half and for all. */
export function relevanceOf(answered: readonly AnsweredQuery[]): Relevance {
  const of = (some: readonly AnsweredQuery[]) => ({
    groups: [
      ...queryGroups.map((group) =>
        figuresOf(
          group,
          some.filter(({ query }) => query.group === group),
        ),
      ),
      figuresOf('all', some),
    ],
    gain: { words: gainOver('words', some), meaning: gainOver('meaning', some) },
  })
  const [tune, held] = halves.map((half) => of(answered.filter(({ query }) => query.half === half)))
  if (tune === undefined || held === undefined) throw new Error('There are two halves.')
  return { tune, held, all: of(answered) }
}

function figuresOf(group: GroupFigures['group'], answered: readonly AnsweredQuery[]): GroupFigures {
  const by = (way: Way): Answered => {
    const scores = answered.map((one) => one.by[way])
    return {
      ndcg: mean(scores.map((score) => score.ndcg)),
      reciprocalRank: mean(scores.map((score) => score.reciprocalRank)),
      recall: mean(scores.map((score) => score.recall)),
      unjudged: scores.reduce((sum, score) => sum + score.unjudged, 0),
    }
  }
  return {
    group,
    queries: answered.length,
    by: { words: by('words'), meaning: by('meaning'), both: by('both') },
  }
}

function gainOver(way: keyof Gain, answered: readonly AnsweredQuery[]): Interval {
  const of = (one: Way) => answered.map(({ by }) => by[one].ndcg)
  return differenceOf(of('both'), of(way))
}

const NAMES = { en: 'English', pl: 'Polish', crossing: 'crossing', all: 'all' } as const
const FIGURES = { ndcg: 'nDCG@10', reciprocalRank: 'MRR', recall: 'recall@10', unjudged: 'unjudged' } as const

/** The figures as a table for a terminal. */
export function relevanceTable(relevance: Relevance): string {
  const parts = [...halves, 'all' as const].map((part) => {
    const { groups, gain } = relevance[part]
    const heads = Object.values(FIGURES).map((name) => name.padStart(24))
    const under = ways.map((way) => way.padStart(8)).join('')
    return [
      `${part.padEnd(16)}${heads.join('')}`,
      `${''.padEnd(16)}${under.repeat(heads.length)}`,
      ...groups.map(rowOf),
      ...(['words', 'meaning'] as const).map(
        (way) =>
          `both above ${way}: nDCG@10 ${signed(gain[way].mean)}, in 95 of 100 samples of queries ${signed(gain[way].low)} to ${signed(gain[way].high)}`,
      ),
    ].join('\n')
  })
  return parts.join('\n\n')
}

function rowOf({ group, queries, by }: GroupFigures): string {
  const cells = (Object.keys(FIGURES) as (keyof Answered)[]).flatMap((figure) =>
    ways.map((way) =>
      (figure === 'unjudged' ? String(by[way].unjudged) : by[way][figure].toFixed(3)).padStart(8),
    ),
  )
  return `${NAMES[group].padEnd(12)}${String(queries).padStart(4)}${cells.join('')}`
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}
