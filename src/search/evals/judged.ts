import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Grade } from './measures.ts'

/** What a query is asked in, and what it is answered in: `crossing` is asked in one language of what was said in the other. */
export const queryGroups = ['en', 'pl', 'crossing'] as const
export type QueryGroup = (typeof queryGroups)[number]

/** Halves that stay what they are: by `tune` a search may be made better; `held` tells whether it is. */
export const halves = ['tune', 'held'] as const
export type Half = (typeof halves)[number]

/** A query, and what each judged message of the sample firm is worth to it. */
export type JudgedQuery = {
  ask: string
  group: QueryGroup
  half: Half
  /** By the key of a message; one that nobody judged is in none. */
  grades: ReadonlyMap<string, Grade>
}

/** What a message is known by, wherever and whenever the sample firm is imported: when it was said, and its words. */
export function messageKey({ at, words }: { at: Date; words: string }): string {
  const said = words.replace(/\s+/gu, ' ').trim()
  return createHash('sha256').update(`${at.toISOString()} ${said}`).digest('hex').slice(0, 8)
}

/** When the sample firm whose messages were judged was made. */
export const judgedAt = new Date('2026-11-20T15:00:00Z')

/** Reads `relevance.txt`, which says itself how it is written. */
export function readJudged(): JudgedQuery[] {
  const judged: (JudgedQuery & { grades: Map<string, Grade> })[] = []
  for (const line of readFileSync(new URL('./relevance.txt', import.meta.url), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const query = /^(tune|held) (en|pl|crossing)\t(.+)$/.exec(line)
    if (query !== null) {
      const [, half, group, ask = ''] = query
      judged.push({ ask, half: half as Half, group: group as QueryGroup, grades: new Map() })
      continue
    }
    const grade = /^([0-3])((?: [0-9a-f]{8})+)(?:\t.*)?$/.exec(line)
    if (grade === null || judged.length === 0) throw new Error(`relevance.txt: cannot read "${line}"`)
    for (const key of (grade[2] ?? '').trim().split(' '))
      judged.at(-1)?.grades.set(key, Number(grade[1]) as Grade)
  }
  return judged
}
