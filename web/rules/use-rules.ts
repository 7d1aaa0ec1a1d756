import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FirmRules } from '../../src/contract/understanding.ts'
import { setRules } from '../api/endpoints.ts'
import { rulesQuery } from '../api/queries.ts'

export type EmergencyRule = FirmRules['emergencyKeywords'][number]
export type ServiceRule = FirmRules['serviceTypePatterns'][number]

/** Rules of a kind that a firm may have. */
export const rulesMax = 200

/** One change of the firm's rules: `before` gives way to `after`; without the first it is added, without the second removed. */
export type RuleChange =
  | { kind: 'emergency_keyword'; before?: EmergencyRule | undefined; after?: EmergencyRule | undefined }
  | { kind: 'service'; before?: ServiceRule | undefined; after?: ServiceRule | undefined }

/** Changes one rule among those that hold at that moment, so that what somebody else has just saved stays. */
export function useRuleChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (change: RuleChange) => {
      const held = await client.fetchQuery({ ...rulesQuery, staleTime: 0 })
      return setRules(changed(held, change))
    },
    onSuccess: (rules) => {
      client.setQueryData(rulesQuery.queryKey, rules)
      // Messages are read anew in the background; what is shown of them is asked for again when looked at.
      void client.invalidateQueries({ queryKey: ['conversations'], refetchType: 'none' })
    },
  })
}

/** The change that takes `change` back. */
export const undoOf = (change: RuleChange): RuleChange =>
  ({ ...change, before: change.after, after: change.before }) as RuleChange

function changed({ emergencyKeywords, serviceTypePatterns }: FirmRules, change: RuleChange): FirmRules {
  return change.kind === 'service'
    ? {
        emergencyKeywords,
        serviceTypePatterns: replaced(serviceTypePatterns, change.before, change.after),
      }
    : { emergencyKeywords: replaced(emergencyKeywords, change.before, change.after), serviceTypePatterns }
}

function replaced<T>(rules: readonly T[], before: T | undefined, after: T | undefined): T[] {
  const at = before === undefined ? -1 : rules.findIndex((rule) => same(rule, before))
  const put = after === undefined ? [] : [after]
  return at === -1 ? [...rules, ...put] : rules.toSpliced(at, 1, ...put)
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
