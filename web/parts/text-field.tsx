import type { ComponentProps, ReactNode } from 'react'
import { Field, inputClass } from './field.tsx'

type TextFieldProps = { label: string; hint?: ReactNode; maxLength: number } & Omit<
  ComponentProps<'input'>,
  'type' | 'required' | 'pattern' | 'className'
>

/** A line of text that may not be left empty, nor be of spaces alone. */
export function TextField({ label, hint, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => <input {...input} {...ids} required pattern=".*\S.*" className={inputClass} />}
    </Field>
  )
}
