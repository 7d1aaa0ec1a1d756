import { type ReactNode, useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'

type SecretFieldProps = {
  label: string
  hint: ReactNode
  value: string
  onChange: (value: string) => void
  maxLength: number
  /** Id of what is wrong with it. */
  wrongId?: string | undefined
}

/** What opens a source; it is hidden unless one wants to see what one types. */
export function SecretField({ label, hint, value, onChange, maxLength, wrongId }: SecretFieldProps) {
  const say = useSay()
  const [shown, setShown] = useState(false)
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hint={hint}>
        {({ 'aria-describedby': hintId, ...ids }) => (
          <input
            {...ids}
            type={shown ? 'text' : 'password'}
            required
            maxLength={maxLength}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-1p-ignore
            aria-invalid={wrongId !== undefined || undefined}
            aria-describedby={[wrongId, hintId].filter(Boolean).join(' ')}
            value={value}
            onChange={({ target }) => onChange(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <label className="flex w-fit items-center gap-2 text-sm pointer-coarse:min-h-8">
        <input
          type="checkbox"
          checked={shown}
          onChange={({ target }) => setShown(target.checked)}
          className="size-4 accent-accent"
        />
        {say('sources.show')}
      </label>
    </div>
  )
}
