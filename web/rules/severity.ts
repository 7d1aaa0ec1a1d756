import type { Urgency } from '../../src/contract/understanding.ts'
import type { EmergencyRule } from './use-rules.ts'

export const severities = ['critical', 'high', 'medium'] as const satisfies EmergencyRule['severity'][]

/** The urgency that a rule of this severity raises to at least. */
export const urgencyOf = (severity: EmergencyRule['severity']): Urgency =>
  severity === 'critical' ? 'emergency' : severity
