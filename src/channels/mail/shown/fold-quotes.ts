import { Parser } from 'htmlparser2'

const FORWARDED = /forwarded message|begin forwarded|wiadomość przekazan|przekazana wiadomość/i
/** Where it says that it is forwarded. */
const HEAD_CHARS = 400

/**
 * Folds what a mail repeats of the one it answers, by `<details>`, which needs no script: what `safeHtml` marked as quoted, the outermost of
 * it. What was forwarded is what the mail is about, and a mail that says nothing beside its quotes is shown whole. `html` is well formed.
 */
export function foldQuotes(html: string, word: string): string {
  const found = quotesIn(html).filter(
    ({ start, end }) => !FORWARDED.test(wordsOf(html.slice(start, end), HEAD_CHARS)),
  )
  let said = ''
  let folded = ''
  let at = 0
  for (const { start, end } of found) {
    said += html.slice(at, start)
    folded += `${html.slice(at, start)}<details><summary>${word}</summary>${html.slice(start, end)}</details>`
    at = end
  }
  said += html.slice(at)
  return found.length === 0 || wordsOf(said, 1) === '' ? html : folded + html.slice(at)
}

type Range = { start: number; end: number }

/** Where the outermost marked elements stand; one that begins the rest ends with the element that it is in. */
function quotesIn(html: string): Range[] {
  const found: Range[] = []
  const open: { start: number; quoted: string | undefined }[] = []
  let rest: { start: number; depth: number } | null = null
  let inside = 0
  const parser: Parser = new Parser(
    {
      onopentag: (_, { 'data-quoted': quoted }) => {
        const start = parser.startIndex
        open.push({ start, quoted })
        if (quoted === 'rest' && inside === 0 && rest === null) rest = { start, depth: open.length - 1 }
        if (quoted === 'own') inside++
      },
      onclosetag: () => {
        const closed = open.pop()
        if (closed?.quoted === 'own' && --inside === 0 && rest === null)
          found.push({ start: closed.start, end: parser.endIndex + 1 })
        if (rest !== null && open.length < rest.depth) {
          found.push({ start: rest.start, end: parser.startIndex })
          rest = null
        }
      },
    },
    { decodeEntities: false },
  )
  parser.end(html)
  // At the top of the page nothing is closed after it.
  if (rest !== null) found.push({ start: (rest as Range).start, end: html.length })
  return found
}

function wordsOf(html: string, charsMax: number): string {
  let words = ''
  for (const [, text = ''] of html.matchAll(/(?:^|>)([^<]+)/g)) {
    words = `${words} ${text.replace(/&nbsp;|\u00a0/g, ' ')}`.trim()
    if (words.length >= charsMax) break
  }
  return words
}
