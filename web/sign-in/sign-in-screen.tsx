import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { signIn } from '../api/endpoints.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { CodeField } from './code-field.tsx'
import { FrontPage } from './front-page.tsx'
import { LostPassword } from './lost-password.tsx'
import { codeIn, lackOf } from './second-factor.ts'

const route = getRouteApi('/sign-in')

/** E-mail and password, and a code from who has a second factor; leads back to where one was. */
export function SignInScreen() {
  const say = useSay()
  const { back, over } = route.useSearch()
  const router = useRouter()
  const client = useQueryClient()
  useTitle(say('signIn.title'))
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      client.clear()
      router.history.replace(back ?? '/')
    },
  })
  const { asksCode, problem } = lackOf(enter)
  return (
    <FrontPage title={say('signIn.title')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          enter.mutate({
            email: String(form.get('email')),
            password: String(form.get('password')),
            ...codeIn(form),
          })
        }}
      >
        {over && !enter.isError && !asksCode && (
          <p className="rounded-md bg-hover px-3 py-2 text-sm">{say('signIn.over')}</p>
        )}
        {problem !== null && <Problem error={problem} />}
        {asksCode && problem === null && (
          <p role="status" className="rounded-md bg-hover px-3 py-2 text-sm">
            {say('signIn.code.lead')}
          </p>
        )}
        <Field label={say('signIn.email')}>
          {(ids) => (
            <input
              {...ids}
              name="email"
              type="email"
              autoComplete="username"
              required
              maxLength={320}
              className={inputClass}
            />
          )}
        </Field>
        <Field label={say('signIn.password')}>
          {(ids) => (
            <input
              {...ids}
              name="password"
              type="password"
              autoComplete="current-password"
              required
              maxLength={200}
              className={inputClass}
            />
          )}
        </Field>
        {asksCode && <CodeField />}
        <Button type="submit" look="primary" className="h-10" busy={enter.isPending}>
          {say(enter.isPending ? 'signIn.busy' : 'signIn.submit')}
        </Button>
      </form>
      <div className="mt-4 flex flex-col">
        <LostPassword />
      </div>
    </FrontPage>
  )
}
