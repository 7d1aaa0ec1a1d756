import { halves } from './judged.ts'
import { type AnsweredQuery, type Figures, type Part, type Relevance, ways } from './relevance.ts'

const GROUPS = { en: 'English', pl: 'Polish', crossing: 'crossing', all: 'all' } as const
const FIGURES: Record<keyof Figures, string> = {
  ndcg: 'nDCG@10',
  reciprocalRank: 'MRR',
  recall: 'recall@10',
  unjudged: 'unjudged',
}
const figures = Object.keys(FIGURES) as (keyof Figures)[]
const WIDTH = 8
const HEAD = 16

/** Figures of both halves and of all as tables for a terminal. */
export function relevanceTable(relevance: Relevance): string {
  return [...halves, 'all' as const].map((name) => partTable(name, relevance[name])).join('\n\n')
}

function partTable(name: string, { groups, gain }: Part): string {
  const heads = figures.map((figure) => FIGURES[figure].padStart(WIDTH * ways.length)).join('')
  const under = ways
    .map((way) => way.padStart(WIDTH))
    .join('')
    .repeat(figures.length)
  const rows = groups.map(({ group, queries, by }) => {
    const cells = figures.flatMap((figure) => ways.map((way) => shown(figure, by[way][figure])))
    return `${GROUPS[group].padEnd(HEAD - 4)}${String(queries).padStart(4)}${cells.join('')}`
  })
  const gains = (['words', 'meaning'] as const).map((way) => {
    const { mean, low, high } = gain[way]
    return `both above ${way}: ${signed(mean)} nDCG@10; in 95 of 100 samples of such queries ${signed(low)} to ${signed(high)}`
  })
  return [`${name.padEnd(HEAD)}${heads}`, `${''.padEnd(HEAD)}${under}`, ...rows, ...gains].join('\n')
}

/** nDCG@10 of the queries that may be looked at, by words, meaning and both, one line each. */
export function tuneTable(answered: readonly AnsweredQuery[]): string {
  return answered
    .filter(({ query }) => query.half === 'tune')
    .map(({ query, by }) => `${ways.map((way) => shown('ndcg', by[way].ndcg)).join('')}  ${query.ask}`)
    .join('\n')
}

function shown(figure: keyof Figures, value: number): string {
  return (figure === 'unjudged' ? String(value) : value.toFixed(3)).padStart(WIDTH)
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}
