import type { Urgency } from '../../src/contract/understanding.ts'
import { understandingInEnglish } from '../i18n/en-understanding.ts'

/** Whether something is so urgent that lists and heads say so. */
export const isPressing = (urgency: Urgency | null) => urgency === 'emergency' || urgency === 'high'

/** What the words that say the code of a reason go by: one key, or those of a danger and its state. */
export function reasonKeys(code: string): string[] {
  const [, danger, state] = /^hazard_(.+)_(present|contained|over)$/.exec(code) ?? []
  return danger === undefined ? [`because.${code}`] : [`hazard.${danger}`, `found.state.${state}`]
}

/** Kinds of work that Plumbline knows, in the order they are offered. */
export const knownServices = Object.keys(understandingInEnglish).flatMap(
  (key) => /^service\.(.+)/.exec(key)?.[1] ?? [],
)
