import { fold } from './text/prepare.ts'

/** A firm's own words for danger; `critical` raises a message to emergency, `high` and `medium` to at least that. */
export type EmergencyKeyword = { keyword: string; pattern: string; severity: keyof typeof urgencyOfSeverity }

/** What each severity of a firm's own keyword raises a message to at least. */
export const urgencyOfSeverity = { critical: 'emergency', high: 'high', medium: 'medium' } as const

/** A firm's own kinds of work; `confidence` 0 to 100. */
export type ServiceTypePattern = { serviceType: string; patterns: string[]; confidence: number }

/** What a firm configures: data, never code. */
export type FirmRules = { emergencyKeywords?: EmergencyKeyword[]; serviceTypePatterns?: ServiceTypePattern[] }

/** Why a pattern is not taken; `code` is stable, `message` is one plain sentence, `next` what to do. */
export type RuleIssue = {
  code:
    | 'pattern_too_long'
    | 'pattern_unreadable'
    | 'pattern_looks_back'
    | 'pattern_repeats_too_much'
    | 'too_many_patterns'
    | 'pattern_matches_nothing_said'
  pattern: string
  message: string
  next: string
}

/** Rules ready to run. A pattern that was refused is left out and told in `issues`. */
export type CompiledRules = {
  emergencies: { rule: EmergencyKeyword; run: SafePattern }[]
  services: { rule: ServiceTypePattern; run: SafePattern[] }[]
  issues: RuleIssue[]
}

/** Finds where a safe pattern matches; at most `limit` places. */
export type SafePattern = (text: string, folded: string) => { start: number; end: number }[]

export const patternCharsMax = 300
export const patternsMax = 200
/** Rules read this much of a message. With at most `repeatsMax` repeats of at most `repeatMax` each, no pattern can stall. */
export const ruleReadCharsMax = 4000
const repeatsMax = 3
const repeatMax = 24

/** Compiles a firm's rules. Never throws: what is unsafe or unreadable is listed with its reason. */
export function compileRules(rules: FirmRules): CompiledRules {
  const compiled: CompiledRules = { emergencies: [], services: [], issues: [] }
  let left = patternsMax
  const take = (pattern: string): SafePattern | null => {
    if (left-- <= 0) {
      if (left === -1)
        compiled.issues.push({
          code: 'too_many_patterns',
          pattern,
          message: `There are more than ${patternsMax} patterns.`,
          next: 'Join or remove some.',
        })
      return null
    }
    const made = compilePattern(pattern)
    if (typeof made === 'function') return made
    compiled.issues.push(made)
    return null
  }
  for (const rule of rules.emergencyKeywords ?? []) {
    const run = take(rule.pattern)
    if (run) compiled.emergencies.push({ rule, run })
  }
  for (const rule of rules.serviceTypePatterns ?? []) {
    const run = rule.patterns.flatMap((pattern) => take(pattern) ?? [])
    if (run.length > 0) compiled.services.push({ rule, run })
  }
  return compiled
}

/**
 * A pattern that cannot stall, or the reason against it. Written as a JavaScript regular expression (`/…/i` or bare);
 * case and diacritics do not matter. Not taken: backreferences, looking ahead or behind, a repeat inside a repeat,
 * alternatives inside a repeat, more than three open repeats. `*` and `+` repeat at most 24 times.
 */
