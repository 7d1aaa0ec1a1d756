import type { Marked } from '../../src/contract/search.ts'

/** A text with what was found in it marked. */
export function MarkedText({ text, spans }: Marked) {
  const parts = spans.flatMap(({ start, end }, at) => [
    text.slice(spans[at - 1]?.end ?? 0, start),
    <mark key={start} className="rounded-xs bg-lit text-ink">
      {text.slice(start, end)}
    </mark>,
  ])
  return (
    <>
      {parts}
      {text.slice(spans.at(-1)?.end ?? 0)}
    </>
  )
}
