const STORED = 'plumbline.searches'
const KEPT_MAX = 8

/** What was searched for on this device, newest first. It is kept in this browser only. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, KEPT_MAX) : []
  } catch {
    return []
  }
}

/** Remembers a search that led somewhere. */
export function rememberSearch(words: string): void {
  const text = words.trim()
  if (text === '') return
  keep([text, ...recentSearches().filter((one) => one !== text)].slice(0, KEPT_MAX))
}

export function forgetSearches(): void {
  keep([])
}

function keep(searches: string[]): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(searches))
  } catch {} // a browser that keeps nothing has no searches before
}
