/** `text` with the given spans replaced by `#`, length kept, so that later recognisers do not read them again. */
export function blank(text: string, spans: { start: number; end: number }[]): string {
  let out = text
  for (const { start, end } of spans) out = out.slice(0, start) + '#'.repeat(end - start) + out.slice(end)
  return out
}
