import type { FirmRules, RuleIssue } from '../../contract/understanding.ts'
import { compileRules } from '../../understanding/understanding.ts'
import { openThread, type Thread, ThreadSilent } from './thread.ts'

/** A message of everyday length takes a thousandth of what the worst text takes. */
const WORST_TEXT_MS_MAX = 100
const PROBE_MS_MAX = 3_000
const START_MS_MAX = 30_000
/** Each costs seconds to find; whoever mends these is told of the others next time. */
const SLOW_MAX = 3

/** Why patterns of these rules cannot be taken: they are unsafe, unreadable, or take too long on the worst of texts. */
export async function checkRules(rules: FirmRules): Promise<RuleIssue[]> {
  await using thread = openThread()
  return await checkRulesIn(thread, rules) // the thread ends on return
}

/** The same, in a thread that is used for more. */
export async function checkRulesIn(thread: Thread, rules: FirmRules): Promise<RuleIssue[]> {
  const issues: RuleIssue[] = [...compileRules(rules).issues]
  const unusable = new Set(issues.map(({ pattern }) => pattern))
  await thread.ask({ kind: 'probe', pattern: 'x' }, { msMax: START_MS_MAX })
  let slow = 0
  for (const pattern of new Set(patternsOf(rules))) {
    if (unusable.has(pattern) || slow >= SLOW_MAX) continue
    if (await isQuick(thread, pattern)) continue
    slow++
    issues.push({
      code: 'pattern_too_slow',
      pattern,
      message: 'The pattern can take too long on a long message.',
      next: 'Use fewer repeats such as .* and \\w+; plain words and alternatives are quick.',
    })
  }
  return issues
}

function patternsOf(rules: FirmRules): string[] {
  return [
    ...rules.emergencyKeywords.map(({ pattern }) => pattern),
    ...rules.serviceTypePatterns.flatMap(({ patterns }) => patterns),
  ]
}

async function isQuick(thread: Thread, pattern: string): Promise<boolean> {
  try {
    const found = await thread.ask({ kind: 'probe', pattern }, { msMax: PROBE_MS_MAX })
    return 'issue' in found || found.ms <= WORST_TEXT_MS_MAX
  } catch (error) {
    if (!(error instanceof ThreadSilent)) throw error
    await thread.ask({ kind: 'probe', pattern: 'x' }, { msMax: START_MS_MAX })
    return false
  }
}

/** The rules without these patterns, and without what is left with none. */
export function withoutPatterns(rules: FirmRules, left: ReadonlySet<string>): FirmRules {
  return {
    emergencyKeywords: rules.emergencyKeywords.filter(({ pattern }) => !left.has(pattern)),
    serviceTypePatterns: rules.serviceTypePatterns
      .map((rule) => ({ ...rule, patterns: rule.patterns.filter((pattern) => !left.has(pattern)) }))
      .filter(({ patterns }) => patterns.length > 0),
  }
}
