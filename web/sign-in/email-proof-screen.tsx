import { getRouteApi, Link } from '@tanstack/react-router'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { FrontPage } from './front-page.tsx'

const route = getRouteApi('/email-proof')

/** That the address is proved to be one's own, by the link that was mailed to it; or why the link does not do that. */
export function EmailProofScreen() {
  const say = useSay()
  const { problem } = route.useLoaderData()
  useTitle(say('emailProof.title'))
  return (
    <FrontPage
      title={say('emailProof.title')}
      {...(problem === null ? { lead: say('emailProof.done') } : {})}
    >
      {problem !== null && <Problem error={problem} />}
      <Link to="/" className={buttonClass('plain', 'md', 'mt-4')}>
        {say('nav.toStart')}
      </Link>
    </FrontPage>
  )
}
