import type { Chance } from './chance.ts'

/** How someone types, whatever they have to say. */
export type Voice = 'careful' | 'lower' | 'bare' | 'hasty' | 'typos' | 'dots' | 'emoji' | 'capitals'

/** Drawn from when a person is made; English, then Polish. */
export const englishVoices: readonly Voice[] = weighted({
  careful: 36,
  lower: 22,
  bare: 13,
  hasty: 10,
  typos: 10,
  dots: 5,
  emoji: 3,
  capitals: 1,
})
export const polishVoices: readonly Voice[] = weighted({ careful: 40, bare: 40, lower: 20 })

/** `text` as someone with this voice would have typed it. */
export function inVoice(text: string, voice: Voice, chance: Chance): string {
  switch (voice) {
    case 'careful':
      return text
    case 'lower':
      return relaxed(text)
    case 'bare':
      return withoutAccents(relaxed(text).replaceAll("'", ''))
    case 'hasty':
      return relaxed(text).replace(/[a-z]+/g, (word) => (chance.odds(0.75) ? (SHORT[word] ?? word) : word))
    case 'typos':
      return chance.odds(0.45) ? slip(text, chance) : text
    case 'dots':
      return text.replace(/[.,] (?=\S)/g, '... ').replace(/(?<=\w)\.$/, '...')
    case 'emoji':
      return chance.odds(0.35) && /[a-z.!]$/i.test(text)
        ? `${text} ${chance.pick(['🙂', '🙏', '👍', '😅', '💧'])}`
        : text
    case 'capitals':
      return text.toUpperCase()
  }
}

const SHORT: Record<string, string> = {
  you: 'u',
  your: 'ur',
  are: 'r',
  please: 'pls',
  tomorrow: 'tmrw',
  thanks: 'thx',
  because: 'bc',
  about: 'abt',
  with: 'w',
  message: 'msg',
  okay: 'k',
  appointment: 'appt',
  probably: 'prob',
  minutes: 'min',
  bathroom: 'bathrm',
  before: 'b4',
  though: 'tho',
  through: 'thru',
  tonight: 'tonite',
  something: 'smth',
}

/** Small letters and no full stop at the end, as typed with one thumb. */
function relaxed(text: string): string {
  return text.toLowerCase().replace(/(?<!\.)\.$/, '')
}

/** Łukasz becomes Lukasz. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
}

/** Two letters of a longer word change places, or one gets lost. */
function slip(text: string, chance: Chance): string {
  const words = [...text.matchAll(/(?<![\w.@/])[a-z]{5,}(?![\w.@/])/g)]
  if (words.length === 0) return text
  const word = chance.pick(words)
  const at = word.index + chance.int(1, word[0].length - 3)
  const [one = '', two = ''] = [text[at], text[at + 1]]
  return text.slice(0, at) + (chance.odds(0.7) ? two + one : one) + text.slice(at + 2)
}

function weighted(weights: Partial<Record<Voice, number>>): Voice[] {
  return Object.entries(weights).flatMap(([voice, weight]) => Array<Voice>(weight).fill(voice as Voice))
}
