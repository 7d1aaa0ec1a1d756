import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ApiError } from '../api/client.ts'
import { invitationQuery } from '../api/queries.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { FrontPage } from '../sign-in/front-page.tsx'
import { JoinForm } from './join-form.tsx'

const route = getRouteApi('/join')

/** What an invitation says, and how to follow it; without one, or with one that is over, what to do instead. */
export function JoinScreen() {
  const say = useSay()
  const { token } = route.useLoaderData()
  useTitle(say('join.title.none'))
  if (token === null) {
    return (
      <FrontPage title={say('join.title.none')} lead={say('join.none')}>
        <p className="text-ink-2">{say('join.none.next')}</p>
        <SignInInstead />
      </FrontPage>
    )
  }
  return <Held key={token} token={token} />
}

function Held({ token }: { token: string }) {
  const say = useSay()
  const invitation = useQuery(invitationQuery(token))
  if (invitation.isPending) return <SkeletonRows rows={5} height={64} label={say('common.loading')} />
  if (invitation.isError) {
    const unreached = invitation.error instanceof ApiError && invitation.error.status === 0
    return (
      <FrontPage title={say('join.title.none')}>
        <Problem error={invitation.error} onRetry={unreached ? () => void invitation.refetch() : undefined} />
        <SignInInstead />
      </FrontPage>
    )
  }
  const { firmName, madeBy, role } = invitation.data
  return (
    <FrontPage
      title={say('join.title', { firm: firmName })}
      lead={say('join.lead', { who: madeBy, role: say(`role.${role}`) })}
    >
      <p className="mb-5 rounded-md bg-hover px-3 py-2 text-sm">{say(`role.${role}.for`)}</p>
      <JoinForm token={token} invitation={invitation.data} />
    </FrontPage>
  )
}

function SignInInstead() {
  const say = useSay()
  return (
    <Link to="/sign-in" className={buttonClass('plain', 'md', 'mt-4')}>
      {say('signIn.submit')}
    </Link>
  )
}
