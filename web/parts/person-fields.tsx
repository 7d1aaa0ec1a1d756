import type { ComponentProps, ReactNode } from 'react'
import { Field, inputClass } from './field.tsx'
import { TextField } from './text-field.tsx'

type InputProps = Omit<ComponentProps<'input'>, 'name' | 'type' | 'maxLength' | 'className'>

/** An e-mail address, by which one signs in unless said otherwise. Called `email` in its form. */
export function EmailField({ label, hint, ...input }: { label: string; hint?: ReactNode } & InputProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          autoComplete="username"
          required
          {...input}
          {...ids}
          name="email"
          type="email"
          maxLength={320}
          className={inputClass}
        />
      )}
    </Field>
  )
}

/** One's own name. Called `name` in its form. */
export function NameField({ label }: { label: string }) {
  return <TextField label={label} name="name" maxLength={120} autoComplete="name" />
}
