import type { UnderstandingRules } from '../contract/understanding.ts'
import type { HeldRules } from '../findings/findings.ts'

/** A firm's own rules as the API shows them. */
export function showRules({ rules, version, madeBy, madeAt }: HeldRules): UnderstandingRules {
  return { ...rules, version, madeBy, madeAt: madeAt?.toISOString() ?? null }
}