export function compilePattern(written: string): SafePattern | RuleIssue {
  const pattern = /^\/(.*)\/[a-z]*$/s.exec(written)?.[1] ?? written
  const issue = (code: RuleIssue['code'], message: string, next: string): RuleIssue => ({
    code,
    pattern: written,
    message,
    next,
  })
  if (pattern.length > patternCharsMax)
    return issue(
      'pattern_too_long',
      `The pattern is longer than ${patternCharsMax} characters.`,
      'Split it into several.',
    )
  if (/\\[1-9]|\\k</.test(pattern) || /\(\?(?:[=!]|<[=!])/.test(pattern))
    return issue(
      'pattern_looks_back',
      'The pattern refers back or looks around.',
      'Write out what should match instead.',
    )
  const unreadable = issue(
    'pattern_unreadable',
    'The pattern is not a regular expression.',
    'Check its brackets and backslashes.',
  )
  if (!isReadable(pattern)) return unreadable
  const bounded = boundRepeats(pattern)
  if (bounded === null)
    return issue(
      'pattern_repeats_too_much',
      'The pattern repeats something that itself repeats or has alternatives, or repeats too often.',
      'Use plain words and alternatives: \\b(flood|burst pipe)\\b.',
    )
  try {
    const expressions = [new RegExp(bounded, 'giu'), new RegExp(foldPattern(bounded), 'giu')]
    if (expressions[0]?.test(''))
      return issue(
        'pattern_matches_nothing_said',
        'The pattern matches an empty text.',
        'Ask for at least one letter.',
      )
    return (text, folded) => {
      const found: { start: number; end: number }[] = []
      for (const [i, expression] of expressions.entries())
        for (const match of (i === 0 ? text : folded).slice(0, ruleReadCharsMax).matchAll(expression)) {
          const start = match.index
          if (match[0] !== '' && !found.some((other) => other.start === start))
            found.push({ start, end: start + match[0].length })
          if (found.length >= 20) return found
        }
      return found
    }
  } catch {
    return unreadable
  }
}

function isReadable(pattern: string): boolean {
  try {
    new RegExp(pattern, 'iu')
    return true
  } catch {
    return false
  }
}

/** The messages a pattern would have fired on, in order: what a firm is shown before it saves a rule. */
export function wouldHaveFired<M extends { text: string }>(pattern: SafePattern, messages: Iterable<M>): M[] {
  const fired: M[] = []
  for (const message of messages)
    if (pattern(message.text, fold(message.text)).length > 0) fired.push(message)
  return fired
}

/** Puts an upper bound on every open repeat; null when one stands inside another or there are too many. */
function boundRepeats(pattern: string): string | null {
  let out = ''
  let repeats = 0
  const groups: { hasRepeat: boolean; hasChoice: boolean }[] = []
  let closed: { hasRepeat: boolean; hasChoice: boolean } | null = null
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? ''
    if (char === '\\') {
      const unit =
        /^\\(?:[pP]\{[^}]{1,30}\}|u\{[^}]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|.)/i.exec(pattern.slice(i))?.[0] ??
        char
      out += unit
      i += unit.length - 1
      closed = null
    } else if (char === '[') {
      const end = classEnd(pattern, i)
      if (end < 0) return null
      out += pattern.slice(i, end + 1)
      i = end
      closed = null
    } else if (char === '(') {
      groups.push({ hasRepeat: false, hasChoice: false })
      const intro = /^\(\?(?::|<[a-z]\w{0,20}>)/i.exec(pattern.slice(i))?.[0] ?? '('
      out += intro
      i += intro.length - 1
      closed = null
    } else if (char === ')') {
      const group = groups.pop()
      if (!group) return null
      const outer = groups.at(-1)
      if (outer) {
        outer.hasRepeat ||= group.hasRepeat
        outer.hasChoice ||= group.hasChoice
      }
      closed = group
      out += char
    } else if (char === '|') {
      const group = groups.at(-1)
      if (group) group.hasChoice = true
      out += char
      closed = null
    } else if (char === '*' || char === '+' || (char === '{' && /^\{\d+(?:,\d*)?\}/.test(pattern.slice(i)))) {
      const braces = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(i))
      const low = braces ? Number(braces[1]) : char === '+' ? 1 : 0
      const high = braces
        ? braces[2] === undefined
          ? low
          : braces[3]
            ? Number(braces[3])
            : repeatMax
        : repeatMax
      if (low > repeatMax || high > 60) return null
      if (closed && (closed.hasRepeat || closed.hasChoice)) return null
      if (high > 1 && high !== low) repeats++
      if (repeats > repeatsMax) return null
      const group = groups.at(-1)
      if (group) group.hasRepeat = true
      out += `{${low},${Math.max(low, high)}}`
      if (braces) i += braces[0].length - 1
      if (pattern[i + 1] === '?') {
        out += '?'
        i++
      }
      closed = null
    } else {
      if (char === '?' && closed?.hasRepeat) return null
      out += char
      closed = null
    }
  }
  return groups.length === 0 ? out : null
}

function classEnd(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === ']' && i > start + 1) return i
  }
  return -1
}

/** The pattern as it must look to match folded text; escapes such as `\B` and `\P` keep their meaning. */
function foldPattern(pattern: string): string {
  return pattern.replace(/\\(?:[pP]\{[^}]*\}|.)|[^\\]/gsu, (unit) => (unit[0] === '\\' ? unit : fold(unit)))
}
