import { type Hazard, type HazardReading, hazardsOf } from '../recognise/hazards.ts'
import { type Concept, conceptsIn } from '../text/concepts.ts'
import { newestPart } from '../text/newest.ts'
import { type Token, tokensIn } from '../text/tokens.ts'
import { type FeatureHeap, type Features, hashOf, sumOfHeaps } from './sparse.ts'

/** What the classifier sees of a message: concepts, words, word pairs, letters, cues, hazards and its shape. */
export function featuresOf(
  reading: HazardReading,
  channel: string,
  language: 'en' | 'pl',
  hazards: Hazard[] = hazardsOf(reading),
): Features {
  const { prepared } = reading
  const part = newestPart(prepared.text, prepared.folded)
  const folded = prepared.folded.slice(0, part.end).slice(0, FEATURE_CHARS_MAX)
  const tokens = tokensIn(folded)
  const concepts = conceptsIn(tokens, folded, language)
  return sumOfHeaps((heapOf) => {
    putConcepts(concepts, heapOf(2.5), heapOf(0.7), heapOf(0.4))
    putWords(tokens, heapOf(1), heapOf(0.6))
    putCues(reading, hazards, heapOf(1))
    putShape(
      prepared.text.slice(0, part.end),
      folded,
      channel,
      tokens.length,
      part.signature < part.end,
      heapOf(0.5),
    )
  })
}

const FEATURE_CHARS_MAX = 6000

/** The feature of a concept. */
export const conceptFeature = ({ name, denied }: Concept): string => `g:${denied ? '!' : ''}${name}`

/** A word as it is a feature: numbers are one, by their length. */
export const shownWord = (word: string): string =>
  /^\d/.test(word) ? (word.length > 4 ? '#long' : '#num') : word

/** Each concept, neighbours among them, and every two that stand in the same message. */
function putConcepts(concepts: Concept[], concept: FeatureHeap, pair: FeatureHeap, cross: FeatureHeap): void {
  for (let i = 0; i < concepts.length; i++) {
    const here = concepts[i]
    if (!here) continue
    const name = here.denied ? `!${here.name}` : here.name
    concept.put(conceptFeature(here))
    for (let k = i + 1; k < Math.min(concepts.length, i + 5); k++) {
      const next = concepts[k]
      if (!next || next.start - here.end > 24 || next.name === here.name) continue
      pair.put(`gg:${[name, next.denied ? `!${next.name}` : next.name].sort().join('+')}`, 0.6)
    }
  }
  const present = [...new Set(concepts.filter((c) => !c.denied).map((c) => c.name))].sort()
  for (let i = 0; i < present.length && i < 24; i++)
    for (let k = i + 1; k < present.length && k < 24; k++) cross.put(`gp:${present[i]}+${present[k]}`, 0.25)
}

/** Each word, each two in a row, word beginnings, and runs of three to five letters. */
function putWords(tokens: Token[], words: FeatureHeap, letters: FeatureHeap): void {
  let before = '^'
  for (const { word } of tokens) {
    const shown = shownWord(word)
    words.put(`w:${shown}`)
    words.put(`b:${before} ${shown}`, 0.7)
    if (shown.length >= 6) words.put(`p:${shown.slice(0, 5)}`, 0.8)
    before = shown
    if (shown[0] !== '#') {
      const padded = `<${shown}>`
      for (let size = 3; size <= 5; size++)
        for (let at = 0; at + size <= padded.length; at++)
          letters.putLetters(LETTERS, padded, at, at + size, 0.5)
    }
  }
  words.put(`b:${before} $`, 0.7)
}

const LETTERS = hashOf('c:')

/** Cues, hazards and temperatures. */
function putCues(reading: HazardReading, hazards: Hazard[], heap: FeatureHeap): void {
  for (const [name, cues] of reading.cues) {
    if (cues.some((cue) => !cue.denied)) heap.put(`s:${name}`)
    if (cues.some((cue) => cue.denied)) heap.put(`s:!${name}`)
  }
  for (const hazard of hazards) heap.put(`h:${hazard.kind}:${hazard.state}`, hazard.score)
  if (hazards[0]) heap.put(`h:any:${hazards[0].state}`)
  for (const t of reading.temperatures) {
    const size =
      t.celsius <= -8
        ? 'arctic'
        : t.celsius <= 1
          ? 'freezing'
          : t.celsius <= 13
            ? 'cold'
            : t.celsius <= 17
              ? 'cool'
              : t.celsius <= 25
                ? 'fine'
                : t.celsius <= 29
                  ? 'warm'
                  : 'hot'
    heap.put(`t:${t.place}:${size}`)
  }
}

/** How the message looks: its length, marks, capitals, emoji, signature. */
function putShape(
  text: string,
  folded: string,
  channel: string,
  count: number,
  signed: boolean,
  heap: FeatureHeap,
): void {
  heap.put('bias')
  heap.put(`ch:${channel}`)
  heap.put(`len:${Math.min(7, Math.floor(Math.log2(count + 1)))}`)
  if (text.includes('?')) heap.put('mark:?')
  if (text.includes('!')) heap.put('mark:!')
  if (/!!/.test(text)) heap.put('mark:!!')
  if (/\?\?|\?!/.test(text)) heap.put('mark:??')
  if (/\b\p{Lu}{4,}\b/u.test(text)) heap.put('caps')
  if (/^[^a-ząćęłńóśźż]*$/u.test(text) && text.length > 20) heap.put('allcaps')
  if (/"[^"\n]{2,40}"|„/.test(folded)) heap.put('quoted')
  if (signed) heap.put('signed')
  if (/^(?:subject|temat)\s?:/.test(folded)) heap.put('subject')
  if (/[❤🙏👍😊😍🥰⭐🌞💪👏]|:\)|:D|<3/u.test(text)) heap.put('smile')
  if (/[😭😡🤬🥶😩😢😱🙃🙄]|:\(|:\//u.test(text)) heap.put('frown')
}
