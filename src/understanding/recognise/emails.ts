/** A span of the prepared text with what it means. */
export type Spotted<T> = { value: T; start: number; end: number; score: number }

/** E-mail addresses, written or spoken ("jan kropka nowak małpa wp kropka pl", "bob at acme dot com"). */
export function emailsIn(text: string, folded: string): Spotted<string>[] {
  const found: Spotted<string>[] = []
  for (const match of text.matchAll(WRITTEN)) {
    const value = match[0].replace(/[.]+$/, '')
    found.push({ value, start: match.index, end: match.index + value.length, score: 0.99 })
    if (found.length >= 20) return found
  }
  for (const match of folded.matchAll(SPOKEN)) {
    const value = match[0]
      .replace(/ ?\b(?:at|malpa)\b ?/, '@')
      .replace(/ ?\b(?:dot|kropka)\b ?/g, '.')
      .replace(/ ?\b(?:underscore|podkreslnik|podkreslenie)\b ?/g, '_')
      .replace(/ ?\b(?:dash|hyphen|myslnik|minus)\b ?/g, '-')
      .replace(/ /g, '')
    if (found.length < 20)
      found.push({ value, start: match.index, end: match.index + match[0].length, score: 0.8 })
  }
  return found
}

const WRITTEN =
  /(?<![\w.+-])[A-Za-z0-9_%+-]{1,40}(?:\.[A-Za-z0-9_%+-]{1,40}){0,5}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}\b/g
const SPOKEN =
  /\b(?!(?:me|us|him|her|them|it|is|email|mail|reach|contact|to|na|pod) (?:at|malpa) )[a-z0-9]{1,30}(?: (?:dot|kropka|underscore|podkreslnik|podkreslenie|dash|hyphen|myslnik) [a-z0-9]{1,30}){0,3} (?:at|malpa) [a-z0-9-]{1,30}(?: (?:dot|kropka) [a-z]{2,10}){1,3}\b/g
