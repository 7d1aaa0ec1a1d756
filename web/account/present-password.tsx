import { ApiError } from '../api/client.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'

type PresentPasswordProps = {
  email: string
  /** Not where a sign-in by a link, a moment ago, does as well. */
  required?: boolean
  /** The id of what says that it was wrong; undefined while nothing does. */
  problemId?: string | undefined
}

/** The password there is, by name `current`; with whose it is, for the browser's own keeper of passwords. */
export function PresentPassword({ email, required = false, problemId }: PresentPasswordProps) {
  const say = useSay()
  return (
    <>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={say('account.password.current')}
        {...(required ? {} : { hint: say('account.password.current.hint') })}
      >
        {(ids) => (
          <input
            {...ids}
            {...(problemId !== undefined && {
              'aria-invalid': true,
              'aria-describedby': [problemId, ids['aria-describedby']].filter(Boolean).join(' '),
            })}
            name="current"
            type="password"
            required={required}
            maxLength={200}
            autoComplete="current-password"
            className={inputClass}
          />
        )}
      </Field>
    </>
  )
}

/** Whether what was typed there is what something was refused for. */
export function isWrongPassword(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'wrong_password'
}

/** What was typed there; undefined when nothing was. */
export function presentPasswordIn(form: HTMLFormElement): string | undefined {
  const current = String(new FormData(form).get('current'))
  return current === '' ? undefined : current
}
