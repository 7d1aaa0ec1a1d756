import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { ApiError } from '../api/client.ts'
import { openLoginLink } from '../api/endpoints.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { CodeField } from './code-field.tsx'
import { FrontPage } from './front-page.tsx'
import { codeIn, lackOf } from './second-factor.ts'

const route = getRouteApi('/login')

/** A sign-in link that does not work by itself: it wants a code as well; or why not, and the other way in. */
export function LoginLinkProblem() {
  const say = useSay()
  useTitle(say('signIn.title'))
  const { problem: error } = route.useLoaderData()
  const router = useRouter()
  const client = useQueryClient()
  const enter = useMutation({
    mutationFn: (more: { code?: string }) => openLoginLink({ token: location.hash.slice(1), ...more }),
    onSuccess: () => {
      client.clear()
      router.history.replace('/')
    },
  })
  if (!(error instanceof ApiError && error.code === 'second_factor_needed')) {
    return (
      <FrontPage title={say('signIn.title')}>
        <Problem error={error} />
        <Link to="/sign-in" className={buttonClass('plain', 'md', 'mt-4')}>
          {say('signIn.submit')}
        </Link>
      </FrontPage>
    )
  }
  const { problem } = lackOf(enter)
  return (
    <FrontPage title={say('signIn.title')} lead={say('signIn.code.lead')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate(codeIn(new FormData(event.currentTarget)))
        }}
      >
        {problem !== null && <Problem error={problem} />}
        <CodeField />
        <Button type="submit" look="primary" className="h-10" busy={enter.isPending}>
          {say(enter.isPending ? 'signIn.busy' : 'signIn.submit')}
        </Button>
      </form>
    </FrontPage>
  )
}
