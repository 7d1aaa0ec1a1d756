import type { Marked } from '../../contract/search.ts'
import type { Span } from './match.ts'

const EXCERPT_CHARACTERS = 240
/** So much of what comes before the first mark is shown with it. */
const BEFORE = 60

/** A text around what is to be marked, in one line, cut between words, with the marks moved along. */
export function excerptOf(text: string, spans: readonly Span[]): Marked {
  const marks = tidySpans(spans, text.length)
  const first = marks[0]?.start ?? 0
  const start =
    first <= BEFORE + 20 || text.length <= EXCERPT_CHARACTERS ? 0 : wordStart(text, first - BEFORE)
  const end = Math.min(text.length, start + EXCERPT_CHARACTERS)
  const before = start === 0 ? '' : '…'
  const shown = text.slice(start, end).replace(/\s/gu, ' ').toWellFormed()
  const moved = before.length - start
  return {
    text: before + shown + (end < text.length ? '…' : ''),
    spans: marks
      .filter((mark) => mark.start >= start && mark.end <= end)
      .map((mark) => ({ start: mark.start + moved, end: mark.end + moved })),
  }
}

/** Spans in order, those that touch joined, within the text. */
export function tidySpans(spans: readonly Span[], length: number): Span[] {
  const tidy: Span[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = tidy.at(-1)
    if (start >= end || end > length) continue
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else tidy.push({ start, end })
  }
  return tidy
}

function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space === -1 || space - at > 30 ? at : space + 1
}
