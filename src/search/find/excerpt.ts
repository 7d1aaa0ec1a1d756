import type { Marked } from '../../contract/search.ts'
import type { Span } from './match.ts'

const EXCERPT_CHARACTERS = 240
/** So much of what comes before a mark is shown with it. */
const BEFORE = 60

/**
 * A text around what is to be marked, in one line, cut between words, with the marks moved along: from where the most that was asked for stands
 * together. `met`: for each thing that was asked for, where it stands.
 */
export function excerptOf(text: string, met: readonly (readonly Span[])[]): Marked {
  const marks = tidySpans(met.flat(), text.length)
  const start = text.length <= EXCERPT_CHARACTERS ? 0 : bestStart(text, met, marks)
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

function bestStart(text: string, met: readonly (readonly Span[])[], marks: readonly Span[]): number {
  let best = { start: 0, shown: 0 }
  for (const mark of marks) {
    const start = mark.start <= BEFORE + 20 ? 0 : wordStart(text, mark.start - BEFORE)
    const isShown = (span: Span) => span.start >= start && span.end <= start + EXCERPT_CHARACTERS
    const shown = met.filter((spans) => spans.some(isShown)).length
    if (shown > best.shown) best = { start, shown }
  }
  return best.start
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
