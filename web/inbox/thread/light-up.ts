/** Marks words of a message without touching them: nothing moves, and what is selected stays selected. */
const LIT = 'lit'

/** A stretch of a message's words, UTF-16 units. */
export type Span = { start: number; end: number }

/** Lights up a span of a message's words, or all of them; gives what is lit, or null in a browser that cannot. */
export function lightUp(messageId: string, span: Span | undefined): Range | null {
  const words = document.querySelector(`[data-words="${messageId}"]`)
  if (words === null || !('highlights' in CSS)) return null
  const range = span === undefined ? allOf(words) : rangeIn(words, span)
  if (range !== null) CSS.highlights.set(LIT, new Highlight(range))
  return range
}

/** Lights up nothing any more. */
export function darken() {
  if ('highlights' in CSS) CSS.highlights.delete(LIT)
}

function allOf(element: Element): Range {
  const range = document.createRange()
  range.selectNodeContents(element)
  return range
}

function rangeIn(element: Element, { start, end }: Span): Range | null {
  const range = document.createRange()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let passed = 0
  let begun = false
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0
    if (!begun && start < passed + length) {
      range.setStart(node, start - passed)
      begun = true
    }
    if (begun && end <= passed + length) {
      range.setEnd(node, end - passed)
      return range
    }
    passed += length
  }
  return null
}
