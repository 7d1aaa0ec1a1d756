/** Marks words of a message without touching them: nothing moves, and what is selected stays selected. */
const LIT = 'lit'

/** Lights up a span of a message's words, UTF-16 units; does nothing in a browser that cannot. */
export function lightUp(messageId: string, start: number, end: number) {
  const words = document.querySelector(`[data-words="${messageId}"]`)
  if (words === null || !('highlights' in CSS)) return
  const range = rangeIn(words, start, end)
  if (range !== null) CSS.highlights.set(LIT, new Highlight(range))
}

/** Lights up nothing any more. */
export function darken() {
  if ('highlights' in CSS) CSS.highlights.delete(LIT)
}

function rangeIn(element: Element, start: number, end: number): Range | null {
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
