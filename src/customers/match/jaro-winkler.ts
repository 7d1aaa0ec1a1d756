/**
 * Jaro-Winkler likeness of two words, 0 to 1 (Winkler 1990: prefix of at most 4, scale 0.1).
 * Counts UTF-16 units; meant for short folded words.
 */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroLikeness(a, b)
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroLikeness(a: string, b: string): number {
  if (a === b) return 1
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Array<boolean>(b.length).fill(false)
  const fromA: string[] = []
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (taken[j] === true || a[i] !== b[j]) continue
      taken[j] = true
      fromA.push(a.charAt(i))
      break
    }
  }
  const matches = fromA.length
  if (matches === 0) return 0
  const fromB = [...b].filter((_, j) => taken[j])
  const outOfPlace = fromA.filter((letter, i) => letter !== fromB[i]).length / 2
  return (matches / a.length + matches / b.length + (matches - outOfPlace) / matches) / 3
}
