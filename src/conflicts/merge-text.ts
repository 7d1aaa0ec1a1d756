type Hunk = { from: number; to: number; words: readonly string[] }

/** Beyond so many words the comparison would take too long; then nobody merges. */
const WORDS_MAX = 600

/**
 * The text in which both changes of `base` hold (three-way merge, word by word, as diff3 does line by line); undefined where
 * both changed the same words, or words side by side of which nobody can tell the order.
 */
export function mergeTexts(base: string, first: string, second: string): string | undefined {
  const words = wordsOf(base)
  const sides = [wordsOf(first), wordsOf(second)]
  if (Math.max(words.length, ...sides.map(({ length }) => length)) > WORDS_MAX) return undefined
  const [mine = [], theirs = []] = sides.map((side) => hunks(words, side))
  const merged: string[] = []
  let at = 0
  const all = [
    ...mine.map((hunk) => ({ hunk, other: theirs })),
    ...theirs.map((hunk) => ({ hunk, other: mine })),
  ]
  all.sort((a, b) => a.hunk.from - b.hunk.from || a.hunk.to - b.hunk.to)
  const done: Hunk[] = []
  for (const { hunk, other } of all) {
    if (done.some((one) => isSame(one, hunk))) continue
    if (other.some((one) => !isSame(one, hunk) && meets(one, hunk))) return undefined
    merged.push(...words.slice(at, hunk.from), ...hunk.words)
    at = hunk.to
    done.push(hunk)
  }
  return [...merged, ...words.slice(at)].join('')
}

/** Words, each with the blanks before it. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/gu) ?? []
}

/** What of `base` must be replaced to get `side`: along a longest common subsequence. */
function hunks(base: readonly string[], side: readonly string[]): Hunk[] {
  const width = side.length + 1
  const common = new Uint16Array((base.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = base.length - 1; i >= 0; i--)
    for (let j = side.length - 1; j >= 0; j--)
      common[i * width + j] =
        base[i] === side[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const found: Hunk[] = []
  let [i, j] = [0, 0]
  let [fromBase, fromSide] = [0, 0]
  const close = () => {
    if (i > fromBase || j > fromSide) found.push({ from: fromBase, to: i, words: side.slice(fromSide, j) })
  }
  while (i < base.length && j < side.length) {
    if (base[i] === side[j]) {
      close()
      ;[fromBase, fromSide] = [++i, ++j]
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  ;[i, j] = [base.length, side.length]
  close()
  return found
}

/** Whether they change the same words, or the same place between words. */
function meets(a: Hunk, b: Hunk): boolean {
  if (a.from === a.to || b.from === b.to) return a.from <= b.to && b.from <= a.to
  return a.from < b.to && b.from < a.to
}

function isSame(a: Hunk, b: Hunk): boolean {
  return a.from === b.from && a.to === b.to && a.words.join('') === b.words.join('')
}
