import { useId } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { knownServices } from '../understanding/codes.ts'
import { useInWords } from '../understanding/words.ts'
import type { ServiceRule } from './use-rules.ts'

type ServiceFieldsProps = { rule: ServiceRule; onChange: (rule: ServiceRule) => void }

/** What is typed for a kind of work. A known kind is chosen by its name in the spoken language. */
export function ServiceFields({ rule, onChange }: ServiceFieldsProps) {
  const say = useSay()
  const inWords = useInWords()
  const listId = useId()
  const codeOf = (name: string) =>
    knownServices.find((code) => inWords.service(code).toLowerCase() === name.trim().toLowerCase()) ?? name
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('rules.serviceType')} hint={say('rules.serviceType.hint')}>
          {(ids) => (
            <>
              <input
                {...ids}
                list={listId}
                autoComplete="off"
                maxLength={100}
                value={inWords.service(rule.serviceType)}
                onChange={(event) => onChange({ ...rule, serviceType: codeOf(event.target.value) })}
                className={inputClass}
              />
              <datalist id={listId}>
                {knownServices.map((code) => (
                  <option key={code} value={inWords.service(code)} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label={say('rules.confidence')}>
          {(ids) => (
            <input
              {...ids}
              type="number"
              inputMode="numeric"
              min={0}
              max={100}
              value={Number.isFinite(rule.confidence) ? rule.confidence : ''}
              onChange={(event) => onChange({ ...rule, confidence: event.target.valueAsNumber })}
              className={inputClass}
            />
          )}
        </Field>
      </div>
      <Field label={say('rules.patterns')} hint={say('rules.pattern.hint')}>
        {(ids) => (
          <textarea
            {...ids}
            rows={4}
            autoCapitalize="off"
            spellCheck={false}
            value={rule.patterns.join('\n')}
            onChange={(event) => onChange({ ...rule, patterns: event.target.value.split('\n') })}
            className={`${inputClass} h-auto py-1.5 font-mono pointer-coarse:h-auto`}
          />
        )}
      </Field>
    </>
  )
}
