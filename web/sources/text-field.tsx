import type { ComponentProps, ReactNode } from 'react'
import { Field, inputClass } from '../parts/field.tsx'

type TextFieldProps = {
  label: string
  hint?: ReactNode
  value: string
  onChange: (value: string) => void
  maxLength: number
  /** Whether it may stay empty. */
  optional?: boolean
  /** Id of what is wrong with it. */
  wrongId: string | undefined
} & Pick<ComponentProps<'input'>, 'inputMode' | 'autoFocus' | 'placeholder'>

/** A name, an address or the like, as a program wants it: letter by letter. */
export function TextField({ label, hint, onChange, optional = false, wrongId, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {({ 'aria-describedby': hintId, ...ids }) => (
        <input
          {...ids}
          {...input}
          required={!optional}
          pattern={optional ? undefined : '.*\\S.*'}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={wrongId !== undefined || undefined}
          aria-describedby={[wrongId, hintId].filter(Boolean).join(' ') || undefined}
          onChange={({ target }) => onChange(target.value)}
          className={inputClass}
        />
      )}
    </Field>
  )
}
