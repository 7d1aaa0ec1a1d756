import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FirmRules } from '../../src/contract/understanding.ts'
import { setRules } from '../api/endpoints.ts'
import { rulesQuery } from '../api/queries.ts'
import { tell, tellProblem } from '../parts/toasts.tsx'

export type EmergencyRule = FirmRules['emergencyKeywords'][number]
export type ServiceRule = FirmRules['serviceTypePatterns'][number]

/** Rules of a kind that a firm may have. */
export const rulesMax = 200

/** One change of the firm's rules: `before` gives way to `after`; without the first it is added, without the second removed. */
export type RuleChange =
  | { kind: 'emergency_keyword'; before?: EmergencyRule | undefined; after?: EmergencyRule | undefined }
  | { kind: 'service'; before?: ServiceRule | undefined; after?: ServiceRule | undefined }

/**
 * Changes one rule among those that hold at that moment, so that what somebody else has just saved stays; says `done` once it is
 * so, and can be taken back. Whoever asks for it shows why it failed.
 */
export function useRuleChange() {
  const client = useQueryClient()
  const write = async (change: RuleChange) => {
    const held = await client.fetchQuery({ ...rulesQuery, staleTime: 0 })
    client.setQueryData(rulesQuery.queryKey, await setRules(changed(held, change)))
    // Messages are read anew in the background; what is shown of them is asked for again when looked at.
    void client.invalidateQueries({ queryKey: ['conversations'], refetchType: 'none' })
  }
  const undo = useMutation({ mutationFn: write, onError: tellProblem })
  return useMutation({
    mutationFn: ({ change }: { change: RuleChange; done: string }) => write(change),
    onSuccess: (_, { change, done }) => tell(done, () => undo.mutate(undoOf(change))),
  })
}

/** The change that takes `change` back. */
const undoOf = (change: RuleChange): RuleChange =>
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
