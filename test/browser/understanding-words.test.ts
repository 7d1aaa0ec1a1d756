import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Understanding, understandingShape } from '../../src/contract/understanding.ts'
import {
  compileRules,
  hazardKinds,
  sentiments,
  services,
  styles,
  understand,
  urgencies,
} from '../../src/understanding/understanding.ts'
import { en } from '../../web/i18n/en.ts'
import { understandingInEnglish } from '../../web/i18n/en-understanding.ts'
import { pl } from '../../web/i18n/pl.ts'
import { knownServices, reasonKeys } from '../../web/understanding/codes.ts'

const ROOT = join(import.meta.dirname, '../..')
const source = globSync(['src/understanding/**/*.ts', 'src/pipeline/understand/*.ts'], { cwd: ROOT })
  .filter((path) => !/\.test\.ts$|\/(evals|training|generated|languages)\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
const inSource = (pattern: RegExp, files = source) =>
  files.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, found, other]) => found ?? other ?? ''))
const isOfRules = ({ path }: { path: string }) => /\/(rules|check-rules)\.ts$/.test(path)

const lacking = (keys: readonly string[]) => [...new Set(keys)].filter((key) => !(key in en))
/** Every judgement that screens show with its reasons. */
const judged = ({
  urgency,
  sentiment,
  style,
  business,
  propertyManager,
  emergencyContact,
  ticket,
}: Judged) => [urgency, sentiment, style, business, propertyManager, emergencyContact, ticket]
type Judged = Pick<
  Understanding,
  'urgency' | 'sentiment' | 'style' | 'business' | 'propertyManager' | 'emergencyContact' | 'ticket'
>

describe('there are words on the screens', () => {
  it('for every reason that is written down in the rules', () => {
    const beginnings = new Set(inSource(/code: `([a-z_]*)\$\{/g))
    assert.deepEqual(beginnings, new Set(['reads_like_', 'hazard_', 'firm_rule_', '']))
    const cues = /const SPEAKING = \[([^\]]*)\]/.exec(source.map(({ text }) => text).join('\n'))?.[1] ?? ''
    const speaking = [...cues.matchAll(/'(\w+)'/g)].map(([, cue]) => cue ?? '')
    assert.ok(speaking.length > 5)
    const plain = inSource(
      /(?:code: |flag\([^)]*, )'(\w+)'/g,
      source.filter((file) => !isOfRules(file)),
    )
    assert.ok(plain.includes('model_said') && plain.includes('work_is_owed'), plain.join())
    const codes = [
      ...plain,
      ...speaking.flatMap((cue) => [cue, `no_${cue}`]),
      ...[...urgencies, ...sentiments, ...styles].map((label) => `reads_like_${label}`),
      ...(['emergency', 'high', 'medium'] as const).map((urgency) => `firm_rule_${urgency}`),
      ...hazardKinds.flatMap((kind) =>
        ['present', 'contained', 'over'].map((state) => `hazard_${kind}_${state}`),
      ),
    ]
    assert.deepEqual(lacking(codes.flatMap(reasonKeys)), [])
  })

  it('for all that is understood of real messages, and for every finder', () => {
    const rules = compileRules({
      emergencyKeywords: [{ keyword: 'Water', pattern: 'water|wod', severity: 'critical' }],
    })
    const keys = new Set<string>()
    for (const file of globSync('src/understanding/evals/examples.*.jsonl', { cwd: ROOT }))
      for (const line of readFileSync(join(ROOT, file), 'utf8').trim().split('\n')) {
        const { text, channel, sent_at: sentAt, tz: timeZone } = JSON.parse(line)
        const said = understand({ text, channel, sentAt, timeZone, rules })
        for (const { reasons } of judged(said))
          for (const { code } of reasons) for (const key of reasonKeys(code)) keys.add(key)
        for (const { kind, recogniser } of said.findings) {
          keys.add(`found.${kind}`)
          keys.add(`found.by.${recogniser.split('@')[0]}`)
        }
      }
    assert.ok(keys.size > 30)
    for (const recogniser of inSource(/'([a-z-]+)@\d+'/g)) keys.add(`found.by.${recogniser}`)
    assert.deepEqual(lacking([...keys]), [])
  })

  it('for every judgement, kind of work, and pattern that is refused', () => {
    const { urgency, sentiment, style, language } = understandingShape.shape
    const issues = inSource(/^ {4}\| '(\w+)'$|code: '(?=pattern_)(\w+)'/gm, source.filter(isOfRules))
    assert.ok(issues.includes('pattern_too_slow') && issues.includes('too_many_patterns'))
    const keys = [
      ...urgency.shape.value.options.flatMap((value) => [`urgency.${value}`, `urgency.brief.${value}`]),
      ...sentiment.shape.value.options.map((value) => `mood.${value}`),
      ...style.shape.value.options.map((value) => `style.${value}`),
      ...language.options.map((value) => `reading.language.${value}`),
      ...services.map((service) => `service.${service}`),
      ...issues.flatMap((code) => [`rules.issue.${code}`, `rules.issue.${code}.next`]),
    ]
    assert.deepEqual(lacking(keys), [])
    assert.deepEqual(knownServices, [...services])
  })

  it('in Polish with the same things filled in, and the plurals that Polish has', () => {
    const names = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort()
    const formsOf = (text: (typeof pl)[keyof typeof pl]) =>
      typeof text === 'string' ? [text] : Object.values(text)
    for (const [key, english] of Object.entries(understandingInEnglish)) {
      const polish = pl[key as keyof typeof understandingInEnglish]
      const [filled] = formsOf(english)
      for (const form of formsOf(polish)) assert.deepEqual(names(form), names(filled ?? ''), key)
      if (typeof polish !== 'string')
        assert.deepEqual(Object.keys(polish), ['one', 'few', 'many', 'other'], key)
    }
  })
})
