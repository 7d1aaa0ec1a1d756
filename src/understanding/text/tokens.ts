/** A word of folded text with its place. */
export type Token = { word: string; start: number; end: number }

/** Words of folded text: letters, digits and what holds them together inside ("don't", "walk-in", "c.o"). */
export function tokensIn(folded: string): Token[] {
  const tokens: Token[] = []
  for (const match of folded.matchAll(WORD)) {
    tokens.push({
      word: match[0].length > 40 ? match[0].slice(0, 40) : match[0],
      start: match.index,
      end: match.index + match[0].length,
    })
    if (tokens.length >= TOKENS_MAX) break
  }
  return tokens
}

const TOKENS_MAX = 4000
const WORD = /[a-z0-9&#]+(?:['./-][a-z0-9]+)*|[\p{L}]+/gu
