import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Segments } from '../parts/segments.tsx'
import { severities } from './severity.ts'
import type { EmergencyRule } from './use-rules.ts'

type EmergencyFieldsProps = { rule: EmergencyRule; onChange: (rule: EmergencyRule) => void }

/** What is typed for words of danger. */
export function EmergencyFields({ rule, onChange }: EmergencyFieldsProps) {
  const say = useSay()
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('rules.keyword')} hint={say('rules.keyword.hint')}>
          {(ids) => (
            <input
              {...ids}
              autoComplete="off"
              maxLength={100}
              value={rule.keyword}
              onChange={(event) => onChange({ ...rule, keyword: event.target.value })}
              className={inputClass}
            />
          )}
        </Field>
        <Segments
          label={say('rules.severity')}
          value={rule.severity}
          onChange={(severity) => onChange({ ...rule, severity })}
          options={severities.map((value) => ({ value, label: say(`rules.severity.${value}`) }))}
        />
      </div>
      <Field label={say('rules.pattern')} hint={say('rules.pattern.hint')}>
        {(ids) => (
          <input
            {...ids}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={300}
            value={rule.pattern}
            onChange={(event) => onChange({ ...rule, pattern: event.target.value })}
            className={`${inputClass} font-mono`}
          />
        )}
      </Field>
    </>
  )
}
