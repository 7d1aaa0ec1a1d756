import { useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from './field.tsx'

/** A password to be chosen, which can be looked at. Called `password` in its form. */
export function NewPasswordField({ label }: { label: string }) {
  const say = useSay()
  const [shown, setShown] = useState(false)
  return (
    <>
      <Field label={label} hint={say('welcome.you.password.hint')}>
        {(ids) => (
          <input
            {...ids}
            name="password"
            type={shown ? 'text' : 'password'}
            required
            minLength={10}
            maxLength={200}
            autoComplete="new-password"
            className={inputClass}
          />
        )}
      </Field>
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => setShown(event.target.checked)}
          className="size-4 accent-accent"
        />
        {say('welcome.you.show')}
      </label>
    </>
  )
}
