import { type Hazard, type HazardReading, hazardsOf } from '../recognise/hazards.ts'
import { conceptsIn } from '../text/concepts.ts'
import { newestPart } from '../text/newest.ts'
import { tokensIn } from '../text/tokens.ts'

/** Size of the hashed feature space; a power of two. */
export const featureBuckets = 1 << 15

/** A sparse vector: bucket numbers, ascending, and their values. */
export type Features = { buckets: Uint16Array; values: Float32Array }

/** What the classifier sees of a message: concepts, words, word pairs, letters, cues, hazards and its shape. */
export function featuresOf(
  reading: HazardReading,
  channel: string,
  hazards: Hazard[] = hazardsOf(reading),
): Features {
  const { prepared } = reading
  const part = newestPart(prepared.text, prepared.folded)
  const folded = prepared.folded.slice(0, part.end).slice(0, FEATURE_CHARS_MAX)
  const tokens = tokensIn(folded)
  const groups: Record<GroupName, Map<number, number>> = {
    concept: new Map(),
    pair: new Map(),
    cross: new Map(),
    word: new Map(),
    letters: new Map(),
    cue: new Map(),
    shape: new Map(),
  }
  const put = (group: GroupName, feature: string, value = 1) => {
    const bucket = hash(feature)
    groups[group].set(bucket, Math.min(2, (groups[group].get(bucket) ?? 0) + value))
  }

  const concepts = conceptsIn(tokens, folded)
  for (let i = 0; i < concepts.length; i++) {
    const here = concepts[i]
    if (!here) continue
    const name = here.denied ? `!${here.name}` : here.name
    put('concept', `g:${name}`)
    for (let k = i + 1; k < Math.min(concepts.length, i + 5); k++) {
      const next = concepts[k]
      if (!next || next.start - here.end > 24 || next.name === here.name) continue
      put('pair', `gg:${[name, next.denied ? `!${next.name}` : next.name].sort().join('+')}`, 0.6)
    }
  }
  const present = [...new Set(concepts.filter((c) => !c.denied).map((c) => c.name))].sort()
  for (let i = 0; i < present.length && i < 24; i++)
    for (let k = i + 1; k < present.length && k < 24; k++)
      put('cross', `gp:${present[i]}+${present[k]}`, 0.25)

  let before = '^'
  for (const { word } of tokens) {
    const shown = /^\d/.test(word) ? (word.length > 4 ? '#long' : '#num') : word
    put('word', `w:${shown}`)
    put('word', `b:${before} ${shown}`, 0.7)
    if (shown.length >= 6) put('word', `p:${shown.slice(0, 5)}`, 0.8)
    before = shown
    if (shown[0] !== '#') {
      const padded = `<${shown}>`
      for (let size = 3; size <= 5; size++)
        for (let at = 0; at + size <= padded.length; at++)
          put('letters', `c:${padded.slice(at, at + size)}`, 0.5)
    }
  }
  put('word', `b:${before} $`, 0.7)

  for (const [name, cues] of reading.cues) {
    if (cues.some((cue) => !cue.denied)) put('cue', `s:${name}`)
    if (cues.some((cue) => cue.denied)) put('cue', `s:!${name}`)
  }
  for (const hazard of hazards) put('cue', `h:${hazard.kind}:${hazard.state}`, hazard.score)
  if (hazards[0]) put('cue', `h:any:${hazards[0].state}`)
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
    put('cue', `t:${t.place}:${size}`)
  }

  const text = prepared.text.slice(0, part.end)
  put('shape', 'bias')
  put('shape', `ch:${channel}`)
  put('shape', `len:${Math.min(7, Math.floor(Math.log2(tokens.length + 1)))}`)
  if (text.includes('?')) put('shape', 'mark:?')
  if (text.includes('!')) put('shape', 'mark:!')
  if (/!!/.test(text)) put('shape', 'mark:!!')
  if (/\?\?|\?!/.test(text)) put('shape', 'mark:??')
  if (/\b\p{Lu}{4,}\b/u.test(text)) put('shape', 'caps')
  if (/^[^a-ząćęłńóśźż]*$/u.test(text) && text.length > 20) put('shape', 'allcaps')
  if (/"[^"\n]{2,40}"|„/.test(folded)) put('shape', 'quoted')
  if (part.signature < part.end) put('shape', 'signed')
  if (/^(?:subject|temat)\s?:/.test(folded)) put('shape', 'subject')
  if (/[❤🙏👍😊😍🥰⭐🌞💪👏]|:\)|:D|<3/u.test(text)) put('shape', 'smile')
  if (/[😭😡🤬🥶😩😢😱🙃🙄]|:\(|:\//u.test(text)) put('shape', 'frown')
  return pack(groups)
}

type GroupName = 'concept' | 'pair' | 'cross' | 'word' | 'letters' | 'cue' | 'shape'
const FEATURE_CHARS_MAX = 6000
/** How much each group of features weighs after each is scaled to unit length; chosen by cross-validation. */
const WEIGHT: Record<GroupName, number> = {
  concept: 2.5,
  pair: 0.7,
  cross: 0.4,
  word: 1,
  letters: 0.6,
  cue: 1,
  shape: 0.5,
}

function pack(groups: Record<GroupName, Map<number, number>>): Features {
  const all = new Map<number, number>()
  for (const name of Object.keys(WEIGHT) as GroupName[]) {
    let norm = 0
    for (const value of groups[name].values()) norm += value * value
    const scale = norm > 0 ? WEIGHT[name] / Math.sqrt(norm) : 0
    for (const [bucket, value] of groups[name]) all.set(bucket, (all.get(bucket) ?? 0) + value * scale)
  }
  const buckets = Uint16Array.from([...all.keys()].sort((a, b) => a - b))
  return { buckets, values: Float32Array.from(buckets, (bucket) => all.get(bucket) ?? 0) }
}

/** FNV-1a over the UTF-16 code units, folded to a bucket. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return ((h >>> 15) ^ h) & (featureBuckets - 1)
}
