import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { ApiError } from '../api/client.ts'
import { signIn } from '../api/endpoints.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { EmailField } from '../parts/person-fields.tsx'
import { Problem } from '../parts/problem.tsx'
import { CodeField } from './code-field.tsx'
import { FirmAccount } from './firm-account.tsx'
import { FrontPage } from './front-page.tsx'
import { LostPassword } from './lost-password.tsx'
import { refusalSentences } from './refusal-sentences.ts'
import { codeIn, lackOf } from './second-factor.ts'

const route = getRouteApi('/sign-in')

/**
 * E-mail and password, and a code from who has a second factor; or the firm's own provider. Leads back to where one was, and says
 * why the provider's sign-in was refused.
 */
export function SignInScreen() {
  const say = useSay()
  const { back, over, refused } = route.useSearch()
  const router = useRouter()
  const client = useQueryClient()
  useTitle(say('signIn.title'))
  const navigate = route.useNavigate()
  /** What was refused before is over once somebody tries again. */
  const tryAgain = () => {
    if (refused === undefined) return
    void navigate({ search: (before) => ({ ...before, refused: undefined }), replace: true })
  }
  const enter = useMutation({
    mutationFn: signIn,
    onMutate: tryAgain,
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
        {refused !== undefined && <Problem error={refusalBy(refused)} />}
        {problem !== null && <Problem error={problem} />}
        {asksCode && problem === null && (
          <p role="status" className="rounded-md bg-hover px-3 py-2 text-sm">
            {say('signIn.code.lead')}
          </p>
        )}
        <EmailField label={say('signIn.email')} />
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
      <div className="mt-4 flex flex-col gap-1">
        <FirmAccount refused={refused !== undefined} onBegin={tryAgain} />
        <LostPassword />
      </div>
    </FrontPage>
  )
}

/** Who is refused comes back with the code alone; one that is not known here has words that fit any. */
function refusalBy(code: string): ApiError {
  const said = refusalSentences.get(code)
  return said ? new ApiError(0, code, said.message, said.next) : new ApiError(0, 'sign_in_refused', '', '')
}
