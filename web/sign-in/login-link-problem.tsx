import { Link } from '@tanstack/react-router'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { FrontPage } from './front-page.tsx'

/** A sign-in link that does not work: why, and the other way in. */
export function LoginLinkProblem({ error }: { error: unknown }) {
  const say = useSay()
  return (
    <FrontPage title={say('signIn.title')}>
      <Problem error={error} />
      <Link to="/sign-in" className={buttonClass('plain', 'md', 'mt-4')}>
        {say('signIn.submit')}
      </Link>
    </FrontPage>
  )
}
