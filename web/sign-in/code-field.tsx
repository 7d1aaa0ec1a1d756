import { useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'

/** The second proof at signing in: the code that the app shows, or a recovery code when the app is lost. */
export function CodeField() {
  const say = useSay()
  const [recovery, setRecovery] = useState(false)
  return (
    <div className="flex flex-col items-start gap-1">
      <div className="w-full">
        <Field
          key={String(recovery)}
          label={say(recovery ? 'signIn.code.recovery' : 'signIn.code')}
          hint={say(recovery ? 'signIn.code.recovery.hint' : 'signIn.code.hint')}
        >
          {(ids) => (
            <input
              {...ids}
              name="code"
              // biome-ignore lint/a11y/noAutofocus: it appears because one has just been asked for it
              autoFocus
              autoComplete="one-time-code"
              inputMode={recovery ? 'text' : 'numeric'}
              autoCapitalize="off"
              spellCheck={false}
              required
              minLength={6}
              maxLength={30}
              className={`${inputClass} figures`}
            />
          )}
        </Field>
      </div>
      <button
        type="button"
        onClick={() => setRecovery(!recovery)}
        className="rounded-sm py-1 text-accent text-sm hover:underline pointer-coarse:py-2.5"
      >
        {say(recovery ? 'signIn.code.app' : 'signIn.code.recovery.use')}
      </button>
    </div>
  )
}
