import type { Judgement, Reason } from '../finding.ts'
import type { Flag } from '../labels.ts'
import type { Prepared } from '../text/prepare.ts'
import { type Head, likeliest, type Weights } from './classifier.ts'
import { openTellingWords, type Seen, type TellingWords } from './telling-words.ts'

/** Puts what the classifier thinks of one message as judgements, on the words that spoke loudest. */
export type Judge = {
  /** The likeliest label once each chance is multiplied by its lean; the confidence is the chance itself. */
  oneOf<L extends string>(head: Head, chances: Record<L, number>, lean?: Record<L, number>): Judgement<L>
  /** A judgement already made on one flag's chance; `code` tells what speaks for it. */
  flag(name: Flag, input: { value: boolean; chance: number; code: string }): Judgement<boolean>
  /** The reason once for each stretch of words that it rests on; as it is when none says it by itself. */
  inWords(reason: Reason, head: Head, label: string): Reason[]
}

export function openJudge(seen: Seen, weights: Weights, prepared: Prepared): Judge {
  const telling = openTellingWords(seen, weights)
  const onWords = (reason: Reason, stretches: readonly TellingWords[]): Reason[] =>
    stretches.length === 0
      ? [reason]
      : stretches.map(({ start, end, share }) => ({
          code: reason.code,
          weight: round(reason.weight * share),
          start: prepared.toRaw(start),
          end: prepared.toRaw(end - 1) + 1,
          text: prepared.text.slice(start, end),
        }))
  const inWords: Judge['inWords'] = (reason, head, label) => onWords(reason, telling(head, label))
  return {
    inWords,
    oneOf: (head, chances, lean) => {
      type L = keyof typeof chances
      const leaned = Object.entries<number>(chances).map(([label, chance]) => [
        label,
        chance * (lean?.[label as L] ?? 1),
      ])
      const { label } = likeliest(Object.fromEntries(leaned) as typeof chances)
      const chance = round(chances[label])
      return {
        value: label,
        confidence: chance,
        reasons: onWords(
          { code: `reads_like_${label}`, weight: chance },
          UNSAID.has(label) ? [] : telling(head, label),
        ),
      }
    },
    flag: (name, { value, chance, code }) => ({
      value,
      confidence: round(value ? Math.max(chance, 0.5) : 1 - chance),
      reasons: onWords(
        { code, weight: round(chance) },
        // A "no" is seldom said: most are the lack of a yes.
        value || name === 'ticket' ? telling('flags', name, value ? 'for' : 'against') : [],
      ),
    }),
  }
}

/** Labels that no word says: they are what a message is as a whole, or when it has nothing of the others. */
const UNSAID = new Set(['neutral', 'casual', 'brief', 'detailed'])

/** To a thousandth. */
export const round = (value: number): number => Math.round(value * 1000) / 1000
