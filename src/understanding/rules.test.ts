import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compilePattern, compileRules, wouldHaveFired } from './rules.ts'
import { understand } from './understanding.ts'

const message = (text: string, rules?: ReturnType<typeof compileRules>) =>
  understand({
    text,
    channel: 'sms',
    sentAt: '2025-03-12T10:00:00Z',
    timeZone: 'Europe/Warsaw',
    ...(rules ? { rules } : {}),
  })

test('a firm’s own emergency raises a message, on the words that did it', () => {
  const rules = compileRules({
    emergencyKeywords: [{ keyword: 'hydrophor', pattern: '\\bhydrofor\\w* stoi', severity: 'critical' }],
  })
  const understood = message('Hydrofor stoi, nic pilnego', rules)
  assert.equal(understood.urgency.value, 'emergency')
  assert.equal(
    understood.findings.find((finding) => finding.kind === 'emergency_keyword')?.text,
    'Hydrofor stoi',
  )
  const [reason] = understood.urgency.reasons
  assert.deepEqual([reason?.code, reason?.text], ['firm_rule_emergency', 'Hydrofor stoi'])
})

test('a firm’s own service stands beside the known ones, with or without diacritics', () => {
  const rules = compileRules({
    serviceTypePatterns: [
      { serviceType: 'pool', patterns: ['/\\b(basen|niecka|żółw)\\w*/i'], confidence: 85 },
    ],
  })
  assert.ok(
    message('nasz zolw w basenie', rules).services.some(
      (one) => one.service === 'pool' && one.confidence === 0.85,
    ),
  )
})

test('patterns that could stall are refused with a reason and a way out', () => {
  for (const [pattern, code] of [
    ['(a+)+$', 'pattern_repeats_too_much'],
    ['(a|aa)*b', 'pattern_repeats_too_much'],
    ['(.*a){20}', 'pattern_repeats_too_much'],
    ['.*a.*b.*c.*d', 'pattern_repeats_too_much'],
    ['(a)\\1', 'pattern_looks_back'],
    ['(?=x)y', 'pattern_looks_back'],
    ['[a', 'pattern_unreadable'],
    ['a{1000}', 'pattern_repeats_too_much'],
    ['x*', 'pattern_matches_nothing_said'],
    ['a'.repeat(400), 'pattern_too_long'],
  ] as const) {
    const made = compilePattern(pattern)
    assert.ok(
      typeof made !== 'function' && made.code === code,
      `${pattern}: ${typeof made === 'function' ? 'taken' : made.code}`,
    )
  }
})

test('a rule is tried on past messages before it is saved', () => {
  const pattern = compilePattern('\\b(flood|flooding|water everywhere)\\b')
  assert.ok(typeof pattern === 'function')
  const past = [{ text: 'Flooding in the basement' }, { text: 'thanks Ken' }, { text: 'WATER EVERYWHERE' }]
  assert.deepEqual(wouldHaveFired(pattern, past), [past[0], past[2]])
})

test('no pattern that is taken can stall on any text', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[ab.*+?()|\\w[\]{},1-3]{1,24}$/),
      fc.constantFrom('a', 'ab', 'aab ', 'b'),
      (pattern, unit) => {
        const made = compilePattern(pattern)
        if (typeof made !== 'function') return
        const text = unit.repeat(2000).slice(0, 4000)
        const from = performance.now()
        made(`${text}!`, `${text}!`)
        assert.ok(performance.now() - from < 1500, pattern)
      },
    ),
    { numRuns: 300, seed: 7 },
  )
})
